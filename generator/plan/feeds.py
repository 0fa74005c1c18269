"""Feeds: the whole site, every topic, every author; and the list of them all.

A feed tells what is new here, so its items are ordered and dated by when they were added.
"""

import uuid
from collections.abc import Iterable

from generator.library.permalinks import FEEDS, HOME, OPML, page_file, term_url
from generator.model.artifact import Artifact
from generator.model.file_views import FeedItem, FeedView, OpmlView
from generator.model.library import Term
from generator.model.page_views import FeedsView
from generator.model.paper import PaperPage
from generator.model.views import FeedRef, Meta
from generator.plan.desk import FEED_FILES, Desk, has_feeds, site_feeds, term_count, topic_ref

RENDERERS = {"RSS": "rss", "Atom": "atom", "JSON": "json-feed"}

MOST = 500
"""Items of a feed, however many papers a day brings."""

NAMED = 30
"""Authors whom an item names; "et al." stands for the rest."""

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://paper-digest/ids")
"""Item ids are version 5 UUIDs (RFC 9562) of the paper's id: they outlive a move of the site."""


def feed_artifacts(desk: Desk) -> list[Artifact]:
    """Plan every feed, the page that lists them and the OPML file."""
    config = desk.config
    items = {page.paper.id: _item(desk, page) for page in desk.library.papers}
    followed = _followed(desk)
    artifacts = _formats(desk, config.title, config.description, HOME, desk.library.papers, items)
    for term in followed:
        title = f"{term.name} – {config.title}"
        artifacts += _formats(desk, title, f"New papers: {term.name}.", term_url(term), term.papers, items)
    return [*artifacts, _page(desk), _opml(desk, followed)]


def _followed(desk: Desk) -> tuple[Term, ...]:
    library = desk.library
    return tuple(
        term for term in (*library.topics, *library.authors) if has_feeds(term.taxonomy, desk.config)
    )


def _formats(
    desk: Desk,
    title: str,
    description: str,
    page_url: str,
    pages: Iterable[PaperPage],
    items: dict[str, FeedItem],
) -> list[Artifact]:
    found = (items[page.paper.id] for page in pages)
    chosen = _newest(found, desk.config.feeds.items)
    updated = chosen[0].updated if chosen else "1970-01-01T00:00:00+00:00"
    return [
        Artifact(
            page_url + name,
            RENDERERS[kind],
            FeedView(title, description, page_url, page_url + name, updated, chosen),
        )
        for name, _, kind in FEED_FILES
    ]


def _newest(found: Iterable[FeedItem], count: int) -> tuple[FeedItem, ...]:
    """Return the newest items: `count` of them, and the rest of the last one's day.

    A day that is cut off would never reach those who follow the feed; only MOST bounds it.
    """
    items = sorted(found, key=lambda item: item.updated, reverse=True)
    end = min(count, len(items))
    while 0 < end < min(len(items), MOST) and items[end].updated[:10] == items[end - 1].updated[:10]:
        end += 1
    return tuple(items[:end])


def _item(desk: Desk, page: PaperPage) -> FeedItem:
    paper = page.paper
    moment = desk.library.times[paper.id].isoformat()
    return FeedItem(
        id=uuid.uuid5(NAMESPACE, paper.id).urn,
        url=desk.entries[paper.id].url,
        title=paper.title,
        authors=paper.authors[:NAMED],
        authors_complete=not paper.authors or (paper.authors_complete and len(paper.authors) <= NAMED),
        topics=tuple(topic_ref(code) for code in paper.topics),
        published=moment,
        updated=moment,
        teaser=page.teaser,
        body=page.body,
    )


def _page(desk: Desk) -> Artifact:
    library = desk.library
    meta = Meta(
        "feeds", "Feeds", "Follow new papers by RSS, Atom or JSON Feed.", FEEDS, (), site_feeds(desk.config)
    )
    view = FeedsView(
        meta=meta,
        site=site_feeds(desk.config),
        topics=tuple(term_count(term) for term in library.topics),
        authors=tuple(term_count(term) for term in library.authors if desk.config.feeds.authors),
        opml=OPML,
    )
    return Artifact(page_file(FEEDS), "html", view, "feeds.html")


def _opml(desk: Desk, followed: tuple[Term, ...]) -> Artifact:
    """Plan the OPML of all feeds, each once, as Atom: readers need one format, not three."""
    name, mime, _ = FEED_FILES[1]
    pages = {HOME + name: HOME} | {term_url(term) + name: term_url(term) for term in followed}
    groups: list[tuple[str, tuple[FeedRef, ...]]] = [
        ("Site", (FeedRef(desk.config.title, HOME + name, mime),))
    ]
    for label, taxonomy in (("Topics", "topic"), ("Authors", "author")):
        refs = tuple(FeedRef(t.name, term_url(t) + name, mime) for t in followed if t.taxonomy == taxonomy)
        groups += [(label, refs)] if refs else []
    return Artifact(OPML, "opml", OpmlView(desk.config.title, tuple(groups), pages))
