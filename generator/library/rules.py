"""Which papers a reader's rules catch. The same answers as browser/src/rules.js: tests/rules_cases.json.

Text is folded (case, accents) and cut into words: runs of letters and digits, Chinese and Japanese sign by
sign. A pattern is a run of words that must stand in one title, key phrase or name, one after the other. A "*"
within a word stands for any letters or none; alone between two words it stands for one word.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.base.fold import NO_SPACES, fold
from generator.base.tex import plain
from generator.base.text import clean
from generator.model.library import Day, Library
from generator.model.paper import Paper
from generator.model.rules import Rule, Subject
from generator.model.views import LISTED_AUTHORS

_SIGN = rf"[{NO_SPACES}]"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W_])+")
_PATTERN_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W_]|\*)+")

_Word = tuple[str, ...]
_Pattern = tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _CutRule:
    """A rule whose patterns are cut: a pattern into words, a word into the pieces between its stars."""

    rule: Rule
    topics: tuple[_Word, ...]
    words: tuple[_Pattern, ...]
    none: tuple[_Pattern, ...]
    authors: tuple[_Pattern, ...]
    organisations: tuple[_Pattern, ...]


@dataclass(frozen=True, slots=True)
class _CutPaper:
    """A paper whose texts are folded and cut into words."""

    subject: Subject
    said: tuple[list[str], ...]
    topics: tuple[str, ...]
    authors: tuple[list[str], ...]
    organisations: tuple[list[str], ...]


def catcher(rules: Iterable[Rule]) -> Callable[[Subject], tuple[str, ...]]:
    """Cut these rules once; return what gives the names of those that catch a paper, in their order."""
    cut = [_cut_rule(rule) for rule in rules]

    def caught_by(subject: Subject) -> tuple[str, ...]:
        paper = _cut_paper(subject)
        return tuple(rule.rule.name for rule in cut if _catches(rule, paper))

    return caught_by


def subject_of(paper: Paper) -> Subject:
    """Return what rules may know of a paper."""
    return Subject(
        title=clean(plain(paper.title)),
        keywords=paper.keywords,
        topics=paper.topics,
        authors=paper.authors[:LISTED_AUTHORS],
        organisations=paper.organisations,
        code=paper.publishes_code,
        score=paper.score,
    )


def caught_on(day: Day, rules: Sequence[Rule]) -> dict[str, tuple[str, ...]]:
    """Return the papers of a day that a rule catches, by id, with the names of those rules."""
    caught_by = catcher(rules)
    hits = {page.paper.id: caught_by(subject_of(page.paper)) for page in day.papers}
    return {paper_id: names for paper_id, names in hits.items() if names}


def only_caught(library: Library, day: Day, caught: Iterable[str]) -> Library:
    """Return the library with only these papers (ids) in the issue of `day`; all else stays."""
    kept = set(caught)
    papers = tuple(page for page in day.papers if page.paper.id in kept)
    issues = tuple(replace(issue, papers=papers) if issue is day else issue for issue in library.issues)
    return replace(library, issues=issues)


def words_of(pattern: str) -> list[str]:
    """Cut a pattern into its words; a lone "*" at either end says nothing and is dropped."""
    words = _PATTERN_WORD.findall(_one_star(fold(pattern)))
    while words and words[0] == "*":
        words.pop(0)
    while words and words[-1] == "*":
        words.pop()
    return words


def _one_star(text: str) -> str:
    return re.sub(r"\*+", "*", text)


def _cut_rule(rule: Rule) -> _CutRule:
    return _CutRule(
        rule,
        topics=tuple(_pieces(_one_star(fold(topic))) for topic in rule.topics),
        words=_patterns(rule.words),
        none=_patterns(rule.none),
        authors=_patterns(rule.authors),
        organisations=_patterns(rule.organisations),
    )


def _patterns(texts: Iterable[str]) -> tuple[_Pattern, ...]:
    return tuple(tuple(_pieces(word) for word in words_of(text)) for text in texts)


def _pieces(word: str) -> _Word:
    return tuple(word.split("*"))


def _cut_paper(subject: Subject) -> _CutPaper:
    return _CutPaper(
        subject,
        said=_texts((subject.title, *subject.keywords)),
        topics=tuple(map(fold, subject.topics)),
        authors=_texts(subject.authors),
        organisations=_texts(subject.organisations),
    )


def _texts(texts: Iterable[str]) -> tuple[list[str], ...]:
    return tuple(_WORD.findall(fold(text)) for text in texts)


def _catches(cut: _CutRule, paper: _CutPaper) -> bool:
    rule, score = cut.rule, paper.subject.score
    if rule.code and not paper.subject.code:
        return False
    if rule.score is not None and (score is None or score < rule.score):
        return False
    if cut.topics and not any(_fits(code, topic) for code in paper.topics for topic in cut.topics):
        return False
    if _stands(cut.none, paper.said):
        return False
    asked = (
        (cut.words, paper.said),
        (cut.authors, paper.authors),
        (cut.organisations, paper.organisations),
    )
    return all(_stands(patterns, texts) for patterns, texts in asked if patterns)


def _stands(patterns: Iterable[_Pattern], texts: Sequence[list[str]]) -> bool:
    """Tell whether one of the patterns stands in one of the texts."""
    return any(_stands_in(words, text) for words in patterns if words for text in texts)


def _stands_in(words: _Pattern, text: list[str]) -> bool:
    starts = range(len(text) - len(words) + 1)
    return any(all(_fits(text[i + n], word) for n, word in enumerate(words)) for i in starts)


def _fits(word: str, pattern: _Word) -> bool:
    """Tell whether a word is the pattern; by comparing its pieces in order, so never slow."""
    first, *rest = pattern
    if not rest:
        return word == first
    last = rest.pop()
    at, end = len(first), len(word) - len(last)
    if end < at or not word.startswith(first) or not word.endswith(last):
        return False
    for piece in rest:
        found = word.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
