"""What search in the browser loads on demand: ranges of words, what filters ask, papers, and the manifest.

Input:   SearchSegmentView (some thousand papers), SearchRowsView (a few papers), SearchSegmentsView.
Output:  scripts that call paperDigest.load(name, data), as those of outputs.search; the name is the path,
         which holds a hash. Of the view of a segment many files are made; the last part of a file's name but
         one says which.
"""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from generator.base.word_ranges import starts, step_of
from generator.indexing.columns import FACETS, FIGURES, Columns, pack_columns
from generator.indexing.fields import FIELDS
from generator.indexing.segment import Ranges, segment_ranges
from generator.indexing.words import stop_words
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import (
    SearchFolders,
    SearchRowsView,
    SearchSegmentsView,
    SearchSegmentView,
)
from generator.outputs.search import PAPER_KEYS, load_script, paper_row


def _start_range(context: RenderContext) -> Render:
    opened: list[tuple[SearchSegmentView, Ranges]] = []  # the segment of the last file

    def render(artifact: Artifact) -> bytes:
        view: SearchSegmentView = artifact.view
        if not opened or opened[0][0] is not view:
            opened[:] = [(view, segment_ranges(context.content_dir, view.documents))]
        number = int(PurePosixPath(artifact.path).suffixes[-2].lstrip("."))
        return load_script(artifact.path, opened[0][1][number])

    return render


def _start_columns(columns: Columns) -> Callable[[RenderContext], Render]:
    def start(_context: RenderContext) -> Render:
        def render(artifact: Artifact) -> bytes:
            view: SearchSegmentView = artifact.view
            return load_script(artifact.path, pack_columns(view.documents, columns))

        return render

    return start


def _start_rows(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchRowsView = artifact.view
        return load_script(artifact.path, [paper_row(document) for document in view.documents])

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
            {
                "name": segment.name,
                "count": segment.count,
                "folder": segment.folder,
                "step": step // finest,
                "folders": {kind: _folders(folders) for kind, folders in segment.folders.items()},
            }
            for segment, step in zip(view.segments, steps, strict=True)
        ],
        "starts": " ".join(starts(finest)),
        "fields": list(FIELDS),
        "columns": PAPER_KEYS,
        "rows": view.rows,
        "texts": view.texts,
        "stopWords": " ".join(sorted(stop_words())),
    }


def _folders(folders: SearchFolders) -> list[Any]:
    return [folders.each, len(folders.names[0]), "".join(folders.names)]


RANGE = Renderer(version=1, uses_site=False, start=_start_range)
FACET_COLUMNS = Renderer(version=1, uses_site=False, start=_start_columns(FACETS))
FIGURE_COLUMNS = Renderer(version=1, uses_site=False, start=_start_columns(FIGURES))
ROWS = Renderer(version=1, uses_site=False, start=_start_rows)
MANIFEST = Renderer(version=1, uses_site=False, start=_start_manifest)
