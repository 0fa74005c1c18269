"""The search index of a segment of papers, cut into ranges of words that the browser loads one by one.

Input:   for each paper, the words of each field.
Output:  for each range: its words, and for each word its papers and how much it weighs in them.
Weights are those of outputs.search_index, rounded to three binary digits: many papers then share one, and a
paper of a word takes a byte or so. Numbers are written in letters for the same reason.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from generator.base.word_ranges import sort_key
from generator.outputs.search_index import average, weights

LETTERS = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if sign not in '"\\<')
"""Signs that need no escape in a script."""

BASE = len(LETTERS) // 2
"""A number is written in this base, lowest digit first; digits that others follow are of the second half."""

KNOWN = 4096
"""Numbers below it are worked out once."""


def letters(number: int) -> str:
    """Return a number from 0 on in letters."""
    written = ""
    while number >= BASE:
        number, digit = divmod(number, BASE)
        written += LETTERS[BASE + digit]
    return written + LETTERS[number]


@cache
def _known() -> list[str]:
    return [letters(number) for number in range(KNOWN)]


def in_letters(numbers: Iterable[int]) -> str:
    """Return numbers from 0 on in letters, one behind the other."""
    known = _known()
    return "".join([known[number] if number < KNOWN else letters(number) for number in numbers])


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


@dataclass(frozen=True, slots=True)
class Posting:
    """Where one word stands."""

    papers: list[int] = field(default_factory=list)
    """Numbers, rising."""
    kinds: list[Kind] = field(default_factory=list)
    """What it is in each of them."""


Postings = Mapping[str, Posting]


def invert(papers: Sequence[Mapping[str, Sequence[str]]], fields: Mapping[str, float]) -> Postings:
    """Return where each word of `papers` stands; they have words by field, `fields` the boost of each."""
    postings: dict[str, Posting] = defaultdict(Posting)
    averages = {name: average([len(paper[name]) for paper in papers]) for name in fields}
    for number, paper in enumerate(papers):
        found: dict[str, Kind] = {}
        for place, (name, boost) in enumerate(fields.items()):
            counted = Counter(paper[name])
            weigh = weights(set(counted.values()), len(paper[name]) / averages[name], boost)
            kinds = {n: (place, rounded(weight)) for n, weight in weigh.items()}
            for term, n in counted.items():
                found[term] = found[term] + kinds[n] if term in found else kinds[n]
        for term, kind in found.items():
            posting = postings[term]
            posting.papers.append(number)
            posting.kinds.append(kind)
    return postings


def rounded(weight: int) -> int:
    """Return a weight with three binary digits that count."""
    shift = max(0, weight.bit_length() - 3)
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
    papers, each as the difference to the one before, less one, with spaces between the words; `kinds` are
    what words are in papers, and `are` in letters the place among them for each paper of each word.
    """
    kinds, are = numbered([kind for term in terms for kind in postings[term].kinds])
    papers = (in_letters(b - a - 1 for a, b in pairwise((-1, *postings[term].papers))) for term in terms)
    return {"terms": " ".join(terms), "papers": " ".join(papers), "kinds": kinds, "are": are}


def numbered(values: Sequence[Any]) -> tuple[list[Any], str]:
    """Return the distinct values, the most frequent first, and in letters the place of each among them."""
    place = {value: number for number, (value, _) in enumerate(Counter(values).most_common())}
    return list(place), in_letters(map(place.__getitem__, values))
