"""Which papers of an issue are caught by a rule, a topic, a name: the same papers for very many readers.

A set of papers is a whole number with one bit a paper (bit 0 is the first), so that sets of many readers are
joined and cut quickly. Words are looked up in an index of the papers, made once; what a pattern catches is
remembered, for readers wish for the same things. What a pattern means, `library.rules` says.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_

from generator.base.fold import fold
from generator.library.rules import Pattern, PatternWord, cut_pattern, cut_text, cut_topic, fits, stands_in
from generator.model.rules import Rule, Subject

REMEMBERED = 5_000
"""Patterns of each kind whose papers are remembered (some 0.2 kB each)."""

_LAST = "\U0010ffff"
"""Behind every word: no word has it, for it is no letter."""

Papers = int
"""A set of papers."""


class Matcher:
    """Papers, ready to be asked about. Unchanging but for what it remembers."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        """Cut and index these papers."""
        self.all: Papers = (1 << len(subjects)) - 1
        self.with_code = _join(1 << i for i, paper in enumerate(subjects) if paper.code)
        self._scores = [(paper.score, 1 << i) for i, paper in enumerate(subjects) if paper.score is not None]
        said = _Index([(paper.title, *paper.keywords) for paper in subjects])
        self._topics = _Codes([paper.topics for paper in subjects])
        self.topic = _remembering(self._topics.find)
        self.words = _remembering(said.find)
        self.author = _remembering(_Index([paper.authors for paper in subjects]).find)
        self.organisation = _remembering(_Index([paper.organisations for paper in subjects]).find)
        self.scored: Callable[[float], Papers] = lru_cache(1000)(self._scored)

    def rule(self, rule: Rule) -> Papers:
        """Return the papers that a rule catches: of each field that says something, any pattern."""
        caught = self.with_code if rule.code else self.all
        if rule.score is not None:
            caught &= self.scored(rule.score)
        for find, patterns in (
            (self.topic, rule.topics),
            (self.words, rule.words),
            (self.author, rule.authors),
            (self.organisation, rule.organisations),
        ):
            if patterns and caught:
                caught &= _join(map(find, patterns))
        return caught & ~_join(map(self.words, rule.none))

    def _scored(self, least: float) -> Papers:
        return _join(bit for score, bit in self._scores if score >= least)


def numbers(papers: Papers) -> Iterator[int]:
    """Give the numbers of the papers in a set, lowest first."""
    while papers:
        lowest = papers & -papers
        yield lowest.bit_length() - 1
        papers ^= lowest


def _join(sets: Iterable[Papers]) -> Papers:
    return reduce(or_, sets, 0)


def _remembering(find: Callable[[str], Papers]) -> Callable[[str], Papers]:
    return lru_cache(REMEMBERED)(find)


class _Codes:
    """The categories of papers."""

    def __init__(self, codes: Sequence[Sequence[str]]) -> None:
        self._papers: dict[str, Papers] = {}
        for i, of_paper in enumerate(codes):
            for code in of_paper:
                self._papers[fold(code)] = self._papers.get(fold(code), 0) | 1 << i

    def find(self, topic: str) -> Papers:
        pieces = cut_topic(topic)
        return _join(papers for code, papers in self._papers.items() if fits(code, pieces))


class _Index:
    """The words of papers' texts."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._texts = [[cut_text(text) for text in of_paper] for of_paper in texts]
        self._papers: dict[str, Papers] = {}
        for i, cut in enumerate(self._texts):
            for word in {word for text in cut for word in text}:
                self._papers[word] = self._papers.get(word, 0) | 1 << i
        self._sorted = sorted(self._papers)

    def find(self, pattern: str) -> Papers:
        words = cut_pattern(pattern)
        if not words:
            return 0
        # the papers that have all of the words, then those of them where the words stand together
        perhaps = reduce(lambda papers, word: papers & self._having(word), words[1:], self._having(words[0]))
        if len(words) == 1:
            return perhaps
        return _join(1 << i for i in numbers(perhaps) if self._stands(words, i))

    def _having(self, word: PatternWord) -> Papers:
        if len(word) == 1:
            return self._papers.get(word[0], 0)
        # the words that begin as the pattern does stand together
        begin = bisect_left(self._sorted, word[0])
        end = bisect_left(self._sorted, word[0] + _LAST) if word[0] else len(self._sorted)
        return _join(self._papers[known] for known in self._sorted[begin:end] if fits(known, word))

    def _stands(self, words: Pattern, paper: int) -> bool:
        return any(stands_in(words, text) for text in self._texts[paper])
