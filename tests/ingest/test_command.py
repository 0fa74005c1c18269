import argparse
from datetime import date
from pathlib import Path

import pytest

from generator.base.dates import today
from generator.commands import ingest
from generator.errors import UsageError
from tests.ingest.project import HEARTS, LISTING, TWIN, Digest


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    ingest.add_parser(parser.add_subparsers())
    args = parser.parse_args(["ingest", *words])
    status: int = args.run(args)
    return status


def test_ingest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest = Digest(tmp_path / "digest")
    assert run("--project", str(digest.root), "--dry-run") == 0
    out, err = capsys.readouterr()
    assert out == (
        f"new: content/{TWIN}\nnew: content/{HEARTS}\n"
        "dry run: 2 papers from 1 seed: 2 new, 0 updated, 0 unchanged, 0 errors, 0 warnings\n"
    )
    assert "reading 1 seed …" in err
    assert run("--project", str(digest.root)) == 0
    assert (
        capsys.readouterr().out
        == "2 papers from 1 seed: 2 new, 0 updated, 0 unchanged, 0 errors, 0 warnings\n"
    )
    digest.seed("a.txt", LISTING.replace("53.2", "54"))
    digest.edit(HEARTS, "Eva Novak", "Eva Nováková")
    assert run("--project", str(digest.root), "--dry-run") == 0
    assert capsys.readouterr().out == (
        f"update (score): content/{TWIN}\n"
        "dry run: 2 papers from 1 seed: 0 new, 1 updated, 1 unchanged, 1 edited by hand and kept, "
        "0 errors, 0 warnings\n"
    )


def test_an_unreadable_seed_gives_exit_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest = Digest(tmp_path / "digest")
    digest.seed("b.txt", "no listing at all\n")
    assert run("--project", str(digest.root), "--seeds", str(digest.seeds)) == 1
    out, err = capsys.readouterr()
    assert out.startswith("2 papers from 2 seeds: 2 new, 0 updated, 0 unchanged, 1 error, ")
    assert "b.txt: error: this file has no format that is known here" in err


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no digest in"):
        run("--project", str(tmp_path))


def test_today() -> None:
    assert today({"SOURCE_DATE_EPOCH": "86399"}) == date(1970, 1, 1)
    assert today({"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)
    assert today({}) >= date(2020, 1, 1)
    for wrong in ("soon", "1e9", "9" * 30):
        with pytest.raises(UsageError, match="must be seconds since 1970"):
            today({"SOURCE_DATE_EPOCH": wrong})
