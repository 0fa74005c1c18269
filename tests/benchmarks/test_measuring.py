"""What measures is measured: runs, the floor, and whether two sites are comparable."""

import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.floor import write_all
from benchmarks.measure import CommandError, run
from benchmarks.pages import KINDS, THERE, Kind, differences, survey

# long enough for several looks at its memory, also on a busy machine
WORK = "data = bytearray(60_000_000); print(sum(i * i for i in range(15_000_000)), len(data))"
IN_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WORK!r}], check=True)"


@pytest.mark.parametrize("code", [WORK, IN_A_CHILD])
def test_a_run_counts_all_processes(code: str, tmp_path: Path) -> None:
    cost = run([sys.executable, "-c", code], tmp_path)
    assert cost.peak > 60_000_000
    assert cost.cpu > 0
    assert cost.wall > 0


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_the_floor_writes_the_same_bytes(tmp_path: Path) -> None:
    files = {f"a/{n}/index.html": bytes([n]) * n for n in range(20)} | {"index.html": b"home"}
    for name, data in files.items():
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_bytes(data)
    assert write_all(tmp_path / "from", tmp_path / "to") > 0
    assert {name: (tmp_path / "to" / name).read_bytes() for name in files} == files


def test_a_floor_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "index.html").write_text("home")
    (tmp_path / "to").write_text("a file where a folder must be")
    with pytest.raises(CommandError, match="could not be written"):
        write_all(tmp_path / "from", tmp_path / "to")


@pytest.mark.parametrize("rounds", ["0", "-1", "many"])
def test_rounds_are_at_least_one(rounds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--rounds", rounds])
    assert "is no number from 1 on" in capsys.readouterr().err


def test_sites_that_differ_are_told_apart(tmp_path: Path) -> None:
    pages = {
        "papers/a/index.html": '<a href="x">',
        "authors/b/index.html": "",
        "2026/05/index.html": "ab",
        "sitemap-1.xml": "",
        "search/2026.1/rows.0.js": "",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = survey(tmp_path)
    assert (found["paper pages"], found["month pages"]) == (Kind(1, 12, 1), Kind(1, 2, 0))
    assert differences(found, found, 1) == []
    many = dict.fromkeys(found, Kind(100, 100_000, 1_000))
    assert differences(many, many, 100) == []
    fewer = many | {"paper pages": Kind(100, 50_000, 1_000)}
    assert differences(many, fewer, 100) == ["paper pages: 100,000 against 50,000 bytes"]


NONE = Kind(0, 0, 0)
MISSING = [
    ("sitemaps", NONE, "a side has no sitemaps"),
    ("data for search", NONE, "a side has no data for search"),
    ("paper pages", Kind(9, 1_000, 100), "paper pages: 10 against 9 files of 10 papers"),
]


@pytest.mark.parametrize(("kind", "has", "told"), MISSING)
def test_what_one_side_lacks_is_told(kind: str, has: Kind, told: str) -> None:
    whole = dict.fromkeys((*KINDS, *THERE, "day pages"), Kind(10, 1_000, 100))
    assert differences(whole, whole | {kind: has}, 10) == [told]


def test_papers_of_a_month_may_stand_on_pages_of_its_days() -> None:
    other = dict.fromkeys((*KINDS, *THERE, "day pages"), Kind(10, 1_000, 100))
    cut = other | {"month pages": Kind(10, 100, 10)}
    assert differences(cut, other | {"day pages": NONE}, 10) == []
    assert differences(cut | {"day pages": NONE}, other, 10) == [
        "month pages: 100 against 1,000 bytes",
        "month pages: 10 against 100 links",
    ]
