"""`digest service`: let readers subscribe to the mail, choose, and leave."""

import argparse

from generator.config.project import open_project
from generator.errors import UsageError

EXAMPLES = """\
examples:
  digest service                        http://127.0.0.1:8100/, for a reverse proxy on this machine
  digest service --proxy 1              behind one: count limits by whom it says that it serves
  digest service --host :: --port 80    without one, for a network of your own
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `service` to the command line."""
    parser = subparsers.add_parser(
        "service",
        help="let readers subscribe to the mail, choose and leave",
        description="Answer at the path of mail.service (content/site.toml): the form of choices, "
        "confirming, leaving. Also sends the mails that ask to confirm. docs/mail.md says how to put it "
        "behind a reverse proxy.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=8100, help="port (default: 8100; 0 takes any free one)")
    parser.add_argument(
        "--proxy",
        type=int,
        metavar="N",
        help="reverse proxies before the service (default: mail.limits.proxies)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer until Ctrl-C or SIGTERM; return 0."""
    from generator.base.extras import MAIL, need_extra

    need_extra("mail", "digest service", *MAIL, "python_multipart", "starlette", "uvicorn")
    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port is {args.port}", "give a number from 0 to 65535")
    if args.proxy is not None and args.proxy < 0:
        raise UsageError(f"--proxy is {args.proxy}", "give the number of proxies; 0 for none")
    from generator.service.run import serve

    serve(open_project(args.project), args.host, args.port, args.proxy)
    return 0
