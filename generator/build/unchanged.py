"""Nothing has changed since the last build: told from the stamps of all files, without reading any.

A build that ends well leaves a record: the stamp of everything that it reads, taken before it read it, and
what it reported. As long as the stamp is the same and every file of output/ has the size that the memory
knows, the next build has nothing to do, and no library to import.

The stamp holds size and times of every file of content/, of the project's themes, of the program with its
themes, and of the folders that libraries are installed in; links to folders are followed. A file that changes
in the moment of the stamp could keep its own ("racily clean", as git calls it): a stamp taken within RACY_NS
of the last change proves nothing, and is left out.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.base.copies import begun
from generator.build.state import State, open_state
from generator.build.target import Target
from generator.config.project import Project
from generator.errors import Location, Problem, Severity

FACT = "unchanged"

LARGE = 10_000_000
"""From this many bytes of memory on, to look at the files that it knows pays for the start of a copy."""

Lost = Callable[[], set[str]]
"""Gives the paths of the files of the site that are not as the last build left them."""

RACY_NS = 2_000_000_000  # the coarsest clock of a file system in use (FAT) ticks every two seconds

PROGRAM = Path(__file__).resolve().parent.parent


class Unchanged(NamedTuple):
    """What the last build reported."""

    papers: int
    files: int
    problems: tuple[Problem, ...]


def stamp(project: Project) -> str:
    """Return a digest of the stamps of all that a build reads; "" when it proves nothing."""
    now = time.time_ns()
    newest = 0
    found = blake2b(sys.version.encode(), digest_size=16)
    try:
        for name, stat in _files(project):
            newest = max(newest, stat.st_mtime_ns, stat.st_ctime_ns)
            told = f"{name}\0{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\0"
            found.update(told.encode("utf-8", "surrogateescape"))
    except OSError:
        return ""  # of a folder that cannot be read, which the build itself tells
    return found.hexdigest() if newest + RACY_NS < now else ""


def source_folders(project: Project) -> tuple[Path, ...]:
    """Return the folders whose files a build reads, besides libraries."""
    folders = (project.content, project.root / "themes", PROGRAM, PROGRAM.parent / "themes")
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))


def _files(project: Project) -> Iterator[tuple[str, os.stat_result]]:
    """Give every file that a build reads; of libraries, the folders that each installation changes."""
    for folder in sys.path:
        if folder.endswith("-packages") and Path(folder).is_dir():
            yield folder, Path(folder).stat()
    for number, root in enumerate(map(str, source_folders(project))):
        for entry in _walk(root, {root}):
            name = f"{number}{entry.path[len(root) :]}"
            yield name, entry.stat(follow_symlinks=False)
            if entry.is_symlink() and (entry.is_file() or entry.is_dir()):
                yield f"{name}\0{Path(entry.path).resolve()}", entry.stat()


def _walk(folder: str, entered: set[str]) -> Iterator[os.DirEntry[str]]:
    """Give every file and link below a folder, in the order of their names, and what is behind the links.

    `entered` are the folders that were come to by a link: links may lead round in circles.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  a Path of each folder takes longer
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _walk(entry.path, entered)
            continue
        yield entry
        if entry.is_symlink() and entry.is_dir():
            real = os.path.realpath(entry.path)
            if real not in entered:
                entered.add(real)
                yield from _walk(entry.path, entered)


def keep(state: State, stamped: str, papers: int, files: int, problems: Sequence[Problem]) -> None:
    """Leave the record of a build that read what `stamped` stands for; "" and errors leave none.

    Notes are about the build itself, and are not told again.
    """
    sound = stamped and all(problem.severity < Severity.ERROR for problem in problems)
    lasting = (problem for problem in sorted(set(problems)) if problem.severity > Severity.NOTE)
    told = [(p.where.path, p.where.line, int(p.severity), p.fault, p.fix) for p in lasting]
    record = json.dumps([stamped, papers, files, told]) if sound else ""
    if record != state.fact(FACT):
        state.set_fact(FACT, record)


def forget(state: State) -> None:
    """Withdraw the record; for builds that begin to change output/."""
    state.set_fact(FACT, "")


@contextlib.contextmanager
def looking(target: Target, project: Project, jobs: int) -> Iterator[Lost]:
    """Look which files of the site are lost; of a large one in a copy of this process meanwhile.

    To be begun before the memory is open here: a copy must not inherit that.
    """

    def look(projects: Sequence[Project]) -> set[str]:
        with open_state(projects[0]) as memory:
            return target.lost(list(memory.sizes()))

    large = jobs != 1 and project.memory.is_file() and project.memory.stat().st_size >= LARGE
    with begun(look, [[project]] if large else []) as finish:
        yield cache(lambda: finish()[0] if large else look([project]))


def find_unchanged(state: State, stamped: str, lost: Lost) -> Unchanged | None:
    """Return what the last build reported if it still stands, else None."""
    record = state.fact(FACT)
    if not stamped or not record.startswith(f'["{stamped}"'):
        return None
    try:
        _, papers, files, told = json.loads(record)
    except ValueError:
        return None  # damaged
    problems = tuple(
        Problem(Location(path, line), Severity(severity), fault, fix)
        for path, line, severity, fault, fix in told
    )
    return None if lost() else Unchanged(papers, files, problems)
