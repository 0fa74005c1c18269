"""The search index of a segment of papers, cut into ranges of words that the browser loads one by one.

Input:   for each paper, the words of each field.
Output:  for each range: its words, and for each word its papers and how much it weighs in them.
Weights are rounded to a binary digit or three: many papers then share one, and a paper of a word takes a byte
or so. How long a text usually is counts with as few digits: so an edited text, or one more, hardly ever
changes what words of other papers weigh, and with them files in which it has no word.
"""

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from generator.base.word_ranges import ranges, sort_key
from generator.indexing.fields import FIELDS, TENTHS, weights
from generator.indexing.letters import letters, steps_in_letters

HEAVY = 32
"""Tenths; words in abstracts weigh less, and most words stand there alone."""

Value = TypeVar("Value", bound=Hashable)

Words = Mapping[str, Sequence[str]]
"""Field → the words of a paper in it."""

Kind = tuple[int, ...]
"""What a word is in a paper: number of a field, weight in it, and so on."""

_BITS = 24
_KIND = (1 << _BITS) - 1


class Postings(Struct, frozen=True):
    """Where words stand."""

    found: Mapping[str, Sequence[int]]
    """Word → its papers, rising: the number of a paper and, in the last _BITS, that of what it is there."""

    kinds: Sequence[Kind]


def pack_segment(papers: Sequence[Words]) -> list[dict[str, Any]]:
    """Return the ranges of the index of `papers`, as `pack_range` gives them."""
    postings = invert(papers)
    return [pack_range(terms, postings) for terms in in_ranges(postings.found, ranges(len(papers)))]


def invert(papers: Sequence[Words]) -> Postings:
    """Return where each word of `papers` stands, and how much it weighs there."""
    found: dict[str, array[int]] = defaultdict(lambda: array("Q"))  # a fifth of what a list would take
    kinds: dict[Kind, int] = defaultdict(lambda: len(kinds))
    *columns, (last, alone) = (
        (name, _Kinds(place, boost, usual([len(paper[name]) for paper in papers])))
        for place, (name, boost) in enumerate(FIELDS.items())
    )
    for number, paper in enumerate(papers):
        base = number << _BITS
        several: dict[str, Kind] = {}
        for name, column in columns:
            length = len(paper[name])
            for term, n in Counter(paper[name]).items():
                several[term] = several.get(term, ()) + column[n, length]
        counted, length = Counter(paper[last]), len(paper[last])
        for term, kind in several.items():
            found[term].append(
                base + kinds[kind + alone[counted.pop(term), length] if term in counted else kind]
            )
        weigh = {n: base + kinds[alone[n, length]] for n in set(counted.values())}
        for term, n in counted.items():  # most words stand there alone
            found[term].append(weigh[n])
    return Postings(found, list(kinds))


class _Kinds(dict[tuple[int, int], Kind]):
    """How often a word stands in a field, and how long the field is → what it is there."""

    def __init__(self, place: int, boost: float, length: float) -> None:
        self._place, self._boost, self._usual = place, boost, length

    def __missing__(self, key: tuple[int, int]) -> Kind:
        n, length = key
        weight = weights([n], length / self._usual, self._boost)[n]
        kind = self[key] = (self._place, rounded(weight))
        return kind


def usual(lengths: Sequence[int]) -> float:
    """Return about how long a field is in the middle of these papers; 1 where none has it."""
    if not any(lengths):
        return 1
    return _shortened(max(1, round(TENTHS * sum(lengths) / len(lengths))), 2) / TENTHS


def rounded(weight: int) -> int:
    """Return a weight with three binary digits that count; with one where it is that of an abstract."""
    return _shortened(weight, 1 if weight < HEAVY else 3)


def _shortened(number: int, digits: int) -> int:
    shift = max(0, number.bit_length() - digits)
    return (number + (1 << shift >> 1)) >> shift << shift


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
    split = [postings.found[term] for term in terms]
    papers = " ".join([steps_in_letters([posting >> _BITS for posting in found]) for found in split])
    kinds, are = numbered([posting & _KIND for found in split for posting in found])
    return {
        "terms": " ".join(terms),
        "papers": papers,
        "kinds": [postings.kinds[kind] for kind in kinds],
        "are": are,
    }


def numbered(values: Sequence[Value]) -> tuple[list[Value], str]:
    """Return the distinct values, the most frequent first, and in letters the place of each among them."""
    place = {value: letters(n) for n, (value, _) in enumerate(Counter(values).most_common())}
    return list(place), "".join(map(place.__getitem__, values))
