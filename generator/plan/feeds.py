"""Feeds: the whole site, every topic, every author; and the list of them all.

A feed tells what is new here, so its items are ordered and dated by when they were added.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.library.permalinks import FEED_ARCHIVES, FEEDS, HOME, OPML, TAXONOMIES, page_file, term_url
from generator.model.artifact import Artifact
from generator.model.file_views import NAMED_AUTHORS, FeedItem, FeedView, OpmlView
from generator.model.library import Taxonomy, Term
from generator.model.page_views import FeedsView, IndexGroup
from generator.model.paper import PaperPage
from generator.model.views import FeedRef, Meta
from generator.plan.desk import FEED_FILES, Desk, feed_files, has_feeds, site_feeds, term_count
from generator.plan.feed_archives import MONTH, YEAR, Archive, newest_items, split_feed
from generator.plan.indexes import letter_groups
from generator.plan.terms import index_ref

ATOM_FILE = FEED_FILES["atom"][0]
RENDERERS = {"RSS": "rss", "Atom": "atom", "JSON": "json-feed"}

MOST = 500
"""Items of a feed, however many papers a day brings."""

PERIODS = {"author": YEAR}
"""What an archive of a feed holds, by the taxonomy of its term; other feeds' a month."""

LISTED = 800
"""Most authors on the page and in the OPML file; of more, the LEADERS with most papers. All of 50,000 would
make a page of many megabytes, and one that changes with every new name."""

LEADERS = 100

FEW = 30
"""So many authors are found without letters to jump to."""

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://paper-digest/ids")
"""Item ids are version 5 UUIDs (RFC 9562) of the paper's id: they outlive a move of the site."""


def feed_artifacts(desk: Desk) -> list[Artifact]:
    """Plan every feed, the page that lists them and the OPML file."""
    config = desk.config
    items = {page.paper.id: _item(desk, page) for page in desk.library.papers}
    followed = _followed(desk)
    whole = _Channel(config.title, config.description, HOME)
    artifacts = _feeds(desk, whole, desk.library.papers, items)
    for term in _neighbours_together(desk, followed):
        description = desk.words.gettext("New papers: %(name)s.", name=term.name)
        channel = _Channel(f"{term.name} – {config.title}", description, term_url(term))
        period = PERIODS.get(term.taxonomy, MONTH)
        artifacts += _feeds(desk, channel, term.papers, items, period)
    return [*artifacts, _page(desk), _opml(desk)]


def _listed_authors(desk: Desk) -> tuple[Term, ...]:
    authors = desk.library.authors if desk.config.feeds.authors else ()
    if len(authors) <= LISTED:
        return authors
    ranked = sorted(authors, key=lambda term: (-len(term.papers), term.slug))
    leaders = {term.slug for term in ranked[:LEADERS]}
    return tuple(term for term in authors if term.slug in leaders)


def _neighbours_together(desk: Desk, terms: Iterable[Term]) -> list[Term]:
    """Sort terms by their newest paper: who renders its text for one author has it at hand for the next."""
    places = {page.paper.id: place for place, page in enumerate(desk.library.papers)}
    return sorted(terms, key=lambda term: places[term.papers[0].paper.id])


def _followed(desk: Desk) -> tuple[Term, ...]:
    library = desk.library
    return tuple(
        term for term in (*library.topics, *library.authors) if has_feeds(term.taxonomy, desk.config)
    )


@dataclass(frozen=True, slots=True)
class _Channel:
    """What the documents of one feed have in common."""

    title: str
    description: str
    page_url: str

    def document(self, url: str, items: tuple[FeedItem, ...], **links: str) -> FeedView:
        """Return the document of these items at `url`; `links` are FeedView's."""
        return FeedView(self.title, self.description, self.page_url, url, _updated(items), items, **links)


