"""Feeds: the whole site, every topic, every author; and the list of them all.

A feed tells what is new here, so its items are ordered and dated by when they were added.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from generator.base.made import Made
from generator.library.permalinks import FEED_ARCHIVES, FEEDS, HOME, OPML, TAXONOMIES, page_file, term_url
from generator.model.artifact import Grounds, Mapped, Sketch
from generator.model.file_views import NAMED_AUTHORS, FeedItem, FeedView, OpmlView
from generator.model.library import Taxonomy, Term
from generator.model.page_views import FeedsView, IndexGroup
from generator.model.paper import Paper, PaperPage
from generator.model.views import FeedRef, Meta
from generator.plan.desk import (
    FEED_FILES,
    Desk,
    feed_files,
    has_feeds,
    ids_of,
    neighbours_together,
    site_feeds,
    term_count,
)
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


def feed_artifacts(desk: Desk) -> list[Sketch]:
    """Plan every feed, the page that lists them and the OPML file."""
    config = desk.config
    items = _items(desk)
    followed = _followed(desk)
    whole = _Channel(config.title, config.description, HOME)
    artifacts = list(_feeds(desk, whole, desk.library.papers, items))
    for term in neighbours_together(desk, followed):
        description = desk.words.gettext("New papers: %(name)s.", name=term.name)
        channel = _Channel(f"{term.name} – {config.title}", description, term_url(term))
        period = PERIODS.get(term.taxonomy, MONTH)
        artifacts += _feeds(desk, channel, term.papers, items, period)
    page = Sketch(page_file(FEEDS), "html", partial(_page_view, desk), "feeds.html", Mapped("feeds", FEEDS))
    return [*artifacts, page, Sketch(OPML, "opml", partial(_opml_view, desk))]


def _listed_authors(desk: Desk) -> tuple[Term, ...]:
    authors = desk.library.authors if desk.config.feeds.authors else ()
    if len(authors) <= LISTED:
        return authors
    ranked = sorted(authors, key=lambda term: (-len(term.papers), term.slug))
    leaders = {term.slug for term in ranked[:LEADERS]}
    return tuple(term for term in authors if term.slug in leaders)


def _followed(desk: Desk) -> tuple[Term, ...]:
    library = desk.library
    return tuple(
        term for term in (*library.topics, *library.authors) if has_feeds(term.taxonomy, desk.config)
    )


class _Channel(Struct, frozen=True):
    """What the documents of one feed have in common."""

    title: str
    description: str
    page_url: str

    def document(self, url: str, items: tuple[FeedItem, ...], **links: str) -> FeedView:
        """Return the document of these items at `url`; `links` are FeedView's."""
        return FeedView(self.title, self.description, self.page_url, url, _updated(items), items, **links)

    def archive_url(self, archive: str) -> str:
        """Return the address of an archive, "" for none."""
        return f"{self.page_url}{FEED_ARCHIVES}{archive}.xml" if archive else ""


class _Dated(Struct, frozen=True):
    """A paper and when feeds say that it came and was edited."""

    paper: str
    published: str
    updated: str


class _Items(Struct, frozen=True):
    """What feeds hold, by paper id."""

    dates: Mapping[str, _Dated]
    items: Mapping[str, FeedItem]

    def dated(self, pages: Iterable[PaperPage]) -> list[_Dated]:
        """Return the dates of these papers, newest first."""
        found = (self.dates[page.paper.id] for page in pages)
        return sorted(found, key=lambda item: item.published, reverse=True)

    def of(self, found: Iterable[_Dated]) -> tuple[FeedItem, ...]:
        """Return the items of these."""
        return tuple(self.items[item.paper] for item in found)


def _feeds(
    desk: Desk, channel: _Channel, pages: Sequence[PaperPage], items: _Items, period: int = MONTH
) -> Iterator[Sketch]:
    """Plan one feed in every format; Atom, which has a standard for it, holds all papers ever in archives."""
    atom = "atom" in desk.config.feeds.formats
    long = atom and len(pages) > min(desk.config.feeds.items, MOST)
    archives = _split(desk, pages, items, period)[1] if long else ()
    for name, _, kind in feed_files(desk.config):
        url = channel.page_url + name
        make = partial(_newest_view, desk, channel, pages, items, url)
        if kind == "Atom" and long:
            make = partial(_current_view, desk, channel, pages, items, url, period)
        yield Sketch(url, RENDERERS[kind], make, grounds=_grounds)
    yield from _archives(channel, archives, items)


def _newest_view(
    desk: Desk, channel: _Channel, pages: Sequence[PaperPage], items: _Items, url: str
) -> FeedView:
    """Return a feed that leads to no archives."""
    feeds = desk.config.feeds
    found = newest_items(items.dated(_newest_or_edited(pages, feeds.items)), feeds.items, MOST)
    return channel.document(url, items.of(found), hub=feeds.hub)


