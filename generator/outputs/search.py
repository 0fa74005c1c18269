"""What search in the browser needs: for each part an index, its papers and their texts, and a manifest.

Input:   SearchPartView (some hundred papers), SearchTextsView (a few abstracts), SearchManifestView.
Output:  scripts that call paperDigest.load(name, data). Scripts and not JSON, because a page opened
         from file:// may load scripts but not fetch files, and because a strict CSP lets them pass.
The index is built by lunr.py from the words of outputs.search_words. There is no stemmer: the two ports of
lunr stem differently, and prefixes would miss; the browser looks for the stem as a prefix instead.
Only term weights are shipped. lunr's inverted index says the same once more and is made from them on arrival,
which saves two thirds of the bytes. A weight tells how much of a text its word makes up (BM25 without the
inverse document frequency); how rare a word is depends on all parts, so the browser counts that itself.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.tex import plain
from generator.base.text import clean
from generator.content.scan import read_body
from generator.markup.render import render_plain
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import SearchDocument, SearchManifestView, SearchPartView, SearchTextsView
from generator.model.views import LISTED_AUTHORS
from generator.outputs.filters import web
from generator.outputs.script import script_data
from generator.outputs.search_words import words

if TYPE_CHECKING:
    from lunr.index import Index

FIELDS = {
    "title": 10,
    "authors": 6,
    "keywords": 5,
    "organisations": 4,
    "topics": 3,
    "year": 2,
    "abstract": 1,
}
"""Field → how much a word in it weighs."""


def build_index(view: SearchPartView, content_dir: Path) -> "Index":
    """Build lunr's index of one document or more; their refs are their numbers in the view."""
    from lunr.builder import Builder
    from lunr.stop_word_filter import stop_word_filter

    builder = Builder()
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    builder.pipeline.add(stop_word_filter)
    builder.pipeline.skip(stop_word_filter, [name for name in FIELDS if name != "abstract"])
    for number, document in enumerate(view.documents):
        builder.add({"id": str(number), **_terms(document, content_dir)})
    return builder.build()


def _terms(document: SearchDocument, content_dir: Path) -> dict[str, list[str]]:
    texts = {
        "title": (plain(document.title),),
        "authors": document.authors,
        "keywords": document.keywords,
        "organisations": document.organisations,
        "topics": document.topics + document.topic_names,
        "year": (document.date[:4],),
        "abstract": (render_plain(read_body(content_dir, document.body)),),
    }
    return {name: [word for value in values for word in words(value)] for name, values in texts.items()}


def pack_index(index: "Index", count: int) -> dict[str, Any]:
    """Return what the browser needs of lunr's index of `count` documents, small.

    `terms` are sorted; `vectors` has a list a field, in it one a document: pairs of a term's number, as the
    difference to the one before, and its weight in tenths.
    """
    from lunr.idf import idf

    terms = sorted(index.inverted_index, key=lambda term: term.encode("utf-16-be"))  # as JavaScript sorts
    numbers, rarity = {}, {}
    for number, term in enumerate(terms):
        posting = index.inverted_index[term]
        numbers[posting["_index"]] = number
        rarity[posting["_index"]] = idf(posting, count)
    vectors: dict[str, dict[int, list[int]]] = {name: {} for name in FIELDS}
    for reference, vector in index.field_vectors.items():
        name, _, document = reference.partition("/")
        weights = vector.serialize()
        pairs = sorted(
            (numbers[term], weight / rarity[term])
            for term, weight in zip(weights[::2], weights[1::2], strict=True)
        )
        vectors[name][int(document)] = _differences(pairs)
    return {
        "fields": list(FIELDS),
        "terms": terms,
        "vectors": [[vectors[name][n] for n in sorted(vectors[name])] for name in FIELDS],
        "stopWords": _stop_words(),
    }


def _differences(pairs: list[tuple[int, float]]) -> list[int]:
    packed, last = [], 0
    for number, weight in pairs:
        packed += [number - last, max(1, round(weight * 10))]
        last = number
    return packed


def _stop_words() -> list[str]:
    from lunr.stop_word_filter import WORDS

    return sorted(WORDS)


PAPER_KEYS = (
    *("id", "url", "title", "authors", "more", "complete", "organisations"),
    *("topics", "keywords", "date", "added", "code", "score", "language"),
)


def pack_papers(view: SearchPartView) -> dict[str, Any]:
    """Return what results show and filters ask: the names of the columns, and a row a paper.

    `texts` are the files with the abstracts, each of `block` papers.
    """
    rows = [_row(document) for document in view.documents]
    return {"columns": PAPER_KEYS, "rows": rows, "block": view.block, "texts": view.texts}


def _row(document: SearchDocument) -> list[Any]:
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
        web(document.code_url) or int(document.has_code),
        document.score,
        document.language,
    ]


def load_script(name: str, data: object) -> bytes:
    """Return a script that hands `data` to whoever waits for `name` in the page."""
    return f'paperDigest.load("{name}",{script_data(data)});\n'.encode()


def _start_index(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchPartView = artifact.view
        packed = pack_index(build_index(view, Path(context.content_dir)), len(view.documents))
        return load_script(f"index {view.name}", packed)

    return render


def _start_papers(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchPartView = artifact.view
        return load_script(f"papers {view.name}", pack_papers(view))

    return render


def _start_texts(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchTextsView = artifact.view
        texts = [clean(render_plain(read_body(Path(context.content_dir), body))) for body in view.bodies]
        return load_script(f"texts {view.name}", texts)

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
