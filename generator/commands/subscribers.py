"""`digest subscribers`: the operator's view of who gets the mail."""

import argparse
from typing import TYPE_CHECKING

from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.config.project import Project
    from generator.subscribers.database import Database

EXAMPLES = """\
examples:
  digest subscribers list                          who gets mail, and what they chose
  digest subscribers import lab.csv --consent "asked at the lab meeting of 12 May, in writing"
  digest subscribers export --format json > all.json
  digest subscribers remove ada@lab.example        delete all that is kept of somebody
  digest subscribers stats
  digest subscribers suppressed --add ada@lab.example
  digest subscribers held --again                  send what may not have arrived when a sender died
  digest subscribers copy --to postgresql://digest@db.lab.example/digest
  digest subscribers restored 2026-05-28 2026-W22    a backup is back that knows nothing of these
  digest subscribers rotate-key                    sign links anew; old links go on working for 400 days
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `subscribers` to the command line."""
    parser = subparsers.add_parser(
        "subscribers",
        help="list, import, export, remove and count who gets the mail",
        description="Look after the subscribers' database: private/subscribers.db, or what mail.database or "
        "DIGEST_DATABASE names.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", required=True, dest="verb")
    listing = verbs.add_parser("list", help="print one line a subscriber")
    listing.add_argument("--all", action="store_true", help="those who have left, too")
    _add_import(verbs)
    export = verbs.add_parser("export", help="print all subscribers with all that is kept of them")
    export.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    remove = verbs.add_parser("remove", help="delete all that is kept of somebody")
    remove.add_argument("address", metavar="ADDRESS")
    verbs.add_parser("stats", help="count subscribers and the deliveries of the last issues")
    suppressed = verbs.add_parser("suppressed", help="addresses to which nothing is ever sent")
    change = suppressed.add_mutually_exclusive_group()
    change.add_argument("--add", metavar="ADDRESS", help="never send anything there again")
    change.add_argument("--lift", metavar="ADDRESS", help="let it get mail again")
    _add_held(verbs)
    copy = verbs.add_parser("copy", help="copy the whole database into an empty one, to move there")
    copy.add_argument(
        "--to", required=True, metavar="URL", help="like mail.database: postgresql://… or sqlite:///…"
    )
    restored = verbs.add_parser("restored", help="after a backup was put back: issues that were sent since")
    restored.add_argument("issue", nargs="+", metavar="ISSUE", help="2026-05-28, or 2026-W22")
    _add_rotate_key(verbs)
    parser.set_defaults(run=run)


def _add_import(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "import",
        help="make subscribers of a CSV file, as confirmed",
        description="The first line names the columns: address, and if you like frequency, topics, authors, "
        "keywords, organisations (several with ;), code, score, most, note, or choices as JSON. Who is "
        "subscribed stays as chosen, who has left stays away.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--consent", required=True, metavar="TEXT", help="where and when these people agreed; kept with each"
    )


def _add_held(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("held", help="mails that were on their way when a sender died; decide them")
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--again", action="store_true", help="send them (again) with the next digest send")
    decision.add_argument("--arrived", action="store_true", help="call them sent")
    parser.add_argument("number", nargs="*", type=int, help="only these (default: all)")


def _add_rotate_key(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "rotate-key", help="sign links with a new key; old links go on working for 400 days"
    )
    parser.add_argument(
        "--revoke",
        action="store_true",
        help="end all old links at once, also those to leave and to confirm: only when a key has leaked",
    )


def run(args: argparse.Namespace) -> int:
    """Return 0, or 1 when something asked for is not there or rows were wrong."""
    from generator.base.extras import MAIL, need_extra
    from generator.config.load import load_config
    from generator.config.project import open_project

    need_extra("mail", "digest subscribers", *MAIL)
    from generator.subscribers.database import open_database

    project = open_project(args.project)
    if args.verb == "import" and not args.consent.strip():
        fix = '--consent "asked at the lab meeting of 12 May, in writing"'
        raise UsageError("--consent is empty", fix)
    with open_database(project, load_config(project.root).mail) as database:
        return _run(args, project, database)


def _run(args: argparse.Namespace, project: "Project", database: "Database") -> int:
    from generator.commands import subscribers_verbs as verbs

    match args.verb:
        case "list":
            return verbs.show_list(database, inactive=args.all)
        case "import":
            return verbs.import_file(database, args.file, args.consent)
        case "export":
            return verbs.export(database, args.format)
        case "remove":
            return verbs.remove(database, args.address)
        case "stats":
            return verbs.show_stats(database)
        case "suppressed":
            return verbs.suppressed(database, args.add, args.lift)
        case "held":
            return verbs.held(database, tuple(args.number), again=args.again, arrived=args.arrived)
        case "copy":
            return verbs.copy(project, database, args.to)
        case "restored":
            return verbs.restored(database, args.issue)
        case _:
            return verbs.rotate_key(database, revoke=args.revoke)
