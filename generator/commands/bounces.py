"""`digest bounces`: read what comes back, and stop sending where nobody reads."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.config.project import open_project
from generator.errors import InputError, UsageError

if TYPE_CHECKING:
    from generator.sending.inbox import Seen

EXAMPLES = """\
examples:
  digest bounces          read the mailbox of [mail.inbox], once an hour or so
  digest bounces -        read one message from a pipe, as mail servers deliver to programs:
                          in /etc/aliases:  bounces: "|digest bounces --project /srv/digest -"
"""
TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: a mail server that delivers to a program keeps the message and tries again."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bounces` to the command line."""
    parser = subparsers.add_parser(
        "bounces",
        help="read what comes back: undeliverable mail and complaints",
        description="Read reports on mails that could not be delivered (RFC 3464) and complaints (RFC 5965). "
        "An address that is dead or that complained gets no more mail. Only reports that carry the signed "
        "name of a mail of ours are believed; answers of people are left alone.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("message", nargs="?", choices=("-",), help="read one message from standard input")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0; from a pipe 75 when the message should be delivered again later."""
    from generator.base.extras import MAIL, need_extra

    need_extra("mail", "digest bounces", *MAIL)
    try:
        return _run(args)
    except InputError as error:
        if not args.message:
            raise
        print(error, file=sys.stderr)
        return TRY_AGAIN


def _run(args: argparse.Namespace) -> int:
    from generator.base.text import plural
    from generator.config.load import load_config
    from generator.config.mail import service_url
    from generator.sending.bounces import sort_reports
    from generator.sending.clock import Clock
    from generator.sending.inbox import read_inbox
    from generator.sending.issue import links_of
    from generator.sending.returned import LARGEST
    from generator.subscribers.database import open_database

    project = open_project(args.project)
    config = load_config(project.root)
    inbox, now = config.mail.inbox, Clock().now()
    if not (args.message or inbox.maildir or inbox.host):
        fix = "set maildir, or host and user, in [mail.inbox]; or pipe one message into: digest bounces -"
        raise UsageError("it is not said where bounces arrive", fix)
    with open_database(project, config.mail) as database:
        links = links_of(database, service_url(config), now)
        messages = _piped(LARGEST) if args.message else read_inbox(inbox, project.root)
        found = sort_reports(messages, database, links, now)
    print(
        f"{plural(found.bounces, 'bounce')}, {plural(found.complaints, 'complaint')}: "
        f"{plural(found.suppressed, 'address', 'addresses')} suppressed, {found.others:,} left unread"
    )
    return 0


def _piped(largest: int) -> "Iterator[tuple[bytes, Seen]]":
    yield sys.stdin.buffer.read(largest), lambda: None
