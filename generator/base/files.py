"""Files, written so that nobody ever sees half of one, and read so that nothing hostile gets out.

Promise of every writer here: a reader of the path sees the old bytes or the new ones.
"""

import contextlib
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from generator.errors import InputError, Location

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.\.(?:/|\Z)")
_BLOCK = 65_536
"""Bytes read at once."""
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
        sync_folder(path.parent)
    return True


class FileWriter:
    """Puts many files below one folder, each in one step; a folder is made when the first file finds none.

    A file is written beside its target: to move files between folders, processes wait for each other.
    """

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self._root = str(root)
        # a random part, too: machines that share a folder may have processes of the same number
        self._temporary = f".{os.getpid()}.{os.urandom(4).hex()}.tmp"

    def put(self, relative: str, data: bytes) -> bool:
        """Put `data` at this path below the folder; return False when it is there already.

        Raises InputError for a path that `safe_join` refuses, OSError for what the system refuses.
        """
        check_path(relative)
        target = f"{self._root}/{relative}"
        if _holds(target, data):
            return False
        folder = target.rpartition("/")[0]
        temporary = f"{folder}/{self._temporary}"
        try:
            _write_new(temporary, data)
            os.replace(temporary, target)  # noqa: PTH105  a Path of each file takes longer
        except BaseException:
            with contextlib.suppress(OSError):  # the folder may be none
                Path(temporary).unlink()
            raise
        return True


def _write_new(path: str, data: bytes) -> None:
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115  it is closed below
    except FileNotFoundError:  # most files come into a folder that is there
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        rest = memoryview(data)
        while rest:  # a write may be cut short
            rest = rest[file.write(rest) or 0 :]


def _holds(path: Path | str, data: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(data) and read_bytes(str(path)) == data  # noqa: PTH116
    except OSError:
        return False


def read_bytes(path: str) -> bytes:
    """Return the bytes of a small file, in half the time that Path takes; raises OSError like it."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = [os.read(handle, _BLOCK)]
        while pieces[-1]:
            pieces.append(os.read(handle, _BLOCK))
    finally:
        os.close(handle)
    return b"".join(pieces) if len(pieces) > 2 else pieces[0]


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


def sync_folder(folder: Path) -> None:
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


def are_plain(paths: Sequence[str]) -> bool:
    """Tell that `check_path` accepts all of these, in a tenth of its time; False where it may refuse one."""
    whole = "/".join(("", *paths, ""))
    return whole.isprintable() and "//" not in whole and "/../" not in whole and "\\" not in whole


def folders_above(paths: Iterable[str]) -> set[str]:
    """Return all folders in which these relative paths lie, at any depth."""
    found = {path.rpartition("/")[0] for path in paths}
    folders: set[str] = set()
    while found:
        folders |= found
        found = {folder.rpartition("/")[0] for folder in found} - folders
    return folders - {""}


def remove_empty_parents(path: Path, root: Path) -> None:
    """Remove the folders above `path` that are empty now, up to but not including `root`."""
    for folder in path.parents:
        if folder == root or root not in folder.parents:
            return
        try:
            folder.rmdir()
        except OSError:
            return
