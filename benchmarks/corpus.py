"""A corpus of made-up papers of any size, the same on every machine.

Words, and which follows which, are those of the project's own abstracts (a Markov chain of order one), so
that lengths, rare words and vocabulary grow as in real listings. Per paper: about 1.4 kB of abstract, three
to six authors, one topic or two of 20, a day of six years with nine others; 5 % hold TeX. N papers have 0.8 N
authors with a long tail: a few have a hundred papers, most have one.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.base.slugs import term_slug
from generator.content.front_matter import parse_front_matter

SEED = 20_260_528
LAST_DAY = dt.date(2026, 5, 28)
YEARS = 6
ABSTRACT = 1_400
"""Bytes of an abstract, about."""

A_DAY = 10
"""Papers of a day: a listing is captured when there is something new."""

NEW_AUTHORS = 0.8
TEX_SHARE = 0.05
TOPICS = (
    "cs.CV cs.LG cs.CL eess.IV cs.AI cs.RO stat.ML cs.CR cs.HC cs.IR "
    "cs.SD cs.NE cs.GR cs.MM cs.SI physics.med-ph q-bio.NC math.OC quant-ph astro-ph.GA"
).split()
TEX = ("$O(n \\log n)$", "$\\alpha = 0.05$", "$R^2 > 0.9$", "$\\ell_1$", "$10^{-3}$", "$x_{i+1}$")

_SYLLABLES = (
    "ka mo ri ta lu ne vi so ha den ber son ling wei xu yan ar el ion is ova ski ez mar to pe na".split()
)


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up paper."""

    slug: str
    title: str
    authors: tuple[str, ...]
    date: dt.date
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    score: float
    has_code: bool
    abstract: str


class Language:
    """Words after words as the abstracts of a folder have them."""

    def __init__(self, folder: Path) -> None:
        self._after: dict[str, list[str]] = defaultdict(list)
        self._starts: list[str] = []
        for path in sorted(folder.rglob("*.md")):
            text = parse_front_matter(path.read_text("utf-8"), path.name)[1]
            self._learn([word for word in text.split() if word.replace("-", "").strip(".,").isalpha()])

    def _learn(self, words: list[str]) -> None:
        self._starts += words[:1]
        for word, after in pairwise(words):
            self._after[word].append(after)
            if word.endswith("."):
                self._starts.append(after)

    def text(self, dice: random.Random, length: int) -> str:
        """Return sentences of at least `length` letters."""
        words: list[str] = []
        size, word = 0, dice.choice(self._starts)
        while size < length or not word.endswith("."):
            words.append(word)
            size += len(word) + 1
            followers = self._after.get(word)
            word = dice.choice(followers if followers else self._starts)
            if size > 2 * length:
                break
        return " ".join([*words, word.rstrip(".,") + "."])

    def phrase(self, dice: random.Random, words: int) -> str:
        """Return a few words in lower case, without stops."""
        found: list[str] = []
        word = dice.choice(self._starts)
        while len(found) < words:
            found.append(word.strip(".,").lower())
            word = dice.choice(self._after.get(word) or self._starts)
        return " ".join(found)


def make(count: int, language: Language, *, first: int = 0, seed: int = SEED) -> Iterator[Made]:
    """Give papers number `first` to `count`; the later ones are not older.

    Papers of the same number and seed are the same whatever `count`, except for their day.
    """
    dice = random.Random(seed)  # noqa: S311  a corpus is no secret
    phrases = [language.phrase(dice, dice.choice((2, 2, 3))) for _ in range(4_000)]
    people = 0
    for number in range(count):
        authors: dict[str, None] = {}
        wanted = dice.randint(3, 6)
        while len(authors) < wanted:
            is_new = people < max(NEW_AUTHORS * (number + 1), wanted)
            people += is_new
            authors[_name(people if is_new else 1 + int(people * dice.random() ** 1.5))] = None
        paper = _paper(number, count, tuple(authors), phrases, language, dice)
        if number >= first:
            yield paper


def _paper(
    number: int,
    count: int,
    authors: tuple[str, ...],
    phrases: list[str],
    language: Language,
    dice: random.Random,
) -> Made:
    title = language.phrase(dice, dice.randint(6, 12)).title()
    abstract = language.text(dice, int(ABSTRACT * dice.uniform(0.7, 1.25)))
    if dice.random() < TEX_SHARE:
        abstract = abstract.replace(". ", f" with {dice.choice(TEX)}. ", 2)
    topics = dict.fromkeys(_tail(TOPICS, dice) for _ in range(dice.choice((1, 1, 2))))
    keywords = dict.fromkeys(_tail(phrases, dice) for _ in range(5))
    return Made(
        slug=term_slug(f"{number:x} " + " ".join(title.split()[:6])),
        title=title,
        authors=authors,
        date=LAST_DAY - dt.timedelta(days=(count - 1 - number) // A_DAY * A_DAY * YEARS * 365 // count),
        topics=tuple(topics),
        keywords=tuple(keywords),
        score=round(dice.uniform(5, 95), 1),
        has_code=dice.random() < 0.3,
        abstract=abstract,
    )


def _tail(items: Sequence[str], dice: random.Random) -> str:
    """Draw an item; the first ones are by far the likeliest."""
    return items[int(len(items) * dice.random() ** 3)]


def _name(number: int) -> str:
    """Return the name of author `number`, another for each."""
    dice = random.Random(number)  # noqa: S311
    given = "".join(dice.choice(_SYLLABLES) for _ in range(2)).title()
    family, rest = "", number
    while rest or len(family) < 3:
        rest, syllable = divmod(rest, len(_SYLLABLES))
        family += _SYLLABLES[syllable]
    return f"{given} {family.title()}"
