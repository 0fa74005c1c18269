from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.nearest import did_you_mean
from generator.base.toml_file import find_line, parse_toml, read_toml_text
from generator.errors import InputError

TEXT = '''\
# theme = "x"
theme = "y"
about = """
home = 3
"""
lists = { home = 3, top = 4 }
mail.sender = "a@b.example"

[ theme ]  # a table
"accent" = "red"
[options.accent]
default = "#fff"
["listing.txt"]
captured = 2026-05-28
[[many]]
name = "x"
'''

LINES = [
    (("theme",), 2),
    (("lists",), 6),
    (("lists", "home"), 6),
    (("home",), 0),
    (("mail", "sender"), 7),
    (("mail",), 7),
    (("theme", "accent"), 10),
    (("options",), 11),
    (("options", "accent", "default"), 12),
    (("options", "accent", "pattern"), 11),
    (("listing.txt", "captured"), 14),
    (("listing", "txt"), 0),
    (("many", "name"), 16),
]


@pytest.mark.parametrize(("keys", "line"), LINES)
def test_find_line(keys: tuple[str, ...], line: int) -> None:
    assert find_line(TEXT, *keys) == line


@given(st.text(alphabet="ab.\"'[]{}=# \n", max_size=60))
def test_a_line_is_one_of_the_text_whatever_it_holds(text: str) -> None:
    assert 0 <= find_line(text, "a", "b") <= text.count("\n") + 1


WRONG = [
    # text, line, start of the fault
    ("a = 1\nb = \n", 2, "this is not TOML: "),
    ("a = 1\nb = [\n\n\n", 2, "this is not TOML: "),
    ("a = 1\na = 2", 2, "this is not TOML: "),
    ("a = " + "1" * 5000, 1, "this is not TOML: "),
    ("a = " + "[" * 50_000, 0, "this is nested too deeply"),
]


@pytest.mark.parametrize(("text", "line", "fault"), WRONG, ids=range(len(WRONG)))
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_toml(text, "x.toml")
    assert (caught.value.problem.where.path, caught.value.problem.where.line) == ("x.toml", line)
    assert caught.value.problem.fault.startswith(fault)


def test_text_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    assert read_toml_text(path, "x.toml") == ""
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\n")
    assert read_toml_text(path, "x.toml") == "a = 1\nb = 2\nc = 3\n"
    path.write_bytes(b"a = 1\nb = '\xff'\n")
    with pytest.raises(InputError, match=r"x\.toml:2: error: this line is not valid UTF-8"):
        read_toml_text(path, "x.toml")
    with pytest.raises(InputError, match="cannot read this file"):
        read_toml_text(tmp_path, "x.toml")


@pytest.mark.parametrize(
    ("name", "known", "advice"),
    [
        ("min_paper", ["min_papers", "home"], 'did you mean "min_papers"?'),
        ("x", ["b", "a"], "known: b, a"),
        ("x", [], "there are none"),
    ],
)
def test_did_you_mean(name: str, known: list[str], advice: str) -> None:
    assert did_you_mean(name, known) == advice
