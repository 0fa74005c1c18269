"""The nearest known name for one that nobody knows: "did you mean …?"."""

import difflib
from collections.abc import Iterable

CLOSE = 0.6
"""Least likeness, 0 to 1, of difflib's ratio (Ratcliff and Obershelp, 1988): "min_paper" for "min_papers"."""


def nearest(name: str, known: Iterable[str], least: float = CLOSE) -> str:
    """Return the known name that is most like `name`; "" when none is."""
    found = difflib.get_close_matches(name, list(known), 1, least)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the advice for an unknown `name`: the nearest known one, or all of them in their order."""
    names = list(known)
    if near := nearest(name, names):
        return f'did you mean "{near}"?'
    return f"known: {', '.join(names)}" if names else "there are none"
