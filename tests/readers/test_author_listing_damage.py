"""Author listings that are damaged, doubtful or hostile: told, and reading goes on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Severity
from generator.model.record import PaperRecord
from tests.readers.listings import ABSTRACT, FIRST, SECOND, items, problems, records

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
