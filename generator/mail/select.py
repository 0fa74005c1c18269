"""Pick the papers of an edition that a reader chose, with the reasons, best first.

A paper's place is decided by its score (0 to 100; 0 where it has none) and, for each reason, points by how
much it says: whoever names an author wants that paper more than any other of a topic. Equal ones stay in the
edition's order.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from generator.library.matching import Matcher, Papers, numbers
from generator.mail.edition import Edition, Reason
from generator.model.mail import Choices

POINTS: dict[Reason, int] = {"author": 30, "rule": 20, "keyword": 20, "organisation": 10, "topic": 5}

MOST_REASONS = 5
"""Reasons that a mail gives for one paper."""

REMEMBERED = 500
"""Choices whose picks are remembered: many readers choose the same (some 10 kB each for long ones)."""

Reasons = tuple[tuple[Reason, str], ...]


class Pick(Struct, frozen=True):
    """What one reader gets of an edition."""

    papers: tuple[tuple[int, Reasons], ...]
    """(number in the edition, why), best first; at most as many as wished for and allowed."""

    matching: int
    """How many match, shown or not."""

    chosen: bool
    """Whether anything was chosen; all papers match those who chose nothing."""


class Selector:
    """Picks for any reader of one edition. Unchanging but for what it remembers."""

    def __init__(self, edition: Edition) -> None:
        """Index the edition's papers."""
        subjects = [entry.subject for entry in edition.entries]
        self._most = edition.most
        self._scores = [subject.score or 0.0 for subject in subjects]
        self._matcher = Matcher(subjects)
        self.pick: Callable[[Choices], Pick] = lru_cache(REMEMBERED)(self._pick)

    def _pick(self, choices: Choices) -> Pick:
        matcher = self._matcher
        wanted = matcher.with_code if choices.code else matcher.all
        if choices.score is not None:
            wanted &= matcher.scored(choices.score)
        reasons: dict[int, list[tuple[Reason, str]]] = {}
        asks = False
        for reason, name, caught in self._wishes(choices):
            asks = True
            for number in numbers(caught & wanted):
                reasons.setdefault(number, []).append((reason, name))
        if not asks:
            reasons = {number: [] for number in numbers(wanted)}
        best = sorted(reasons, key=lambda number: (-self._points(number, reasons[number]), number))
        shown = best[: min(choices.most, self._most)]
        papers = tuple((number, tuple(reasons[number][:MOST_REASONS])) for number in shown)
        return Pick(papers, len(best), asks or wanted != matcher.all)

    def _wishes(self, choices: Choices) -> Iterator[tuple[Reason, str, Papers]]:
        matcher = self._matcher
        for name in choices.authors:
            yield "author", name, matcher.author(name)
        for rule in choices.rules:
            yield "rule", rule.name, matcher.rule(rule)
        for name in choices.keywords:
            yield "keyword", name, matcher.words(name)
        for name in choices.organisations:
            yield "organisation", name, matcher.organisation(name)
        for name in choices.topics:
            yield "topic", name, matcher.topic(name)

    def _points(self, number: int, reasons: list[tuple[Reason, str]]) -> float:
        return self._scores[number] + sum(POINTS[reason] for reason, _ in reasons)
