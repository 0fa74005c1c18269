"""What a place must do for the site to go there: a folder (build/folder.py) or a bucket (build/bucket.py).

A target is only a place, so it can be sent to another process, which opens there what writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

File = tuple[str, bytes]
"""Path below the target, with "/", and what stands there."""


Left = tuple[str, int]
"""Path of a file, and its size when it was put in place; below 0 when it was not."""


class Writer(Protocol):
    """Puts files into a target, each in one step: whoever asks for one gets the old bytes or the new ones."""

    def put_all(self, files: Sequence[File]) -> list[bool | Exception]:
        """Put files in place; tell of each whether its bytes are new there, or why it cannot be written."""


class Target(Protocol):
    """Where the site goes."""

    @property
    def name(self) -> str:
        """What people call it: "output/"."""

    def prepare(self) -> "Target":
        """Make sure that files can be put here, and return the target to write to; raises like open()."""

    def writer(self) -> Writer:
        """Return what puts files here; each process has its own."""

    def lost(self, left: Sequence[Left]) -> set[str]:
        """Return the paths of the files that are not here as they were left.

        A cheap look, that may trust whoever writes here.
        """

    def paths(self) -> Iterator[str]:
        """Give the path of every file here."""

    def same(self, one: str, other: str) -> bool:
        """Tell whether two names that differ in capitals only are one file; true where nobody can say."""

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, in this order; one that is gone already is no fault."""

    def sweep(self) -> None:
        """Remove what a killed writer has left."""
