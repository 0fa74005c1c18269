"""Find the content files below a folder, in one order on every machine, and nothing outside of it."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.errors import Location, Problem, Severity


def find_markdown(content_dir: Path, below: str, problems: list[Problem], deep: bool = True) -> Iterator[str]:
    """Yield the paths of *.md files below `content_dir / below`, relative to `content_dir`, sorted by name.

    Hidden files and folders are passed over. A symbolic link is followed only where it leads to a file inside
    the content folder; any other is reported.
    """
    try:
        entries = sorted(os.scandir(content_dir / below), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        fault = f"cannot look into this folder: {error.strerror}"
        problems.append(
            Problem(Location(_shown(content_dir, below)), Severity.ERROR, fault, "make it readable")
        )
        return
    for entry in entries:
        path = f"{below}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _stays_inside(content_dir, path):
            fault, fix = "this symbolic link leaves the content folder", "put the file itself here"
            problems.append(Problem(Location(_shown(content_dir, path)), Severity.ERROR, fault, fix))
        elif entry.is_dir() and deep:
            yield from find_markdown(content_dir, path, problems)
        elif entry.name.endswith(".md"):
            if entry.is_file():
                yield path
            else:
                fault, fix = "this is no file that can be read; it is left out", "put a text file here"
                where = Location(_shown(content_dir, path))
                problems.append(Problem(where, Severity.WARNING, fault, fix))


def _stays_inside(content_dir: Path, path: str) -> bool:
    try:
        target = (content_dir / path).resolve()
    except (OSError, RuntimeError):  # links that lead to each other
        return False
    return target.is_file() and target.is_relative_to(content_dir.resolve())


def _shown(content_dir: Path, path: str) -> str:
    return f"{content_dir.name}/{path}"
