"""What a person sees in the terminal while work goes on: results on stdout, all else on stderr."""

import sys
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self, TextIO

from generator.errors import Problem, Severity


def print_problems(problems: Iterable[Problem], stream: TextIO | None = None) -> int:
    """Print problems sorted by place on stderr; return how many of them are errors."""
    ordered = sorted(set(problems))
    for problem in ordered:
        print(printable(str(problem)), file=stream or sys.stderr)
    return sum(1 for problem in ordered if problem.severity is Severity.ERROR)


def printable(text: str) -> str:
    """Make a text from outside harmless to a terminal: control characters become visible."""
    return "".join(c if c in "\n\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)


class Progress:
    """Says on one line of a terminal what is going on; silent when stderr is not one."""

    INTERVAL = 0.1
    """Seconds between two looks of the line: more often only flickers."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._stage, self._shown = "", 0.0
        self._live = self._stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stage:
            self._write("")

    def show(self, stage: str, done: int, total: int, note: str = "") -> None:
        """Say what is being done, and that `done` of `total` are done (total 0: nobody knows yet)."""
        now = time.monotonic()
        if self._live and (stage != self._stage or now - self._shown >= self.INTERVAL):
            self._stage, self._shown = stage, now
            self._write((f"{stage} {done:,}/{total:,}" if total else f"{stage} …") + (note and f" {note}"))

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\033[K{text}")
        self._stream.flush()
