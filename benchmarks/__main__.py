"""Measure paper-digest beside Hugo at the same work, in turn, and print a table.

python -m benchmarks --sizes 213,2000,10000,50000 --rounds 3
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.corpus import Language, make
from benchmarks.floor import write_all
from benchmarks.measure import CommandError, Cost, run
from benchmarks.pages import differences, survey
from benchmarks.projects import LIKE_FOR_LIKE, lay_out_digest, lay_out_hugo
from benchmarks.scenarios import SCENARIOS, Pair, Scenario

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
    sizes = [213, 2_000, 10_000]
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=sizes)
    parser.add_argument(
        "--rounds", type=int, default=3, help="turns of each build, A B A B; medians are printed"
    )
    parser.add_argument("--only", default="", help="build only the scenarios whose name holds this")
    parser.add_argument(
        "--whole", action="store_true", help="everything that paper-digest makes, not like for like"
    )
    parser.add_argument("--without-hugo", action="store_true", help="measure paper-digest alone")
    parser.add_argument("--folder", help="keep the projects here")
    return parser.parse_args(arguments)


def _size(size: int, options: argparse.Namespace, folder: Path) -> bool:
    """Measure all scenarios with a corpus of `size`; return whether the sites are comparable."""
    shutil.rmtree(folder, ignore_errors=True)
    pair = _lay_out(size, folder, "" if options.whole else LIKE_FOR_LIKE)
    fair = True
    for scenario in SCENARIOS:
        if options.only in scenario.name or scenario is SCENARIOS[0]:
            ours, theirs = _measure(scenario, pair, options)
            _print(size, scenario.name, pair, ours, theirs)
            if scenario is SCENARIOS[0] and theirs:
                fair = _compare(pair, options.whole)
                print(f"{size:>7,}  {'floor: writing the same bytes':32}{_floor(pair):9.2f} s")
    return fair


def _lay_out(size: int, folder: Path, settings: str) -> Pair:
    language = Language(ROOT / "content" / "papers")
    pair = Pair(folder / "digest", folder / "hugo", tuple(make(size, language)), language)
    lay_out_digest(pair.digest, settings)
    lay_out_hugo(pair.hugo)
    pair.add(list(pair.papers))
    return pair


def _measure(scenario: Scenario, pair: Pair, options: argparse.Namespace) -> tuple[list[Cost], list[Cost]]:
    ours, theirs = [], []
    for turn in range(options.rounds):
        scenario.change(pair, turn)
        ours.append(run(DIGEST, pair.digest))
        if not options.without_hugo:
            theirs.append(run(HUGO, pair.hugo))
    return ours, theirs


def _print(size: int, name: str, pair: Pair, ours: list[Cost], theirs: list[Cost]) -> None:
    print(f"{size:>7,}  {name:32}", _side("paper-digest", pair.digest / "output", ours), end="")
    if theirs:
        ratios = sorted(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))
        print(_side("hugo", pair.hugo / "public", theirs), end="")
        print(f"   ratio {median(ratios):.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f})", end="")
    print(flush=True)


def _side(name: str, output: Path, costs: list[Cost]) -> str:
    files = sum(1 for path in output.rglob("*") if path.is_file())
    wall, cpu = median(cost.wall for cost in costs), median(cost.cpu for cost in costs)
    peak = max(cost.peak for cost in costs) / 1e6
    each = wall / max(1, files) * 1000
    return f"   {name}: {wall:7.2f} s, cpu {cpu:7.2f} s, {peak:5.0f} MB, {files:,} files, {each:.3f} ms each"


def _floor(pair: Pair) -> float:
    return write_all(pair.digest / "output", pair.digest.parent / "copy")  # stays: see scenarios.cold


def _compare(pair: Pair, whole: bool) -> bool:
    found = differences(survey(pair.digest / "output"), survey(pair.hugo / "public"))
    if found and not whole:
        print("the two sites are not comparable:", *found, sep="\n  ", file=sys.stderr)
    return whole or not found


if __name__ == "__main__":
    sys.exit(main())
