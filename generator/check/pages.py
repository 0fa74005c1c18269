"""Read a built HTML page for what others rely on: its ids, its references, its title and text."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from generator.check.markup import Element, line_of, select, text_of

LATER = ("data-search", "data-manifest", "data-lists", "data-extras")
"""Attributes with the address of what a script loads when it is wanted."""
ATTRIBUTES = ("href", "src", "action", "poster", "data", *LATER)
"""Attributes that hold one address."""

_ADDRESSED = etree.XPath(f"//*[{' or '.join(f'@{name}' for name in ATTRIBUTES)}]")
_IDS = etree.XPath("//*[@id]")
_REFRESH = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']")
_OPEN_GRAPH = etree.XPath("//meta[@property = 'og:url' or @property = 'og:image']")
_ANCHORS = etree.XPath("//a[@name]")


class Reference(Struct, frozen=True):
    """An address that a page or file names."""

    address: str
    """As written, without white space around it."""
    line: int


class Page(Struct, frozen=True):
    """What one HTML file offers and needs."""

    path: str
    """Below the output folder, with "/"."""
    title: str
    anchors: frozenset[str]
    """What a fragment may name."""
    double_ids: tuple[str, ...]
    references: tuple[Reference, ...]
    words: int
    """Words in <main> (in <body> where there is none)."""
    redirects: bool


def read_page(path: str, root: Element | None) -> Page:
    """Return the facts of a parsed page; None is a file without any element."""
    if root is None:
        return Page(path, "", frozenset(), (), (), 0, False)
    ids = Counter(element.get("id", "") for element in select(_IDS, root))
    names = (element.get("name", "") for element in select(_ANCHORS, root))
    refreshes = select(_REFRESH, root)
    return Page(
        path=path,
        title=" ".join((root.findtext(".//title") or "").split()),
        anchors=frozenset(ids).union(names),
        double_ids=tuple(sorted(name for name, count in ids.items() if count > 1)),
        references=(*_references(root), *_targets(refreshes)),
        words=_count_words(root),
        redirects=bool(refreshes),
    )


def _references(root: Element) -> Iterator[Reference]:
    for element in select(_ADDRESSED, root):
        for name in ATTRIBUTES:
            if name in element.attrib:
                yield Reference(element.get(name, "").strip(), line_of(element))
    for element in select(_OPEN_GRAPH, root):
        yield Reference(element.get("content", "").strip(), line_of(element))


def _targets(refreshes: list[Element]) -> Iterator[Reference]:
    for element in refreshes:
        target = re.search(r"url\s*=\s*['\"]?([^'\"]*)", element.get("content", ""), re.IGNORECASE)
        if target:
            yield Reference(target[1].strip(), line_of(element))


def _count_words(root: Element) -> int:
    main = root.find(".//main")
    place = root.find(".//body") if main is None else main
    return 0 if place is None else len(text_of(place).split())
