"""Numbers from 0 on in letters, as scripts hold them: a sign or two each. See browser/src/letters.js."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from operator import sub

LETTERS = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if sign not in '"\\<')
"""Signs that need no escape in a script."""

BASE = len(LETTERS) // 2
"""A number is written in this base, lowest digit first; digits that others follow are of the second half."""


def letters(number: int) -> str:
    """Return a number from 0 on in letters."""
    written = ""
    while number >= BASE:
        number, digit = divmod(number, BASE)
        written += LETTERS[BASE + digit]
    return written + LETTERS[number]


class _Known(dict[int, str]):
    """Numbers in letters, each worked out once."""

    def __missing__(self, number: int) -> str:
        written = self[number] = letters(number)
        return written


@cache
def _known() -> _Known:
    return _Known()


def in_letters(numbers: Iterable[int]) -> str:
    """Return numbers from 0 on in letters, one behind the other."""
    return "".join(map(_known().__getitem__, numbers))


def steps_in_letters(numbers: Sequence[int]) -> str:
    """Return rising numbers from 0 on in letters, each as the difference to the one before or -1."""
    return in_letters(map(sub, numbers, chain((-1,), numbers)))


def from_letters(text: str) -> Iterator[int]:
    """Give the numbers that `in_letters` wrote; raises ValueError when there is another sign."""
    number, scale = 0, 1
    for sign in text:
        digit = LETTERS.index(sign)
        number += digit % BASE * scale
        scale *= BASE
        if digit < BASE:
            yield number
            number, scale = 0, 1
