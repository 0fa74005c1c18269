"""`digest issue`: compose the digest mail of a day or a week, for looking at."""

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config.project import open_project
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.model.rules import Rule

EXAMPLES = """\
examples:
  digest issue                      the newest day on which papers were added
  digest issue --day 2026-05-28     writes .digest/mail/2026-05-28/: digest.eml, preview.html, text.txt
  digest issue --weekly             the newest week, Monday to Sunday, with the best of all its days
  digest issue --rules retina.json  only what these rules catch, in .digest/mail/retina/<day>/
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `issue` to the command line."""
    parser = subparsers.add_parser(
        "issue",
        help="compose the mail of a day",
        description="Compose the digest of one day or week as a mail (.eml) with a text and an HTML part. "
        "Nothing is sent. What is new is decided by the day on which a paper was added.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="day of the issue (default: the newest)")
    parser.add_argument("--weekly", action="store_true", help="the issue of the week that holds the day")
    parser.add_argument("--rules", metavar="FILE", help="only papers that a rule of this file catches (JSON)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0; raises InputError (exit code 1) for a day without papers, and for rules that are none."""
    from generator.base.console import print_problems, printable
    from generator.base.slugs import term_slug
    from generator.build.site import plan_project
    from generator.build.state import open_state
    from generator.errors import Severity
    from generator.mail.issue import compose_issue, write_issue
    from generator.mail.period import daily, weekly
    from generator.plan.desk import make_desk

    day = _parse_day(args.day) if args.day else None
    rules = _read_rules(args.rules) if args.rules else ()
    project = open_project(args.project)
    with open_state(project) as state:
        site = plan_project(project, state)
    errors = print_problems(problem for problem in site.problems if problem.severity is Severity.ERROR)
    period = (weekly if args.weekly else daily)(site.library, day, site.config.mail.weekly_on)
    desk = make_desk(site.library, site.config, site.words)
    issue = compose_issue(desk, site.context, period, rules)
    if not issue.shown:  # nothing wrong: rules are there to catch few
        print(f"{period.name}: no paper is caught by {printable(args.rules)}, so there is no mail")
        return 1 if errors else 0
    folder = project.state / "mail"
    folder = write_issue(issue, folder / term_slug(Path(args.rules).stem) if rules else folder)
    left = " (the mail links to the rest)" if issue.shown < issue.total else ""
    print(printable(issue.subject))
    print(f"{issue.name}: {issue.shown:,} of {issue.total:,} papers{left}, {folder / 'digest.eml'}")
    return 1 if errors else 0


def _read_rules(file: str) -> "tuple[Rule, ...]":
    from generator.library.rule_file import read_rules

    return read_rules(Path(file))


def _parse_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--day is {text!r}", "write it like 2026-05-28") from None
