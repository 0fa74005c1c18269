"""Where a title may end and its first author begin: all places worth weighing.

A glued line is `title` + `first author` + ", second author" + ", third author"; titles hold commas too, so
the border may lie before, between or behind the last two commas.
"""

import re
from typing import Protocol

from msgspec import Struct

from generator.readers.names import ELIDED, PARTICLES, SUFFIXES

MOST_AUTHORS = 3
MOST_TOKENS = 7
""""Koen E. A. van de Sande" has six."""

_NO_END = frozenset("-‐‑/&(@\\^[{<=~|")
"""A title does not end in these, so no name begins behind them."""


_RUN = re.compile(r"[^\W_]+")


class Glued(Struct, frozen=True):
    """A title line without " et al." and organisations."""

    text: str
    et_al: bool
    abstract: str


class Candidate(Struct, frozen=True):
    """One reading of a glued line; `border` −1 reads it as a line without any author."""

    text: str
    border: int
    authors: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title in this reading."""
        return self.text[: self.border] if self.border >= 0 else self.text


class Known(Protocol):
    """What is known of words and names; asked only where no capital marks the border."""

    def word(self, word: str) -> bool:
        """Tell whether this is a word, in any case."""

    def given(self, name: str) -> bool:
        """Tell whether this is a given name, in any case."""


def candidates(glued: Glued, known: Known) -> list[Candidate]:
    """Return the readings of a line, the one without authors first."""
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
        others = tuple(
            text[a + 1 : b].strip() for a, b in zip(behind, [*behind[1:], len(text)], strict=False)
        )
        if not all(others):
            continue
        found += [
            Candidate(text, border, (text[border:end].strip(), *others))
            for border in _borders(text, start, end, known)
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


def _borders(text: str, start: int, end: int, known: Known) -> list[int]:
    """Return the places in `text[start:end]` at which a name may begin that ends at `end`."""
    spaces = [m.end() for m in re.finditer(r"\s+", text[start:end])]
    if len(spaces) > MOST_TOKENS:
        start += spaces[-MOST_TOKENS - 1]
    borders = []
    for run in _RUN.finditer(text, max(start, 1), end):
        opaque = known.word(run[0])  # a word hides no lower-case name
        for place in range(run.start(), run.end()):
            before, first = text[place - 1], text[place]
            if not first.isalpha() or before.isspace() or before in _NO_END or place <= start:
                continue
            word = text[run.start() : place]
            if not first.islower() or (not (opaque and word) and _is_hidden(text[place:end], word, known)):
                borders.append(place)
    return borders


def _is_hidden(name: str, word: str, known: Known) -> bool:
    """Tell whether a lower-case name ("van der Berg", "huan ling") may begin behind `word`, "" for a mark."""
    first, _, rest = name.partition(" ")
    # "PCAvan den Berg": a capital or digit ends a word as well as a known word does
    acronym = word[:-1].isupper() and word.endswith("s")
    elided = bool(ELIDED.match(name))
    if not (rest or elided) or (
        word and word[-1].islower() and not acronym and (len(word) < 3 or not known.word(word))
    ):
        return False
    if elided or first in PARTICLES:
        return True
    if len(first) < 2 or (len(word) == 1 and word.isupper()):  # "Tanvi" is one name, not "T" and "anvi"
        return False
    # who writes the given name in lower case does so with the family name
    return rest.islower() or (not word[-1:].isupper() and known.given(first))
