"""Figures as tables of Markdown, as they stand in docs/performance.md."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost
from benchmarks.search_data import Told

HEAD = (
    "| | paper-digest | CPU | memory | Hugo | CPU | memory | ratio of walls (each turn) |",
    "|---|---|---|---|---|---|---|---|",
)
PARTS_HEAD = ("| cold build | time | CPU | memory | files |", "|---|---|---|---|---|")


def heading(size: int, ours: Path, theirs: Path | None) -> str:
    """Return the heading of one corpus: after its first build."""
    also = f", {count_files(theirs):,} of Hugo" if theirs else ""
    return f"\n### {size:,} papers\n\n{count_files(ours):,} files of paper-digest{also}.\n"


def row(name: str, ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    """Return one scenario: medians of both sides, and the ratio turn by turn."""
    if not theirs:
        return f"| {name} | {_side(ours)} | | | | |"
    ratios = sorted(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))
    spread = f" ({ratios[0]:.3f} to {ratios[-1]:.3f})" if len(ratios) > 1 else ""
    return f"| {name} | {_side(ours)} | {_side(theirs)} | {median(ratios):.3f}{spread} |"


def file_row(name: str, ours: tuple[Sequence[Cost], Path], theirs: tuple[Sequence[Cost], Path] | None) -> str:
    """Return what a build took for each file of its output."""
    sides = [ours, theirs] if theirs else [ours]
    cells = []
    for costs, output in sides:
        files = count_files(output)
        cells += [
            _milliseconds(median(getattr(cost, kind) for cost in costs) / files) for kind in ("wall", "cpu")
        ]
        cells.append("")
    return f"| {name} | {' | '.join(cells + [''] * (7 - len(cells)))} |"


def floor_row(name: str, seconds: float) -> str:
    """Return what cannot be beaten."""
    return f"| {name} | {_seconds(seconds)} | | | | | | |"


def data_row(name: str, told: Told) -> str:
    """Return what search data took of that; its memory is what comes on top of the plan."""
    return f"| {name} | {_seconds(told.wall)} | {_seconds(told.cpu)} | {told.memory / 1e6:.0f} MB | | | | |"


def part_row(name: str, costs: Sequence[Cost], output: Path) -> str:
    """Return what a build costs with one part more."""
    return f"| {name} | {_side(costs)} | {count_files(output):,} |"


def count_files(output: Path) -> int:
    """Return how many files a folder holds."""
    return sum(1 for path in output.rglob("*") if path.is_file())


def _side(costs: Sequence[Cost]) -> str:
    wall, cpu = median(cost.wall for cost in costs), median(cost.cpu for cost in costs)
    return f"{_seconds(wall)} | {_seconds(cpu)} | {max(cost.peak for cost in costs) / 1e6:.0f} MB"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _seconds(value: float) -> str:
    return f"{value:.{3 if value < 0.1 else 2 if value < 100 else 0}f} s"
