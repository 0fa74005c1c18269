"""What programs ask for that are no people: sitemaps, robots.txt, the description of the site's search.

Search engines read at most 50,000 addresses a sitemap, so there is one for each family of pages and year of
change, and an index of them: a new paper changes those of its year, and nothing of the years before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from generator.base.mailbox import is_mailbox
from generator.base.text import clean
from generator.library.permalinks import OPENSEARCH, ROBOTS, SEARCH, SITEMAP
from generator.model.artifact import Sketch
from generator.model.file_views import OpenSearchView, RobotsView, SitemapIndexView, SitemapView
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


def crawler_artifacts(desk: Desk, pages: Iterable[Sketch], most: int = MOST_URLS) -> list[Sketch]:
    """Plan the sitemaps of the pages planned so far, of at most `most` addresses, and the other files."""
    sitemaps = list(_sitemaps(pages, most))
    return [
        *(Sketch(name, "sitemap", partial(SitemapView, urls)) for name, urls in sitemaps),
        Sketch(SITEMAP, "sitemap-index", partial(_index_view, sitemaps)),
        Sketch(ROBOTS, "robots", partial(RobotsView, SITEMAP)),
        Sketch(OPENSEARCH, "opensearch", partial(_search_view, desk)),
    ]


def _index_view(sitemaps: Iterable[tuple[str, Urls]]) -> SitemapIndexView:
    return SitemapIndexView(tuple((name, max(day for _, day in urls)) for name, urls in sitemaps))


def _sitemaps(pages: Iterable[Sketch], most: int) -> Iterator[tuple[str, Urls]]:
    """Give the name and the addresses of each sitemap, both in order."""
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        if mapped := page.mapped:
            year = f"-{mapped.changed[:4]}" if mapped.changed else ""
            families[FAMILIES.get(mapped.kind, "pages") + year].append((mapped.url, mapped.changed))
    for family, urls in sorted(families.items()):
        urls.sort()
        for number, start in enumerate(range(0, len(urls), most), 1):
            part = "" if number == 1 else f"-{number}"
            yield f"sitemap-{family}{part}.xml", tuple(urls[start : start + most])


def _search_view(desk: Desk) -> OpenSearchView:
    config = desk.config
    return OpenSearchView(
        title=config.title,
        description=desk.words.gettext("Search the papers of %(name)s", name=clean(config.title)),
        contact=config.contact if is_mailbox(config.contact) else "",
        url=OPENSEARCH,
        search=SEARCH,
    )
