"""Files, written so that nobody ever sees half of one, and read so that nothing hostile gets out.

Promise of every writer here: a reader of the path sees the old bytes or the new ones.
"""

import contextlib
import errno
import os
import re
from pathlib import Path, PurePosixPath

from generator.errors import InputError, Location

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.\.(?:/|\Z)")
_TEMPORARY = re.compile(r"\..+\.\d+\.tmp", re.DOTALL)


def write_atomic(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Put `data` at `path` in one step; return False when it is there already.

    The temporary file lies beside the target because os.replace is only atomic
    within one file system. Its name starts with a dot, so that no server lists it.
    With `durable` the file outlives a power cut from here on; that costs a wait for the disk.
    """
    if _holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)
    return True


class FileWriter:
    """Puts many files below one folder, each in one step; a process has one of its own.

    They are written under one temporary name in that folder and moved from there: so only the names that stay
    are put into the lists of the folders below, and a folder is made when the first file finds none.
    """

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self._root = str(root)
        self._temporary = root / f".{os.getpid()}.tmp"

    def put(self, relative: str, data: bytes) -> bool:
        """Put `data` at this path below the folder; return False when it is there already.

        Raises InputError for a path that `safe_join` refuses, OSError for what the system refuses.
        """
        check_path(relative)
        target = Path(f"{self._root}/{relative}")
        if _holds(target, data):
            return False
        try:
            self._temporary.write_bytes(data)
            self._move(target, data)
        except BaseException:
            self._temporary.unlink(missing_ok=True)
            raise
        return True

    def _move(self, target: Path, data: bytes) -> None:
        try:
            self._temporary.replace(target)
        except FileNotFoundError:  # most files come into a folder that is there
            target.parent.mkdir(parents=True, exist_ok=True)
            self._temporary.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:  # a folder below may be on another disk
                raise
            write_atomic(target, data)
            self._temporary.unlink()


def _holds(path: Path, data: bytes) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False


def remove_temporary(folder: Path) -> int:
    """Remove the files that a killed `write_atomic` left below `folder`; return how many.

    Only while nobody else writes there. Symbolic links to folders are not followed.
    """
    found = [
        Path(parent) / name
        for parent, _, names in os.walk(folder)
        for name in names
        if _TEMPORARY.fullmatch(name)
    ]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _sync_folder(folder: Path) -> None:
    """Make the folder's list of names durable, where the system can: Windows opens no folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def safe_join(root: Path, relative: str) -> Path:
    """Return `root / relative`; refuse whatever could leave `root`.

    Raises InputError for absolute paths, "..", empty parts, backslashes and control characters.
    """
    check_path(relative)
    return root.joinpath(*PurePosixPath(relative).parts)


def check_path(relative: str) -> None:
    """Refuse what `safe_join` refuses: raises InputError."""
    if not relative or relative.startswith("/") or _UNSAFE.search(relative):
        raise InputError(Location(repr(relative)), "this path leaves its folder", "use a plain relative path")


def remove_empty_parents(path: Path, root: Path) -> None:
    """Remove the folders above `path` that are empty now, up to but not including `root`."""
    for folder in path.parents:
        if folder == root or root not in folder.parents:
            return
        try:
            folder.rmdir()
        except OSError:
            return
