"""`digest ingest`: bring the content files up to date with the seeds."""

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.console import print_problems, printable
from generator.base.dates import today
from generator.base.lock import only_one
from generator.base.text import plural
from generator.config.project import open_project
from generator.errors import Severity

if TYPE_CHECKING:
    from generator.ingest.run import IngestReport

EPILOG = """\
examples:
  digest ingest                      seeds/ into content/papers/
  digest ingest --dry-run            list what would change and every open conflict, write nothing
  digest ingest --seeds ~/listings   take the listings from another folder

What you edited in a content file stays as you edited it; a file that you removed stays away.
Exit status: 0 all was read, 1 something could not be read (the rest was), 2 wrong usage.
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ingest` to the command line."""
    parser = subparsers.add_parser(
        "ingest",
        help="turn listings in seeds/ into Markdown files in content/",
        description="Read all listings in seeds/; write or update one Markdown file a paper.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="folder of the listings (default: seeds/)")
    parser.add_argument("--dry-run", action="store_true", help="list what would change, write nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ingest; return 1 when something could not be read."""
    from generator.ingest.run import ingest
    from generator.ingest.site_file import SITE_FILE, write_site_file

    project = open_project(args.project)
    with contextlib.nullcontext() if args.dry_run else only_one(project.state, "ingest"):
        report = ingest(project.content, args.seeds or project.seeds, today(), args.dry_run, _tell)
        if not args.dry_run and write_site_file(project.content):
            print(f"wrote {project.content.name}/{SITE_FILE}: set title and base_url there", file=sys.stderr)
    errors = print_problems(report.problems)
    if args.dry_run:
        for change in report.changes:
            told = f"update ({', '.join(change.fields)})" if change.fields else "new"
            print(printable(f"{told}: {project.content.name}/{change.path}"))
    print(summary(report, args.dry_run))
    return 1 if errors else 0


def summary(report: "IngestReport", dry_run: bool = False) -> str:
    """Return the result in one line."""
    counts = [
        f"{report.new} new",
        f"{report.updated} updated",
        f"{report.unchanged} unchanged",
        *([f"{report.kept_edits} edited by hand and kept"] if report.kept_edits else []),
        *([f"{report.removed} removed by hand"] if report.removed else []),
        *([f"{report.skipped} skipped"] if report.skipped else []),
    ]
    levels = (Severity.ERROR, Severity.WARNING)
    found = {level: sum(problem.severity is level for problem in report.problems) for level in levels}
    counts += [plural(number, level.name.lower()) for level, number in found.items()]
    head = f"{plural(report.papers, 'paper')} from {plural(report.seeds, 'seed')}"
    return f"{'dry run: ' if dry_run else ''}{head}: {', '.join(counts)}"


def _tell(step: str) -> None:
    print(printable(f"{step} …"), file=sys.stderr)
