"""What planned files show: made when it is needed, with its digest and the texts that it holds."""

from collections.abc import Iterable
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from generator.base.hashing import digest_parts
from generator.model.artifact import Artifact, Planned, Sketch
from generator.model.citation import Citation
from generator.model.file_views import FeedItem
from generator.model.paper import Body
from generator.model.views import EntryView

SHARED = (EntryView, Citation, FeedItem)
"""What stands in many views."""

MOST_SHARED = 30_000
"""Digests of these that are remembered, with what they stand for."""


class Shown(Struct, frozen=True):
    """What a file shows."""

    view: Any
    digest: str
    texts: tuple[str, ...]
    """Paths of the texts that the view of a sketch holds: what comes with its view is always looked at."""


class Views:
    """Makes views in one process; neighbours that show the same have theirs made once."""

    def __init__(self) -> None:
        self._last: object = None
        self._shown = Shown(None, "", ())
        self._shared: dict[int, tuple[object, bytes]] = {}

    def shown(self, planned: Planned) -> Shown:
        """Return what a file shows."""
        source = planned.make if isinstance(planned, Sketch) else planned.view
        if source is not self._last:
            view = planned.view
            if len(self._shared) > MOST_SHARED:
                self._shared.clear()
            digest = digest_parts(view, SHARED, self._shared)
            texts = tuple(texts_of(view)) if isinstance(planned, Sketch) else ()
            self._last, self._shown = source, Shown(view, digest, texts)
        return self._shown

    def made(self, planned: Planned) -> Artifact:
        """Return a file with what it shows."""
        return Artifact(
            planned.path, planned.renderer, self.shown(planned).view, planned.template, planned.sealed
        )


def texts_of(view: Any) -> Iterable[str]:
    """Return the paths of all texts that a view holds, at any depth, each once."""
    found: dict[str, None] = {}
    _collect(view, found)
    return found


def _collect(value: Any, found: dict[str, None]) -> None:
    kind: object = type(value)
    if kind is Body:
        found[value.path] = None
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
    if not (isinstance(kind, type) and issubclass(kind, Struct)):
        return ()
    return tuple(name for name, hint in get_type_hints(kind).items() if _may_hold(hint))


def _may_hold(hint: object) -> bool:
    return hint in (Body, Any) or any(map(_may_hold, get_args(hint))) or _holders(hint) != ()
