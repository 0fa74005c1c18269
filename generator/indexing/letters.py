"""Numbers from 0 on in letters, as scripts hold them: a sign or two each. See browser/src/letters.js."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from operator import sub

LETTERS = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if sign not in '"\\<')
"""Signs that need no escape in a script."""

BASE = len(LETTERS) // 2
"""A number is written in this base, lowest digit first; digits that others follow are of the second half."""

_NUMBER = re.compile(f"[{re.escape(LETTERS[BASE:])}]*[{re.escape(LETTERS[:BASE])}]")


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


def from_letters(text: str) -> list[int]:
    """Return the numbers that `in_letters` wrote; raises ValueError when there is something else."""
    written = _NUMBER.findall(text)
    if sum(map(len, written)) != len(text):
        raise ValueError(f"no numbers in letters: {text!r}")
    return list(map(_read().__getitem__, written))


class _Read(dict[str, int]):
    """Letters → the number, each worked out once."""

    def __missing__(self, written: str) -> int:
        number = 0
        for sign in reversed(written):
            number = number * BASE + LETTERS.index(sign) % BASE
        self[written] = number
        return number


@cache
def _read() -> _Read:
    return _Read()
