"""`digest read FILE…`: print each record of listings as found, one JSON object a line."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from generator.errors import Location, Problem, Severity
from generator.model.record import PaperRecord, Seed
from generator.readers.registry import infer_capture, read_seeds
from generator.readers.seedfile import CAPTURES, load_captures, read_seed

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
    today = datetime.now(UTC).date()
    captures = {folder: load_captures(folder / CAPTURES) for folder in {file.parent for file in args.files}}
    seeds: list[Seed] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(args.files):
        captured = captures[file.parent].get(file.name)
        seed, found = _seed(file, captured, today)
        seeds.append(seed)
        problems += found
    reading = read_seeds(seeds)
    names = {seed.name: Path(seed.path).name for seed in seeds}
    for record in reading.records:
        sys.stdout.write(json.dumps(as_json(record, names[record.source.seed]), ensure_ascii=False) + "\n")
    return _report([*problems, *reading.problems])


def _seed(file: Path, captured: date | None, today: date) -> tuple[Seed, list[Problem]]:
    # the whole path names the seed here: two files of one name may be given
    seed, problems = read_seed(file, file.as_posix(), captured)
    if captured:
        return seed, problems
    captured = infer_capture(seed, today)
    fault = f"{CAPTURES} beside this file does not say when it was captured; taken as {captured.isoformat()}"
    fix = f'write ["{file.name}"] and below it captured = {captured.isoformat()}'
    where = Location(str(file))
    return Seed(seed.name, seed.path, seed.text, captured), [
        *problems,
        Problem(where, Severity.WARNING, fault, fix),
    ]


def as_json(record: PaperRecord, doc: str) -> dict[str, Any]:
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


def _report(problems: Iterable[Problem]) -> int:
    found = sorted(problems)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if any(problem.severity is Severity.ERROR for problem in found) else 0
