"""Related papers: BM25 over titles and key phrases.

Rule that keeps old pages still: a paper is compared with those added on its own day or before, by the word
statistics of the days before its own. A paper that arrives later is never put on an older page and moves
nothing there; one of the same day changes the pages that name it. Only the first FEW papers also count the
words of their own day, for nothing else is known. Abstracts do not count: editing one changes no other page.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with b = 0:
titles have much the same length.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, MutableMapping, Sequence
from itertools import groupby
from pathlib import Path
from unicodedata import unidata_version

from generator.base.hashing import digest, encode
from generator.model.library import Related
from generator.model.paper import Paper, PaperPage

CANDIDATES = 40
"""Nearest papers looked at: namesakes, weak ones and those of later days fall out."""

WEAK = 0.12
"""Least score, as a share of the paper's likeness to itself, for a pair that shares no key phrase."""


FEW = 200
"""So many papers must be known before their words tell which are rare."""

SATURATION = 1.2
"""BM25's k1: how little a word counts that stands there again."""


Memory = MutableMapping[str, list[list[int]]]
"""What was found for the papers of a day, as places in the order of adding, by the digest of all that it
follows from: the titles and key phrases of that day and of all before."""


def related_papers(
    pages: Sequence[PaperPage], count: int, memory: Memory | None = None
) -> dict[str, tuple[Related, ...]]:
    """Return up to `count` related papers for each paper id, most alike first.

    `memory` holds what an earlier call found, and afterwards what this one found: days that follow from the
    same papers as before are not compared again.
    """
    if not count:
        return {}
    ordered = sorted(pages, key=lambda page: (page.paper.added, page.paper.id))
    days = [list(of_day) for _, of_day in groupby(ordered, key=lambda page: page.paper.added)]
    names = _chain(days, count)
    known: Memory = {name: memory[name] for name in names if name in memory} if memory else {}
    if len(known) < len(names):
        known = _compare(days, names, known, count)
    if memory is not None:
        memory.clear()
        memory.update(known)
    places = (place for name in names for place in known[name])
    return {
        page.paper.id: tuple(Related(ordered[i], _shared(page, ordered[i])) for i in near)
        for page, near in zip(ordered, places, strict=True)
    }


def _chain(days: Iterable[Sequence[PaperPage]], count: int) -> list[str]:
    """Return a name for each day: the digest of its papers, of the name before, and of this very code."""
    names = []
    last = digest(Path(__file__).read_bytes()) + f"{count} {unidata_version}"
    for day in days:
        told = [(str(page.paper.added), page.paper.id, page.paper.title, page.paper.keywords) for page in day]
        last = digest(encode((last, told)))
        names.append(last)
    return names


def _compare(days: Sequence[Sequence[PaperPage]], names: Sequence[str], known: Memory, count: int) -> Memory:
    """Return the places for all days; only those that are not known are compared."""
    index = _Index()
    found: Memory = {}
    for name, pages in zip(names, days, strict=True):
        day = [(page, Counter(_words(page.paper))) for page in pages]
        is_first = len(index.pages) < FEW
        index.add(day)
        if is_first:
            index.count(day)
        if name in known:
            found[name] = known[name]
        else:
            found[name] = [_choose(page, index.nearest(words), count) for page, words in day]
        if not is_first:
            index.count(day)
    return found


def _shared(page: PaperPage, other: PaperPage) -> tuple[str, ...]:
    return tuple(keyword for keyword in page.paper.keywords if keyword in other.paper.keywords)


class _Index:
    """The papers of each word; grows day by day."""

    def __init__(self) -> None:
        self.pages: list[PaperPage] = []
        self._having: dict[str, tuple[array[int], array[float]]] = {}  # places in pages, and weights there
        self._counts: Counter[str] = Counter()
        self._counted = 0

    def add(self, day: Iterable[tuple[PaperPage, Counter[str]]]) -> None:
        """Let these papers be found."""
        for page, words in day:
            for word, times in words.items():
                places, weights = self._having.setdefault(word, (array("q"), array("d")))
                places.append(len(self.pages))
                weights.append(times * (SATURATION + 1) / (times + SATURATION))
            self.pages.append(page)

    def count(self, day: Sequence[tuple[PaperPage, Counter[str]]]) -> None:
        """Let the words of these papers tell how rare a word is."""
        for _, words in day:
            self._counts.update(words.keys())
        self._counted += len(day)

    def nearest(self, words: Counter[str]) -> list[tuple[float, int, PaperPage]]:
        """Return CANDIDATES papers, or as many as score like the last of them; best first.

        Each with its score and its place in `pages`.
        """
        import numpy as np  # only builds pay

        scores = np.zeros(len(self.pages))
        for word, times in words.items():
            places, weights = self._having[word]
            scores[np.frombuffer(places, np.int64)] += times * self._rarity(word) * np.frombuffer(weights)
        least = np.partition(scores, -CANDIDATES)[-CANDIDATES] if len(scores) > CANDIDATES else 0.0
        found = np.flatnonzero((scores >= least) & (scores > 0)).tolist()
        near = [
            (round(score, 2), place, self.pages[place])
            for score, place in zip(scores[found].tolist(), found, strict=True)
        ]
        return sorted(near, key=lambda hit: (-hit[0], hit[2].paper.id))

    def _rarity(self, word: str) -> float:
        having = self._counts[word]
        return math.log(1 + (self._counted - having + 0.5) / (having + 0.5))


def _choose(page: PaperPage, ranked: list[tuple[float, int, PaperPage]], count: int) -> list[int]:
    """Return the places of the papers to show, those that share a key phrase first."""
    paper = page.paper
    phrases = frozenset(paper.keywords)
    enough = WEAK * max((score for score, _, _ in ranked), default=0.0)
    sharing, others = [], []
    for score, place, other in ranked:
        if other.paper.id == paper.id or other.paper.added > paper.added or score <= 0:
            continue
        if not phrases.isdisjoint(other.paper.keywords):
            sharing.append(place)
        elif score >= enough:
            others.append(place)
    # Only whether a phrase is shared moves a pair ahead; likeness decides the rest.
    return [*sharing, *others][:count]


def _words(paper: Paper) -> list[str]:
    """Words of the title, and each key phrase both whole and by word."""
    words = re.findall(r"\w[\w-]+", " ".join((paper.title, *paper.keywords)).casefold())
    return [word for word in words if word not in STOP_WORDS] + [k.casefold() for k in paper.keywords]


STOP_WORDS = frozenset(
    "an and are as at based be beyond by can do for from how in into is it its model models network networks "
    "new not novel of on or over that the their this through to toward towards under using via we what when "
    "where which with without".split()
)
