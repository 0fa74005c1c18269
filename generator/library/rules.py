"""Which papers a reader's rules catch. The same answers as browser/src/rules.js: tests/rules_cases.json.

Text is folded (case, accents) and cut into words: runs of letters and digits, Chinese and Japanese sign by
sign. A pattern is a run of words that must stand in one title, key phrase or name, one after the other. A "*"
within a word stands for any letters or none; alone between two words it stands for one word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

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


def caught_by(rules: Iterable[Rule], subject: Subject) -> tuple[str, ...]:
    """Return the names of the rules that catch this paper, in their order."""
    return tuple(rule.name for rule in rules if catches(rule, subject))


def catches(rule: Rule, subject: Subject) -> bool:
    """Tell whether a rule catches a paper."""
    if rule.code and not subject.code:
        return False
    if rule.score is not None and (subject.score is None or subject.score < rule.score):
        return False
    if rule.topics and not any(_is_topic(code, p) for code in subject.topics for p in rule.topics):
        return False
    said = (subject.title, *subject.keywords)
    if _stands(rule.none, said):
        return False
    asked = (
        (rule.words, said),
        (rule.authors, subject.authors),
        (rule.organisations, subject.organisations),
    )
    return all(_stands(patterns, texts) for patterns, texts in asked if patterns)


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
    hits = {page.paper.id: caught_by(rules, subject_of(page.paper)) for page in day.papers}
    return {paper_id: names for paper_id, names in hits.items() if names}


def only_caught(library: Library, day: Day, caught: Iterable[str]) -> Library:
    """Return the library with only these papers (ids) in the issue of `day`; all else stays."""
    kept = set(caught)
    papers = tuple(page for page in day.papers if page.paper.id in kept)
    issues = tuple(replace(issue, papers=papers) if issue is day else issue for issue in library.issues)
    return replace(library, issues=issues)


def words_of(pattern: str) -> list[str]:
    """Cut a pattern into its words; a lone "*" at either end says nothing and is dropped."""
    words = [_one_star(word) for word in _PATTERN_WORD.findall(fold(pattern))]
    while words and words[0] == "*":
        words.pop(0)
    while words and words[-1] == "*":
        words.pop()
    return words


def _one_star(word: str) -> str:
    return re.sub(r"\*+", "*", word)


def _is_topic(code: str, pattern: str) -> bool:
    return _fits(fold(code), _one_star(fold(pattern)))


def _stands(patterns: Iterable[str], texts: Iterable[str]) -> bool:
    """Tell whether one of the patterns stands in one of the texts."""
    cut = [_WORD.findall(fold(text)) for text in texts]
    return any(_stands_in(words, text) for words in map(words_of, patterns) if words for text in cut)


def _stands_in(words: list[str], text: list[str]) -> bool:
    starts = range(len(text) - len(words) + 1)
    return any(all(_fits(text[i + n], word) for n, word in enumerate(words)) for i in starts)


def _fits(word: str, pattern: str) -> bool:
    """Tell whether a word is the pattern; by comparing its pieces in order, so never slow."""
    first, *rest = pattern.split("*")
    if not rest:
        return word == pattern
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
