"""What is remembered between builds besides files: parsed content, and what is costly to work out."""

import contextlib
from collections.abc import Iterator
from typing import Any

import msgspec

from generator.base.hashing import encode
from generator.build.state import State
from generator.content.scan import CacheEntry


class PageCache:
    """Remembers parsed content files; a cache made by other code is not trusted."""

    def __init__(self, state: State, code: str) -> None:
        self._state, self._code = state, code
        self._known = state.pages() if state.fact("parsed_by") == code else {}
        self._decoder = msgspec.msgpack.Decoder(CacheEntry)
        self._seen: set[str] = set()
        self._new: dict[str, CacheEntry] = {}

    def __contains__(self, path: str) -> bool:
        """Tell whether anything is remembered of `path`."""
        return path in self._known

    def get(self, path: str) -> CacheEntry | None:
        """Return what is remembered of `path`, or None."""
        self._seen.add(path)
        data = self._known.get(path)
        try:
            return self._decoder.decode(data) if data else None
        except msgspec.MsgspecError:
            return None  # of another version of the program, or damaged

    def put(self, path: str, entry: CacheEntry) -> None:
        """Remember `entry` for `path` once `save` is called."""
        self._new[path] = entry

    def save(self) -> None:
        """Write what is new and forget files that are gone."""
        gone = self._known.keys() - self._seen
        if not (self._new or gone or self._state.fact("parsed_by") != self._code):
            return
        with self._state.transaction():
            self._state.put_pages((path, encode(entry)) for path, entry in self._new.items())
            self._state.forget_pages(gone)
            self._state.set_fact("parsed_by", self._code)


@contextlib.contextmanager
def remembered(state: State, name: str) -> Iterator[dict[str, Any]]:
    """Give the plain data that was left under this name; what it is afterwards is remembered."""
    known = state.fact(name)
    try:
        data = msgspec.json.decode(known or "{}", type=dict[str, Any])
    except msgspec.MsgspecError:
        data = {}  # damaged
    yield data
    told = msgspec.json.encode(data).decode()
    if told != known:
        state.set_fact(name, told)
