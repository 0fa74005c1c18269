"""Where a title may end and its first author begin: all places worth weighing.

A glued line is `title` + `first author` + ", second author" + ", third author"; titles hold commas too, so
the border may lie before, between or behind the last two commas.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.readers.names import PARTICLES, SUFFIXES, fold, given_level, is_mandarin, word_level

MOST_AUTHORS = 3
MOST_TOKENS = 7
""""Koen E. A. van de Sande" has six."""

_NO_END = frozenset("-‐‑/&(@\\^[{<=~|")
"""A title does not end in these, so no name begins behind them."""


@dataclass(frozen=True, slots=True)
class Glued:
    """A title line without " et al." and organisations."""

    text: str
    et_al: bool
    abstract: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a glued line; `border` −1 reads it as a line without any author."""

    text: str
    border: int
    authors: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title in this reading."""
        return self.text[: self.border] if self.border >= 0 else self.text


def candidates(
    glued: Glued, is_word: Callable[[str], bool], is_given: Callable[[str], bool]
) -> list[Candidate]:
    """Return the readings of a line, the one without authors first.

    `is_word` and `is_given` tell what the corpus knows; they are asked where no capital marks the border.
    """
    text = glued.text
    found = [Candidate(text, -1, ())]
    commas = _author_commas(text)
    numbers = range(len(commas) + 1)
    if glued.et_al:  # three authors are printed before "et al.", or as many as there are
        numbers = range(len(commas), len(commas) + 1)
    for number in numbers:
        behind = commas[len(commas) - number :]
        end = behind[0] if behind else len(text)
        start = commas[len(commas) - number - 1] + 1 if number < len(commas) else _segment_start(text, end)
        others = tuple(text[a + 1 : b].strip() for a, b in zip(behind, [*behind[1:], len(text)], strict=False))
        if not all(others):
            continue
        found += [
            Candidate(text, border, (text[border:end].strip(), *others))
            for border in _borders(text, start, end, is_word, is_given)
        ]
    return found


def _author_commas(text: str) -> list[int]:
    """Return the places of the last commas that can separate authors; the one before "Jr." cannot."""
    places = [m.start() for m in re.finditer(r",(?= )", text)]
    real = []
    for place, following in zip(places, [*places[1:], len(text)], strict=False):
        if text[place + 1 : following].strip().lower() not in SUFFIXES:
            real.append(place)
    return real[-(MOST_AUTHORS - 1) :]


def _segment_start(text: str, end: int) -> int:
    comma = text.rfind(", ", 0, end)
    suffix = text[comma + 1 : end].strip().lower()
    if suffix in SUFFIXES:
        comma = text.rfind(", ", 0, comma)
    return comma + 1


def _borders(
    text: str, start: int, end: int, is_word: Callable[[str], bool], is_given: Callable[[str], bool]
) -> list[int]:
    """Return the places in `text[start:end]` at which a name may begin that ends at `end`."""
    spaces = [m.end() for m in re.finditer(r"\s+", text[start:end])]
    if len(spaces) > MOST_TOKENS:
        start += spaces[-MOST_TOKENS - 1]
    borders = []
    for place in range(max(start, 1) + 1, end):
        before, first = text[place - 1], text[place]
        if not first.isalpha() or before.isspace() or before in _NO_END:
            continue
        if not first.islower() or _hidden_border(text, place, end, is_word, is_given):
            borders.append(place)
    return borders


def _hidden_border(
    text: str, place: int, end: int, is_word: Callable[[str], bool], is_given: Callable[[str], bool]
) -> bool:
    """Tell whether a lower-case name ("van der Berg", "huan ling") may begin behind the word at `place`."""
    first, _, rest = text[place:end].partition(" ")
    if not rest.strip():
        return False
    known = given_level(first) > 0 or is_given(fold(first)) or is_mandarin(first)
    # "huan ling": who writes the given name in lower case does so with the family name
    if first not in PARTICLES and not (len(first) > 1 and (known or rest.islower())):
        return False
    left = re.search(r"[^\W_]*$", text[:place])
    word = left[0] if left else ""
    return not word or len(word) > 2 and (word_level(word) > 0 or is_word(word.lower()))
