"""The command `digest`: find the verb, run it, turn what went wrong into words and an exit code.

Exit codes: 0 done, 1 the input or the work failed, 2 wrong usage, 130 interrupted.
"""

import argparse
import atexit
import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from generator.errors import InputError, UsageError

VERBS = (
    *("read", "ingest", "build", "check", "explain", "serve"),
    *("issue", "subscribers", "service", "send", "bounces", "mail", "clean"),
)

EXAMPLES = """\
from listings to a site:
  digest ingest                 seeds/ → content/papers/**.md
  digest build                  content/ → output/
  digest serve                  look at it while you edit

each verb has its own help with examples: digest build --help
"""


def start() -> NoReturn:
    """Run the verb of the command line, and end.

    Memory is left to the system: to give back what a plan holds, piece by piece, takes a tenth of a build
    that has little to do.
    """
    _open_closed_streams()
    code = main()
    if threading.active_count() > 1:
        sys.exit(code)
    with contextlib.suppress(OSError):  # nobody listens any more
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()
        os._exit(code)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code."""
    _speak_utf8()
    given = sys.argv[1:] if arguments is None else list(arguments)
    args = _parser(given).parse_args(given)
    try:
        return int(args.run(args))
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ninterrupted; nothing is half-written, run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone, quietly so
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}error: {error.strerror or error}\n    fix: mend it and run again", file=sys.stderr)
        return 1


def _parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser for these arguments: with the verb that they begin with, else with all verbs."""
    parser = argparse.ArgumentParser(
        prog="digest",
        description="Turn listings of research papers into a website, feeds, search and a daily mail.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    subparsers = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    asked = [verb for verb in VERBS if verb in arguments[:1]]
    for verb in asked or VERBS:
        importlib.import_module(f"generator.commands.{verb}").add_parser(subparsers)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"paper-digest {version('paper-digest')}")
        parser.exit()


def _open_closed_streams() -> None:
    """Whoever has closed one ("digest build >&-") wants no words; to print some must not fail."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115  as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115


def _speak_utf8() -> None:
    """Names and titles are Unicode whatever the terminal's locale; what it cannot show is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    start()
