"""Seed files on disk: bytes to clean text, and seeds.toml, which says when each was captured.

Input:   a file from anywhere, of any encoding and quality.
Output:  Seed whose text has "\\n" newlines and no byte order mark; line numbers are those of the file.
         Control characters are reported and stay: an abstract is given as printed. What else readers look
         at, they look at `without_controls`.
Refuses: nothing; what had to be replaced or left out is reported with its line.
"""

import codecs
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from generator.base.nearest import did_you_mean
from generator.base.text import clean as one_line
from generator.base.text import plural
from generator.base.toml_file import find_line, parse_toml, read_toml_text
from generator.errors import InputError, Location, Problem, Severity
from generator.model.record import Seed

CAPTURES = "seeds.toml"
KEYS = ("captured", "incomplete")

LONGEST_LINE = 100_000
"""Characters; the longest abstracts have some 4 000. Longer lines are left out: no listing has them."""

MOST_REPORTS = 20
"""Damaged lines that are reported one by one for each file; a binary file would have thousands."""

_REPLACED = "\ufffd"
_NEWLINE = re.compile(r"\r\n?")
_SPACE_LIKE = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
# Cc without tab and newline, marks that reorder text for the eye only (Unicode 9.0, UAX #9), stray BOMs.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def read_seed(path: Path, name: str, captured: date | None = None) -> tuple[Seed, list[Problem]]:
    """Read one seed file; raises InputError when it cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fault = f"cannot read this file: {error.strerror or error}"
        raise InputError(Location(str(path)), fault, "give a listing that you may read") from None
    text, problems = clean(data, str(path))
    return Seed(name, str(path), text, captured), problems


def clean(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Turn the bytes of a seed into clean text; `path` is for the problems."""
    lines, problems = [], []
    for number, (line, faults) in enumerate(_clean_lines(data), 1):
        lines.append(line)
        problems += [Problem(Location(path, number), severity, fault, fix) for severity, fault, fix in faults]
    return "\n".join(lines), _bounded(problems, path)


def _bounded(problems: list[Problem], path: str) -> list[Problem]:
    if len(problems) <= MOST_REPORTS:
        return problems
    fault = f"{len(problems) - MOST_REPORTS} more lines of this file are damaged"
    return [*problems[:MOST_REPORTS], Problem(Location(path), Severity.WARNING, fault, "is it a text file?")]


_Fault = tuple[Severity, str, str]


def _clean_lines(data: bytes) -> Iterator[tuple[str, list[_Fault]]]:
    for raw, broken in _decoded_lines(data):
        faults: list[_Fault] = []
        if broken:
            fix = "save the file as UTF-8; what could not be read now stands as U+FFFD"
            faults.append((Severity.WARNING, "this line is not valid UTF-8", fix))
        if len(raw) > LONGEST_LINE:
            fault = f"this line has {len(raw)} characters, more than {LONGEST_LINE}; it is left out"
            yield "", [*faults, (Severity.ERROR, fault, "break the line, or remove it")]
            continue
        line = _SPACE_LIKE.sub(" ", raw)
        if controls := len(line) - len(without_controls(line)):
            fault = f"{plural(controls, 'control character')} in this line; pages leave them out"
            faults.append((Severity.WARNING, fault, "remove them from the file"))
        yield line, faults


def without_controls(text: str) -> str:
    """Return `text` without control characters other than tab and newline, and without marks of direction."""
    return CONTROLS.sub("", text)


def _decoded_lines(data: bytes) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether bytes of it had to be replaced."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what old editors save as "Unicode"
        for line in _NEWLINE.sub("\n", data.decode("utf-16", "replace")).split("\n"):
            yield line, False
        return
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for raw in data.split(b"\n"):
        try:
            yield raw.decode(), False
        except UnicodeDecodeError:
            yield raw.decode("utf-8", "replace"), True


def load_captures(path: Path) -> dict[str, date]:
    """Read seeds.toml: the day of capture by the seed's name. A missing file says nothing: {}.

    Raises InputError with the line for whatever is not a table `["name"]` with `captured = 2026-05-28`.
    """
    text = read_toml_text(path, str(path))
    tables = parse_toml(text, str(path), _SHAPE)
    return {name: _captured(name, table, path, text) for name, table in tables.items()}


_SHAPE = 'write ["listing.txt"] and below it captured = 2026-05-28'


def load_incomplete(path: Path) -> dict[str, str]:
    """Read of which listings seeds.toml says that they lack something, and what: by the seed's name.

    Raises InputError like `load_captures`.
    """
    text = read_toml_text(path, str(path))
    tables = parse_toml(text, str(path), _SHAPE)
    found = {name: _incomplete(name, table, path, text) for name, table in tables.items()}
    return {name: note for name, note in found.items() if note}


def _incomplete(name: str, table: object, path: Path, text: str) -> str:
    note = table.get("incomplete", "") if isinstance(table, dict) else ""
    if not isinstance(note, str):
        where = Location(str(path), find_line(text, name, "incomplete"))
        raise InputError(
            where, f'"incomplete" of "{name}" is {note!r:.40}', 'write incomplete = "what is missing"'
        )
    return one_line(note)


def _captured(name: str, table: object, path: Path, text: str) -> date:
    where = Location(str(path), find_line(text, name))
    if not isinstance(table, dict):
        raise InputError(where, f'"{name}" is not a table', _SHAPE)
    for key in table:
        if key not in KEYS:
            where = Location(str(path), find_line(text, name, key))
            raise InputError(where, f'unknown key "{key}" for "{name}"', did_you_mean(key, KEYS))
    day = table.get("captured")
    if isinstance(day, datetime) or not isinstance(day, date):
        fault = f'"{name}" has no day of capture' if day is None else f'"{name}": {day!r} is not a day'
        raise InputError(Location(str(path), find_line(text, name, "captured")), fault, _SHAPE)
    return day
