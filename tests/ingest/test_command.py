import argparse
from datetime import date
from pathlib import Path

import pytest

from generator.base.dates import today
from generator.base.lock import only_one
from generator.commands import ingest
from generator.config.load import parse_config
from generator.config.schema import Config
from generator.errors import InputError, UsageError
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
    assert not (digest.content / "site.toml").exists()
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


def test_the_first_ingest_writes_a_site_file_and_never_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = Digest(tmp_path / "digest")
    told = "wrote content/site.toml: set title and base_url there\n"
    assert run("--project", str(digest.root)) == 0
    assert told in capsys.readouterr().err
    text = digest.read("site.toml")
    assert parse_config(text) == Config()
    assert [line.partition(" = ")[0] for line in text.splitlines() if line and line[0] != "#"] == [
        "title",
        "base_url",
        "theme",
    ]
    (digest.content / "site.toml").write_text("", "utf-8")
    assert run("--project", str(digest.root)) == 0
    assert told not in capsys.readouterr().err
    assert digest.read("site.toml") == ""


def test_what_a_killed_ingest_left_is_removed(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    left = [
        digest.content / f".{TWIN.replace('papers', 'x').replace('/', '-')}.123.tmp",
        digest.content / "papers/2024/.some-paper.md.99.tmp",
        digest.seeds / ".seeds.toml.1.tmp",
    ]
    kept = [digest.content / "papers/2024/.mine.tmp", digest.content / "papers/2024/notes.1.tmp"]
    for path in (*left, *kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half", "utf-8")
    assert run("--project", str(digest.root), "--dry-run") == 0
    assert all(path.exists() for path in left)
    assert run("--project", str(digest.root)) == 0
    assert [path for path in (*left, *kept) if path.exists()] == kept


def test_two_ingests_at_once(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    with only_one(digest.root / ".digest", "ingest"):
        with pytest.raises(InputError, match="another ingest is at work here"):
            run("--project", str(digest.root))
        assert run("--project", str(digest.root), "--dry-run") == 0
    assert run("--project", str(digest.root)) == 0


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
