"""Texts that a process shares with its copies: what one worker of a build has rendered, none renders again.

The texts lie in one file without a name, the places of them in a table in memory that all copies share.
Nobody waits for anybody: each process writes into stretches of the file that are its own, a text never
changes, and whoever reads one sees by what stands before it whether the table spoke the truth. The table
forgets what finds no slot, so it is a memory, not a record.
"""

import contextlib
import mmap
import os
from pathlib import Path
from struct import Struct
from tempfile import TemporaryFile
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where processes are no copies of each other
    fcntl = None  # type: ignore[assignment]

ON_DISK = Path("/var/tmp")  # noqa: S108  files there have no name; /tmp may be in memory

NAME = 16
"""Bytes of a name: a digest of all that the text follows from."""

SLOTS = 1 << 20
"""Texts that the table can place; it takes 24 bytes of memory for each of those that it has."""

NEAR = 8
"""Slots that a text may stand in, from the one that its name says."""

STRETCH = 1 << 20
"""Bytes of the file that a process takes for itself at once."""

_SLOT = Struct(f"<{NAME}sQ")
_HEAD = Struct(f"<{NAME}sL")
"""What stands before a text: its name, and its length with this."""

_LENGTH_BITS = 24


class SharedTexts:
    """Texts by their names, for this process and those that are copied from it later."""

    def __init__(self) -> None:
        """Open the file; raises OSError where there is no room for it."""
        self._file: IO[bytes] = TemporaryFile(  # noqa: SIM115  it lives as long as the process
            buffering=0, dir=ON_DISK if ON_DISK.is_dir() else None
        )
        # the last slot is the counter of stretches
        self._table = mmap.mmap(-1, (SLOTS + NEAR) * _SLOT.size)
        self._process, self._next, self._end = os.getpid(), 0, 0

    def get(self, name: bytes) -> bytes | None:
        """Return the text of a name, None when it is not known here."""
        for slot in self._slots(name):
            found, place = _SLOT.unpack_from(self._table, slot)
            if found == name:
                return self._read(name, place)
        return None

    def put(self, name: bytes, text: bytes) -> None:
        """Keep a text; without a word when there is no room for it."""
        record = _HEAD.pack(name, _HEAD.size + len(text)) + text
        if len(record) >> _LENGTH_BITS:
            return
        with contextlib.suppress(OSError):
            offset = self._room(len(record))
            if os.pwrite(self._file.fileno(), record, offset) == len(record):
                place = offset << _LENGTH_BITS | len(record)
                _SLOT.pack_into(self._table, self._free(name), name, place)

    def _read(self, name: bytes, place: int) -> bytes | None:
        length = place & (1 << _LENGTH_BITS) - 1
        record = os.pread(self._file.fileno(), length, place >> _LENGTH_BITS)
        is_whole = len(record) == length and record.startswith(_HEAD.pack(name, length))
        return record[_HEAD.size :] if is_whole else None

    def _slots(self, name: bytes) -> range:
        first = int.from_bytes(name[:8], "little") % (SLOTS - NEAR)
        return range(first * _SLOT.size, (first + NEAR) * _SLOT.size, _SLOT.size)

    def _free(self, name: bytes) -> int:
        """Return the slot for a text: a free one, or that of another text, which is forgotten."""
        slots = self._slots(name)
        return next((slot for slot in slots if not _SLOT.unpack_from(self._table, slot)[1]), slots[0])

    def _room(self, length: int) -> int:
        """Return where in the file this process may write so many bytes."""
        if self._process != os.getpid():
            self._process, self._next, self._end = os.getpid(), 0, 0
        if self._next + length > self._end:
            size = max(STRETCH, length)
            self._next = self._take(size)
            self._end = self._next + size
        offset, self._next = self._next, self._next + length
        return offset

    def _take(self, size: int) -> int:
        counter = SLOTS * _SLOT.size
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            start = int.from_bytes(self._table[counter : counter + 8], "little")
            self._table[counter : counter + 8] = (start + size).to_bytes(8, "little")
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
        return start


def shared_texts() -> SharedTexts | None:
    """Return a memory to share with copies of this process, None where there can be none."""
    if fcntl is None:
        return None
    try:
        return SharedTexts()
    except OSError:
        return None
