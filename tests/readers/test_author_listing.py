"""Author listings in all their states."""

from datetime import date

import pytest

from generator.model.record import PaperRecord, Seed
from generator.readers.author_listing import infer_capture, sniff
from tests.readers.listings import ABSTRACT, FIRST, SECOND, items, problems, records


def test_all_fields() -> None:
    first, second = records(FIRST + SECOND)
    assert first.title == "Few-Shot Skin Lesion Recognition"
    assert first.authors == ("Wenqing Zhou", "Yifan Xu")
    assert (first.authors_complete, first.organisations) == (True, ())
    assert (first.topics, first.date, first.score, first.has_code) == (
        ("cs.CV",),
        date(2026, 5, 28),
        53.2,
        False,
    )
    assert first.abstract == ABSTRACT
    assert (first.source.seed, first.source.line, first.captured) == ("x.txt", 1, date(2026, 5, 28))
    assert second.title == "Parsing with Fewer Trees"
    assert second.authors == ("Tanvi Rao", "Bo Li", "Ada Lind")
    assert (second.authors_complete, second.organisations) == (False, ("some-lab",))
    assert (second.topics, second.date, second.score, second.has_code) == (
        ("cs.CL",),
        date(2024, 8, 2),
        None,
        True,
    )


METADATA = [
    # line                       topic               date                score  code   problem
    ("CVMay 28", ("cs.CV",), date(2026, 5, 28), None, False, ""),
    ("86.6CVMar 18Code", ("cs.CV",), date(2026, 3, 18), 86.6, True, ""),
    ("100CVMar 18", ("cs.CV",), date(2026, 3, 18), 100.0, False, ""),
    ("0MLMar 18", ("stat.ML",), date(2026, 3, 18), 0.0, False, ""),
    ("MED-PHJan 28, 2020", ("physics.med-ph",), date(2020, 1, 28), None, False, ""),
    ("cs.CVMay 1", ("cs.CV",), date(2026, 5, 1), None, False, ""),
    ("12.5May 1", (), date(2026, 5, 1), 12.5, False, ""),
    ("CVMay 29", ("cs.CV",), date(2025, 5, 29), None, False, "lies behind the day of capture"),
    ("CVFeb 30, 2024", ("cs.CV",), None, None, False, "the calendar has no such day"),
    ("120CVMay 1", ("cs.CV",), date(2026, 5, 1), None, False, "is not in 0 to 100"),
    ("5QQMay 1", (), date(2026, 5, 1), 5.0, False, "arXiv has no category 'QQ'"),
]


@pytest.mark.parametrize(("line", "topics", "day", "score", "code", "problem"), METADATA)
def test_metadata(
    line: str, topics: tuple[str, ...], day: date | None, score: float | None, code: bool, problem: str
) -> None:
    text = FIRST.replace("53.2CVMay 28", line)
    (record,) = records(text)
    assert (record.topics, record.date, record.score, record.has_code) == (topics, day, score, code)
    found = problems(text)
    assert len(found) == bool(problem)
    assert all(problem in fault and fault.startswith("1 warning") for fault in found)


def test_without_a_day_of_capture_a_date_without_year_is_left_out() -> None:
    (record,) = [i for i in items(FIRST, None) if isinstance(i, PaperRecord)]
    assert record.date is None
    assert "nobody said when this file was captured" in problems(FIRST, None)[0]


WRAPPED = (
    ABSTRACT.replace("at hand. ", "at\nhand. ")
    .replace("of them. ", "of them.\n")
    .replace("better ", "better\n")
)
STATES = [
    ("blank lines", (FIRST + SECOND).replace("\n", "\n\n \n")),
    ("no final newline", (FIRST + SECOND).rstrip("\n")),
    ("spaces", (FIRST + SECOND).replace("\n", "  \n").replace("Few-Shot ", "  Few-Shot   ")),
    ("wrapped abstracts", (FIRST + SECOND).replace(ABSTRACT, WRAPPED)),
]


@pytest.mark.parametrize(("state", "text"), STATES)
def test_states_of_a_file(state: str, text: str) -> None:
    found = records(text)
    assert problems(text) == []
    assert [r.title for r in found] == ["Few-Shot Skin Lesion Recognition", "Parsing with Fewer Trees"]
    assert [r.abstract for r in found] == [ABSTRACT, ABSTRACT]
    assert found[1].organisations == ("some-lab",)


def test_a_listing_that_was_wrapped_as_a_whole() -> None:
    text = """\
53.2CVMay 28
A Rather Long Title on the Recognition of Skin
Lesions with Few LabelsWenqing Zhou, Yifan Xu
We study how lesions of the skin can be
recognised when few labels are at hand. A new
loss makes the most of them.
CLAug 2, 2024
Parsing with Fewer Trees and a Very Small
LexiconTanvi Rao, Bo Li, Ada Lind et al.
We parse sentences with fewer trees than any
other parser before.
"""
    first, second = records(text)
    assert first.title == "A Rather Long Title on the Recognition of Skin Lesions with Few Labels"
    assert first.authors == ("Wenqing Zhou", "Yifan Xu")
    assert first.abstract.startswith("We study how lesions of the skin can be recognised")
    assert second.title == "Parsing with Fewer Trees and a Very Small Lexicon"
    assert second.abstract == "We parse sentences with fewer trees than any other parser before."
    assert problems(text) == []


def test_more_authors_than_usual_are_read_and_told() -> None:
    text = FIRST.replace("Wenqing Zhou, Yifan Xu", "Wenqing Zhou, Yifan Xu, Tanvi Rao, Bo Li")
    (record,) = records(text)
    assert record.title == "Few-Shot Skin Lesion Recognition"
    assert record.authors == ("Wenqing Zhou", "Yifan Xu", "Tanvi Rao", "Bo Li")
    (told,) = problems(text)
    assert told.startswith("2 warning: 4 authors, more than such listings print; read as Few-Shot")


def test_a_title_may_hold_the_dot_of_organisations() -> None:
    (record,) = records(FIRST.replace("Few-Shot Skin", "Few · Shot Skin"))
    assert record.title == "Few · Shot Skin Lesion Recognition"
    assert record.authors == ("Wenqing Zhou", "Yifan Xu")


SNIFFED = [
    (FIRST, True),
    ("CVMay 28\n", True),
    ("12.5May 1\n", True),
    ("May 28\nA day in my diary.\n", False),
    ("QQMay 28\nWhat is this?\n", False),
    ("@article{x, title={CVMay 28}}\n", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "expected"), SNIFFED)
def test_sniff(text: str, expected: bool) -> None:
    assert sniff(text) == expected


def test_infer_capture_reads_the_metadata_lines() -> None:
    seed = Seed("x", "x", FIRST + SECOND, None)
    assert infer_capture(seed, date(2026, 7, 1)) == date(2026, 7, 1)
    assert infer_capture(seed, date(2026, 5, 1)) == date(2025, 12, 31)
