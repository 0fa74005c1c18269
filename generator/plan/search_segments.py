"""Search data that the browser loads on demand: segments of the papers, each with its words in many files.

A segment holds papers of one year of adding, oldest first. The years before the newest are cut into large
ones of equal size; the newest into large ones, and what is left into ever smaller ones, down to SMALL. So a
day's new papers write the newest segment, SMALL papers at most, and all others stay, but when four become a
larger one, or a year begins. The files of a segment lie in a folder whose name holds a hash of all that is
in them; only the manifest is asked for anew.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.base.hashing import digest, digest_value
from generator.base.word_ranges import ranges
from generator.library.permalinks import SEARCH, SEARCH_MANIFEST
from generator.model.artifact import Artifact
from generator.model.file_views import (
    SearchDocument,
    SearchRowsView,
    SearchSegmentRef,
    SearchSegmentsView,
    SearchSegmentView,
    SearchTextsView,
)

SMALL = 512
"""Papers of the smallest segments, which new papers fill."""

LARGE, LARGEST = 2048, 16_384
"""Papers of a large segment, in a site of few and of many: an edited paper writes its segment."""

SEGMENTS = 8
"""Large segments that all papers would make; more papers have larger ones, for a query asks each of them."""

ROWS = 8
TEXTS = 4
"""Papers whose rows, and whose abstracts, lie in one file: results in sight load a file each."""


def segment_artifacts(documents: Sequence[SearchDocument], edition: str) -> list[Artifact]:
    """Plan the data of `documents`, which are in the order of adding; the manifest comes last."""
    artifacts: list[Artifact] = []
    segments: list[SearchSegmentRef] = []
    for name, held in _segments(documents):
        view = SearchSegmentView(name, tuple(held))
        folder = f"{SEARCH}{name}.{digest((digest_value(view) + edition).encode())[:10]}/"
        artifacts += _files(view, folder)
        segments.insert(0, SearchSegmentRef(name, len(held), folder))
    return [
        *artifacts,
        Artifact(SEARCH_MANIFEST, "search-segments", SearchSegmentsView(tuple(segments), ROWS, TEXTS)),
    ]


def _segments(documents: Sequence[SearchDocument]) -> Iterator[tuple[str, Sequence[SearchDocument]]]:
    """Give the segments, oldest first, each with its name: "2026.1"."""
    large = LARGE
    while large < LARGEST and large * SEGMENTS < len(documents):
        large *= 2
    newest = documents[-1].added[:4] if documents else ""
    for year, papers in groupby(documents, key=lambda document: document.added[:4]):
        held = list(papers)
        found = (
            _falling(held, large) if year == newest else cut(held, -(-len(held) // -(-len(held) // large)))
        )
        for number, segment in enumerate(found, 1):
            yield f"{year}.{number}", segment


def _falling(held: Sequence[SearchDocument], size: int) -> Iterator[Sequence[SearchDocument]]:
    """Give pieces of `size`, then of a quarter of that and so on; those of SMALL alone may not be full."""
    start = 0
    while start < len(held):
        while size > SMALL and len(held) - start < size:
            size = max(SMALL, size // 4)
        yield held[start : start + size]
        start += size


def _files(view: SearchSegmentView, folder: str) -> Iterator[Artifact]:
    """Give the files of a segment; those of its view stand side by side, to be rendered by one process."""
    for number in range(len(ranges(len(view.documents)))):
        yield Artifact(f"{folder}range.{number}.js", "search-range", view)
    yield Artifact(f"{folder}facets.js", "search-facets", view)
    yield Artifact(f"{folder}figures.js", "search-figures", view)
    for number, block in enumerate(cut(view.documents, ROWS)):
        rows = SearchRowsView(f"{view.name}.{number}", tuple(block))
        yield Artifact(f"{folder}rows.{number}.js", "search-rows", rows)
    for number, block in enumerate(cut(view.documents, TEXTS)):
        texts = SearchTextsView(f"{view.name}.{number}", tuple(document.body for document in block))
        yield Artifact(f"{folder}texts.{number}.js", "search-texts", texts)


def cut(documents: Sequence[SearchDocument], size: int) -> list[Sequence[SearchDocument]]:
    """Return `documents` in pieces of `size`; the last one may be shorter."""
    return [documents[start : start + size] for start in range(0, len(documents), size)]
