"""What search in the browser needs: the index, the documents that results show, the manifest that names both.

Input:   SearchIndexView (all papers), SearchManifestView.
Output:  three scripts that call paperDigest.load(name, data). Scripts and not JSON, because a page opened
         from file:// may load scripts but not fetch files, and because a strict CSP lets them pass.
The index is built by lunr.py. Its words are cut and folded here, by the same rule as in browser/src/words.js:
compatibility forms, accents and case are dropped, words are runs of letters and digits, and a word of parts
("zero-shot") is indexed by its parts and as a whole ("zeroshot"). There is no stemmer: the two ports of lunr
stem differently, and prefixes would miss; the browser looks for the stem as a prefix instead.
Only term weights are shipped. lunr's inverted index says the same once more and is made from them on arrival,
which saves two thirds of the bytes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.fold import fold
from generator.base.tex import plain
from generator.base.text import clean
from generator.content.scan import read_body
from generator.markup.render import render_plain
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import SearchDocument, SearchIndexView, SearchManifestView
from generator.outputs.filters import web
from generator.outputs.script import script_data

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

NAMED = 12
"""Authors whom a result names; as many as a list's entry does."""

_JOINED = re.compile(r"[^\W_]+(?:[-‐‑.'’_][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_NO_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = re.compile(rf"[{_NO_SPACES}]|[^{_NO_SPACES}]+")


def words(text: str) -> Iterator[str]:
    """Yield the index terms of `text`: parts of words, then the whole; Chinese and Japanese sign by sign."""
    for match in _JOINED.finditer(fold(text)):
        parts = [sign for part in _PART.findall(match.group()) for sign in _SIGN.findall(part)]
        yield from parts
        if len(parts) > 1:
            yield "".join(parts)


def build_index(view: SearchIndexView, content_dir: Path) -> "Index":
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
    abstract = render_plain(read_body(content_dir, document.body))
    texts = {
        "title": (plain(document.title),),
        "authors": document.authors,
        "keywords": document.keywords,
        "organisations": document.organisations,
        "topics": document.topics,
        "year": (document.date[:4],),
        "abstract": (abstract,),
    }
    return {name: [word for value in values for word in words(value)] for name, values in texts.items()}


def pack_index(index: "Index") -> dict[str, Any]:
    """Return what the browser needs of lunr's index, small.

    `terms` are sorted; `vectors` has a list a field, in it one a document: pairs of a term's number, as the
    difference to the one before, and its weight in tenths.
    """
    terms = sorted(index.inverted_index, key=lambda term: term.encode("utf-16-be"))  # as JavaScript sorts
    numbers = {index.inverted_index[term]["_index"]: number for number, term in enumerate(terms)}
    vectors: dict[str, dict[int, list[int]]] = {name: {} for name in FIELDS}
    for reference, vector in index.field_vectors.items():
        name, _, document = reference.partition("/")
        weights = vector.serialize()
        pairs = sorted(
            (numbers[term], weight) for term, weight in zip(weights[::2], weights[1::2], strict=True)
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


RESULT_KEYS = (
    *("url", "title", "authors", "more", "complete", "organisations"),
    *("topic", "date", "added", "code", "score", "teaser"),
)


def pack_documents(view: SearchIndexView) -> dict[str, Any]:
    """Return what results show: the names of the columns, and a row a document."""
    return {"columns": RESULT_KEYS, "rows": [_row(document) for document in view.documents]}


def _row(document: SearchDocument) -> list[Any]:
    return [
        document.url,
        plain(document.title),
        [clean(name) for name in document.authors[:NAMED]],
        len(document.authors[NAMED:]),
        int(document.authors_complete),
        [clean(name) for name in document.organisations],
        document.topics[0] if document.topics else "",
        document.date,
        document.added,
        web(document.code_url) or int(document.has_code),
        document.score,
        clean(document.teaser),
    ]


def load_script(name: str, data: object) -> bytes:
    """Return a script that hands `data` to the page."""
    return f'paperDigest.load("{name}",{script_data(data)});\n'.encode()


def _start_index(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchIndexView = artifact.view
        # lunr divides by the number of documents
        packed = pack_index(build_index(view, Path(context.content_dir))) if view.documents else None
        return load_script("index", packed)

    return render


def _start_documents(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return load_script("documents", pack_documents(artifact.view))

    return render


def _start_manifest(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SearchManifestView = artifact.view
        return load_script("manifest", {"index": view.index, "documents": view.documents})

    return render


INDEX = Renderer(version=2, uses_site=False, start=_start_index)
DOCUMENTS = Renderer(version=3, uses_site=False, start=_start_documents)
MANIFEST = Renderer(version=1, uses_site=False, start=_start_manifest)
