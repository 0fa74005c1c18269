"""Which files of the site show which texts: where a text alone was edited, all other files are as they were.

What a sketch shows follows from its *basis* (the program, the configuration, all front matter), and from the
texts that its view holds by reference (Body). As long as the basis is that of the last build, only files that
hold an edited text can have another view; the others keep the digest that the memory has of it.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from generator.build.state import State
from generator.model.artifact import Planned, Sketch
from generator.model.paper import Body

BASIS = "basis"


class Texts:
    """What is known of the last build, and what this one learns."""

    def __init__(
        self, state: State, basis: str, texts: Mapping[str, str], sketches: Iterable[Planned]
    ) -> None:
        """`texts` are the digests of all texts by path, `sketches` all files of the site."""
        self._state, self._basis, self._texts = state, basis, texts
        self._numbers = {a.path: n for n, a in enumerate(a for a in sketches if isinstance(a, Sketch))}
        self._same = state.fact(BASIS) == basis
        known = state.texts() if self._same else {}
        self._edited = [path for path, digest in texts.items() if known.get(path) != digest]
        self._affected = {n for path in self._edited for n in array("I", state.shown(path))}
        self._shown: dict[str, array[int]] = {}

    @property
    def changed(self) -> bool:
        """Whether there is anything to remember."""
        return not self._same or bool(self._edited)

    def may_differ(self, artifact: Planned) -> bool:
        """Tell whether the view may be another one than that of the last build."""
        number = self._numbers.get(artifact.path)
        return not self._same or number is None or number in self._affected

    def learn(self, artifact: Planned, shown: Iterable[str]) -> None:
        """Note the paths of the texts that a view holds."""
        number = self._numbers.get(artifact.path)
        if number is not None and not self._same:
            for path in shown:
                self._shown.setdefault(path, array("I")).append(number)

    def keep(self, *, sound: bool) -> None:
        """Remember all of it; in the transaction that takes back the keys of what is stale.

        `sound` is False when some files could not be looked at: then the next build looks at all again.
        """
        if not sound:
            self._state.set_fact(BASIS, "")
        elif self._same:
            self._state.edit_texts((self._texts[path], path) for path in self._edited)
        else:
            self._state.put_texts(
                (path, digest, self._shown.get(path, array("I")).tobytes())
                for path, digest in self._texts.items()
            )
            self._state.set_fact(BASIS, self._basis)


def texts_of(view: Any) -> frozenset[str]:
    """Return the paths of all texts that a view holds, at any depth."""
    found: set[str] = set()
    _collect(view, found)
    return frozenset(found)


def _collect(value: Any, found: set[str]) -> None:
    kind: object = type(value)
    if kind is Body:
        found.add(value.path)
    elif kind is tuple or kind is list:
        for item in value:
            _collect(item, found)
    elif kind is dict:
        _collect(list(value.values()), found)
    else:
        for name in _holders(kind):
            _collect(getattr(value, name), found)


@cache
def _holders(kind: object) -> tuple[str, ...]:
    """Name the fields in which a record of this kind may hold a Body, at any depth."""
    if not is_dataclass(kind):
        return ()
    return tuple(name for name, hint in get_type_hints(kind).items() if _may_hold(hint))


def _may_hold(hint: object) -> bool:
    return hint in (Body, Any) or any(map(_may_hold, get_args(hint))) or _holders(hint) != ()
