"""The search index of some papers, as the browser takes it: which words each has, and how much they weigh.

Input:   for each paper, the words of each field.
Output:  lunr's index without what follows from the rest: only the weights of words, by field and paper.
Model:   BM25 as lunr has it. A weight tells how much of a text its word makes up; how rare a word is depends
         on all parts of the index, so the browser counts that itself. Tests compare with lunr.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

K1, B = 1.2, 0.75
"""lunr's defaults: how soon repeating a word stops counting, and how much long texts are held down."""

TENTHS = 10
"""Weights are whole tenths."""


def pack_index(papers: Sequence[Mapping[str, Sequence[str]]], fields: Mapping[str, float]) -> dict[str, Any]:
    """Return the index of `papers`: field → words, with the boost of each field.

    `terms` are sorted as JavaScript sorts; `vectors` has a list a field, in it one a paper: pairs of a term's
    number, as the difference to the one before, and its weight in tenths.
    """
    counts = {field: [Counter(paper[field]) for paper in papers] for field in fields}
    terms = sorted(
        {term for column in counts.values() for found in column for term in found},
        key=lambda term: term.encode("utf-16-be"),
    )
    numbers = {term: number for number, term in enumerate(terms)}
    return {
        "fields": list(fields),
        "terms": terms,
        "vectors": [_vectors(counts[field], boost, numbers) for field, boost in fields.items()],
        "stopWords": sorted(stop_words()),
    }


def _vectors(column: Sequence[Counter[str]], boost: float, numbers: Mapping[str, int]) -> list[list[int]]:
    """Return the weights of one field's words, paper by paper."""
    lengths = [found.total() for found in column]
    usual = average(lengths)
    vectors = []
    for found, length in zip(column, lengths, strict=True):
        weigh = weights(set(found.values()), length / usual, boost)
        vectors.append(_differences(sorted((numbers[term], weigh[n]) for term, n in found.items())))
    return vectors


def average(lengths: Sequence[int]) -> float:
    """Return how long a field is in the middle of these papers; 1 where none has it."""
    return sum(lengths) / len(lengths) if any(lengths) else 1


def weights(counts: Iterable[int], length: float, boost: float) -> dict[int, int]:
    """Return in tenths what a word weighs that stands so often in a text so many times as long as usual."""
    norm = K1 * (1 - B + B * length)
    return {n: max(1, round(TENTHS * boost * (K1 + 1) * n / (norm + n))) for n in counts}


def _differences(pairs: Sequence[tuple[int, int]]) -> list[int]:
    packed: list[int] = []
    last = 0
    for number, weight in pairs:
        packed += (number - last, weight)
        last = number
    return packed


@cache
def stop_words() -> frozenset[str]:
    """Return lunr's stop words: too frequent to be looked for in abstracts."""
    return frozenset(Path(__file__).with_name("stop_words.txt").read_text("ascii").split())
