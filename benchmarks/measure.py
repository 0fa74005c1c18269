"""Run one command and tell its time and memory, with all the processes that it starts."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PAUSE = 0.05
"""Seconds between two looks at the memory."""


class CommandError(Exception):
    """A measured command failed; its text is what the command said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all processes together, user and system."""
    peak: int
    """Bytes of memory of all processes together, what they share counted once (PSS)."""


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run `command` in `folder` to its end; raises CommandError when it fails."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  the benchmark's own commands
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        peak = _watch(process)
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandError(f"{' '.join(command)} in {folder} failed:\n{said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


def _watch(process: subprocess.Popen[bytes]) -> int:
    """Look at the memory of a process and its offspring until it ends; return the most that was seen."""
    parent, peak = psutil.Process(process.pid), 0
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, _memory(parent))
        time.sleep(PAUSE)
    return peak


def _memory(parent: psutil.Process) -> int:
    total = 0
    try:
        for process in (parent, *parent.children(recursive=True)):
            total += process.memory_full_info().pss if sys.platform == "linux" else process.memory_info().rss
    except psutil.Error:
        return total  # it has ended in between
    return total
