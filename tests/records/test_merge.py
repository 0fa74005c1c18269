import random
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from generator.model.record import Link, PaperRecord, Source
from generator.records.merge import merge_records

OLD, NEW = date(2026, 5, 1), date(2026, 5, 28)
BASE = PaperRecord(Source("a.txt", 1), "One Title", "Old words.", ("A B", "C D"), False, captured=OLD)
CODE, PAGE = Link("code", "https://a.bc/code"), Link("project", "https://a.bc/")

FIELDS = [
    # what the older record tells, what the newer one tells, the outcome
    ({"score": 10.0}, {"score": 20.0}, {"score": 20.0}),
    ({"score": 10.0}, {}, {"score": 10.0}),
    ({"has_code": True}, {}, {"has_code": True}),
    ({"date": date(2024, 1, 1)}, {"date": date(2024, 2, 1)}, {"date": date(2024, 1, 1)}),
    ({}, {"date": date(2024, 2, 1)}, {"date": date(2024, 2, 1)}),
    ({"topics": ("cs.CV",)}, {"topics": ("cs.LG", "cs.CV")}, {"topics": ("cs.LG", "cs.CV")}),
    ({"organisations": ("x",)}, {"organisations": ("y",)}, {"organisations": ("y", "x")}),
    ({}, {"abstract": "New words."}, {"abstract": "New words.", "other_abstracts": ("Old words.",)}),
    ({}, {"abstract": ""}, {"abstract": "Old words.", "other_abstracts": ()}),
    ({}, {"abstract": "New, longer words."}, {"abstract": "New, longer words."}),
    ({"abstract": "Old, longer words."}, {"abstract": "New words."}, {"abstract": "Old, longer words."}),
    ({"abstract": "Old words !!"}, {"abstract": "OLD words."}, {"abstract": "OLD words."}),
    ({}, {"authors": ("A B", "C D", "E F")}, {"authors": ("A B", "C D", "E F"), "authors_complete": False}),
    # two names and "et al." are three people at least
    ({}, {"authors": ("A B", "X Y"), "authors_complete": True}, {"authors": ("A B", "C D")}),
    ({}, {"authors": ("A B", "C D", "E F"), "authors_complete": True}, {"authors_complete": True}),
    (
        {"authors_complete": True},
        {"authors": ("A B",)},
        {"authors": ("A B", "C D"), "authors_complete": True},
    ),
    ({}, {"authors": ()}, {"authors": ("A B", "C D"), "authors_complete": False}),
    ({"authors": ("A",), "authors_complete": True}, {"authors": ()}, {"authors": ("A",)}),
    ({"links": (CODE,)}, {"links": (PAGE, CODE)}, {"links": (PAGE, CODE)}),
    ({"arxiv_id": "1"}, {}, {"arxiv_id": "1"}),
    ({"confidence": 1.0}, {"confidence": 0.5, "title": "ONE TITLE"}, {"title": "One Title"}),
    ({}, {"title": "one Title!"}, {"title": "One Title"}),
    ({"title": "ONE TITLE"}, {"title": "One title"}, {"title": "One title"}),
    ({"title": "one title"}, {"title": "ONE TITLE"}, {"title": "one title"}),
    ({"arxiv_id": "1"}, {"title": "Two", "arxiv_id": "1"}, {"title": "Two"}),
    # the line between title and first author: both from the record that is surer of it
    (
        {"title": "One Ti", "authors": ("tleA B", "C D"), "confidence": 0.5},
        {"authors": ("A B",)},
        {"title": "One Title", "authors": ("A B",)},
    ),
    ({}, {}, {"added": OLD, "sources": (Source("a.txt", 1), Source("b.txt", 1))}),
    ({"captured": None}, {}, {"added": NEW}),
]


