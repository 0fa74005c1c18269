"""`digest mail`: look after what carries the mail."""

import argparse

from generator.config.project import open_project
from generator.errors import UsageError

EXAMPLES = """\
examples:
  digest mail doctor                         the relay, SPF, DKIM, DMARC, names: will the mail arrive?
  digest mail doctor --nameserver 9.9.9.9    ask another name server than the system's
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `mail` to the command line."""
    parser = subparsers.add_parser(
        "mail",
        help="check what decides whether the mail arrives",
        description="Look at [mail] of site.toml, at the DNS and at the relay, and say what to mend. The "
        "relay is greeted and logged in to; nothing is sent.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("doctor",), metavar="doctor")
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("--nameserver", default="", metavar="ADDRESS[:PORT]", help="ask this one")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0, or 1 when something keeps mail from arriving."""
    from generator.base.console import printable
    from generator.base.extras import need_extra
    from generator.config.load import load_config

    need_extra("mail", "digest mail doctor", "dns", "dkim")
    from generator.sending.doctor import examine
    from generator.sending.names import Dns
    from generator.sending.policies import Level

    server, _, port = args.nameserver.partition(":")
    if port and not (port.isdigit() and int(port) < 65536):
        raise UsageError(f"--nameserver is {args.nameserver!r}", "write it like 9.9.9.9 or 127.0.0.1:5353")
    project = open_project(args.project)
    config = load_config(project.root)
    worst = Level.GOOD
    for finding in examine(config.mail, project.root, Dns(server, int(port or 53))):
        print(printable(str(finding)), flush=True)
        worst = max(worst, finding.level)
    return 1 if worst is Level.ERROR else 0
