"""Run one command and tell its time and memory, with all the processes that it starts."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

PAUSE = 0.05
"""Seconds between two looks at the memory, at least."""

REST = 10
"""How many times as long as a look takes there is none: to look through gigabytes slows whoever uses them."""


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
    """Run `command` in `folder` to its end; raises CommandError when it fails.

    Python may keep compiled modules, as it does for whoever uses the program.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with (
        subprocess.Popen(  # noqa: S603  the benchmark's own commands
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process,
        ThreadPoolExecutor(1) as pool,
    ):
        ended = threading.Event()
        watch = pool.submit(_watch, process.pid, ended)
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        ended.set()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandError(f"{' '.join(command)} in {folder} failed:\n{said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, watch.result())


def _watch(pid: int, ended: threading.Event) -> int:
    """Look at the memory of a process and its offspring until it ends; return the most that was seen."""
    peak, pause = 0, PAUSE
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        while not ended.wait(pause):
            start = time.perf_counter()
            peak = max(peak, _memory(parent))
            pause = max(PAUSE, REST * (time.perf_counter() - start))
    return peak


def _memory(parent: psutil.Process) -> int:
    total = 0
    with contextlib.suppress(psutil.Error, OSError):  # it has ended in between
        for process in (parent, *parent.children(recursive=True)):
            total += _share(process)
    return total


def _share(process: psutil.Process) -> int:
    """Return what a process holds, in bytes; the kernel's own sum, for to list all maps slows the process."""
    if sys.platform != "linux":
        return process.memory_info().rss
    for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
