"""Lists of subscribers as CSV files."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError, Problem
from generator.model.mail import Choices
from generator.model.rules import Rule
from generator.subscribers.address import canonical_address
from generator.subscribers.csv_file import Entry, read_csv, write_csv
from generator.subscribers.people import Person
from generator.subscribers.roster import Listed
from tests.subscribers.people import NOW


def read(path: Path) -> tuple[list[tuple[str, Choices]], list[str]]:
    """Return the active ones, and what is wrong with which line."""
    entries, faults = read_entries(path)
    return [(entry.address, entry.choices) for entry in entries if entry.choices is not None], faults


def read_entries(path: Path) -> tuple[list[Entry], list[str]]:
    problems: list[Problem] = []
    return list(read_csv(path, problems)), [f"{p.where.line}: {p.fault}" for p in problems]


ADA = "ada@x.example"
ROWS = [
    # text, found, faults
    ("address\nada@x.example\n", [(ADA, Choices())], []),
    ("\ufeffEmail;\r\n", None, "there is no column of addresses"),
    ("\ufeff E-Mail ,name\r\nada@x.example,Ada\r\n\r\n , \r\n", [(ADA, Choices())], []),
    ("", None, "there is no column of addresses"),
    ("name\nAda\n", None, "there is no column of addresses"),
    (
        "address,frequency,topics,authors,code,score,most,note\n"
        '"ada@x.example",weekly,cs.cv; eess.*,Lin Wang,yes,70,5,1\n',
        [
            (
                ADA,
                Choices(
                    **{"frequency": "weekly", "topics": ("cs.CV", "eess.*"), "authors": ("Lin Wang",)},
                    **{"code": True, "score": 70.0, "most": 5, "note": True},
                ),
            )
        ],
        [],
    ),
    ("address,code,note\nada@x.example,no,0\n", [(ADA, Choices())], []),
    (
        'address,choices\nada@x.example,"{""topics"":[""cs.CV""]}"\n',
        [(ADA, Choices(topics=("cs.CV",)))],
        [],
    ),
    ("address,choices\nada@x.example,{}x\n", [], ["2: the choices are not JSON"]),
    ("address,active\nada@x.example,no\nbob@x.example,yes\n", [("bob@x.example", Choices())], []),
    (
        "address\nada@x.example\nAda <ada@x.example>\nnobody\n\nbob@x.example\n",
        [(ADA, Choices()), ("bob@x.example", Choices())],
        ["3: there is no mail address", "4: there is no mail address"],
    ),
    (f"address\n{'a' * 245}@x.example\n", [], ["2: there is no mail address"]),
    ("address,score\nada@x.example,lots\n", [], ["2: “lots” is no number."]),
    ("address,frequency\nada@x.example\n", [(ADA, Choices())], []),
    ("address\nada@x.example,more,cells\n", [(ADA, Choices())], []),
    (
        f'address,name\n"x","{"a" * 140_000}"\nada@x.example,Ada\n',
        [(ADA, Choices())],
        ["2: cannot be read: field larger than field limit (131072)"],
    ),
    (
        "address\n'=ada@x.example\n'ada@x.example\n",
        [("=ada@x.example", Choices()), ("'ada@x.example", Choices())],
        [],
    ),
    ("address,frequency\nada@x.example, Weekly \n", [(ADA, Choices("weekly"))], []),
    (
        "address,frequency\nada@x.example,monthly\n",
        [],
        ["2: How often mail shall come is not said."],
    ),
    ("address,code,note\nada@x.example,n,OFF\n", [(ADA, Choices())], []),
    ("address,code,note\nada@x.example,Y,True\n", [(ADA, Choices(code=True, note=True))], []),
    ("address,code\nada@x.example,maybe\n", [], ['2: "code" says neither yes nor no']),
    ("address,active\nada@x.example,n\n", [], []),
    ("address,active\nada@x.example,gone\n", [], ['2: "active" says neither yes nor no']),
    ("address,suppressed\nada@x.example,why not\n", [], ["2: this is no reason to be suppressed"]),
    (
        'address\nada@münchen.example\n"bob@x.example,"\neve@ x.example\neve@x\u200b.example\n',
        [("ada@xn--mnchen-3ya.example", Choices()), ("eve@x.example", Choices())],
        ["3: there is no mail address", "4: there is no mail address"],
    ),
    # a quotation mark that nothing closes costs its own row only
    (
        'address,topics\nada@x.example,"cs.CV\nbob@x.example,\neve@x.example,cs.LG\n',
        [("bob@x.example", Choices()), ("eve@x.example", Choices(topics=("cs.LG",)))],
        ["2: cannot be read: unexpected end of data"],
    ),
    (
        'address,topics\nada@x.example,"cs.CV\nbob@x.example,"cs.LG"\n',
        [("bob@x.example", Choices(topics=("cs.LG",)))],
        ["2: cannot be read: ',' expected after '\"'"],
    ),
    (
        'address,topics,name\nada@x.example,"cs.CV,Ada\nbob@x.example,cs.LG,"\neve@x.example,,Eve\n',
        [("eve@x.example", Choices())],
        ['2: cannot be read: "topics" goes on in the next line', "3: cannot be read: unexpected end of data"],
    ),
    (
        'address,note on paper\r\nada@x.example,"two\r\nlines"\r\nnobody,\r\n',
        [(ADA, Choices())],
        ["4: there is no mail address"],
    ),
]


@pytest.mark.parametrize(("text", "found", "faults"), ROWS)
def test_reading(tmp_path: Path, text: str, found: list | None, faults: list[str] | str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8", newline="")
    if found is None:
        with pytest.raises(InputError, match=str(faults)):
            read(path)
        return
    assert read(path) == (found, faults)


def test_suppressions_are_read_also_of_who_has_left(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("address,active,suppressed\nada@x.example,yes,bounce\nbob@x.example,no,Complaint\n")
    assert read_entries(path)[0] == [
        Entry(ADA, Choices(), "bounce"),
        Entry("bob@x.example", None, "complaint"),
    ]


def test_faults_name_no_address(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("address,score\nada@x.example,lots\nada at x.example,1\n")
    problems: list[Problem] = []
    assert list(read_csv(path, problems)) == []
    assert len(problems) == 2
    assert "ada" not in "".join(map(str, problems))


def test_bytes_that_are_no_utf_8_cost_their_row(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"address\nad\xe4@x.example\nbob@x.example\n")
    assert read(path) == ([("bob@x.example", Choices())], ["2: there is no mail address"])


def listed(address: str, choices: Choices, source: str = "test", active: bool = True) -> Listed:
    return Listed(Person(1, address, choices, active, source, NOW, NOW, None if active else NOW), "")


locals_ = st.text("abcXYZ019!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=20)
addresses = locals_.map(lambda local: f"{local}@x.example").filter(canonical_address)


@given(addresses, st.text(max_size=30))
def test_what_is_written_is_read_again_and_no_formula(
    tmp_path_factory: pytest.TempPathFactory, address: str, source: str
) -> None:
    choices = Choices(
        "weekly", ("cs.CV",), keywords=("plain",), rules=(Rule("r", words=("retina*",)),), score=5.5
    )
    path = tmp_path_factory.mktemp("csv") / "people.csv"
    stream = io.StringIO()
    write_csv([listed(address, choices, source), listed("bob@x.example", Choices(), active=False)], stream)
    path.write_text(stream.getvalue(), "utf-8", newline="")
    assert read(path) == ([(address, choices)], [])
    for row in csv.reader(io.StringIO(stream.getvalue())):
        assert not [cell for cell in row if cell[:1] in set("=+-@\t\r")]


@given(st.binary(max_size=300))
def test_any_bytes_are_told_in_words(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("csv") / "people.csv"
    path.write_bytes(b"address,score,choices\n" + data)
    found, _ = read(path)
    assert all(canonical_address(address) == address for address, _ in found)