def _newest_or_edited(pages: Sequence[PaperPage], size: int) -> Iterator[PaperPage]:
    """Give the papers of the newest days, `size` or more, and of all others those that were edited.

    What `newest_items` makes of these it would make of all.
    """
    days = sorted((page.paper.added for page in pages), reverse=True)
    since = days[min(size, len(days)) - 1] if days else dt.date.max
    return (page for page in pages if page.paper.updated or page.paper.added >= since)


def _current_view(
    desk: Desk, channel: _Channel, pages: Sequence[PaperPage], items: _Items, url: str, period: int
) -> FeedView:
    """Return a feed that may lead to archives."""
    found, archives = _split(desk, pages, items, period)
    older = channel.archive_url(archives[-1].name) if archives else ""
    return channel.document(url, items.of(found), hub=desk.config.feeds.hub, older=older)


def _split(
    desk: Desk, pages: Sequence[PaperPage], items: _Items, period: int
) -> tuple[tuple[_Dated, ...], tuple[Archive[_Dated], ...]]:
    return split_feed(items.dated(pages), desk.config.feeds.items, MOST, period)


def _archives(channel: _Channel, archives: Sequence[Archive[_Dated]], items: _Items) -> Iterator[Sketch]:
    """Give the archives of a feed, each linked with the one before and the one behind it."""
    names = ["", *(archive.name for archive in archives), ""]
    for archive, older, newer in zip(archives, names, names[2:], strict=False):
        make = partial(_archive_view, channel, archive, items, older, newer)
        yield Sketch(channel.archive_url(archive.name), RENDERERS["Atom"], make, grounds=_archive_grounds)


def _archive_view(
    channel: _Channel, archive: Archive[_Dated], items: _Items, older: str, newer: str
) -> FeedView:
    return channel.document(
        channel.archive_url(archive.name),
        items.of(archive.items),
        subscription=channel.page_url + ATOM_FILE,
        older=channel.archive_url(older),
        newer=channel.archive_url(newer),
    )


def _grounds(_desk: Desk, channel: _Channel, pages: Sequence[PaperPage], *_rest: object) -> Grounds:
    return Grounds(ids_of(pages), (channel,))


def _archive_grounds(
    channel: _Channel, archive: Archive[_Dated], _items: _Items, older: str, newer: str
) -> Grounds:
    return Grounds([item.paper for item in archive.items], (channel, older, newer))


def _updated(items: Sequence[FeedItem]) -> str:
    return max((item.updated for item in items), default="1970-01-01T00:00:00+00:00")


def _items(desk: Desk) -> _Items:
    pages = {page.paper.id: page for page in desk.library.papers}
    dates = Made[str, _Dated](lambda paper: _dated(desk, pages[paper].paper))
    return _Items(dates, Made(lambda paper: _item(desk, pages[paper], dates[paper])))


def _dated(desk: Desk, paper: Paper) -> _Dated:
    added = desk.library.times[paper.id]
    edited = dt.datetime.combine(paper.updated, added.timetz()) if paper.updated else added
    return _Dated(paper.id, added.isoformat(), edited.isoformat())


def _item(desk: Desk, page: PaperPage, dated: _Dated) -> FeedItem:
    paper, entry = page.paper, desk.entries[page.paper.id]
    return FeedItem(
        id=uuid.uuid5(NAMESPACE, paper.id).urn,
        url=entry.url,
        title=paper.title,
        authors=paper.authors[:NAMED_AUTHORS],
        authors_complete=not paper.authors
        or (paper.authors_complete and len(paper.authors) <= NAMED_AUTHORS),
        topics=tuple(topic for topic in entry.topics if topic.code),
        published=dated.published,
        updated=dated.updated,
        teaser=page.teaser,
        body=page.body,
    )


def _page_view(desk: Desk) -> FeedsView:
    library = desk.library
    words = desk.words
    description = words.gettext("Follow new papers by RSS, Atom or JSON Feed.")
    meta = Meta("feeds", words.gettext("Feeds"), description, FEEDS, (), site_feeds(desk.config))
    authors = _listed_authors(desk)
    return FeedsView(
        meta=meta,
        site=site_feeds(desk.config),
        topics=tuple(term_count(term) for term in library.topics),
        authors=_groups(authors),
        opml=OPML,
        all_authors=TAXONOMIES["author"] if 0 < len(authors) < len(library.authors) else "",
    )


def _groups(authors: Sequence[Term]) -> tuple[IndexGroup, ...]:
    if len(authors) > FEW:
        return letter_groups(authors)
    return (IndexGroup("", tuple(map(term_count, authors))),) if authors else ()


def _opml_view(desk: Desk) -> OpmlView:
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
    return OpmlView(desk.config.title, tuple(groups), pages)
