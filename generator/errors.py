"""What can be wrong, and how it is told: a place, a fault and a fix.

Every message a person sees has one form (GNU style, so that editors can jump to it):

    content/site.toml:14: error: unknown key "min_paper" in [authors]
        fix: did you mean "min_papers"?
"""

from enum import IntEnum
from typing import NamedTuple


class Location(NamedTuple):
    """A place in a file."""

    path: str
    """As the person would type it: relative to the project where it lies inside, with "/"."""

    line: int = 0
    """1 is the first line; 0 means the file as a whole."""

    def __str__(self) -> str:
        path = self.path if self.path.isprintable() else ascii(self.path)[1:-1]  # one line, whatever its name
        return f"{path}:{self.line}" if self.line else path


class Severity(IntEnum):
    """How bad a problem is; only errors make a command exit with 1."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


class Problem(NamedTuple):
    """One thing that is wrong in somebody's input; collected, sorted and printed, never raised."""

    where: Location
    severity: Severity
    fault: str
    fix: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.severity.name.lower()}: {self.fault}"
        return f"{head}\n    fix: {self.fix}" if self.fix else head


class InputError(Exception):
    """The user's input is wrong and the work at hand cannot go on; exit code 1."""

    def __init__(self, where: Location, fault: str, fix: str) -> None:
        self.problem = Problem(where, Severity.ERROR, fault, fix)
        super().__init__(str(self.problem))


class UsageError(Exception):
    """The command was called wrongly; exit code 2."""

    def __init__(self, fault: str, fix: str) -> None:
        self.fault, self.fix = fault, fix
        super().__init__(f"digest: error: {fault}\n    fix: {fix}")
