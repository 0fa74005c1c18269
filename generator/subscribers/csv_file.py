"""Lists of subscribers as CSV files: what other programs export, and what we do.

Input:   one row a subscriber, a head line with names of columns, in UTF-8: "address" (or "email"), and
         choices as "choices" (JSON) or as columns named like them, of which lists are separated by ";".
Output:  addresses with choices, row by row; a Problem for each row that is wrong, with its line.
Refuses: a file without a column of addresses (InputError).
Format:  RFC 4180. Problems name lines, never addresses.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from generator.base.mailbox import is_mailbox
from generator.errors import InputError, Location, Problem, Severity
from generator.library.choices import choices_from_json, choices_to_json
from generator.library.choices_form import choices_from_form
from generator.model.mail import Choices
from generator.subscribers.roster import Listed

ADDRESS_COLUMNS = ("address", "email", "e-mail")
COLUMNS = ("address", "active", "suppressed", "source", "confirmed_at", "left_at", "choices")
"""Of an export."""

LONGEST_ADDRESS = 254
"""Characters (RFC 5321, section 4.5.3.1.3, without the angle brackets)."""

_FORMULA = re.compile(r"['=+@\t\r-]")
"""Where a cell begins like this, spreadsheets compute it; an apostrophe before it prevents that."""


def read_csv(path: Path, problems: list[Problem]) -> Iterator[tuple[str, Choices]]:
    """Give the valid rows of a file; what is wrong with the others is added to `problems` as it is met."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = _rows(file, str(path), problems)
        head = [name.strip().casefold() for name in next(rows, (0, []))[1]]
        if not set(head) & set(ADDRESS_COLUMNS):
            fix = 'the first line names the columns; one of them must be "address"'
            raise InputError(Location(str(path), 1), "there is no column of addresses", fix)
        for line, cells in rows:
            where = Location(str(path), line)
            try:
                found = _subscriber(dict(zip(head, cells, strict=False)), where)
            except InputError as error:
                problems.append(error.problem)
                continue
            if found:
                yield found


def _rows(file: TextIO, path: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Give rows that hold anything, with the line in which they begin."""
    reader = csv.reader(file)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fix = "look for a quotation mark that nothing closes"
            problems.append(Problem(Location(path, line), Severity.ERROR, f"cannot be read: {error}", fix))
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _subscriber(row: dict[str, str], where: Location) -> tuple[str, Choices] | None:
    """Return address and choices of a row; None for whom it calls inactive: nobody is brought back."""
    address = next((_plain(row[name]) for name in ADDRESS_COLUMNS if row.get(name)), "")
    if not is_mailbox(address) or len(address) > LONGEST_ADDRESS:
        raise InputError(where, "there is no mail address", 'write it like "name@lab.example"')
    if row.get("active", "yes").strip().casefold() in ("no", "0", "false"):
        return None
    if row.get("choices"):
        return address, choices_from_json(row["choices"], where)
    form = {name: tuple(cell.split(";")) for name, cell in row.items() if cell.strip()}
    for box in ("code", "note"):
        if row.get(box, "").strip().casefold() in ("", "no", "0", "false"):
            form.pop(box, None)
    choices, faults = choices_from_form(form)
    for fault in faults:
        raise InputError(where, fault.fault, fault.fix)
    return address, choices


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
