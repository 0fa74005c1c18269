"""`digest clean`: remove what the program made and can make again."""

import argparse
import shutil

from generator.config.project import Project, open_project

EXAMPLES = """\
examples:
  digest clean                  remove output/ and .digest/
  digest clean --state          remove only .digest/: the next build renders everything
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clean` to the command line."""
    parser = subparsers.add_parser(
        "clean",
        help="remove output/ and .digest/; never content/ or seeds/",
        description="Remove what can be made again: the built site and the build's memory.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument("--state", action="store_true", help="remove only the build's memory")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0; folders that are not there are no problem."""
    project: Project = open_project(args.project)
    folders = [project.state] if args.state else [project.output, project.state]
    gone = [folder for folder in folders if folder.is_dir()]
    for folder in gone:
        if folder.is_symlink():
            folder.unlink()  # what it points to is not ours
        else:
            shutil.rmtree(folder)
    print("removed " + ", ".join(f"{folder.name}/" for folder in gone) if gone else "nothing to remove")
    return 0
