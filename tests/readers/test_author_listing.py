"""Author listings in all their states; papers and people are invented."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Problem, Severity
from generator.model.record import PaperRecord, Seed
from generator.readers.author_listing import infer_capture, read, sniff

ABSTRACT = (
    "We study how lesions of the skin can be recognised when few labels are at hand. A new loss makes the"
    " most of them. On three data sets the method is better than all others by two points."
)
FIRST = f"53.2CVMay 28\nFew-Shot Skin Lesion RecognitionWenqing Zhou, Yifan Xu\n{ABSTRACT}\n"
SECOND = (
    f"CLAug 2, 2024Code\nParsing with Fewer TreesTanvi Rao, Bo Li, Ada Lind et al. · some-lab\n{ABSTRACT}\n"
)


def items(text: str, captured: date | None = date(2026, 5, 28)) -> list[PaperRecord | Problem]:
    return list(read([Seed("x.txt", "seeds/x.txt", text, captured)]))


def records(text: str) -> list[PaperRecord]:
    return [item for item in items(text) if isinstance(item, PaperRecord)]


def problems(text: str, captured: date | None = date(2026, 5, 28)) -> list[str]:
    found = [item for item in items(text, captured) if isinstance(item, Problem)]
    return [f"{p.where.line} {p.severity.name.lower()}: {p.fault}" for p in found]


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


DAMAGE = [
    # what is wrong, text, titles found, problems
    (
        "a missing abstract",
        FIRST.replace(ABSTRACT + "\n", "") + SECOND,
        ["Few-Shot Skin Lesion Recognition", "Parsing with Fewer Trees"],
        ["2 warning: this record has no abstract"],
    ),
    (
        "a last record without abstract",
        FIRST + SECOND.replace(ABSTRACT, ""),
        ["Few-Shot Skin Lesion Recognition", "Parsing with Fewer Trees"],
        ["5 warning: this record has no abstract; the file ends here, so its authors may be cut off too"],
    ),
    (
        "a last record that is cut in its title",
        FIRST + "CLAug 2, 2024Code\nParsing with Fewer Tr",
        ["Few-Shot Skin Lesion Recognition"],
        ["5 warning: this record has no abstract", "5 error: cannot find title and authors in this line"],
    ),
    (
        "a last record of metadata only",
        FIRST + "CLAug 2, 2024Code\n",
        ["Few-Shot Skin Lesion Recognition"],
        ["4 error: no title follows this metadata line; the record is left out"],
    ),
    (
        "abstract before title",
        FIRST + "CLAug 2, 2024\n" + ABSTRACT + "\nParsing with Fewer TreesTanvi Rao, Bo Li\n" + FIRST,
        ["Few-Shot Skin Lesion Recognition", "Few-Shot Skin Lesion Recognition"],
        ["5 error: cannot find title and authors in this line"],
    ),
    (
        "a title without metadata",
        FIRST + "".join(SECOND.splitlines(keepends=True)[1:]) + FIRST,
        ["Few-Shot Skin Lesion Recognition", "Few-Shot Skin Lesion Recognition"],
        ["4 error: a title without a metadata line; it is left out up to the next record"],
    ),
    (
        "metadata that cannot be read",
        FIRST + SECOND.replace("Aug 2, 2024Code", "Aug 2nd") + FIRST,
        ["Few-Shot Skin Lesion Recognition", "Few-Shot Skin Lesion Recognition"],
        ["4 error: cannot read the metadata line 'CLAug 2nd'; its record is left out"],
    ),
    (
        "text before the first record",
        "My Papers\n" + FIRST,
        ["Few-Shot Skin Lesion Recognition"],
        ["1 warning: this line stands before the first record and is left out: My Papers"],
    ),
    (
        "a title line of a thousand characters",
        SECOND.replace("Parsing", "Parsing " * 130) + FIRST,
        ["Few-Shot Skin Lesion Recognition"],
        ["2 error: cannot find title and authors in this line"],
    ),
]


@pytest.mark.parametrize(("what", "text", "titles", "faults"), DAMAGE, ids=[row[0] for row in DAMAGE])
def test_damage_is_reported_and_reading_goes_on(
    what: str, text: str, titles: list[str], faults: list[str]
) -> None:
    assert [r.title for r in records(text)] == titles
    found = problems(text)
    assert len(found) == len(faults)
    assert all(fault.startswith(expected) for fault, expected in zip(found, faults, strict=True))


def test_an_uncertain_split_is_kept_and_told() -> None:
    text = "CVMay 1\nLearning XyloBrakVek Onn\nNothing to learn from.\n"
    (record,) = records(text)
    assert record.confidence < 0.9
    (problem,) = problems(text)
    assert problem.startswith("2 warning: title and first author are hard to tell apart; read as ")


def test_more_authors_than_usual_are_read_and_told() -> None:
    text = FIRST.replace("Wenqing Zhou, Yifan Xu", "Wenqing Zhou, Yifan Xu, Tanvi Rao, Bo Li")
    (record,) = records(text)
    assert record.title == "Few-Shot Skin Lesion Recognition"
    assert record.authors == ("Wenqing Zhou", "Yifan Xu", "Tanvi Rao", "Bo Li")
    (told,) = problems(text)
    assert told.startswith("2 warning: 4 authors, more than such listings print; read as Few-Shot")


SWALLOWED = {
    # what follows the abstract in line 3                                line from which on it is told
    "paragraphs": ("\n".join(f"\nParagraph {n}\ngoes on." for n in range(6)), 5),
    "lines": ("\n".join(f"line {n} goes on" for n in range(60)), 63),
    "characters": ("it goes on\n" + "and on and on " * 800, 5),
    "few paragraphs": ("\n".join(f"\nParagraph {n}\ngoes on." for n in range(5)), 0),
    "blank lines throughout": ("\n".join(f"\nline {n} goes on" for n in range(30)), 0),
}


@pytest.mark.parametrize(("more", "line"), SWALLOWED.values(), ids=SWALLOWED.keys())
def test_what_no_abstract_can_be_is_told(more: str, line: int) -> None:
    told = [problem for problem in problems(FIRST + more + "\n") if "longer than any" in problem]
    assert [problem.split(" ")[0] for problem in told] == ([str(line)] if line else [])


def test_a_title_may_hold_the_dot_of_organisations() -> None:
    (record,) = records(FIRST.replace("Few-Shot Skin", "Few · Shot Skin"))
    assert record.title == "Few · Shot Skin Lesion Recognition"
    assert record.authors == ("Wenqing Zhou", "Yifan Xu")


HOSTILE = [
    "<script>alert(1)</script> for Vision",
    "[click](javascript:alert(1)) Networks",
    "{{ config }} and {% raw %} in Templates",
    "../../etc/passwd as a Title",
    "--- title: injected --- Methods",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(title: str) -> None:
    (record,) = records(f"CVMay 1\n{title}Wenqing Zhou, Yifan Xu\n{ABSTRACT}\n")
    assert record.title == title
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


@pytest.mark.parametrize(
    "line", ["aB c" * 20_000 + "!", "aB c, d" * 14_000 + "!", "é" * 99_999, "CV" * 49_999]
)
def test_long_lines_in_an_abstract_are_read_as_text(line: str) -> None:
    """Patterns that try every pair of places would not come back from these."""
    (record,) = records(FIRST + line + "\n")
    assert record.abstract == f"{ABSTRACT} {line}"


LINES = st.sampled_from(
    [
        "53.2CVMay 28",
        "CVAug 2, 2024Code",
        "53.2CVMa",
        "CVFeb 31",
        "Few-Shot RecognitionWenqing Zhou, Yifan Xu et al. · lab",
        "Parsing TreesBo Li",
        ABSTRACT,
        "",
        ", ,",
        " · ",
        "et al.",
        "\ufffd\ufffd",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=12))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    text = "\n".join(line.replace("\r", "") for line in lines)
    count = text.count("\n") + 1
    for item in items(text):
        if isinstance(item, PaperRecord):
            assert 1 <= item.source.line <= count
            assert item.title
            assert 1 <= len(item.authors) <= 3
        else:
            assert 1 <= item.where.line <= count
            assert item.severity in (Severity.WARNING, Severity.ERROR)
            assert item.fix
