"""Search data for lunr: parts of the papers, each with an index, and a manifest that names them.

A part holds papers of one year of adding, PART at most, oldest first: a day's new papers enter the newest
part, and all others stay. Every file carries a hash in its name; only the manifest is asked for anew.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.base.hashing import digest, digest_value
from generator.library.permalinks import SEARCH, SEARCH_MANIFEST
from generator.model.artifact import Artifact
from generator.model.file_views import (
    SearchDocument,
    SearchManifestView,
    SearchPartRef,
    SearchPartView,
    SearchTextsView,
)
from generator.plan.search_segments import cut

PART = 250
"""Papers of a part, at most: about 100 kB of index, compressed."""

BLOCK = 8
"""Abstracts of one file: about 5 kB, compressed. Results load those that are in sight."""


def part_artifacts(documents: Sequence[SearchDocument], edition: str) -> list[Artifact]:
    """Plan the data of `documents`, which are in the order of adding; the manifest comes last."""
    artifacts: list[Artifact] = []
    parts: list[SearchPartRef] = []
    for name, held in _parts(documents):
        texts = [SearchTextsView(tuple(document.body for document in block)) for block in cut(held, BLOCK)]
        text_files = [
            _file("texts", f"{name}.{n}", digest_value(view) + edition) for n, view in enumerate(texts)
        ]
        view = SearchPartView(name, tuple(held), BLOCK, tuple(text_files))
        state = digest_value(view) + edition
        part = SearchPartRef(name, len(held), _file("index", name, state), _file("papers", name, state))
        artifacts += [
            *(Artifact(file, "search-texts", block) for file, block in zip(text_files, texts, strict=True)),
            Artifact(part.index, "search-index", view),
            Artifact(part.papers, "search-papers", view),
        ]
        parts.insert(0, part)
    manifest = SearchManifestView(tuple(parts))
    return [*artifacts, Artifact(SEARCH_MANIFEST, "search-manifest", manifest, names=SEARCH)]


def _parts(documents: Sequence[SearchDocument]) -> Iterator[tuple[str, Sequence[SearchDocument]]]:
    """Give the parts, oldest first, each with its name: "2026.1"."""
    for year, held in groupby(documents, key=lambda document: document.added[:4]):
        for number, part in enumerate(cut(list(held), PART), 1):
            yield f"{year}.{number}", part


def _file(kind: str, name: str, state: str) -> str:
    return f"{SEARCH}{kind}.{name}.{digest(state.encode())[:10]}.js"
