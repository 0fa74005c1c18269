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
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import TypeVar

from msgspec import Struct

from generator.base.word_ranges import ranges, sort_key
from generator.indexing.fields import FIELDS, TENTHS, weights
from generator.indexing.letters import from_letters, letters, steps_in_letters

HEAVY = 32
"""Tenths; words in abstracts weigh less, and most words stand there alone."""

Value = TypeVar("Value", bound=Hashable)

Words = Mapping[str, Sequence[str]]
"""Field → the words of a paper in it."""

Kind = tuple[int, ...]
"""What a word is in a paper: number of a field, weight in it, and so on."""

BITS = 24
KIND = (1 << BITS) - 1


class Range(Struct, frozen=True):
    """What the browser loads of one range."""

    terms: str
    """Its words, with spaces between."""

    papers: str
    """For each word the numbers of its papers in letters, each as the difference to the one before, with
    spaces between the words."""

    kinds: Sequence[Kind]
    """What words are in papers, the most frequent first."""

    are: str
    """In letters, the place among these for each paper of each word."""


class Postings(Struct, frozen=True):
    """Where words stand."""

    found: Mapping[str, Sequence[int]]
    """Word → its papers, rising: the number of a paper and, in the last BITS, that of what it is there."""

    kinds: Sequence[Kind]


def pack_segment(papers: Sequence[Words]) -> list[Range]:
    """Return the ranges of the index of `papers`."""
    postings = invert(papers)
    return [pack_range(terms, postings) for terms in in_ranges(postings.found, ranges(len(papers)))]


def invert(papers: Sequence[Words]) -> Postings:
    """Return where each word of `papers` stands, and how much it weighs there."""
    found: dict[str, array[int]] = defaultdict(lambda: array("Q"))  # a fifth of what a list would take
    kinds: dict[Kind, int] = defaultdict(lambda: len(kinds))
    weigh = Weigh(usual_lengths([lengths_of(paper) for paper in papers]))
    for number, paper in enumerate(papers):
        base = number << BITS
        for kind, terms in weigh(paper):
            posting = base + kinds[kind]
            for term in terms:
                found[term].append(posting)
    return Postings(found, list(kinds))


def lengths_of(paper: Words) -> tuple[int, ...]:
    """Return how many words each field of a paper has."""
    return tuple([len(paper[name]) for name in FIELDS])


def usual_lengths(lengths: Sequence[Sequence[int]]) -> tuple[float, ...]:
    """Return about how long each field is in the middle of the papers that have these lengths."""
    return tuple(map(usual, zip(*lengths, strict=True))) or (1.0,) * len(FIELDS)


class Weigh:
    """Tells what the words of a paper are in it, by the usual length of each field."""

    def __init__(self, lengths: Sequence[float]) -> None:
        each = zip(FIELDS.items(), lengths, strict=True)
        *self._fields, self._last = (
            (name, _Kinds(place, boost, length)) for place, ((name, boost), length) in enumerate(each)
        )

    def __call__(self, paper: Words) -> Iterator[tuple[Kind, Iterable[str]]]:
        """Give the words of a paper, each once, together with others that are the same there."""
        several: dict[str, Kind] = {}
        for name, kinds in self._fields:
            length = len(paper[name])
            for term, n in Counter(paper[name]).items():
                several[term] = several.get(term, ()) + kinds[n, length]
        name, alone = self._last
        counted, length = Counter(paper[name]), len(paper[name])
        for term, kind in several.items():
            yield kind + alone[counted.pop(term), length] if term in counted else kind, (term,)
        often: dict[int, list[str]] = {}
        for term, n in counted.items():  # most words stand in the last field alone, and once
            often.setdefault(n, []).append(term)
        for n, terms in often.items():
            yield alone[n, length], terms


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


def pack_range(terms: Sequence[str], postings: Postings) -> Range:
    """Return what the browser loads of the range that has these words."""
    split = [postings.found[term] for term in terms]
    papers = " ".join([steps_in_letters([posting >> BITS for posting in found]) for found in split])
    kinds, are = numbered([posting & KIND for found in split for posting in found])
    return Range(
        terms=" ".join(terms), papers=papers, kinds=[postings.kinds[kind] for kind in kinds], are=are
    )


def papers_of(packed: Range) -> dict[str, list[int]]:
    """Return the words of a range, each with its papers; raises ValueError where it is damaged."""
    if not packed.terms:
        return {}
    steps = map(from_letters, packed.papers.split(" "))
    papers = ([*islice(accumulate(each, initial=-1), 1, None)] for each in steps)
    return dict(zip(packed.terms.split(" "), papers, strict=True))


def unpack_range(packed: Range) -> Postings:
    """Return where the words of a range stand, of which pack_range makes the same range.

    Raises ValueError where it is damaged.
    """
    papers, kinds = papers_of(packed), from_letters(packed.are)
    if sum(map(len, papers.values())) != len(kinds):
        raise ValueError("a range of words is not whole")
    kind = iter(kinds)
    found = {term: [(paper << BITS) + next(kind) for paper in held] for term, held in papers.items()}
    return Postings(found, packed.kinds)


def numbered(values: Sequence[Value]) -> tuple[list[Value], str]:
    """Return the distinct values, the most frequent first, and in letters the place of each among them."""
    place = {value: letters(n) for n, (value, _) in enumerate(Counter(values).most_common())}
    return list(place), "".join(map(place.__getitem__, values))
