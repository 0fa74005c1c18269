"""Gather the seeds: which files they are, and when each was captured.

Every file below seeds/ is a seed, in nested folders too, except hidden files, seeds.toml and notes for people
(*.md and names that begin with README). A seed of which seeds.toml does not tell the day of capture gets
an entry, from what its dates allow; after that nothing depends on the clock.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.base.files import write_atomic
from generator.errors import InputError, Location, Problem, Severity
from generator.model.record import Seed
from generator.readers.registry import infer_capture, reader_of
from generator.readers.seedfile import CAPTURES, load_captures, load_incomplete, read_seed

_HEAD = """\
# When each listing was captured: the day on which readers learn of its papers, and the year of dates
# that are printed without one.
"""


class Gathered(Struct, frozen=True):
    """All seeds of a project, each with its day of capture."""

    seeds: tuple[Seed, ...]
    new_captures: dict[str, date]
    """Days that were inferred and are not in seeds.toml yet."""

    captures: dict[str, date]
    """Days that seeds.toml tells, by the seed's name."""

    incomplete: dict[str, str]
    """What it says that a listing lacks, by the seed's name."""

    problems: tuple[Problem, ...]


def gather_seeds(seeds_dir: Path, today: date) -> Gathered:
    """Read all seeds below `seeds_dir`, sorted by name.

    Raises InputError when there is no such folder or seeds.toml cannot be read.
    """
    if not seeds_dir.is_dir():
        fix = "put your listings into this folder, or name another one with --seeds"
        raise InputError(Location(str(seeds_dir)), "there is no such folder", fix)
    captures = load_captures(seeds_dir / CAPTURES)
    incomplete = load_incomplete(seeds_dir / CAPTURES)
    problems: list[Problem] = []
    seeds: list[Seed] = []
    inferred: dict[str, date] = {}
    for name in sorted(_names(seeds_dir, problems)):
        try:
            seed, found = read_seed(seeds_dir / name, name, captures.get(name))
        except InputError as error:
            problems.append(error.problem)
            continue
        problems += found
        if seed.captured is None and reader_of(seed) is not None:
            inferred[name] = infer_capture(seed, today)
            problems.append(_told(seeds_dir, name, inferred[name]))
        seeds.append(replace(seed, captured=seed.captured or inferred.get(name)))
    if not seeds:
        fix = "save a listing as a text file here, such as pasted page text; docs/guide.md shows the formats"
        problems.append(
            Problem(Location(str(seeds_dir)), Severity.WARNING, "there is no listing in this folder", fix)
        )
    return Gathered(tuple(seeds), inferred, captures, incomplete, tuple(problems))


def _names(seeds_dir: Path, problems: list[Problem], below: str = "") -> Iterator[str]:
    try:
        entries = list(os.scandir(seeds_dir / below))
    except OSError as error:
        fault = f"cannot look into this folder: {error.strerror}"
        problems.append(_left_out(seeds_dir, below, fault, "make it readable", Severity.ERROR))
        return
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith((".", "README")) or name == CAPTURES:
            continue
        if not name.isprintable() or _lies_elsewhere(seeds_dir, name):
            fault = "this file lies elsewhere or has a name that cannot be printed"
            problems.append(_left_out(seeds_dir, name, fault, "put the file itself here", Severity.ERROR))
        elif entry.is_dir(follow_symlinks=False):
            yield from _names(seeds_dir, problems, f"{name}/")
        elif not _is_regular(seeds_dir / name):
            fault = "this is not a regular file; left out"
            problems.append(_left_out(seeds_dir, name, fault, "put a text file here", Severity.WARNING))
        elif not entry.name.endswith(".md"):
            yield name


def _is_regular(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may be listed but not entered
        return False


def _lies_elsewhere(seeds_dir: Path, name: str) -> bool:
    try:
        return not (seeds_dir / name).resolve().is_relative_to(seeds_dir.resolve())
    except (OSError, RuntimeError):  # links that lead to each other: no file anywhere
        return False


def _left_out(seeds_dir: Path, name: str, fault: str, fix: str, severity: Severity) -> Problem:
    return Problem(Location(f"{seeds_dir}/{name}"), severity, fault, fix)


def _told(seeds_dir: Path, name: str, day: date) -> Problem:
    fault = f'the day of capture of "{name}" is not known; {day.isoformat()} is taken and written here'
    fix = "correct it if the listing is from another day"
    return Problem(Location(str(seeds_dir / CAPTURES)), Severity.WARNING, fault, fix)


def write_captures(seeds_dir: Path, captures: dict[str, date]) -> None:
    """Append entries to seeds.toml; what stands there already stays as it is."""
    if not captures:
        return
    path = seeds_dir / CAPTURES
    text = path.read_text("utf-8") if path.exists() else _HEAD
    for name, day in sorted(captures.items()):
        text = f"{text.rstrip()}\n\n[{quoted(name)}]\ncaptured = {day.isoformat()}\n"
    write_atomic(path, text.encode("utf-8"), durable=True)


def quoted(text: str) -> str:
    """Return a TOML basic string; text without control characters, as the names of seeds are."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
