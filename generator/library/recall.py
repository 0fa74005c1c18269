"""Plain data that follows from what a library is made of, remembered from one build to the next.

Most builds follow an edited text, which changes nothing of the front matter: then nobody has to be sorted by
family name again, and no citation key looked for. And where a paper is new, the others are as they were.
"""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TypeVar

import msgspec

from generator.base.hashing import digest_text

T = TypeVar("T")

TOKEN = 16
"""Letters of a digest that stand for what was told of a paper."""


class Recall:
    """Remembers lists, dicts, texts and numbers by name, as long as the basis is the same."""

    def __init__(
        self,
        memory: MutableMapping[str, Any] | None = None,
        basis: str = "",
        papers: MutableMapping[str, Any] | None = None,
        frame: str = "",
    ) -> None:
        """`memory` and `papers` are what was left by the last Recall.

        `basis` names all that a library is made of, `frame` all of that but the papers.
        """
        self._memory = _of({} if memory is None else memory, basis)
        self._papers = _of({} if papers is None else papers, frame)

    def get(self, name: str, make: Callable[[], T]) -> T:
        """Return what is remembered by this name; otherwise make it."""
        if name not in self._memory:
            self._memory[name] = make()
        found: T = self._memory[name]
        return found

    def each(self, name: str, told: Mapping[str, str], make: Callable[[str], str]) -> dict[str, str]:
        """Return a text for each paper, by its id: the remembered one while the same is told of the paper.

        What is told is all that the text follows from, but for the frame.
        """
        known = _texts(self._papers.get(name))
        found: dict[str, tuple[str, str]] = {}
        for paper, all_that in told.items():
            token = digest_text(all_that)[:TOKEN]
            old = known.get(paper)
            found[paper] = old if old and old[0] == token else (token, make(paper))
        self._papers[name] = found
        return {paper: text for paper, (_, text) in found.items()}


def _texts(memory: object) -> dict[str, tuple[str, str]]:
    """Return what is remembered of papers; nothing when it is damaged."""
    try:
        return msgspec.convert(memory, dict[str, tuple[str, str]])
    except msgspec.ValidationError:
        return {}


def _of(memory: MutableMapping[str, Any], basis: str) -> MutableMapping[str, Any]:
    """Return a memory that is empty if it is of another basis, or of none."""
    if not basis or memory.get("basis") != basis:
        memory.clear()
        memory["basis"] = basis
    return memory
