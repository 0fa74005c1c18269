"""A folder as where the site goes: output/, or one that several machines share."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.base.files import FileWriter, remove_empty_parents, safe_join
from generator.build.target import File, Left, Target, Writer
from generator.errors import InputError


class Folder(NamedTuple):
    """A folder of this machine, or one that several share."""

    root: str

    @property
    def name(self) -> str:
        """Its last part, with "/"."""
        return f"{Path(self.root).name}/"

    def prepare(self) -> Target:
        """Make the folder; raises OSError when the system refuses."""
        Path(self.root).mkdir(parents=True, exist_ok=True)
        return self

    def writer(self) -> Writer:
        """Return what replaces one file after the other."""
        return _FolderWriter(FileWriter(Path(self.root)))

    def lost(self, left: Sequence[Left]) -> set[str]:
        """Return the paths of the files that have another size."""
        stat, root = os.stat, self.root
        found = set()
        for path, size in left:
            try:
                if stat(f"{root}/{path}").st_size != size:
                    found.add(path)
            except OSError:
                found.add(path)
        return found

    def paths(self) -> Iterator[str]:
        """Give the path of every file in the folder."""
        for path in Path(self.root).rglob("*"):
            if path.is_file():
                yield path.relative_to(self.root).as_posix()

    def same(self, one: str, other: str) -> bool:
        """Ask the system."""
        try:
            return os.path.samefile(f"{self.root}/{one}", f"{self.root}/{other}")  # noqa: PTH121
        except OSError:
            return False

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, and the folders that are empty without them."""
        root = Path(self.root)
        for path in paths:
            target = safe_join(root, path)
            # one of them may be a folder by now, or lie where a file is
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                target.unlink()
            remove_empty_parents(target, root)

    def sweep(self) -> None:
        """Remove the temporary files of writers that were killed."""
        for path in Path(self.root).rglob(".*.tmp"):
            path.unlink(missing_ok=True)


class _FolderWriter(NamedTuple):
    writer: FileWriter

    def put_all(self, files: Sequence[File]) -> list[bool | Exception]:
        return [self._put(path, data) for path, data in files]

    def _put(self, path: str, data: bytes) -> bool | Exception:
        try:
            return self.writer.put(path, data)
        except (InputError, OSError) as error:
            return error
