"""The cause of a file: a digest of what its view follows from, to tell without a view that it is as it was.

It names the grounds of a sketch: the faces of the papers that its view is made of, what else was told, and
the frame (the program, the configuration, the catalogues, authors.toml). Equal causes make equal views, but
for texts, of which build.texts knows. To make a view of a list takes ten times as long.
"""

from collections.abc import Mapping

from generator.base.hashing import digest_bytes, encode
from generator.library.faces import faces
from generator.model.artifact import Grounds, Planned, Sketch
from generator.model.library import Library

UNKNOWN = b""
"""The cause of a file whose view is always made, to be compared itself."""


class Causes:
    """Tells causes in one process; files that stand side by side and show the same have theirs told once."""

    def __init__(self, library: Library, frame: str) -> None:
        self._library, self._frame = library, bytes.fromhex(frame)
        self._faces: Mapping[str, bytes] | None = None
        self._last: object = None
        self._cause = UNKNOWN

    def of(self, planned: Planned) -> bytes:
        """Return the cause of a file, 16 bytes or UNKNOWN."""
        if not isinstance(planned, Sketch) or not planned.grounds:
            return UNKNOWN
        if planned.make is not self._last:
            grounds = planned.grounds(*planned.make.args)
            self._last = planned.make
            self._cause = digest_bytes(self._frame + self._told(grounds))
        return self._cause

    def _told(self, grounds: Grounds) -> bytes:
        if self._faces is None:
            self._faces = faces(self._library)
        told = b"".join(map(self._faces.__getitem__, grounds.papers))
        return len(told).to_bytes(8) + told + encode(grounds.told)
