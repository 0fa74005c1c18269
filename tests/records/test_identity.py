import random

import pytest

from generator.model.record import PaperRecord, Source
from generator.records.identity import group_records, letters, record_ids, title_key


def record(line: int, title: str, author: str = "", arxiv_id: str = "", doi: str = "") -> PaperRecord:
    authors = (author,) if author else ()
    return PaperRecord(Source("a.txt", line), title, "", authors, arxiv_id=arxiv_id, doi=doi)


LETTERS = [
    ("Ünïted Ａrms: 3D!", "unitedarms3d"),
    (r"\textit{R}$^2$ – the ﬁnal", "r2thefinal"),
    ("STRASSE Straße", "strassestrasse"),
    ("漢字 и кириллица", "漢字икириллица"),
    ("…?!", ""),
]


@pytest.mark.parametrize(("text", "expected"), LETTERS)
def test_letters(text: str, expected: str) -> None:
    assert letters(text) == expected


def test_key_is_the_same_wherever_the_boundary_is_drawn() -> None:
    one = record(1, "Assisted SAM", "Wenxue Li")
    other = record(2, "Assisted", "SAMWenxue Li")
    assert title_key(one) == title_key(other)


IDS = [
    (record(1, "T", "A", "2401.01230", "10.1/x"), ["arxiv:2401.01230", "doi:10.1/x", "title:"]),
    (record(1, "T", "A"), ["title:"]),
    (record(1, "?!"), ["title:"]),
]


@pytest.mark.parametrize(("told", "expected"), IDS)
def test_ids(told: PaperRecord, expected: list[str]) -> None:
    found = list(record_ids(told))
    assert [name.partition(":")[0] for name in found] == [name.partition(":")[0] for name in expected]
    assert found[:-1] == expected[:-1]
    assert len(found[-1]) == len("title:") + 12


def test_titles_without_letters_differ() -> None:
    assert list(record_ids(record(1, "?!"))) != list(record_ids(record(1, "!?")))


GROUPS = [
    # records                                                                 lines of each paper
    ([record(1, "A Title", "X Y"), record(2, "A  title!", "X. Y")], [[1, 2]]),
    ([record(1, "A Title", "X Y"), record(2, "A Title", "Other Author")], [[1], [2]]),
    ([record(1, "A", "X", "1"), record(2, "B", "X", "1")], [[1, 2]]),
    ([record(1, "A", "X", doi="d"), record(2, "B", "X", doi="d")], [[1, 2]]),
    # 1 = 2 by arXiv id, 2 = 3 by title
    ([record(1, "A", "X", "1"), record(2, "B", "Y", "1"), record(3, "B", "Y")], [[1, 2, 3]]),
    # nobody named: joins the only paper of that title, but not one of two
    ([record(1, "A"), record(2, "A", "X")], [[1, 2]]),
    ([record(1, "A"), record(2, "A", "X"), record(3, "A", "Y")], [[1], [2], [3]]),
    ([record(1, "A"), record(2, "A")], [[1, 2]]),
]


@pytest.mark.parametrize(("records", "expected"), GROUPS)
def test_groups(records: list[PaperRecord], expected: list[list[int]]) -> None:
    for seed in range(6):
        random.Random(seed).shuffle(records)
        groups, problems = group_records(records)
        assert [[found.source.line for found in group] for group in groups] == expected
        assert problems == []


def test_different_arxiv_ids_stay_apart_and_are_reported() -> None:
    groups, problems = group_records(
        [record(1, "A", "X", "1"), record(2, "A", "X", "2"), record(3, "A", "X")]
    )
    assert [[found.source.line for found in group] for group in groups] == [[1, 3], [2]]
    assert [str(problem) for problem in problems] == [
        "seeds/a.txt:2: warning: title and first author are those of seeds/a.txt:1, but the arXiv ids differ "
        "(1, 2): kept as two papers\n    fix: correct the arXiv id if it is one paper"
    ]
