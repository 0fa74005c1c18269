"""What search in the browser needs: for each part an index, its papers and their texts, and a manifest.

Input:   SearchPartView (some hundred papers), SearchTextsView (a few abstracts), SearchManifestView.
Output:  scripts that call paperDigest.load(name, data). Scripts and not JSON, because a page opened
         from file:// may load scripts but not fetch files, and because a strict CSP lets them pass.
The index is lunr's, made of the words of indexing.words. There is no stemmer: the two ports of lunr
stem differently, and prefixes would miss; the browser looks for the stem as a prefix instead. Only the
weights of words are shipped (outputs.search_index): lunr's inverted index says the same once more and is made
from them on arrival, which saves two thirds of the bytes.
"""

from typing import Any

from generator.base.tex import plain
from generator.base.text import clean
from generator.indexing.columns import code_of
from generator.indexing.fields import FIELDS, document_words
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import SearchDocument, SearchManifestView, SearchPartView, SearchTextsView
from generator.model.views import LISTED_AUTHORS
from generator.outputs.script import script_data
from generator.outputs.search_index import pack_index
from generator.outputs.texts import abstract_text

PAPER_KEYS = (
    *("id", "url", "title", "authors", "more", "complete", "organisations"),
    *("topics", "keywords", "date", "added", "code", "score", "language"),
)


def pack_papers(view: SearchPartView) -> dict[str, Any]:
    """Return what results show and filters ask: the names of the columns, and a row a paper.

    `texts` are the files with the abstracts, each of `block` papers.
    """
    rows = [paper_row(document) for document in view.documents]
    return {"columns": PAPER_KEYS, "rows": rows, "block": view.block, "texts": view.texts}


def paper_row(document: SearchDocument) -> list[Any]:
    """Return what results show of a paper, in the order of PAPER_KEYS."""
    return [
        document.id,
        document.url,
        plain(document.title),
        [clean(name) for name in document.authors[:LISTED_AUTHORS]],
        len(document.authors[LISTED_AUTHORS:]),
        int(document.authors_complete),
        [clean(name) for name in document.organisations],
        document.topics,
        [clean(name) for name in document.keywords],
        document.date,
        document.added,
        code_of(document),
        document.score,
        document.language,
    ]


def load_script(name: str, data: object) -> bytes:
    """Return a script that hands `data` to whoever waits for `name` in the page."""
    return f'paperDigest.load("{name}",{script_data(data)});\n'.encode()


def _start_index(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchPartView = artifact.view
        papers = [
            document_words(each, abstract_text(context.content_dir, each.body)) for each in view.documents
        ]
        return load_script(f"index {view.name}", pack_index(papers, FIELDS))

    return render


def _start_papers(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchPartView = artifact.view
        return load_script(f"papers {view.name}", pack_papers(view))

    return render


def _start_texts(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchTextsView = artifact.view
        texts = [abstract_text(context.content_dir, body) for body in view.bodies]
        return load_script(artifact.path, texts)

    return render


def _start_manifest(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchManifestView = artifact.view
        keys = ("name", "count", "index", "papers")
        return load_script(
            "manifest", {"parts": [{key: getattr(part, key) for key in keys} for part in view.parts]}
        )

    return render


INDEX = Renderer(version=3, uses_site=False, start=_start_index)
PAPERS = Renderer(version=4, uses_site=False, start=_start_papers)
TEXTS = Renderer(version=1, uses_site=False, start=_start_texts)
MANIFEST = Renderer(version=2, uses_site=False, start=_start_manifest)
