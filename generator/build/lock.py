"""One build at a time in a project."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from generator.errors import InputError, Location

try:
    import fcntl
except ImportError:  # not on Windows; there two builds at once are the user's to avoid
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the project's lock; the system frees it when the process ends, however it ends.

    Raises InputError when another build holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as handle:
        if fcntl:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                where = Location(f"{folder.name}/lock")
                raise InputError(where, "another build is at work here", "wait until it is done") from None
        yield