def _feeds(
    desk: Desk, channel: _Channel, pages: Iterable[PaperPage], items: dict[str, FeedItem], period: int = MONTH
) -> list[Artifact]:
    """Plan one feed in every format; Atom, which has a standard for it, holds all papers ever in archives."""
    found = sorted((items[page.paper.id] for page in pages), key=lambda item: item.published, reverse=True)
    newest = newest_items(found, desk.config.feeds.items, MOST)
    current, archives = split_feed(found, desk.config.feeds.items, MOST, period)
    older = _archive_url(channel, archives[-1]) if archives else ""
    hub = desk.config.feeds.hub
    feeds = []
    for name, _, kind in feed_files(desk.config):
        url = channel.page_url + name
        if kind == "Atom":
            view = channel.document(url, current, hub=hub, older=older)
        else:
            view = channel.document(url, newest, hub=hub)
        feeds.append(Artifact(url, RENDERERS[kind], view))
    return [*feeds, *(_archives(channel, archives) if "atom" in desk.config.feeds.formats else ())]


def _archives(channel: _Channel, archives: Sequence[Archive]) -> Iterator[Artifact]:
    """Give the archives of a feed, each linked with the one before and the one behind it."""
    urls = ["", *(_archive_url(channel, archive) for archive in archives), ""]
    subscription = channel.page_url + ATOM_FILE
    for archive, older, url, newer in zip(archives, urls, urls[1:], urls[2:], strict=False):
        view = channel.document(url, archive.items, subscription=subscription, older=older, newer=newer)
        yield Artifact(url, RENDERERS["Atom"], view)


def _archive_url(channel: _Channel, archive: Archive) -> str:
    return f"{channel.page_url}{FEED_ARCHIVES}{archive.name}.xml"


def _updated(items: Sequence[FeedItem]) -> str:
    return max((item.updated for item in items), default="1970-01-01T00:00:00+00:00")


def _item(desk: Desk, page: PaperPage) -> FeedItem:
    paper, entry = page.paper, desk.entries[page.paper.id]
    added = desk.library.times[paper.id]
    edited = dt.datetime.combine(paper.updated, added.timetz()) if paper.updated else added
    return FeedItem(
        id=uuid.uuid5(NAMESPACE, paper.id).urn,
        url=entry.url,
        title=paper.title,
        authors=paper.authors[:NAMED_AUTHORS],
        authors_complete=not paper.authors
        or (paper.authors_complete and len(paper.authors) <= NAMED_AUTHORS),
        topics=tuple(topic for topic in entry.topics if topic.code),
        published=added.isoformat(),
        updated=edited.isoformat(),
        teaser=page.teaser,
        body=page.body,
    )


def _page(desk: Desk) -> Artifact:
    library = desk.library
    words = desk.words
    description = words.gettext("Follow new papers by RSS, Atom or JSON Feed.")
    meta = Meta("feeds", words.gettext("Feeds"), description, FEEDS, (), site_feeds(desk.config))
    authors = _listed_authors(desk)
    view = FeedsView(
        meta=meta,
        site=site_feeds(desk.config),
        topics=tuple(term_count(term) for term in library.topics),
        authors=_groups(authors),
        opml=OPML,
        all_authors=TAXONOMIES["author"] if 0 < len(authors) < len(library.authors) else "",
    )
    return Artifact(page_file(FEEDS), "html", view, "feeds.html")


def _groups(authors: Sequence[Term]) -> tuple[IndexGroup, ...]:
    if len(authors) > FEW:
        return letter_groups(authors)
    return (IndexGroup("", tuple(map(term_count, authors))),) if authors else ()


def _opml(desk: Desk) -> Artifact:
    """Plan the OPML of these feeds, each once, as Atom if it can be: readers need one format, not three."""
    best = "atom" if "atom" in desk.config.feeds.formats else desk.config.feeds.formats[0]
    name, mime, _ = FEED_FILES[best]
    followed = (*desk.library.topics, *_listed_authors(desk))
    pages = {HOME + name: HOME} | {term_url(term) + name: term_url(term) for term in followed}
    groups: list[tuple[str, tuple[FeedRef, ...]]] = [
        (desk.words.gettext("Site"), (FeedRef(desk.config.title, HOME + name, mime),))
    ]
    taxonomies: tuple[Taxonomy, ...] = ("topic", "author")
    for taxonomy in taxonomies:
        refs = tuple(FeedRef(t.name, term_url(t) + name, mime) for t in followed if t.taxonomy == taxonomy)
        groups += [(index_ref(desk, taxonomy).name, refs)] if refs else []
    return Artifact(OPML, "opml", OpmlView(desk.config.title, tuple(groups), pages))
