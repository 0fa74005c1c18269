"""`digest read`: records on stdout, problems on stderr, and what it returns."""

import argparse
import json
from pathlib import Path

import pytest

from generator.commands import read

LISTING = (
    "53.2CVMay 28Code\nFew-Shot Skin Lesion RecognitionWenqing Zhou, Yifan Xu et al. · some-lab\n"
    "We study lesions of the skin.\n"
)
UNKNOWN = "@article{a, title = {Parsing}}\n"


def run(*files: Path) -> int:
    parser = argparse.ArgumentParser()
    read.add_parser(parser.add_subparsers())
    args = parser.parse_args(["read", *map(str, files)])
    code = args.run(args)
    assert isinstance(code, int)
    return code


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "seeds.toml", '["list.txt"]\ncaptured = 2026-06-01\n')
    assert run(put(tmp_path / "list.txt", LISTING)) == 0
    out, err = capsys.readouterr()
    row = json.loads(out)
    assert row.pop("confidence") > 0.9
    assert row == {
        "doc": "list.txt",
        "line": 1,
        "title": "Few-Shot Skin Lesion Recognition",
        "authors": ["Wenqing Zhou", "Yifan Xu"],
        "authors_complete": False,
        "topic": "cs.CV",
        "date": "2026-05-28",
        "score": 53.2,
        "has_code": True,
        "organisations": ["some-lab"],
        "abstract": "We study lesions of the skin.",
        "alternatives": [],
    }
    assert err == ""


def test_without_an_entry_the_day_is_inferred_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(put(tmp_path / "list.txt", LISTING)) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["date"].endswith("-05-28")
    assert "list.txt: warning: seeds.toml beside this file does not say when it was captured" in err
    assert 'fix: write ["list.txt"] and below it captured = ' in err


def test_a_file_of_unknown_format_and_a_missing_one_stop_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = put(tmp_path / "list.txt", LISTING), put(tmp_path / "x.bib", UNKNOWN)
    assert run(tmp_path / "missing.txt", bad, good) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "missing.txt: error: cannot read this file" in err
    assert "x.bib: error: this file has no format that is known here" in err
    assert "known formats: author listing (three lines a paper" in err


def test_a_broken_seeds_toml_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "seeds.toml", "captured\n")
    assert run(put(tmp_path / "a.txt", LISTING), put(tmp_path / "b.txt", LISTING)) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.count("this is not TOML") == 1


def test_files_of_one_name_in_two_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = put(tmp_path / "a" / "list.txt", LISTING)
    second = put(tmp_path / "b" / "list.txt", LISTING.replace("CVMay 28", "CLMay 27"))
    assert run(first, second, first) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["topic"] for row in rows] == ["cs.CV", "cs.CL"]


def test_wrong_usage_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 2
    assert "FILE" in capsys.readouterr().err


CONTROLS = (
    "5\x003.2CVMay 28\nFew-Shot \x07Lesion RecognitionWenqing\x01 Zhou, Yifan Xu\n"
    "\x02\nA \x01vec\x9btor\u202e of\x80 x.\n"
)


def test_an_abstract_is_given_as_printed_and_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "seeds.toml", '["list.txt"]\ncaptured = 2026-06-01\n')
    assert run(put(tmp_path / "list.txt", CONTROLS)) == 0
    out, err = capsys.readouterr()
    row = json.loads(out)
    assert (row["title"], row["authors"]) == ("Few-Shot Lesion Recognition", ["Wenqing Zhou", "Yifan Xu"])
    assert row["abstract"] == "A \x01vec\x9btor\u202e of\x80 x."
    assert out[:-1].isprintable()
    assert "list.txt:4: warning: 4 control characters in this line; pages leave them out" in err


def test_the_day_is_that_of_source_date_epoch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")  # 13 September 2020
    assert run(put(tmp_path / "list.txt", LISTING)) == 0
    assert json.loads(capsys.readouterr().out)["date"] == "2020-05-28"


def test_a_name_that_steers_a_terminal_is_shown_harmless(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "x\x1b[31m.txt") == 1
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert "x\\x1b[31m.txt: error: cannot read this file" in err
