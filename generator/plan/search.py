"""What the browser's search loads: an index, the texts of results, and a manifest that names both.

Index and texts carry a hash in their names; only the manifest is asked for anew.
"""

from generator.base.hashing import digest, digest_value
from generator.library.permalinks import SEARCH, SEARCH_MANIFEST
from generator.library.terms import topic_label
from generator.model.artifact import Artifact
from generator.model.file_views import SearchDocument, SearchIndexView, SearchManifestView
from generator.model.paper import PaperPage
from generator.plan.desk import Desk


def search_artifacts(desk: Desk, edition: str) -> list[Artifact]:
    """Plan the search data; the manifest comes last, so that it never names a file that is not there yet.

    `edition` names the program that renders; an index packed by another one gets another name.
    """
    view = SearchIndexView(tuple(_document(desk, page) for page in desk.library.papers))
    name = digest((digest_value(view) + edition).encode())[:10]
    manifest = SearchManifestView(f"{SEARCH}index.{name}.js", f"{SEARCH}documents.{name}.js")
    return [
        Artifact(manifest.index, "search-index", view),
        Artifact(manifest.documents, "search-documents", view),
        Artifact(SEARCH_MANIFEST, "search-manifest", manifest),
    ]


def _document(desk: Desk, page: PaperPage) -> SearchDocument:
    paper = page.paper
    entry = desk.entries[paper.id]
    return SearchDocument(
        url=entry.url,
        title=paper.title,
        authors=paper.authors,
        topics=tuple(text for code in paper.topics for text in (code, topic_label(code))),
        keywords=paper.keywords,
        date=entry.date,
        score=paper.score,
        has_code=entry.has_code,
        teaser=page.teaser,
        body=page.body,
        authors_complete=entry.authors_complete,
        added="" if entry.date else entry.added,
        organisations=paper.organisations,
        code_url=entry.code_url,
    )
