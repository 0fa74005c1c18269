"""Search data that the browser loads on demand: segments of the papers, each with its words in many files.

A segment holds papers of one year of adding, oldest first. The years before the newest are cut into large
ones of equal size; the newest into large ones, and what is left into ever smaller ones, down to SMALL. So a
day's new papers write the newest segment, SMALL papers at most, and all others stay, but when four become a
larger one, or a year begins.

Files that an edit is likely to change together, neighbouring words or papers, lie in a folder whose name
holds a hash of what is in them; the manifest, which alone is asked for anew, has these names. So an edited
text writes the folders of the words that came and went, that of its paper, and the manifest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeVar

from generator.base.hashing import digest, digest_value, encode
from generator.base.word_ranges import ranges
from generator.indexing.columns import FACETS, FIGURES, pack_columns
from generator.indexing.ranges import Range
from generator.indexing.segment import SEGMENTS_KEPT, TextSource, reading
from generator.library.permalinks import SEARCH, SEARCH_SEGMENTS
from generator.model.artifact import Artifact, Planned
from generator.model.file_views import (
    SearchDocument,
    SearchFolders,
    SearchRowsView,
    SearchSegmentRef,
    SearchSegmentsView,
    SearchSegmentView,
    SearchTextsView,
)

SMALL = 256
"""Papers of the smallest segments, which new papers fill."""

LARGE, LARGEST = 2048, 16_384
"""Papers of a large segment, in a site of few and of many."""

SEGMENTS = 8
"""Large segments that all papers would make; more papers have larger ones, for a query asks each of them."""

ROWS = 4
TEXTS = 4
"""Papers whose rows, and whose abstracts, lie in one file: results in sight load a file each."""

BLOCK = 4
"""Papers of a folder are a multiple of this, which ROWS and TEXTS divide."""

WORD_FOLDERS, PAPER_FOLDERS = 64, 32
"""Folders of words of a segment, and of papers, at most: the manifest names each of them."""

NAME = 8
"""Hexadecimal digits of a hash in a folder's name."""


Held = TypeVar("Held")


@contextmanager
def segments_begun(
    documents: Sequence[SearchDocument], texts: TextSource
) -> Iterator[Callable[[], list[Artifact]]]:
    """Begin to find the words of `documents`, which are in the order of adding.

    What is given waits for them and plans the data; the manifest comes last.
    """
    views = [SearchSegmentView(name, tuple(held)) for name, held in _segments(documents)]
    states = {view.name: digest_value(view) + texts.edition for view in views}
    new = {view.name: view.documents for view in views if states[view.name] not in texts.known}
    with reading(texts, new) as found:

        def planned() -> list[Artifact]:
            known = {name: texts.known[state] for name, state in states.items() if state in texts.known}
            known |= {name: " ".join(_word_folders(packed, texts)) for name, packed in found()}
            texts.known.clear()
            texts.known.update({states[name]: folders for name, folders in known.items()})
            if texts.memory is not None:
                texts.memory.forget_segments_but(states)
            return _planned(views, known, states, texts)

        yield planned


def words_ready(stale: Iterable[Planned], texts: TextSource) -> None:
    """Get ready what `stale` files hold of segments, where the plan had no need of it."""
    views = {one.view.name: one.view for one in stale if one.renderer == "search-range"}
    if len(views) <= SEGMENTS_KEPT:
        with reading(texts, {name: view.documents for name, view in views.items()}) as found:
            for _ in found():
                pass


def _planned(
    views: Sequence[SearchSegmentView], known: Mapping[str, str], states: Mapping[str, str], texts: TextSource
) -> list[Artifact]:
    artifacts: list[Artifact] = []
    segments: list[SearchSegmentRef] = []
    for view in views:
        # a text that changed this moment: who renders tells so, and the manifest stays as it was
        unknown = [_hash(states[view.name], texts)] * WORD_FOLDERS
        segments.insert(0, _segment(view, known[view.name].split() if view.name in known else unknown, texts))
        artifacts += _files(view, segments[0])
    manifest = SearchSegmentsView(tuple(segments), ROWS, TEXTS)
    return [*artifacts, Artifact(SEARCH_SEGMENTS, "search-segments", manifest, names=SEARCH)]


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


def _segment(view: SearchSegmentView, words: Sequence[str], texts: TextSource) -> SearchSegmentRef:
    """Name the folders of a segment."""
    count = len(view.documents)
    papers = -(-count // (PAPER_FOLDERS * BLOCK)) * BLOCK
    columns = [pack_columns(view.documents, packed) for packed in (FACETS, FIGURES)]
    folders = {
        "words": SearchFolders(_each(len(ranges(count))), tuple(words)),
        "papers": SearchFolders(papers, tuple(_hash(held, texts) for held in cut(view.documents, papers))),
        "columns": SearchFolders(count, (_hash(columns, texts),)),
    }
    return SearchSegmentRef(view.name, count, f"{SEARCH}{view.name}/", folders)


def _each(files: int) -> int:
    """Return how many files of words a folder holds."""
    return -(-files // WORD_FOLDERS)


def _word_folders(packed: Sequence[Range], texts: TextSource) -> list[str]:
    """Name the folders of words: by all that they hold of them, for a text changes few."""
    return [_hash(held, texts) for held in cut(packed, _each(len(packed)))]


def _hash(value: Any, texts: TextSource) -> str:
    return digest(encode((value, texts.edition)))[:NAME]


def _files(view: SearchSegmentView, segment: SearchSegmentRef) -> Iterator[Artifact]:
    """Give the files of a segment; those of its view stand side by side, to be rendered by one process."""
    for number in range(len(ranges(len(view.documents)))):
        path = f"{folder_of(segment, 'words', number)}range.{number}.js"
        yield Artifact(path, "search-range", view, sealed=True)
    for kind in ("facets", "figures"):
        path = f"{folder_of(segment, 'columns', 0)}{kind}.js"
        yield Artifact(path, f"search-{kind}", view, sealed=True)
    for number, held in enumerate(cut(view.documents, ROWS)):
        path = f"{folder_of(segment, 'papers', number * ROWS)}rows.{number}.js"
        yield Artifact(path, "search-rows", SearchRowsView(tuple(held)), sealed=True)
    for number, held in enumerate(cut(view.documents, TEXTS)):
        path = f"{folder_of(segment, 'papers', number * TEXTS)}texts.{number}.js"
        bodies = tuple(document.body for document in held)
        yield Artifact(path, "search-texts", SearchTextsView(bodies), sealed=True)


def folder_of(segment: SearchSegmentRef, kind: str, number: int) -> str:
    """Return the folder in which the range, or the paper, with this number lies."""
    folders = segment.folders[kind]
    place = number // folders.each
    return f"{segment.folder}{kind}.{place}.{folders.names[place]}/"


def cut(held: Sequence[Held], size: int) -> list[Sequence[Held]]:
    """Return what is held in pieces of `size`; the last one may be shorter."""
    return [held[start : start + size] for start in range(0, len(held), size)]
