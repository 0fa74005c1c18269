"""`digest send`: the digest to everybody who subscribed."""

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from generator.config.project import Project, open_project
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.config.schema import Config
    from generator.sending.clock import Clock
    from generator.sending.issue import Wanted
    from generator.subscribers.database import Database

EXAMPLES = """\
examples:
  digest send                          the newest day's issue to all daily subscribers
  digest send --weekly                 the last whole week's to the weekly ones
  digest send --to me@lab.example      one mail to look at; counts for nothing
  digest send --dry-run                compose all mails, send none
  digest send --json report.json       what happened, for other programs

stopped, killed or refused, it goes on where it was when it is run again, until the issue expires
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `send` to the command line."""
    parser = subparsers.add_parser(
        "send",
        help="send the digest to its subscribers",
        description="Freeze the issue of a day or week, and send it to everybody who is to get it, once.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="day of the issue (default: the newest)")
    parser.add_argument(
        "--weekly", action="store_true", help="the issue of a week (default: the last whole one)"
    )
    parser.add_argument("--dry-run", action="store_true", help="compose all mails, send and keep nothing")
    parser.add_argument("--to", metavar="ADDRESS", help="send one mail there, and nothing to subscribers")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="end after so many mails")
    parser.add_argument("--no-wait", action="store_true", help="do not stay for mails that were deferred")
    parser.add_argument("--json", metavar="FILE", help="write the report there")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0, 1 when the run could not go on or left mails for a person to decide, 130 when interrupted."""
    from generator.base.extras import MAIL, need_extra
    from generator.config.load import load_config

    need_extra("mail", "digest send", *MAIL)
    from generator.subscribers.database import open_database
    from generator.subscribers.requests import forget_old

    to = _check(args)
    project = open_project(args.project)
    config = load_config(project.root)
    if not config.mail.service:
        fix = 'set it to where `digest service` answers: service = "https://lab.example/mail/"'
        raise UsageError("mail.service is empty, so nobody could leave the list", fix)
    with open_database(project, config.mail) as database:
        forget_old(database, dt.datetime.now(dt.UTC))  # of the service, which may not run any more
        return _run(args, to, project, config, database)


def _check(args: argparse.Namespace) -> str:
    """Return the address of --to, "" without one."""
    from generator.subscribers.address import canonical_address

    if args.limit < 0:
        raise UsageError(f"--limit is {args.limit}", "give the number of mails after which to end")
    to = canonical_address(args.to or "")
    if args.to is not None and not to:
        raise UsageError(f"--to is {args.to!r}", "give a mail address: --to me@lab.example")
    if args.to is not None and (args.dry_run or args.limit):
        raise UsageError("--to sends one mail only", "leave --dry-run and --limit away")
    return to


def _run(args: argparse.Namespace, to: str, project: Project, config: "Config", database: "Database") -> int:
    from generator.commands import send_verbs as verbs
    from generator.sending.clock import Clock
    from generator.sending.issue import find_edition
    from generator.sending.run import Terms

    clock = Clock()
    edition = find_edition(project, database, _wanted(args, clock))
    office = verbs.Office(project, config, database, clock)
    if to:
        return verbs.send_one(office, edition, to)
    if args.dry_run:
        return verbs.rehearse(office, edition)
    if config.mail.transport == "listmonk":
        return verbs.hand_over(office, edition)
    terms = Terms(config.mail.on_ambiguous, args.limit, wait=not args.no_wait)
    return verbs.send_all(office, edition, terms, args.json)


def _wanted(args: argparse.Namespace, clock: "Clock") -> "Wanted":
    from generator.sending.issue import Wanted

    try:
        day = dt.date.fromisoformat(args.day) if args.day else None
    except ValueError:
        raise UsageError(f"--day is {args.day!r}", "write it like 2026-05-28") from None
    return Wanted("weekly" if args.weekly else "daily", day, clock.now())
