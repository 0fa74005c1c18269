"""Bytes to clean text, and seeds.toml."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError, Severity
from generator.readers.seedfile import (
    LONGEST_LINE,
    MOST_REPORTS,
    clean,
    load_captures,
    read_seed,
    without_controls,
)

TEXTS = [
    # bytes                        text               reported lines
    (b"a\nb\n", "a\nb\n", []),
    (b"a\r\nb\rc", "a\nb\nc", []),
    (b"\xef\xbb\xbfa", "a", []),
    ("über\n".encode("utf-16"), "über\n", []),
    (b"ok\nr\xe9sum\xe9\nok", "ok\nr\ufffdsum\ufffd\nok", [2]),
    ("a\ufffdb".encode(), "a\ufffdb", []),
    (b"a\x00b\n\x1b[31mred", "a\x00b\n\x1b[31mred", [1, 2]),
    ("left\u202eright".encode(), "left\u202eright", [1]),
    (b"page\x0cbreak", "page break", []),
    (b"tab\there", "tab\there", []),
    (b"", "", []),
]


@pytest.mark.parametrize(("data", "text", "lines"), TEXTS)
def test_clean(data: bytes, text: str, lines: list[int]) -> None:
    cleaned, problems = clean(data, "x.txt")
    assert cleaned == text
    assert [problem.where.line for problem in problems] == lines
    assert all(problem.severity is Severity.WARNING for problem in problems)


def test_the_fault_is_named() -> None:
    _, problems = clean(b"fine\n\xff\x07", "seeds/x.txt")
    assert [str(problem).splitlines()[0] for problem in problems] == [
        "seeds/x.txt:2: warning: this line is not valid UTF-8",
        "seeds/x.txt:2: warning: 1 control character in this line; pages leave them out",
    ]


def test_a_line_of_ten_megabytes_is_left_out_and_the_rest_read() -> None:
    text, problems = clean(b"before\n" + b"x" * 10_000_000 + b"\nafter", "x.txt")
    assert text == "before\n\nafter"
    (problem,) = problems
    assert (problem.where.line, problem.severity) == (2, Severity.ERROR)
    assert f"10000000 characters, more than {LONGEST_LINE}" in problem.fault


def test_a_binary_file_is_reported_in_few_words() -> None:
    _, problems = clean(b"\xff\n" * 5000, "x.bin")
    assert len(problems) == MOST_REPORTS + 1
    assert "4980 more lines" in problems[-1].fault


@given(st.binary(max_size=300))
def test_clean_never_fails_and_keeps_the_count_of_lines(data: bytes) -> None:
    text, _ = clean(data, "x")
    assert len(text.splitlines() or [""]) - text.count("\n") in (0, 1)  # "\n" alone ends a line
    assert not any(ord(c) < 32 and c not in "\t\n" for c in without_controls(text))
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert text.count("\n") == data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")


def test_read_seed(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    seed, problems = read_seed(path, "list.txt", date(2026, 5, 28))
    assert (seed.name, seed.text, seed.captured, problems) == ("list.txt", "one\ntwo", date(2026, 5, 28), [])
    with pytest.raises(InputError, match="cannot read this file"):
        read_seed(tmp_path / "missing.txt", "missing.txt")


GOOD = '# comment\n["a.txt"]\ncaptured = 2026-05-28\n\n["sub/b.txt"]\ncaptured = 2025-01-01\n'
WRONG = [
    # file                                                        line, fault
    ('["a.txt"]\ncaptured = \n', 2, "this is not TOML"),
    ('["a.txt"]\ncaptured = 2026-05-28\n["b.txt"]\n', 3, '"b.txt" has no day of capture'),
    ('["a.txt"]\ncaptured = 2026-05-28T10:00:00\n', 2, "is not a day"),
    ('["a.txt"]\ncaptured = "2026-05-28"\n', 2, "is not a day"),
    ('["a.txt"]\ncaptured = 2026-05-28\ncaptred = 1\n', 3, 'unknown key "captred"'),
    ('"a.txt" = 2026-05-28\n', 1, '"a.txt" is not a table'),
    ('["a.txt"]\ncaptured = 2026-02-30\n', 2, "this is not TOML"),
]


def test_load_captures(tmp_path: Path) -> None:
    path = tmp_path / "seeds.toml"
    assert load_captures(path) == {}
    path.write_text("\ufeff" + GOOD, "utf-8")
    assert load_captures(path) == {"a.txt": date(2026, 5, 28), "sub/b.txt": date(2025, 1, 1)}


@pytest.mark.parametrize(("text", "line", "fault"), WRONG)
def test_load_captures_names_the_line(tmp_path: Path, text: str, line: int, fault: str) -> None:
    path = tmp_path / "seeds.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load_captures(path)
    assert caught.value.problem.where.line == line
    assert fault in caught.value.problem.fault
