"""`digest build`: content/ → output/."""

import argparse
import gc

from generator.base.console import Progress, print_problems
from generator.base.text import plural
from generator.config.project import is_address, open_project
from generator.errors import UsageError

ALLOCATIONS = 200_000
"""Between two looks for circular garbage, which a build hardly makes. What it plans stays to the end, and to
look through that as often as Python does takes a third of the time."""

EXAMPLES = """\
examples:
  digest build                  render what has changed since the last build
  digest build --jobs 4         with four processes
  digest build --all            render everything anew
  digest build --output s3://bucket/site
  digest build --output s3://bucket/site --cluster tcp://scheduler:8786
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `build` to the command line."""
    parser = subparsers.add_parser(
        "build",
        help="turn content/ into the site in output/",
        description="Bring output/ up to date: only pages whose inputs changed are rendered.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument(
        "--jobs", type=int, default=0, metavar="N", help="processes (default: as many as pay)"
    )
    parser.add_argument(
        "--output",
        default="",
        metavar="WHERE",
        help="a folder, or an address such as s3://bucket/prefix (default: output/)",
    )
    parser.add_argument(
        "--cluster", default="", metavar="ADDRESS", help="let the workers of this Dask scheduler render"
    )
    parser.add_argument("--all", action="store_true", help="render everything, also what is fresh")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0 when every page is up to date, 1 when problems kept some from it."""
    from generator.build.run import build

    if not 0 <= args.jobs <= 256:
        raise UsageError(f"--jobs is {args.jobs}", "give a number from 0 to 256; 0 lets the work decide")
    if args.cluster and not is_address(args.cluster):
        fix = "give the address of a scheduler: --cluster tcp://host:8786"
        raise UsageError(f"--cluster is {args.cluster}, which is no address", fix)
    if args.cluster and args.jobs:
        fix = "take one of them away: a cluster has as many workers as were started"
        raise UsageError("--jobs is for this machine, --cluster for others", fix)
    project = open_project(args.project, args.output)
    gc.set_threshold(ALLOCATIONS, 50)
    with Progress() as progress:
        report = build(project, args.jobs, everything=args.all, cluster=args.cluster, advance=progress.show)
    errors = print_problems(report.problems)
    site = f"{plural(report.papers, 'paper')}, {plural(report.files, 'file')}"
    print(
        f"{site}: {len(report.rendered):,} rendered, {report.written:,} written, "
        f"{len(report.removed):,} removed, {plural(errors, 'error')}"
        + ("" if report.rendered or report.removed or errors else " – nothing had changed")
    )
    return 1 if errors else 0
