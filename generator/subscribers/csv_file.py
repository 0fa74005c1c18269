"""Lists of subscribers as CSV files: what other programs export, and what we do.

Input:   one row a subscriber, a head line with names of columns, in UTF-8: "address" (or "email"), and
         choices as "choices" (JSON) or as columns named like them, of which lists are separated by ";".
Output:  rows; a Problem for each that is wrong, with its line. Cells that we read are on one line, so a
         quotation mark that nothing closes costs its own row only.
Refuses: a file without a column of addresses (InputError).
Format:  RFC 4180. Problems name lines, never addresses.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO, cast, get_args

from msgspec import Struct

from generator.errors import InputError, Location, Problem, Severity
from generator.library.choices import choices_from_json, choices_to_json
from generator.library.choices_form import choices_from_form
from generator.model.mail import Choices
from generator.subscribers.address import canonical_address
from generator.subscribers.roster import Listed
from generator.subscribers.suppress import Why

ADDRESS_COLUMNS = ("address", "email", "e-mail")
COLUMNS = ("address", "active", "suppressed", "source", "confirmed_at", "left_at", "choices")
"""Of an export."""

OUR_COLUMNS = frozenset(
    (
        *(*ADDRESS_COLUMNS, "active", "suppressed", "choices", "frequency", "topics", "authors"),
        *("keywords", "organisations", "code", "score", "most", "note"),
    )
)
"""What is read; others may be there."""

YES, NO = ("yes", "y", "true", "1", "on", "x"), ("no", "n", "false", "0", "off")

_FORMULA = re.compile(r"['=+@\t\r-]")
"""Where a cell begins like this, spreadsheets compute it; an apostrophe before it prevents that."""


class Entry(Struct, frozen=True):
    """A row of a file."""

    address: str
    """In its one spelling."""

    choices: Choices | None
    """None for who is called inactive: nobody is brought back."""

    suppressed: Why | None
    """Why nothing may be sent there."""


class _Lines:
    """The lines of a file; those of a row that cannot be right are read again, but the first."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._again, self._row = file, list[str](), list[str]()
        self.number = 1
        """Of the line in which the row begins."""

    def __iter__(self) -> Iterator[str]:
        while line := self._again.pop() if self._again else self._file.readline():
            self._row.append(line)
            yield line

    def next_row(self) -> None:
        """Go on behind the last line that was given."""
        self.number += len(self._row)
        self._row.clear()

    def back(self) -> None:
        """Go on behind the first line of this row."""
        self._again += reversed(self._row[1:])
        del self._row[1:]


def read_csv(path: Path, problems: list[Problem]) -> Iterator[Entry]:
    """Give the valid rows of a file; what is wrong with the others is added to `problems` as it is met."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = _rows(_Lines(file), str(path), problems)
        first = next(rows, None)
        head = [name.strip().casefold() for name in first[1]] if first else []
        if not set(head) & set(ADDRESS_COLUMNS):
            fix = 'the first line names the columns; one of them must be "address"'
            raise InputError(Location(str(path), 1), "there is no column of addresses", fix)
        for line, cells in rows:
            where = Location(str(path), line)
            try:
                yield _entry(dict(zip(head, cells, strict=False)), where)
            except InputError as error:
                problems.append(error.problem)


def _rows(lines: _Lines, path: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Give rows that hold anything, with the line in which they begin; the first one names the columns."""
    head: list[str] = []
    while True:
        try:
            # a reader for each row: one that has failed goes on in the middle of a cell
            cells = next(csv.reader(lines, strict=True), None)
            fault = _swallowed(head, cells or [])
        except csv.Error as error:
            cells, fault = [], str(error)
        if cells is None:
            return
        if fault:
            fix = "look for a quotation mark that nothing closes, or that is not doubled within a cell"
            where = Location(path, lines.number)
            problems.append(Problem(where, Severity.ERROR, f"cannot be read: {fault}", fix))
            lines.back()
        elif any(cell.strip() for cell in cells):
            head = head or [name.strip().casefold() for name in cells]
            yield lines.number, cells
        lines.next_row()


def _swallowed(head: list[str], cells: list[str]) -> str:
    """Say which of our cells goes on in the next line; "" for none."""
    found = (
        name
        for name, cell in zip(head, cells, strict=False)
        if name in OUR_COLUMNS and set(cell) & set("\r\n")
    )
    name = next(found, "")
    return name and f'"{name}" goes on in the next line'


def _entry(row: dict[str, str], where: Location) -> Entry:
    address = canonical_address(next((_plain(row[name]) for name in ADDRESS_COLUMNS if row.get(name)), ""))
    if not address:
        raise InputError(where, "there is no mail address", 'write it like "name@lab.example"')
    why = row.get("suppressed", "").strip().casefold()
    if why not in ("", *get_args(Why)):
        fix = f"write {', '.join(get_args(Why))}, or nothing"
        raise InputError(where, "this is no reason to be suppressed", fix)
    active = _says_yes(row, "active", where, otherwise=True)
    choices = _choices(row, where) if active else None
    return Entry(address, choices, cast(Why, why) if why else None)


def _choices(row: dict[str, str], where: Location) -> Choices:
    if row.get("choices"):
        return choices_from_json(row["choices"], where)
    form = {name: tuple(cell.split(";")) for name, cell in row.items() if cell.strip()}
    for box in ("code", "note"):
        if not _says_yes(row, box, where, otherwise=False):
            form.pop(box, None)
    choices, faults = choices_from_form(form)
    for fault in faults:
        raise InputError(where, fault.fault, fault.fix)
    return choices


def _says_yes(row: dict[str, str], column: str, where: Location, otherwise: bool) -> bool:
    """Return what a cell says; `otherwise` where it says nothing."""
    said = row.get(column, "").strip().casefold()
    if said not in ("", *YES, *NO):
        raise InputError(where, f'"{column}" says neither yes nor no', "write yes, no, or nothing")
    return said in YES if said else otherwise


def write_csv(listed: Iterable[Listed], stream: TextIO) -> None:
    """Write subscribers as read_csv reads them."""
    writer = csv.writer(stream)  # CRLF, as the standard asks
    writer.writerow(COLUMNS)
    for one in listed:
        person = one.person
        writer.writerow(
            [
                _safe(person.address),
                "yes" if person.active else "no",
                one.suppressed,
                _safe(person.source),
                person.confirmed_at.isoformat(),
                person.left_at.isoformat() if person.left_at else "",
                choices_to_json(person.choices),
            ]
        )


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell
