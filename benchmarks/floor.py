"""The floors: write the same bytes to the same paths from memory, by two processes; look at all inputs.

No generator can be faster: at a cold build than the one, where nothing has changed than the other.

python -m benchmarks.floor FROM TO
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import CommandError

PROCESSES = 2


def write_all(source: Path, target: Path) -> float:
    """Copy all files of a folder by way of memory; return the seconds that the writing took.

    Raises CommandError when they could not be written.
    """
    files = [
        (str(path.relative_to(source)), path.read_bytes())
        for path in sorted(source.rglob("*"))
        if path.is_file()
    ]
    shares = [files[number::PROCESSES] for number in range(PROCESSES)]
    fork = multiprocessing.get_context("fork")  # the bytes are there already, as they are in a generator
    workers = [fork.Process(target=_write, args=(share, str(target))) for share in shares]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - start
    if any(worker.exitcode for worker in workers):
        raise CommandError(f"{target} could not be written; see above")
    return seconds


def _write(files: Sequence[tuple[str, bytes]], target: str) -> None:
    made: set[str] = set()
    for name, data in files:
        folder = name.rpartition("/")[0]
        if folder not in made:
            Path(target, folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        with open(f"{target}/{name}", "wb") as file:  # noqa: PTH123  a Path takes longer than the writing
            file.write(data)


def look_at_all(folder: Path) -> float:
    """Return the seconds that it takes to `stat` all files of a folder, names first."""
    start = time.perf_counter()
    for parent, _, names in os.walk(folder):
        for name in names:
            os.stat(f"{parent}/{name}")  # noqa: PTH116  a Path takes longer than the look
    return time.perf_counter() - start


if __name__ == "__main__":
    print(write_all(Path(sys.argv[1]), Path(sys.argv[2])))
