"""The papers under version control are what the listings under version control give."""

import shutil
from datetime import date
from pathlib import Path

from generator.ingest.run import ingest

PROJECT = Path(__file__).parents[2]
SOME_DAY = date(2040, 1, 1)


def written(content: Path) -> dict[str, bytes]:
    files = [content / "ingest.lock", *sorted((content / "papers").rglob("*.md"))]
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in files}


def test_a_fresh_ingest_gives_the_committed_files(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    report = ingest(tmp_path / "content", tmp_path / "seeds", SOME_DAY)
    assert (report.seeds, report.papers, report.new, report.problems) == (5, 213, 213, ())
    assert written(tmp_path / "content") == written(PROJECT / "content")

    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = ingest(tmp_path / "content", tmp_path / "seeds", SOME_DAY)
    assert (again.changes, again.unchanged, again.problems) == ((), 213, ())
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps
