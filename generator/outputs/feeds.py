"""Feeds: RSS 2.0 and Atom through feedgen, JSON Feed 1.1.

Input:   a FeedView, the base address and language of the site.
Output:  one feed as bytes; everything in it comes from the view, nothing from the clock.
Formulas stand as text in feeds, since feed readers drop MathML; links are absolute.
Where a seed named only the first authors ("et al."), the byline in the content says so; the feeds' own
author elements hold names only, because programs read them as people.
Formats: RSS Advisory Board 2.0.11 with content, dc and atom modules; RFC 4287; jsonfeed.org/version/1.1.
"""

import json
import re
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.tex import plain
from generator.base.text import clean
from generator.content.scan import read_body
from generator.markup.render import render_body
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import FeedItem, FeedView
from generator.outputs.filters import absolute

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

GENERATOR = "paper-digest"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def byline(item: FeedItem) -> str:
    """Return the authors as one text: "A, B and C", "A, B et al."; "" when the seed named nobody."""
    names = [clean(name) for name in item.authors]
    if not names:
        return ""
    if not item.authors_complete:
        return f"{', '.join(names)} et al."
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=1024)
def _content(item: FeedItem, content_dir: str, base_url: str) -> str:
    """The whole abstract as HTML, below its byline; remembered, since a paper is in some ten feeds."""
    people = byline(item)
    head = f"<p>{escape(people, quote=False)}</p>\n" if people else ""
    text = read_body(Path(content_dir), item.body)
    return clean_xml(head + render_body(text, "text", base=absolute(item.url, base_url)))


def clean_xml(text: str) -> str:
    """Drop the characters that XML 1.0 (section 2.2) forbids."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


def _start_rss(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        feed = _feed(artifact.view, context)
        feed.load_extension("dc", atom=False, rss=True)
        feed.generator(GENERATOR)
        feed.docs("https://www.rssboard.org/rss-specification")
        feed.lastBuildDate(datetime.fromisoformat(artifact.view.updated))
        feed.link(href=absolute(artifact.view.page_url, context.site.base_url), rel="alternate")
        for item in artifact.view.items:
            _add_rss_item(feed, item, context)
        return bytes(feed.rss_str()) + b"\n"

    return render


def _add_rss_item(feed: "FeedGenerator", item: FeedItem, context: RenderContext) -> None:
    entry = feed.add_entry(order="append")
    entry.title(plain(item.title))
    entry.link(href=absolute(item.url, context.site.base_url))
    entry.guid(item.id, permalink=False)
    entry.description(clean(item.teaser))
    entry.content(_content(item, context.content_dir, context.site.base_url))
    entry.published(datetime.fromisoformat(item.published))
    for name in item.authors:
        entry.dc.dc_creator(clean(name))
    entry.category([{"term": clean(topic.name)} for topic in item.topics])


def _start_atom(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        feed = _feed(artifact.view, context)
        feed.generator(GENERATOR)
        # RFC 4287, 4.1.1: entries without author need one of the feed
        feed.author({"name": clean(context.site.title)})
        feed.link(
            href=absolute(artifact.view.page_url, context.site.base_url), rel="alternate", type="text/html"
        )
        for item in artifact.view.items:
            _add_atom_entry(feed, item, context)
        return bytes(feed.atom_str()) + b"\n"

    return render


def _add_atom_entry(feed: "FeedGenerator", item: FeedItem, context: RenderContext) -> None:
    entry = feed.add_entry(order="append")
    entry.id(item.id)
    entry.title(plain(item.title))
    entry.published(datetime.fromisoformat(item.published))
    entry.updated(datetime.fromisoformat(item.updated))
    entry.author([{"name": clean(name)} for name in item.authors])
    entry.link(href=absolute(item.url, context.site.base_url))  # rel="alternate" is what no rel means
    entry.category([{"term": topic.code or topic.name, "label": clean(topic.name)} for topic in item.topics])
    entry.summary(clean(item.teaser))
    entry.content(_content(item, context.content_dir, context.site.base_url), type="html")


def _feed(view: FeedView, context: RenderContext) -> "FeedGenerator":
    """What RSS and Atom have in common; without the moment of now that feedgen puts in."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(absolute(view.url, context.site.base_url))
    feed.title(plain(view.title))
    feed.description(clean(view.description))
    feed.language(context.site.language)
    feed.updated(datetime.fromisoformat(view.updated))
    feed.link(href=absolute(view.url, context.site.base_url), rel="self")
    return feed


def _start_json(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: FeedView = artifact.view
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": plain(view.title),
            "description": clean(view.description),
            "home_page_url": absolute(view.page_url, context.site.base_url),
            "feed_url": absolute(view.url, context.site.base_url),
            "language": context.site.language,
            "items": [_json_item(item, context) for item in view.items],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"

    return render


def _json_item(item: FeedItem, context: RenderContext) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": absolute(item.url, context.site.base_url),
        "title": plain(item.title),
        "summary": clean(item.teaser),
        "content_html": _content(item, context.content_dir, context.site.base_url),
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": [{"name": clean(name)} for name in item.authors],
        "tags": [clean(topic.name) for topic in item.topics],
    }


RSS = Renderer(version=1, uses_site=True, start=_start_rss)
ATOM = Renderer(version=1, uses_site=True, start=_start_atom)
JSON_FEED = Renderer(version=1, uses_site=True, start=_start_json)
