"""Search data that the browser loads on demand: segments of the papers, each with its words in many files.

A segment holds papers of one year of adding, oldest first, LARGE at most; what does not fill one lies, in the
newest year, in segments of SMALL. So a day's new papers write the newest segment, SMALL papers at most, and
all others stay, but when they fill a large one, or open a year. The files of a segment lie in a folder whose
name holds a hash of all that is in them; only the manifest is asked for anew.
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
LARGE = 2048
HUGE = 8192
"""Papers of a segment, at most."""

MANY = 32_768
"""From this many papers on, large segments are huge: a query asks each segment for its words."""

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
    large = LARGE if len(documents) < MANY else HUGE
    newest = documents[-1].added[:4] if documents else ""
    for year, papers in groupby(documents, key=lambda document: document.added[:4]):
        held = list(papers)
        rest = len(held) - len(held) % large
        small = SMALL if year == newest else large
        found = [*cut(held[:rest], large), *cut(held[rest:], small)]
        for number, segment in enumerate(found, 1):
            yield f"{year}.{number}", segment


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
