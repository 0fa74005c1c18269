"""`digest serve`: look at the site while you work on it."""

import argparse

from generator.config.project import open_project
from generator.errors import UsageError

EXAMPLES = """\
examples:
  digest serve                          http://127.0.0.1:8000/
  digest serve --port 9000
  digest serve --host 0.0.0.0           for other machines of your network, by IP address
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `serve` to the command line."""
    parser = subparsers.add_parser(
        "serve",
        help="show the site in a browser, rebuilt at every change",
        description="Build the site, serve it on this machine, rebuild it when a file in content/ or themes/ "
        "changes and reload the open pages. For seeds/ run: digest ingest.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port (default: 8000; 0 takes any free one)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C; return 0."""
    from generator.serve.run import serve

    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port is {args.port}", "give a number from 0 to 65535")
    serve(open_project(args.project), args.host, args.port)
    return 0
