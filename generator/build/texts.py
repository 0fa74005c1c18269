"""Which files of the site may show something else than after the last build; of the others no view is made.

What a sketch shows follows from its cause (build.causes), and from the texts that its view holds by reference
(Body). The memory has the cause of each file, and for each text the files that hold it. So only files with
another cause, and those that hold an edited text, are looked at; the others keep the digest of their view as
the memory has it. As long as the *basis* of all causes is that of the last build, no cause need be told.

Files are named in the memory of texts by 32 bits of their digest: should two share them, one is looked at in
vain. A file that holds a text no more is forgotten when all files are learnt again, in a new frame.
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping

from generator.build.causes import UNKNOWN, Causes
from generator.build.state import Built, State
from generator.model.artifact import Planned, Sketch

FRAME, BASIS = "frame", "basis"


class Texts:
    """What is known of the last build, and what this one learns."""

    def __init__(
        self, state: State, frame: str, basis: str, causes: Causes, texts: Mapping[str, str]
    ) -> None:
        """`frame` and `basis` are those of a Site; `texts` are the digests of all texts by path."""
        self._state, self._frame, self._basis = state, frame, basis
        self._causes, self._texts = causes, texts
        self._before = state.texts()
        # also a memory that lost some of them knows nothing: who holds an edited one could not be told
        self._known = state.fact(FRAME) == _told(frame, len(self._before))
        self._same = self._known and state.fact(BASIS) == basis and self._before.keys() == texts.keys()
        if not self._known:
            self._before = {}
        self._edited = [path for path, digest in texts.items() if self._before.get(path) != digest]
        held = (array("I", state.shown(path)) for path in self._edited if path in self._before)
        self._affected = {name for names in held for name in names}
        self._shown: dict[str, array[int]] = {}

    @property
    def changed(self) -> bool:
        """Whether `begin` has anything to say."""
        return not self._same or bool(self._edited)

    def cause(self, planned: Planned, last: Built | None) -> bytes:
        """Return the cause of a file, which `last` tells too while the basis is the same."""
        return (last.cause if last and self._same else b"") or self._causes.of(planned)

    def may_differ(self, planned: Planned, cause: bytes, last: Built) -> bool:
        """Tell whether a file of this cause may show something else than after the last build."""
        if not self._known or not isinstance(planned, Sketch) or _name(planned.path) in self._affected:
            return True
        return not self._same and (cause == UNKNOWN or cause != last.cause)

    def begin(self, *, sound: bool) -> None:
        """Prepare the memory; in the transaction that takes back the keys of what is stale.

        `sound` is False when some files could not be looked at: then the next build looks at all of them.
        """
        if not self._same or not sound:
            self._forget()
        else:
            self._state.edit_texts((self._texts[path], path) for path in self._edited)

    def learn(self, path: str, texts: Iterable[str]) -> None:
        """Note which texts a file holds."""
        if not self._same:
            name = _name(path)
            for text in texts:
                if text in self._texts:
                    self._shown.setdefault(text, array("I")).append(name)

    def end(self, *, sound: bool) -> None:
        """Remember what was learnt; `sound` as above, or when some files could not be rendered."""
        if not sound:
            self._forget()
        elif not self._same:
            with self._state.transaction():
                self._state.forget_texts(path for path in self._before if path not in self._texts)
                self._state.put_texts(self._learnt(), everything=not self._known)
                self._state.set_fact(FRAME, _told(self._frame, len(self._texts)))
                self._state.set_fact(BASIS, self._basis)

    def _learnt(self) -> Iterator[tuple[str, str, bytes]]:
        """Give what the memory shall know of each text that is new, or in a file that was looked at."""
        for path in self._texts if not self._known else dict.fromkeys((*self._edited, *self._shown)):
            names = self._shown.get(path, array("I"))
            if path in self._before:
                names = array("I", sorted({*names, *array("I", self._state.shown(path))}))
            yield path, self._texts[path], names.tobytes()

    def _forget(self) -> None:
        self._state.set_fact(FRAME, "")
        self._state.set_fact(BASIS, "")


def _told(frame: str, texts: int) -> str:
    return f"{frame} {texts}"


def _name(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass"))
