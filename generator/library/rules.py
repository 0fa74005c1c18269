"""How a reader's words are compared with those of papers. The same answers as browser/src/rules.js:
tests/rules_cases.json.

Text is folded (case, accents) and cut into words: runs of letters and digits, Chinese and Japanese sign by
sign. A pattern is a run of words that must stand in one title, key phrase or name, one after the other. A "*"
within a word stands for any letters or none; alone between two words it stands for one word.
"""

import re
from collections.abc import Sequence

from generator.base.fold import NO_SPACES, fold
from generator.base.tex import plain
from generator.base.text import clean
from generator.model.paper import Paper
from generator.model.rules import Subject
from generator.model.views import LISTED_AUTHORS

_SIGN = rf"[{NO_SPACES}]"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W_])+")
_PATTERN_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W_]|\*)+")

PatternWord = tuple[str, ...]
"""The pieces of a word between its stars; ("retina", "") for "retina*"."""

Pattern = tuple[PatternWord, ...]


def subject_of(paper: Paper) -> Subject:
    """Return what rules may know of a paper."""
    return Subject(
        title=clean(plain(paper.title)) or paper.title,  # of commands alone TeX leaves nothing
        keywords=paper.keywords,
        topics=paper.topics,
        authors=paper.authors[:LISTED_AUTHORS],
        organisations=paper.organisations,
        code=paper.publishes_code,
        score=paper.score,
    )


def words_of(pattern: str) -> list[str]:
    """Cut a pattern into its words; a lone "*" at either end says nothing and is dropped."""
    words = _PATTERN_WORD.findall(_one_star(fold(pattern)))
    while words and words[0] == "*":
        words.pop(0)
    while words and words[-1] == "*":
        words.pop()
    return words


def cut_pattern(pattern: str) -> Pattern:
    """Return a pattern's words, each in its pieces; () when it has none."""
    return tuple(tuple(word.split("*")) for word in words_of(pattern))


def cut_topic(topic: str) -> PatternWord:
    """Return the pieces of a category, which is one word: "eess.*"."""
    return tuple(_one_star(fold(topic)).split("*"))


def cut_text(text: str) -> list[str]:
    """Return the folded words of a title, key phrase or name."""
    return _WORD.findall(fold(text))


def stands_in(words: Pattern, text: Sequence[str]) -> bool:
    """Tell whether these words stand in a text, one after the other."""
    starts = range(len(text) - len(words) + 1)
    return any(all(fits(text[i + n], word) for n, word in enumerate(words)) for i in starts)


def fits(word: str, pattern: PatternWord) -> bool:
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


def _one_star(text: str) -> str:
    return re.sub(r"\*+", "*", text)
