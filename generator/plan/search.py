"""What the browser's search loads: parts of the papers, each with an index, and a manifest that names them.

A part holds papers of one year of adding, PART at most, oldest first: a day's new papers enter the newest
part, and all others stay. Every file carries a hash in its name; only the manifest is asked for anew.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.base.hashing import digest, digest_value
from generator.library.permalinks import SEARCH, SEARCH_MANIFEST
from generator.library.terms import topic_label
from generator.model.artifact import Artifact
from generator.model.file_views import (
    SearchDocument,
    SearchManifestView,
    SearchPartRef,
    SearchPartView,
    SearchTextsView,
)
from generator.model.paper import PaperPage
from generator.plan.desk import Desk

PART = 250
"""Papers of a part, at most: about 100 kB of index, compressed."""

BLOCK = 8
"""Abstracts of one file: about 5 kB, compressed. Results load those that are in sight."""


def search_artifacts(desk: Desk, edition: str) -> list[Artifact]:
    """Plan the search data; the manifest comes last, so that it never names a file that is not there yet.

    `edition` names the program that renders; files packed by another one get another name.
    """
    artifacts: list[Artifact] = []
    parts: list[SearchPartRef] = []
    for name, pages in _parts(desk.library.papers):
        texts = [
            SearchTextsView(f"{name}.{n}", tuple(page.body for page in block))
            for n, block in enumerate(_cut(pages, BLOCK))
        ]
        text_files = [_file("texts", view.name, digest_value(view) + edition) for view in texts]
        documents = tuple(_document(desk, page) for page in pages)
        view = SearchPartView(name, documents, BLOCK, tuple(text_files))
        state = digest_value(view) + edition
        part = SearchPartRef(name, len(pages), _file("index", name, state), _file("papers", name, state))
        artifacts += [
            *(Artifact(file, "search-texts", block) for file, block in zip(text_files, texts, strict=True)),
            Artifact(part.index, "search-index", view),
            Artifact(part.papers, "search-papers", view),
        ]
        parts.insert(0, part)
    return [*artifacts, Artifact(SEARCH_MANIFEST, "search-manifest", SearchManifestView(tuple(parts)))]


def _parts(papers: Sequence[PaperPage]) -> Iterator[tuple[str, Sequence[PaperPage]]]:
    """Give the parts, oldest first, each with its name: "2026.1"."""
    ordered = sorted(papers, key=lambda page: (page.paper.added, page.paper.slug))
    for year, pages in groupby(ordered, key=lambda page: page.paper.added.year):
        for number, part in enumerate(_cut(list(pages), PART), 1):
            yield f"{year}.{number}", part


def _cut(pages: Sequence[PaperPage], size: int) -> list[Sequence[PaperPage]]:
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def _file(kind: str, name: str, state: str) -> str:
    return f"{SEARCH}{kind}.{name}.{digest(state.encode())[:10]}.js"


def _document(desk: Desk, page: PaperPage) -> SearchDocument:
    paper = page.paper
    entry = desk.entries[paper.id]
    return SearchDocument(
        id=paper.id,
        url=entry.url,
        title=paper.title,
        authors=paper.authors,
        topics=paper.topics,
        topic_names=tuple(topic_label(code) for code in paper.topics),
        keywords=paper.keywords,
        date=entry.date,
        added=entry.added,
        score=paper.score,
        has_code=entry.has_code,
        body=page.body,
        authors_complete=entry.authors_complete,
        organisations=paper.organisations,
        code_url=entry.code_url,
        language=entry.language,
    )
