from datetime import date
from pathlib import Path

import pytest

from generator.content.authors import load_people, parse_authors, unmatched_people
from generator.errors import InputError, Severity
from generator.model.paper import Paper
from generator.model.people import Person

FILE = """\
["lin-wang"]
name = "Lin Wang"
names = ["L. Wang"]
orcid = "https://orcid.org/0000-0002-1825-0097"
url = "https://lin-wang.example/"
family = "Wang"
given = "Lin"

["yang-liu-tongji"]  # one printed name, two people
name = "Yang Liu"
papers = ["some-paper", "arxiv:2401.01230"]
note = "Tongji University"

["yang-liu"]
name = "Yang Liu"
"""


def test_people(tmp_path: Path) -> None:
    assert load_people(tmp_path) == ()
    (tmp_path / "authors.toml").write_text(FILE)
    assert load_people(tmp_path) == (
        Person(
            "lin-wang",
            "Lin Wang",
            ("L. Wang",),
            orcid="0000-0002-1825-0097",
            url="https://lin-wang.example/",
            family="Wang",
            given="Lin",
        ),
        Person(
            "yang-liu-tongji", "Yang Liu", papers=("some-paper", "arxiv:2401.01230"), note="Tongji University"
        ),
        Person("yang-liu", "Yang Liu"),
    )


WRONG = [
    ('["a"]\nname = "A"\nnmaes = ["x"]', ':3: error: unknown key "nmaes" for "a"\n    fix: did you'),
    ('["a"]\nname = ', ":2: error: this is not TOML"),
    ('["a"]\nname = "A"\n["a"]\nname = "B"', ":3: error: this is not TOML"),
    ('["A B"]\nname = "A"', ':1: error: "A B" is no slug (a-z, 0-9'),
    ('["a"]\nnames = ["x"]', ':1: error: "a" needs "name" as text'),
    ('["a"]\nname = 1', ':2: error: "a" needs "name" as text'),
    ('["a"]\nname = "A"\nnames = "x"', ':3: error: "names" of "a" must be a list of texts'),
    ('["a"]\nname = "A"\norcid = "0000-0002-1825-0098"', ':3: error: "0000-0002-1825-0098" is no'),
    ('["a"]\nname = "A"\nurl = "javascript:alert(1)"', ':3: error: "javascript:alert(1)" is no'),
    ('["a"]\nname = "A B"\ngiven = "A"', ':3: error: "a" has "given" but no "family"'),
    ("a = 1", ':1: error: "a" is not a table'),
    ('["a"]\nname = "X"\n["b"]\nname = "B"\nnames = ["X"]', ':3: error: "X" means both'),
    ('["a"]\nname = "José Núñez"\n\n[b]\nname = "jose NUNEZ"', ':4: error: "jose NUNEZ" means both'),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong(text: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_authors(text, "content/authors.toml")
    assert str(caught.value).startswith(f"content/authors.toml{expected}")


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_orcid_check_digit(orcid: str) -> None:
    (person,) = parse_authors(f'["a"]\nname = "A"\norcid = "{orcid}"', "x")
    assert person.orcid == orcid


UNMATCHED = [
    # authors.toml, its warnings
    ('["a"]\nname = "Ann Lee"', []),
    ('["a"]\nname = "A. Lee"\nnames = ["ANN LÉE"]', []),
    ('["a"]\nname = "Ann Lee"\npapers = ["x", "arxiv:2401.01230"]', []),
    ('["a"]\n\nname = "Ann Lea"', [(3, 'no paper names "Ann Lea" or another name of "a" as author')]),
    (
        '["a"]\nname = "Ann Lee"\npapers = [\n  "x",\n  "y",\n]',
        [(3, '"a" lists the paper "y", which is not here')],
    ),
    (
        '["a"]\nname = "Ann Lea"\npapers = ["x"]',
        [(3, '"a" lists the paper "x", which has none of their names as author')],
    ),
]


@pytest.mark.parametrize(("text", "expected"), UNMATCHED)
def test_people_whom_no_paper_names_are_told(
    tmp_path: Path, text: str, expected: list[tuple[int, str]]
) -> None:
    (tmp_path / "authors.toml").write_text(text)
    paper = Paper("arxiv:2401.01230", "x", "X", date(2026, 5, 28), authors=("Bo Li", "Ann Lee"))
    problems = unmatched_people(tmp_path, load_people(tmp_path), [paper])
    assert [(problem.where.line, problem.fault) for problem in problems] == expected
    assert {problem.severity for problem in problems} <= {Severity.WARNING}


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "authors.toml").write_bytes(b"\xff")
    with pytest.raises(InputError, match="save it as UTF-8"):
        load_people(tmp_path)
