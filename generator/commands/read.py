"""`digest read FILE…`: print each record of listings as found, one JSON object a line."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.console import print_problems
from generator.base.dates import today
from generator.errors import InputError, Location, Problem, Severity

if TYPE_CHECKING:
    from generator.model.record import PaperRecord, Seed

EPILOG = """\
examples:
  digest read seeds/*.txt                       every record, one JSON object a line
  digest read listing.txt | jq -r .title        titles only
  digest read listing.txt > /dev/null           problems only (they go to stderr)

A seeds.toml beside a file says when it was captured; else that is inferred from its dates.
Exit status: 0 all was read, 1 something could not be read, 2 wrong usage.
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `read` to the command line."""
    parser = subparsers.add_parser(
        "read",
        help="print the records of listings as JSON lines",
        description="Read listings of any known format; print each record as found, one JSON object a line.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a listing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the files given; return 1 when any of it could not be read."""
    from generator.readers.registry import read_seeds

    problems: list[Problem] = []
    seeds = list(_seeds(args.files, today(), problems))
    reading = read_seeds(seeds)
    for record in reading.records:
        doc = Path(record.source.seed).name
        sys.stdout.write(_visible(json.dumps(as_json(record, doc), ensure_ascii=False)) + "\n")
    return 1 if print_problems([*problems, *reading.problems]) else 0


def _visible(line: str) -> str:
    """Escape what `json` leaves as it is although it would steer a terminal: DEL, C1, marks of direction."""
    from generator.readers.seedfile import CONTROLS

    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _seeds(files: Iterable[Path], today: date, problems: list[Problem]) -> "Iterator[Seed]":
    """Yield what can be opened of the files; the whole path names a seed here, two files may share a name."""
    from generator.readers.seedfile import read_seed

    captures: dict[Path, dict[str, date]] = {}
    for file in dict.fromkeys(files):
        if file.parent not in captures:
            captures[file.parent] = _captures(file.parent, problems)
        try:
            seed, found = read_seed(file, file.as_posix(), captures[file.parent].get(file.name))
        except InputError as error:
            problems.append(error.problem)
            continue
        problems += found
        yield seed if seed.captured else _captured(seed, today, problems)


def _captures(folder: Path, problems: list[Problem]) -> dict[str, date]:
    from generator.readers.seedfile import CAPTURES, load_captures

    try:
        return load_captures(folder / CAPTURES)
    except InputError as error:
        problems.append(error.problem)
        return {}


def _captured(seed: "Seed", today: date, problems: list[Problem]) -> "Seed":
    from msgspec.structs import replace

    from generator.readers.registry import infer_capture
    from generator.readers.seedfile import CAPTURES

    day = infer_capture(seed, today)
    fault = f"{CAPTURES} beside this file does not say when it was captured; taken as {day.isoformat()}"
    fix = f'write ["{Path(seed.path).name}"] and below it captured = {day.isoformat()}'
    problems.append(Problem(Location(seed.path), Severity.WARNING, fault, fix))
    return replace(seed, captured=day)


def as_json(record: "PaperRecord", doc: str) -> dict[str, Any]:
    """Return what is printed of a record."""
    return {
        "doc": doc,
        "line": record.source.line,
        "title": record.title,
        "authors": list(record.authors),
        "authors_complete": record.authors_complete,
        "topic": record.topics[0] if record.topics else None,
        "date": record.date.isoformat() if record.date else None,
        "score": record.score,
        "has_code": record.has_code,
        "organisations": list(record.organisations),
        "abstract": record.abstract,
        "confidence": record.confidence,
        "alternatives": list(record.alternatives),
    }
