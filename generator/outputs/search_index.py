"""The search index of some papers, as the browser takes it: which words each has, and how much they weigh.

Input:   for each paper, the words of each field.
Output:  lunr's index without what follows from the rest: only the weights of words, by field and paper.
Model:   that of indexing.fields. Tests compare with lunr.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from generator.indexing.fields import weights
from generator.indexing.words import stop_words


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


def _differences(pairs: Sequence[tuple[int, int]]) -> list[int]:
    packed: list[int] = []
    last = 0
    for number, weight in pairs:
        packed += (number - last, weight)
        last = number
    return packed
