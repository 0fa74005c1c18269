"""The tables that the benchmark prints, and the settings of what it compares."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.floor import look_at_all, write_all
from benchmarks.measure import Cost
from benchmarks.projects import PARTS, lay_out_digest, without
from benchmarks.search_data import Told
from generator.config.load import load_config


def test_medians_stand_beside_the_ratio_of_each_turn() -> None:
    ours = [Cost(1.0, 2.0, 10_000_000), Cost(3.0, 4.0, 30_000_000), Cost(2.0, 3.0, 20_000_000)]
    theirs = [Cost(10.0, 1.0, 5_000_000), Cost(10.0, 1.0, 5_000_000), Cost(10.0, 1.0, 5_000_000)]
    assert report.row("cold", ours, theirs) == (
        "| cold | 2.00 s | 3.00 s | 30 MB | 10.00 s | 1.00 s | 5 MB | 0.200 (0.100 to 0.300) |"
    )


@pytest.mark.parametrize(
    "line",
    [
        report.row("a", [Cost(0.01, 1, 1)], []),
        report.floor_row("a", 123.4),
        report.data_row("a", Told(1.0, 1.0, 1, 1, 1, 1)),
    ],
)
def test_rows_have_the_columns_of_the_head(line: str) -> None:
    assert line.count("|") == report.HEAD[0].count("|") == report.HEAD[1].count("|")


def test_a_file_costs_its_share_of_the_build(tmp_path: Path) -> None:
    for name, count in (("ours", 4), ("theirs", 2)):
        (tmp_path / name).mkdir()
        for number in range(count):
            (tmp_path / name / str(number)).touch()
    ours, theirs = ([Cost(1.0, 2.0, 1)], tmp_path / "ours"), ([Cost(3.0, 4.0, 1)], tmp_path / "theirs")
    assert report.file_row("a file", ours, theirs) == (
        "| a file | 250.00 ms | 500.00 ms |  | 1500.00 ms | 2000.00 ms |  |  |"
    )
    assert report.file_row("a file", ours, None) == "| a file | 250.00 ms | 500.00 ms |  |  |  |  |  |"


def test_parts_are_settings_that_the_program_knows(tmp_path: Path) -> None:
    lay_out_digest(tmp_path, without(PARTS))
    config = load_config(tmp_path)
    assert (config.lists.related, config.feeds.authors, config.exports.formats) == (0, False, ())


def test_floors_do_the_same_work(tmp_path: Path) -> None:
    (tmp_path / "one" / "a").mkdir(parents=True)
    (tmp_path / "one" / "a" / "b.txt").write_bytes(b"text")
    assert write_all(tmp_path / "one", tmp_path / "two") > 0
    assert (tmp_path / "two" / "a" / "b.txt").read_bytes() == b"text"
    assert look_at_all(tmp_path / "two") > 0
