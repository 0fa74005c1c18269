"""What we know of names and words before we read anything: the model in names.txt.

The model was trained by tools/train_names.py, which names its sources. It holds given names, family names
and English and technical words with a level of frequency (9 is the most frequent), the syllables of Mandarin,
and for trigrams of letters the log odds of standing in a name rather than in a word.

All lookups are by `fold`: "Müller" and "Mueller" stay apart, "Müller" and "Muller" do not.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

PARTICLES = frozenset(
    "af al ap ben bin bint da dal dalla das de degli dei del dela della den der des di do dos du e el ibn la"
    " las le los mac san t te ten ter tot und van vande vanden vander ver von vom y zu zum zur".split()
)
"""Lower-case parts of names ("van der Maaten")."""

ELIDED = re.compile(r"(?:d|l|dell|dall|s)['’](?=[A-ZÀ-Þ])")
"""Particles that are one word with the name ("d'Alembert")."""

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
"""Parts that may stand behind a comma of their own: "John Smith, Jr."."""

# Letters that no decomposition turns into ASCII (Unicode's confusables do, but as other letters).
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "ħ": "h",
    }
)
_MOST_SYLLABLES = 3


class NameModel(Struct, frozen=True):
    """Levels by folded word, 1 (rare) to 9; a word that is not there is not known."""

    given: dict[str, int]
    family: dict[str, int]
    words: dict[str, int]
    syllables: dict[str, int]
    trigrams: dict[str, int]
    """Log odds of name against word, in quarters of a nat."""


@cache
def model() -> NameModel:
    """Load the model; some ten milliseconds, once."""
    text = files("generator.readers").joinpath("names.txt").read_text("ascii")
    sections: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            table = sections.setdefault(line[1:-1], {})
        elif not line.startswith("#"):
            value, *keys = line.split(" ")
            table.update(dict.fromkeys(keys, int(value)))
    return NameModel(**sections)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return `text` in lower-case ASCII letters and digits only; letters of other scripts are kept."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in text if c.isalnum())


@lru_cache(maxsize=100_000)
def letter_odds(folded: str) -> float:
    """Return the log odds of the letters standing in a name rather than in a word, −6 to 6."""
    table = model().trigrams
    marked = f"^{folded}$"
    odds = sum(table.get(marked[i : i + 3], 0) for i in range(len(marked) - 2)) / 4
    return max(-6.0, min(6.0, odds))


@lru_cache(maxsize=100_000)
def is_mandarin(folded: str) -> bool:
    """Tell whether a folded word can be read as one to three syllables of Mandarin: "zhengbo", "tu"."""
    return _syllables_fit(folded, _MOST_SYLLABLES)


def _syllables_fit(rest: str, most: int) -> bool:
    if not rest:
        return True
    syllables = model().syllables
    # six letters is the longest syllable: "zhuang"
    return most > 0 and any(
        rest[:n] in syllables and _syllables_fit(rest[n:], most - 1) for n in range(6, 0, -1)
    )


@lru_cache(maxsize=100_000)
def given_level(token: str) -> int:
    """Return how common a given name is, 0 to 9; "Jean-Pierre" counts by its rarer part."""
    return _level(model().given, token)


@lru_cache(maxsize=100_000)
def family_level(token: str) -> int:
    """Return how common a family name is, 0 to 9; "García-Durán" counts by its rarer part."""
    return _level(model().family, token)


@lru_cache(maxsize=100_000)
def word_level(word: str) -> int:
    """Return how common an English or technical word is, 0 to 9, also in plural."""
    words = model().words
    folded = fold(word)
    return words.get(folded) or words.get(folded.removesuffix("s"), 0)


def _level(table: dict[str, int], token: str) -> int:
    parts = [fold(part) for part in re.split(r"[-‐‑–]", token)]
    return min(table.get(part, 0) for part in parts)
