"""One of a kind at a time in a project: one build, one ingest."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from generator.errors import InputError, Location

try:
    import fcntl
except ImportError:  # not on Windows; there two builds at once are the user's to avoid
    fcntl = None  # type: ignore[assignment]

A_MOMENT = 0.2
"""Seconds."""


class BusyError(InputError):
    """Another process does this work."""


@contextlib.contextmanager
def only_one(folder: Path, work: str = "build") -> Iterator[None]:
    """Hold the project's lock for this work; the system frees it when the process ends, however it ends.

    `folder` is the project's state folder. Raises BusyError when another process holds the lock.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{work}.lock").open("w") as handle:
        if fcntl and not (_locks(handle) or _locks_in_a_moment(handle)):
            where = Location(f"{folder.name}/{work}.lock")
            raise BusyError(where, f"another {work} is at work here", "wait until it is done")
        yield


def _locks(handle: TextIO) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locks_in_a_moment(handle: TextIO) -> bool:
    """Try once more: the workers of a build that was killed hold its lock until they see that it is dead."""
    time.sleep(A_MOMENT)
    return _locks(handle)
