"""Remember what has been made of a paper, for the other files of the same process that show it."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Shown = TypeVar("Shown")
Made = TypeVar("Made")


def keep(
    make: Callable[[Shown], Made], name: Callable[[Shown], Hashable], most: int
) -> Callable[[Shown], Made]:
    """Return `make` with a memory of its last `most` results.

    A result is found by the `name` of what it shows, and holds only for what is equal to it: a hash of all
    that a view holds would cost more than many a result.
    """
    known: dict[Hashable, tuple[Shown, Made]] = {}

    def kept(shown: Shown) -> Made:
        key = name(shown)
        found = known.get(key)
        if found and found[0] == shown:
            return found[1]
        made = make(shown)
        if len(known) >= most and key not in known:
            del known[next(iter(known))]
        known[key] = shown, made
        return made

    return kept
