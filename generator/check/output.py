"""Check the built site: every file that another one names, every page for what makes it a page."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from generator.check.feeds import File, Read, read_json_feed, read_manifest, read_style, read_xml
from generator.check.findings import Finding, gather
from generator.check.heads import read_head
from generator.check.links import Site, check_reference
from generator.check.markup import parse_html
from generator.check.pages import Page, read_page
from generator.check.scholarly import check_head, check_shared
from generator.check.search import check_search
from generator.errors import InputError, Location, Problem
from generator.library.permalinks import SEARCH_MANIFEST
from generator.model.paper import PaperPage

READERS: dict[str, Callable[[File], Read]] = {
    ".xml": read_xml,
    ".opml": read_xml,
    ".svg": read_xml,
    ".css": read_style,
}
"""By suffix; feeds in JSON and the search manifest are known by name."""

FEWEST_WORDS = 3
"""A page with less text than this in its main part is empty."""


def check_output(
    output: Path,
    base_url: str,
    expected: Collection[str],
    content: Path,
    origins: Mapping[str, str],
    papers: Mapping[str, PaperPage],
) -> list[Problem]:
    """Return what is wrong in the output folder, sorted.

    `expected` are the files that the site should have; `origins` maps pages to content files (see `gather`),
    `papers` those of papers to their papers. Raises InputError when there is no site yet.
    """
    if not (output / "index.html").is_file():
        raise InputError(Location("output/"), "the site is not built yet", "run: digest build")
    files = sorted(list_files(output))
    pages, findings = _read_pages(output, files, base_url, papers)
    site = Site(base_url, frozenset(files), {page.path: page.anchors for page in pages})
    findings += _missing(expected, site)
    for page in pages:
        findings += _check_page(page)
        findings += filter(None, (check_reference(site, page.path, ref) for ref in page.references))
    for path in files:
        if reader := _reader(path):
            references, wrong = reader(File(path, (output / path).read_bytes(), base_url))
            findings += wrong
            findings += filter(None, (check_reference(site, path, ref) for ref in references))
    findings += check_search(output)
    return gather(findings, content, origins)


def _read_pages(
    output: Path, files: list[str], base_url: str, papers: Mapping[str, PaperPage]
) -> tuple[list[Page], list[Finding]]:
    """Return the facts of all pages, and what is wrong with what they tell programs about themselves."""
    pages: list[Page] = []
    findings: list[Finding] = []
    identifiers: list[tuple[str, str]] = []
    for path in files:
        if not path.endswith(".html"):
            continue
        root = parse_html((output / path).read_bytes())
        pages.append(read_page(path, root))
        if root is not None:
            head = read_head(root)
            findings += check_head(path, head, papers.get(path), base_url)
            identifiers += [(doi, path) for doi in set(head.all("citation_doi"))]
    return pages, [*findings, *check_shared(identifiers)]


def list_files(folder: Path) -> Iterator[str]:
    """Give every file below `folder` as a path with "/", but those whose name starts with a dot."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(root).relative_to(folder)
        yield from ((below / name).as_posix() for name in names if not name.startswith("."))


def _reader(path: str) -> Callable[[File], Read] | None:
    if path == SEARCH_MANIFEST:
        return read_manifest
    if path.rpartition("/")[2] == "feed.json":
        return read_json_feed
    return READERS.get(Path(path).suffix)


def _missing(expected: Collection[str], site: Site) -> Iterator[Finding]:
    missing = set(expected).difference(site.files)
    if missing:
        fault = "this file of the site is missing"
        if len(missing) > 1:
            fault += f", and {len(missing) - 1:,} more"
        named = min(missing, key=lambda path: (not path.endswith(".html"), path))  # a page tells people more
        yield Finding(named, 0, fault, "run: digest build")


def _check_page(page: Page) -> Iterator[Finding]:
    template = "mend the theme's template"
    if not page.title:
        yield Finding(page.path, 0, "this page has no title", template)
    for name in page.double_ids:
        yield Finding(page.path, 0, f'the id "{name}" stands twice on one page', template)
    if page.words < FEWEST_WORDS and not page.redirects:
        yield Finding(page.path, 0, "this page is empty", "write its text, or remove its content file")
