"""Values that are made when they are first asked for: most builds need few of them."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Made(dict[K, V]):
    """A mapping that makes the value of a key at its first look-up and keeps it.

    It is to be looked up, not gone through: that gives what has been made so far.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value
