"""The search index of a segment of papers, cut into ranges of words that the browser loads one by one.

Input:   for each paper, the words of each field.
Output:  for each range: its words, and for each word its papers and how much it weighs in them.
Weights are those of outputs.search_index, rounded to two or three binary digits: many papers then share one,
and a paper of a word takes a byte or so. Numbers are written in letters for the same reason.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import sub
from typing import Any

from generator.base.word_ranges import sort_key
from generator.outputs.search_index import average, weights

LETTERS = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if sign not in '"\\<')
"""Signs that need no escape in a script."""

BASE = len(LETTERS) // 2
"""A number is written in this base, lowest digit first; digits that others follow are of the second half."""

HEAVY = 32
"""Tenths; words in abstracts weigh less, and most words stand there alone."""


def letters(number: int) -> str:
    """Return a number from 0 on in letters."""
    written = ""
    while number >= BASE:
        number, digit = divmod(number, BASE)
        written += LETTERS[BASE + digit]
    return written + LETTERS[number]


class _Known(dict[int, str]):
    """Numbers in letters, each worked out once."""

    def __missing__(self, number: int) -> str:
        written = self[number] = letters(number)
        return written


@cache
def _known() -> _Known:
    return _Known()


def in_letters(numbers: Iterable[int]) -> str:
    """Return numbers from 0 on in letters, one behind the other."""
    return "".join(map(_known().__getitem__, numbers))


def steps_in_letters(numbers: Sequence[int]) -> str:
    """Return rising numbers from 0 on in letters, each as the difference to the one before or -1."""
    return in_letters(map(sub, numbers, chain((-1,), numbers)))


def from_letters(text: str) -> Iterator[int]:
    """Give the numbers that `in_letters` wrote; raises ValueError when there is another sign."""
    number, scale = 0, 1
    for sign in text:
        digit = LETTERS.index(sign)
        number += digit % BASE * scale
        scale *= BASE
        if digit < BASE:
            yield number
            number, scale = 0, 1


Kind = tuple[int, ...]
"""What a word is in a paper: number of a field, weight in it, and so on."""


Postings = Mapping[str, Sequence[tuple[int, Kind]]]
"""Word → numbers of its papers, rising, and what it is in each."""


def invert(papers: Sequence[Mapping[str, Sequence[str]]], fields: Mapping[str, float]) -> Postings:
    """Return where each word of `papers` stands; they have words by field, `fields` the boost of each."""
    postings: dict[str, list[tuple[int, Kind]]] = defaultdict(list)
    columns = [
        (place, name, boost, average([len(paper[name]) for paper in papers]))
        for place, (name, boost) in enumerate(fields.items())
    ]
    for number, paper in enumerate(papers):
        found: dict[str, Kind] = {}
        for place, name, boost, usual in reversed(columns):  # most words stand in the last field alone
            counted = Counter(paper[name])
            weigh = weights(set(counted.values()), len(paper[name]) / usual, boost)
            kinds = {n: (place, rounded(weight)) for n, weight in weigh.items()}
            if found:
                found.update({term: kinds[n] + found.get(term, ()) for term, n in counted.items()})
            else:
                found = {term: kinds[n] for term, n in counted.items()}
        for term, kind in found.items():
            postings[term].append((number, kind))
    return postings


def rounded(weight: int) -> int:
    """Return a weight with three binary digits that count; with two where it is that of an abstract."""
    shift = max(0, weight.bit_length() - (2 if weight < HEAVY else 3))
    return (weight + (1 << shift >> 1)) >> shift << shift


def in_ranges(found: Iterable[str], starts: Sequence[str]) -> list[list[str]]:
    """Return the words in the ranges that begin with `starts`, each as JavaScript sorts them."""
    keys = [sort_key(start) for start in starts]
    terms: list[list[str]] = [[] for _ in starts]
    for key, term in sorted((sort_key(term), term) for term in found):
        terms[bisect_right(keys, key) - 1].append(term)
    return terms


def pack_range(terms: Sequence[str], postings: Postings) -> dict[str, Any]:
    """Return what the browser loads of one range.

    `terms` are its words, with spaces between; `papers` has in letters, for each word, the numbers of its
    papers, each as the difference to the one before, with spaces between the words; `kinds` are what words
    are in papers, and `are` in letters the place among them for each paper of each word.
    """
    split = [tuple(zip(*postings[term], strict=True)) for term in terms]
    kinds, are = numbered([kind for _, found in split for kind in found])
    papers = " ".join([steps_in_letters(numbers) for numbers, _ in split])
    return {"terms": " ".join(terms), "papers": papers, "kinds": kinds, "are": are}


def numbered(values: Sequence[Any]) -> tuple[list[Any], str]:
    """Return the distinct values, the most frequent first, and in letters the place of each among them."""
    place = {value: number for number, (value, _) in enumerate(Counter(values).most_common())}
    return list(place), in_letters(map(place.__getitem__, values))
