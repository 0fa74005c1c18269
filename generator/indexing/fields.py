"""What search knows a paper by: fields of words, and how much a word weighs in each.

Model:   BM25 as lunr has it. A weight tells how much of a text its word makes up; how rare a word is depends
         on all parts of the index, so the browser counts that itself.
"""

from collections.abc import Iterable
from itertools import filterfalse

from generator.base.tex import plain
from generator.indexing.words import stop_words, words
from generator.model.file_views import SearchDocument

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

K1, B = 1.2, 0.75
"""lunr's defaults: how soon repeating a word stops counting, and how much long texts are held down."""

TENTHS = 10
"""Weights are whole tenths."""


def document_words(document: SearchDocument, abstract: str) -> dict[str, list[str]]:
    """Return the words of each field of a paper; of its `abstract`, plain text, those worth looking for."""
    return {
        "title": words(plain(document.title)),
        "authors": words(" ".join(document.authors)),
        "keywords": words(" ".join(document.keywords)),
        "organisations": words(" ".join(document.organisations)),
        "topics": words(" ".join(document.topics + document.topic_names)),
        "year": words(document.date[:4]),
        "abstract": [*filterfalse(stop_words().__contains__, words(abstract))],
    }


def weights(counts: Iterable[int], length: float, boost: float) -> dict[int, int]:
    """Return in tenths what a word weighs that stands so often in a text so many times as long as usual."""
    norm = K1 * (1 - B + B * length)
    return {n: max(1, round(TENTHS * boost * (K1 + 1) * n / (norm + n))) for n in counts}
