"""RSS 2.0 and Atom feeds: feedgen writes what they say of themselves, `feed_xml` their papers.

Input:   a FeedView, the base address, language and assets of the site.
Output:  one feed as bytes; everything in it comes from the view, nothing from the clock.
Formats: RSS Advisory Board 2.0.11 with content, dc and atom modules; RFC 4287; archives after RFC 5005,
         section 4; WebSub hubs (W3C, 2018). What a person sees who opens one: see `feed_reading`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.base.text import clean
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import FeedItem, FeedView
from generator.outputs.feed_items import Entry, entries, heading
from generator.outputs.feed_reading import Reading
from generator.outputs.feed_xml import atom_entry, rss_item
from generator.outputs.filters import absolute
from generator.outputs.kept import keep

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

GENERATOR = "paper-digest"
RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"

ATOM_NAMES = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"

KEPT = 12_000
"""Papers that a process remembers in each format (about 3 kB each): see `exports.sources`."""

FRESH = 60
"""Minutes for which a reader may keep the RSS feed before it asks again."""

ICON_SIZE = "88"
"""Width and height, in pixels, at which RSS readers show the site's icon; at most 144 (RSS 2.0)."""


class _Extras:
    """An extension of feedgen for elements that it has no words for: `add` gets the finished element."""

    def __init__(self) -> None:
        self.namespaces: dict[str, str] = {}
        self.add: Any = lambda _: None

    def extend_ns(self) -> dict[str, str]:
        return self.namespaces

    def extend_rss(self, element: Any) -> None:
        self.add(element[0])

    def extend_atom(self, element: Any) -> None:
        self.add(element)


def _papers(
    write: Callable[[FeedItem, Entry, bool], str], context: RenderContext, reading: Reading
) -> Callable[[FeedView], bytes]:
    """Return the function that writes the papers of a feed, each once for all feeds."""
    entry_of = entries(context)

    def written(item: FeedItem) -> bytes:
        return write(item, entry_of(item), reading.is_styled).encode()

    paper = keep(written, lambda item: item.id, KEPT)
    return lambda view: b"".join(map(paper, view.items))


def _start_rss(context: RenderContext) -> Render:
    reading = Reading(context)
    papers = _papers(rss_item, context, reading)

    def render(artifact: Artifact) -> bytes:
        feed = _feed(artifact.view, RSS_TYPE, context)
        _describe_channel(feed, artifact.view, context)
        feed.extras.namespaces = {"dc": DUBLIN_CORE} | reading.namespaces
        feed.extras.add = partial(_finish_channel, artifact.view, reading)
        head = reading.styled(feed.rss_str().removesuffix(b"</channel></rss>"), artifact.path)
        return head + papers(artifact.view) + b"</channel></rss>\n"

    return render


def _describe_channel(feed: "FeedGenerator", view: FeedView, context: RenderContext) -> None:
    site = context.site
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.lastBuildDate(datetime.fromisoformat(view.updated))
    feed.ttl(FRESH)
    page = absolute(view.page_url, site.base_url)
    feed.link(href=page, rel="alternate")
    if "icon.png" in site.assets:  # RSS knows no SVG
        icon = absolute(site.assets["icon.png"], site.base_url)
        feed.image(icon, heading(view.title), page, ICON_SIZE, ICON_SIZE)


def _finish_channel(view: FeedView, reading: Reading, channel: Any) -> None:
    from feedgen.util import xml_elem

    if view.hub:
        xml_elem(f"{{{ATOM_NAMES}}}link", channel, rel="hub", href=view.hub)
    reading.introduce(channel, view)


def _start_atom(context: RenderContext) -> Render:
    reading = Reading(context)
    papers = _papers(atom_entry, context, reading)

    def render(artifact: Artifact) -> bytes:
        view: FeedView = artifact.view
        feed = _feed(view, ATOM_TYPE, context)
        _describe_atom(feed, view, context)
        feed.extras.namespaces = ({"fh": HISTORY} if view.subscription else {}) | reading.namespaces
        feed.extras.add = partial(_finish_atom, view, reading)
        head = reading.styled(feed.atom_str().removesuffix(b"</feed>"), artifact.path)
        return head + papers(view) + b"</feed>\n"

    return render


def _describe_atom(feed: "FeedGenerator", view: FeedView, context: RenderContext) -> None:
    site = context.site
    # RFC 4287, 4.1.1: entries without author need one of the feed
    feed.author({"name": clean(site.title)})
    if "favicon.svg" in site.assets:
        feed.icon(absolute(site.assets["favicon.svg"], site.base_url))
    feed.link(href=absolute(view.page_url, site.base_url), rel="alternate", type="text/html")
    if view.hub:
        feed.link(href=view.hub, rel="hub")
    history = (("current", view.subscription), ("prev-archive", view.older), ("next-archive", view.newer))
    for relation, url in history:
        if url:
            feed.link(href=absolute(url, site.base_url), rel=relation, type=ATOM_TYPE)


def _finish_atom(view: FeedView, reading: Reading, element: Any) -> None:
    from feedgen.util import xml_elem

    if view.subscription:
        xml_elem(f"{{{HISTORY}}}archive", element)
    reading.introduce(element, view)


def _feed(view: FeedView, mime: str, context: RenderContext) -> "FeedGenerator":
    """What RSS and Atom have in common; without the moment of now that feedgen puts in."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.register_extension("extras", _Extras, _Extras)
    feed.id(absolute(view.subscription or view.url, context.site.base_url))
    feed.title(heading(view.title))
    feed.description(clean(view.description) or heading(view.title))  # RSS demands one
    feed.language(context.site.language)
    feed.updated(datetime.fromisoformat(view.updated))
    feed.link(href=absolute(view.url, context.site.base_url), rel="self", type=mime)
    feed.generator(GENERATOR)
    return feed


RSS = Renderer(version=2, uses_site=True, start=_start_rss)
ATOM = Renderer(version=2, uses_site=True, start=_start_atom)