@pytest.mark.parametrize(("older", "newer", "expected"), FIELDS)
def test_fields(older: dict[str, Any], newer: dict[str, Any], expected: dict[str, Any]) -> None:
    records = [
        replace(BASE, **older),
        replace(BASE, source=Source("b.txt", 1), **({"captured": NEW} | newer)),
    ]
    for told in (records, records[::-1]):
        (paper,), _ = merge_records(told, date(2000, 1, 1))
        assert {name: getattr(paper, name) for name in expected} == expected


LONG = "The longer abstract of both."
SAME = {"arxiv_id": "1"}
CONFLICTS = [
    # what the older record tells, what the newer one tells, what is reported of which
    (
        {"date": date(2024, 1, 1)},
        {"date": date(2024, 1, 2)},
        "b",
        "date '2024-01-02' differs from '2024-01-01'",
    ),
    (SAME | {"title": "Another"}, SAME, "a", "title 'Another' differs from 'One Title'"),
    (SAME | {"authors": ("Z",)}, SAME, "a", "author list 'Z et al.' differs from 'A B, C D et al.'"),
    ({}, {"authors": ("A B", "E F")}, "a", "author list 'A B, C D et al.' differs from 'A B, E F et al.'"),
    ({}, {"authors_complete": True}, "b", "author list 'A B, C D' differs from 'A B, C D et al.'"),
    ({"doi": "10.1/x"}, {"doi": "10.1/y"}, "a", "DOI '10.1/x' differs from '10.1/y'"),
    ({"abstract": LONG}, {"abstract": "A stub."}, "b", f"abstract 'A stub.' differs from {LONG!r}"),
    ({"abstract": "A stub."}, {"abstract": LONG}, "a", f"abstract 'A stub.' differs from {LONG!r}"),
]


@pytest.mark.parametrize(("older", "newer", "dropped", "fault"), CONFLICTS)
def test_what_is_left_out_is_reported_with_both_places(
    older: dict[str, Any], newer: dict[str, Any], dropped: str, fault: str
) -> None:
    records = [replace(BASE, **older), replace(BASE, source=Source("b.txt", 7), captured=NEW, **newer)]
    _, problems = merge_records(records, NEW, "in")
    places = {"a": "in/a.txt:1", "b": "in/b.txt:7"}
    where = places.pop(dropped)
    assert [problem.fault for problem in problems] == [f"{fault} in {places.popitem()[1]}, which is kept"]
    assert str(problems[0].where) == where


AGREE: list[dict[str, Any]] = [
    {"title": "one title", "authors": ()},
    {"abstract": "Old …"},
    {"abstract": ""},
    {"abstract": "OLD  words"},
    {"authors": ("Á. B",)},
    {"authors": ("A B", "C D", "E F"), "authors_complete": True},
    {"score": 4.0, "topics": ("cs.CV",), "organisations": ("x",), "has_code": True},
]


@pytest.mark.parametrize("newer", AGREE)
def test_empty_values_spelling_and_what_only_breaks_off_are_no_conflict(newer: dict[str, Any]) -> None:
    records = [BASE, replace(BASE, source=Source("b.txt", 1), captured=NEW, **newer)]
    papers, problems = merge_records(records, NEW)
    assert (len(papers), problems) == (1, [])


def test_a_flood_of_marks_in_two_abstracts_is_compared_fast() -> None:
    flood = "a" + "\u0301\u0316" * 45_000
    records = [replace(BASE, abstract=flood), replace(BASE, abstract=flood + "b", source=Source("b.txt", 1))]
    (paper,), problems = merge_records(records, NEW)
    assert paper.abstract == flood + "b"
    assert problems == []


def test_order_is_that_of_added_and_place() -> None:
    late = replace(BASE, title="Late", captured=NEW, source=Source("a.txt", 1))
    early = replace(BASE, title="Early", source=Source("z.txt", 9))
    first = replace(BASE, title="First", source=Source("z.txt", 2))
    records = [late, early, first]
    for seed in range(6):
        random.Random(seed).shuffle(records)
        papers, _ = merge_records(records, NEW)
        assert [paper.title for paper in papers] == ["First", "Early", "Late"]
