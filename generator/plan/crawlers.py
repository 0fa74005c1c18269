"""What programs ask for that are no people: sitemaps, robots.txt, the description of the site's search.

Search engines read at most 50,000 addresses a sitemap, so there is one for each family of pages and year of
change, and an index of them: a new paper changes those of its year, and nothing of the years before.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.base.mailbox import is_mailbox
from generator.base.text import clean
from generator.library.permalinks import OPENSEARCH, ROBOTS, SEARCH, SITEMAP
from generator.model.artifact import Artifact
from generator.model.file_views import OpenSearchView, RobotsView, SitemapIndexView, SitemapView
from generator.model.page_views import HomeView, IssueView, ListView, PaperView
from generator.model.views import Meta
from generator.plan.desk import Desk

MOST_URLS = 50_000
"""Addresses in one sitemap (sitemaps.org)."""

FAMILIES = {
    "paper": "papers",
    "topic": "topics",
    "author": "authors",
    "keyword": "keywords",
    "organisation": "organisations",
    "day": "days",
    "month": "days",
    "year": "days",
    "issue": "digests",
}
"""Kind of a page → what its sitemap is called; other kinds are few and stand together in "pages"."""

Urls = tuple[tuple[str, str], ...]


def crawler_artifacts(desk: Desk, artifacts: Iterable[Artifact], most: int = MOST_URLS) -> list[Artifact]:
    """Plan the sitemaps of the pages planned so far, of at most `most` addresses, and the other files."""
    newest = desk.library.issues[0].date if desk.library.issues else None
    sitemaps = list(_sitemaps(artifacts, newest, most))
    index = SitemapIndexView(tuple((name, max(day for _, day in urls)) for name, urls in sitemaps))
    return [
        *(Artifact(name, "sitemap", SitemapView(urls)) for name, urls in sitemaps),
        Artifact(SITEMAP, "sitemap-index", index),
        Artifact(ROBOTS, "robots", RobotsView(SITEMAP)),
        _search(desk),
    ]


def _sitemaps(artifacts: Iterable[Artifact], newest: dt.date | None, most: int) -> Iterator[tuple[str, Urls]]:
    """Give the name and the addresses of each sitemap, both in order."""
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for artifact in artifacts:
        meta = getattr(artifact.view, "meta", None)
        if isinstance(meta, Meta) and meta.indexed:
            changed = _changed(artifact.view, newest)
            year = f"-{changed[:4]}" if changed else ""
            families[FAMILIES.get(meta.kind, "pages") + year].append((meta.url, changed))
    for family, urls in sorted(families.items()):
        urls.sort()
        for number, start in enumerate(range(0, len(urls), most), 1):
            part = "" if number == 1 else f"-{number}"
            yield f"sitemap-{family}{part}.xml", tuple(urls[start : start + most])


def _changed(view: object, newest: dt.date | None) -> str:
    """Return the day on which the data last changed a page, "" where nobody can say."""
    match view:
        case PaperView(entry=entry, citation=citation):
            return max(entry.added, citation.updated)
        case ListView(entries=entries):
            return max((entry.added for entry in entries), default="")
        case IssueView(day=day):
            return day
        case HomeView():
            return newest.isoformat() if newest else ""
    return ""


def _search(desk: Desk) -> Artifact:
    config = desk.config
    view = OpenSearchView(
        title=config.title,
        description=desk.words.gettext("Search the papers of %(name)s", name=clean(config.title)),
        contact=config.contact if is_mailbox(config.contact) else "",
        url=OPENSEARCH,
        search=SEARCH,
    )
    return Artifact(OPENSEARCH, "opensearch", view)
