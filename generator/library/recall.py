"""Plain data that follows from what a library is made of, remembered from one build to the next.

Most builds follow an edited text, which changes nothing of the front matter: then nobody has to be sorted by
family name again, and no citation key looked for.
"""

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

T = TypeVar("T")


class Recall:
    """Remembers lists, dicts, texts and numbers by name, as long as the basis is the same."""

    def __init__(self, memory: MutableMapping[str, Any] | None = None, basis: str = "") -> None:
        """`memory` is what was left by the last Recall; `basis` names all that a library is made of."""
        self._memory = {} if memory is None else memory
        if not basis or self._memory.get("basis") != basis:
            self._memory.clear()
            self._memory["basis"] = basis

    def get(self, name: str, make: Callable[[], T]) -> T:
        """Return what is remembered by this name; otherwise make it."""
        if name not in self._memory:
            self._memory[name] = make()
        found: T = self._memory[name]
        return found
