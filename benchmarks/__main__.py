"""Measure paper-digest beside Hugo at the same work, in turn, and print a table.

python -m benchmarks --sizes 213,2000,10000,50000 --rounds 3
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import report
from benchmarks.corpus import Language, make
from benchmarks.floor import look_at_all, write_all
from benchmarks.measure import CommandError, Cost, run
from benchmarks.pages import differences, survey
from benchmarks.projects import (
    LIKE_FOR_LIKE,
    PARTS,
    lay_out_digest,
    lay_out_hugo,
    without,
    write_settings,
)
from benchmarks.scenarios import SCENARIOS, Pair, Scenario
from benchmarks.search_data import measure_data

ROOT = Path(__file__).resolve().parent.parent
DIGEST = [sys.executable, "-m", "generator.cli", "build"]
HUGO = [str(Path(sys.executable).with_name("hugo")), "build", "--quiet"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 1 when a side fails or the two are not comparable."""
    options = _options(arguments)
    folder = Path(options.folder or tempfile.mkdtemp(prefix="paper-digest-benchmark-"))
    try:
        fair = [_size(size, options, folder / str(size)) for size in options.sizes]
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(fair) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    sizes = [213, 2_000, 10_000, 50_000]
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=sizes)
    parser.add_argument(
        "--rounds", type=_positive, default=3, help="turns of each build, A B A B; medians are printed"
    )
    parser.add_argument("--only", default="", help="build only the scenarios whose names match this pattern")
    parser.add_argument(
        "--whole", action="store_true", help="everything that paper-digest makes, not like for like"
    )
    parser.add_argument(
        "--parts", action="store_true", help="what each part beyond Hugo's site costs in a cold build"
    )
    hugo = parser.add_mutually_exclusive_group()
    hugo.add_argument("--without-hugo", action="store_true", help="measure paper-digest alone")
    hugo.add_argument(
        "--hugo-once",
        action="store_true",
        help="let Hugo build only at first, and compare the rest to that: it builds all anew each time",
    )
    parser.add_argument("--folder", help="keep the projects here")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 on")
    return int(text)


def _size(size: int, options: argparse.Namespace, folder: Path) -> bool:
    """Measure all scenarios with a corpus of `size`; return whether the sites are comparable."""
    shutil.rmtree(folder, ignore_errors=True)
    pair = _lay_out(size, folder, without(() if options.whole else LIKE_FOR_LIKE))
    if options.parts:
        _measure_parts(size, pair, options.rounds)
        return True
    fair = True
    first: list[Cost] = []
    for scenario in SCENARIOS:
        if re.search(options.only, scenario.name) or scenario is SCENARIOS[0]:
            ours, theirs = _measure(scenario, pair, options, first)
            first = first or (theirs if options.hugo_once else [])
            if scenario is SCENARIOS[0]:
                fair = not theirs or _compare(pair, options.whole)
                hugo = pair.hugo / "public" if theirs else None
                print(report.heading(size, pair.digest / "output", hugo), *report.HEAD, sep="\n")
            print(report.row(scenario.name, ours, theirs), flush=True)
            if scenario is SCENARIOS[0]:
                output = (ours, pair.digest / "output")
                print(report.file_row("the same, a file", output, (theirs, hugo) if hugo else None))
            if scenario in (SCENARIOS[0], SCENARIOS[1]):
                print(_floor(scenario, pair), flush=True)
            if scenario is SCENARIOS[0]:
                data = measure_data(pair.digest, folder / "data")
                print(report.data_row("search data alone", data), flush=True)
    return fair


def _lay_out(size: int, folder: Path, settings: str) -> Pair:
    language = Language(ROOT / "content" / "papers")
    pair = Pair(folder / "digest", folder / "hugo", tuple(make(size, language)), language)
    lay_out_digest(pair.digest, settings)
    lay_out_hugo(pair.hugo)
    pair.add(list(pair.papers))
    return pair


def _measure(
    scenario: Scenario, pair: Pair, options: argparse.Namespace, known: list[Cost]
) -> tuple[list[Cost], list[Cost]]:
    """Build with both in turn; `known` is what Hugo took, where it need not build again."""
    ours, theirs = [], list(known)
    if scenario.settled:
        run(DIGEST, pair.digest)
    for turn in range(options.rounds):
        scenario.change(pair, turn)
        ours.append(run(DIGEST, pair.digest))
        if not options.without_hugo and not known:
            theirs.append(run(HUGO, pair.hugo))
    return ours, theirs


def _measure_parts(size: int, pair: Pair, rounds: int) -> None:
    """Build like for like, then with each part alone, then with all."""
    choices: dict[str, tuple[str, ...]] = {"like for like": ()}
    choices |= {f"and {part}": (part,) for part in PARTS}
    choices["everything"] = tuple(PARTS)
    print(f"\n### {size:,} papers, part by part\n", *report.PARTS_HEAD, sep="\n")
    for number, (name, parts) in enumerate(choices.items()):
        write_settings(pair.digest, without(part for part in PARTS if part not in parts))
        costs = []
        for turn in range(rounds):
            SCENARIOS[0].change(pair, number * rounds + turn)
            costs.append(run(DIGEST, pair.digest))
        print(report.part_row(name, costs, pair.digest / "output"), flush=True)


def _floor(scenario: Scenario, pair: Pair) -> str:
    if scenario is SCENARIOS[0]:
        copy = pair.digest.parent / "copy"  # it stays: see scenarios.cold
        return report.floor_row("floor: to write the same bytes", write_all(pair.digest / "output", copy))
    return report.floor_row("floor: to look at all inputs", look_at_all(pair.digest / "content"))


def _compare(pair: Pair, whole: bool) -> bool:
    sides = survey(pair.digest / "output"), survey(pair.hugo / "public")
    found = differences(*sides, len(pair.papers))
    if found and not whole:
        print("the two sites are not comparable:", *found, sep="\n  ", file=sys.stderr)
    return whole or not found


if __name__ == "__main__":
    sys.exit(main())
