"""`digest explain`: what a page is made from, and why it is stale."""

import argparse

from generator.config.project import open_project

SHOWN = 5

EXAMPLES = """\
examples:
  digest explain topics/cs-cv/                     why is this page (not) rebuilt?
  digest explain output/atom.xml
  digest explain content/papers/2024/some-paper.md where is this paper shown?
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `explain` to the command line."""
    parser = subparsers.add_parser(
        "explain",
        help="tell what a page is made from, and why it is stale",
        description="Tell what a file of the site is made from and which part of its key has changed since "
        "the last build; for a content file, tell every file that shows it.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", help="an address, a file of output/, or a file of content/")
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument(
        "--output", default="", metavar="WHERE", help="where the site was built to (default: output/)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0; raises UsageError (exit code 2) for a path that the site does not have."""
    from generator.build.explain import explain

    for found in explain(open_project(args.project, args.output), args.path):
        print(found.path)
        print(f"    state     {found.state}")
        print(f"    made by   {found.renderer}" + (f", {found.template}" if found.template else ""))
        print(f"    shows     {found.view}, {len(found.sources)} content files")
        for source in found.sources[:SHOWN]:
            print(f"              {source}")
        if len(found.sources) > SHOWN:
            print(f"              … and {len(found.sources) - SHOWN} more")
    return 0
