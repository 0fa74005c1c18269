"""What search in the browser loads on demand: ranges of words, what filters ask, papers, and the manifest.

Input:   SearchSegmentView (some thousand papers), SearchRowsView (a few papers), SearchSegmentsView.
Output:  scripts that call paperDigest.load(name, data), as those of outputs.search. Of the view of a segment
         many files are made; the last part of a file's name but one says which.
"""

from collections.abc import Callable, Hashable, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator.base.word_ranges import ranges, starts, step_of
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import SearchDocument, SearchRowsView, SearchSegmentsView, SearchSegmentView
from generator.outputs.search import FIELDS, PAPER_KEYS, code_of, document_words, load_script, paper_row
from generator.outputs.search_index import stop_words
from generator.outputs.search_segment import Postings, in_ranges, invert, numbered, pack_range


def _start_range(context: RenderContext) -> Render:
    opened: list[tuple[SearchSegmentView, Postings, list[list[str]]]] = []  # the segment of the last file

    def render(artifact: Artifact) -> bytes:
        view: SearchSegmentView = artifact.view
        if not opened or opened[0][0] is not view:
            postings = invert([document_words(each, context.content_dir) for each in view.documents], FIELDS)
            opened[:] = [(view, postings, in_ranges(postings, ranges(len(view.documents))))]
        _, postings, terms = opened[0]
        number = int(PurePosixPath(artifact.path).suffixes[-2].lstrip("."))
        return load_script(f"range {view.name}.{number}", pack_range(terms[number], postings))

    return render


FACETS: dict[str, Callable[[SearchDocument], Hashable]] = {
    "topics": lambda document: document.topics,
    "date": lambda document: document.date[:4],
    "code": lambda document: int(bool(code_of(document))),
}
"""What narrows results: the year stands for the day."""

FIGURES: dict[str, Callable[[SearchDocument], Hashable]] = {
    "date": lambda document: document.date,
    "added": lambda document: document.added,
    "score": lambda document: document.score,
}
"""What papers are sorted by, and whole days."""


def pack_columns(
    documents: Sequence[SearchDocument], columns: dict[str, Callable[[SearchDocument], Hashable]]
) -> dict[str, Any]:
    """Return of each column its distinct values, and in letters the place among them for each paper."""
    return {name: numbered([value(document) for document in documents]) for name, value in columns.items()}


def _start_columns(
    kind: str, columns: dict[str, Callable[[SearchDocument], Hashable]]
) -> Callable[[RenderContext], Render]:
    def start(_context: RenderContext) -> Render:
        def render(artifact: Artifact) -> bytes:
            view: SearchSegmentView = artifact.view
            return load_script(f"{kind} {view.name}", pack_columns(view.documents, columns))

        return render

    return start


def _start_rows(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchRowsView = artifact.view
        return load_script(f"rows {view.name}", [paper_row(document) for document in view.documents])

    return render


def _start_manifest(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return load_script("manifest", pack_manifest(artifact.view))

    return render


def pack_manifest(view: SearchSegmentsView) -> dict[str, Any]:
    """Return what leads to all other files: the segments, and where words are cut, for the largest of them.

    A segment has every `step`-th of the `starts`; those that repeat the one before begin no range.
    """
    steps = [step_of(segment.count) for segment in view.segments]
    finest = min(steps, default=1)
    return {
        "segments": [
            {"name": segment.name, "count": segment.count, "folder": segment.folder, "step": step // finest}
            for segment, step in zip(view.segments, steps, strict=True)
        ],
        "starts": " ".join(starts(finest)),
        "fields": list(FIELDS),
        "columns": PAPER_KEYS,
        "rows": view.rows,
        "texts": view.texts,
        "stopWords": " ".join(sorted(stop_words())),
    }


RANGE = Renderer(version=1, uses_site=False, start=_start_range)
FACET_COLUMNS = Renderer(version=1, uses_site=False, start=_start_columns("facets", FACETS))
FIGURE_COLUMNS = Renderer(version=1, uses_site=False, start=_start_columns("figures", FIGURES))
ROWS = Renderer(version=1, uses_site=False, start=_start_rows)
MANIFEST = Renderer(version=1, uses_site=False, start=_start_manifest)
