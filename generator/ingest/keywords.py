"""Three to eight key phrases of a paper, from its own title and abstract and nothing else.

First the established terms (terms.txt) that the paper holds, since readers browse by phrases that papers
share; then noun phrases of the paper's own, found with TextBlob (phrases.py), those of the title and those
said again first.

Compared, on titles and abstracts: TextBlob 0.20, YAKE 0.7, multi_rake 0.0.2 (RAKE) and summa 1.2 (TextRank).
RAKE prefers the longest run of words between stop words, TextRank single words ("models", "result"); YAKE
finds better ones but knows no parts of speech, so that many of its phrases are fragments or end in a verb,
and takes 30 ms a paper. With TextBlob's tagger whole noun phrases are found in 2 ms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from generator.base.hashing import digest_text
from generator.base.weblinks import find_links
from generator.ingest.phrases import (
    BOILERPLATE_FILE,
    Phrase,
    capital_words,
    find_phrases,
    printed,
)
from generator.ingest.terms import TERMS_FILE, Token, find_terms, is_acronym, phrase_key, tokenize

MOST, LEAST = 8, 3
ENOUGH = 5
"""Established terms with which a paper needs no phrases of its own."""

MOST_OWN = 4
RULES = "2"
"""To be changed with whatever changes the outcome, so that ingest looks for keywords again."""

LONGEST = 6000
"""Characters of an abstract that are looked at."""

SHORTEST = 3
"""Letters of the last word of a phrase."""

_LINE_END = re.compile(
    r"(?<=[a-z]{2})- (?!(?:and|or|nor|to|as|but|than|versus|vs|which|that|the)\b)(?=[a-z]{3})"
)

TITLE = 6
"""Weight of a term in the title; once in the abstract it has 2, or 1 if it is a single common word."""


@cache
def rules_digest() -> str:
    """Return what names the rules that are in force: these and the word lists."""
    return digest_text("".join([RULES, *(f.read_text("utf-8") for f in (TERMS_FILE, BOILERPLATE_FILE))]))[:12]


def find_keywords(title: str, abstract: str) -> tuple[str, ...]:
    """Return the key phrases of a paper, the most telling first; both texts are plain, without TeX.

    Lower case but for names and acronyms, terms in the form of the vocabulary. A paper with hardly an
    abstract may have fewer than three.
    """
    title, abstract = _clean(title), _clean(abstract[:LONGEST])
    tokens = tokenize(f"{title}. {abstract}")
    in_title = len(tokenize(title))
    telling, passing, rest = _established(tokens, in_title)
    chosen = telling[:MOST]
    names = capital_words(tokens, in_title)
    phrases = find_phrases(tokens, names)
    if len(chosen) < ENOUGH:
        own = (phrase for phrase in phrases if _is_own(phrase, tokens, in_title))
        _add(chosen, _printed(own, tokens, in_title, names), min(len(chosen) + MOST_OWN, MOST))
    _add(chosen, passing + rest, LEAST + 1)
    _add(chosen, _printed(phrases, tokens, in_title, names), LEAST)
    return tuple(chosen)


def _clean(text: str) -> str:
    """Return the text without links and without the hyphens of line ends ("propaga- tion")."""
    pieces, start = [], 0
    for begin, end in find_links(text):
        pieces.append(text[start:begin])
        start = end
    return _LINE_END.sub("", " . ".join([*pieces, text[start:]]))


def _add(chosen: list[str], more: Iterable[str], most: int) -> None:
    """Append what says something new to `chosen` until it has `most`."""
    keys = [set(phrase_key(name)) for name in chosen]
    for name in more:
        words = set(phrase_key(name))
        if len(chosen) >= most:
            return
        if not any(words <= key or key <= words or len(words & key) > 1 for key in keys):
            chosen.append(name)
            keys.append(words)


def _established(tokens: Sequence[Token], in_title: int) -> tuple[list[str], list[str], list[str]]:
    """Return the names of the terms found, best first: what the paper is about, what it touches, the rest."""
    weights: Counter[str] = Counter()
    wide: Counter[str] = Counter()
    for term, i, j in find_terms(tokens):
        weight = TITLE if i < in_title else 2 if j - i > 1 or is_acronym(tokens[i].text) else 1
        (wide if term.wide else weights)[term.name] += weight
    telling = [name for name, weight in weights.most_common() if weight >= 3]
    passing = [name for name, weight in weights.most_common() if weight == 2]
    once = [name for name, weight in weights.most_common() if weight == 1]
    return telling, passing, [*(name for name, _ in wide.most_common()), *once]


def _is_own(phrase: Phrase, tokens: Sequence[Token], in_title: int) -> bool:
    """Tell whether a phrase is one of the paper's subjects, and not (part of) an established term."""
    if len(phrase.key) < 2 or (phrase.start >= in_title and phrase.count < 2):
        return False
    terms = [(i, j) for _, i, j in find_terms(tokens[phrase.start : phrase.behind])]
    covered = {n for i, j in terms for n in range(i, j)}
    return len(phrase.key) - len(covered) >= 2 and len(phrase.key) - 1 not in covered


def _printed(
    phrases: Iterable[Phrase], tokens: Sequence[Token], in_title: int, names: frozenset[str]
) -> Iterator[str]:
    """Yield phrases as printed; first those of several words, said often, in the title, early."""

    def rank(phrase: Phrase) -> tuple[bool, int, int]:
        weight = phrase.count + 2 * (phrase.start < in_title)
        return len(phrase.key) == 1, -weight * min(len(phrase.key), 3), phrase.start

    for phrase in sorted(phrases, key=rank):
        if len(phrase.key[-1]) >= SHORTEST:
            yield printed(tokens, phrase.start, phrase.behind, names)
