"""What crawlers find on the digest that this repository is, and on a planned one of 2,000 papers.

Google Scholar asks for every paper within ten plain links of the front page, and a way to browse by date.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from generator.config.schema import Config
from generator.library.build import build_library
from generator.library.permalinks import ARCHIVE, HOME, page_file
from generator.model.views import EntryView, FileRef, Ref, TermCount
from generator.plan.archive import archive_artifacts
from generator.plan.desk import make_desk
from generator.plan.home import home_artifacts
from generator.plan.indexes import index_artifacts
from generator.plan.papers import paper_artifacts
from tests.samples import make_page

FAR = 10
BASE = "https://papers.lab.test/"
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#?]*)')
TAG = re.compile(r'<meta name="(citation_title|z:itemType|DC\.title)"')

Links = Callable[[str], Iterable[str]]


def depths(start: str, links: Links) -> dict[str, int]:
    """Return how many links each file is away from `start`, breadth first."""
    found, level = {start: 0}, [start]
    while level:
        following = dict.fromkeys(target for path in level for target in links(path) if target not in found)
        found |= dict.fromkeys(following, found[level[0]] + 1)
        level = list(following)
    return found


def links_of_files(folder: Path) -> Links:
    """Follow the plain links of built pages."""

    def links(path: str) -> Iterator[str]:
        here = BASE + path.removesuffix("index.html")
        for href in LINK.findall((folder / path).read_text("utf-8")):
            address = urljoin(here, unescape(href))
            target = page_file(unquote(urlsplit(address).path).lstrip("/"))
            if address.startswith(BASE) and target.endswith(".html") and (folder / target).is_file():
                yield target

    return links


def by_date(links: Links) -> Links:
    """Follow only home, the archive and its years, months and days."""

    def dated(path: str) -> Iterator[str]:
        if path in (page_file(HOME), page_file(ARCHIVE)) or re.match(r"\d{4}/", path):
            yield from links(path)

    return dated


def test_every_paper_is_near_the_front_page(whole_site: Path) -> None:
    papers = {path.relative_to(whole_site).as_posix() for path in whole_site.glob("papers/*/index.html")}
    found = depths("index.html", links_of_files(whole_site))
    assert papers <= found.keys()
    assert max(found[path] for path in papers) <= 4
    browsed = depths("index.html", by_date(links_of_files(whole_site)))
    assert papers <= browsed.keys()
    assert max(browsed[path] for path in papers) <= FAR


def test_papers_pages_have_the_tags_of_their_paper_and_no_others_any(whole_site: Path) -> None:
    pages = {
        path.relative_to(whole_site).as_posix(): TAG.findall(path.read_text("utf-8"))
        for path in whole_site.rglob("*.html")
    }
    once = ["citation_title", "z:itemType", "DC.title"]
    wrong = {
        path: found
        for path, found in pages.items()
        if sorted(found) != (sorted(once) if re.fullmatch(r"papers/[^/]+/index\.html", path) else [])
    }
    assert wrong == {}
    assert len(pages) > 500


def links_of_views(views: Mapping[str, Any]) -> Links:
    """Follow what planned pages refer to; files to download are no pages."""

    def references(value: Any) -> Iterator[str]:
        if isinstance(value, Ref | EntryView | TermCount):
            yield page_file(value.url)
        if isinstance(value, tuple):
            for part in value:
                yield from references(part)
        elif isinstance(value, Struct) and not isinstance(value, FileRef):
            for field in value.__struct_fields__:
                yield from references(getattr(value, field))

    return lambda path: [target for target in references(views[path]) if target in views]


def test_two_thousand_papers_are_near_the_front_page_too() -> None:
    """The archive alone leads to all, in four links, however many there are."""
    first = dt.date(2019, 1, 1)
    papers = [
        make_page(f"Paper {i}", date=first + dt.timedelta(days=i % 1500), authors=(f"Author {i % 300}",))
        for i in range(2000)
    ]
    desk = make_desk(build_library(papers, [], [], Config()), Config())
    make = (paper_artifacts, archive_artifacts, index_artifacts, home_artifacts)
    views = {artifact.path: artifact.view for plan in make for artifact in plan(desk)}
    links = links_of_views(views)

    def with_navigation(path: str) -> list[str]:
        return [*links(path), page_file(ARCHIVE)]

    found = depths("index.html", by_date(with_navigation))
    wanted = {path for path in views if path.startswith("papers/")}
    assert len(wanted) == 2000
    assert max(found.get(path, FAR + 1) for path in wanted) <= 5
