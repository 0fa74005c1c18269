"""`digest issue`: compose the daily digest mail."""

import argparse
import datetime as dt

from generator.config.project import open_project
from generator.errors import UsageError

EXAMPLES = """\
examples:
  digest issue                      the newest day on which papers were added
  digest issue --day 2026-05-28     writes .digest/mail/2026-05-28/: digest.eml, preview.html, text.txt
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `issue` to the command line."""
    parser = subparsers.add_parser(
        "issue",
        help="compose the mail of a day",
        description="Compose the digest of one day as a mail (.eml) with a text and an HTML part. Nothing is "
        "sent. What is new is decided by the day on which a paper was added.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="day of the issue (default: the newest)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0; raises InputError (exit code 1) for a day without papers."""
    from generator.base.console import print_problems, printable
    from generator.build.site import open_state, plan_project
    from generator.errors import Severity
    from generator.mail.compose import compose_issue, write_issue
    from generator.plan.desk import make_desk

    day = _parse_day(args.day) if args.day else None
    project = open_project(args.project)
    with open_state(project) as state:
        site = plan_project(project, state)
    errors = print_problems(problem for problem in site.problems if problem.severity is Severity.ERROR)
    issue = compose_issue(make_desk(site.library, site.config, site.words), site.context, day)
    folder = write_issue(issue, project.state / "mail")
    left = " (the mail links to the rest)" if issue.shown < issue.total else ""
    print(printable(issue.subject))
    print(f"{issue.day}: {issue.shown:,} of {issue.total:,} papers{left}, {folder / 'digest.eml'}")
    return 1 if errors else 0


def _parse_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--day is {text!r}", "write it like 2026-05-28") from None
