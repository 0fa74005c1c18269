import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

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
    ({}, {"abstract": "New words."}, {"abstract": "New words."}),
    ({}, {"abstract": ""}, {"abstract": "Old words."}),
    ({"abstract": "New words. And more."}, {"abstract": "New words."}, {"abstract": "New words. And more."}),
    ({"authors_complete": True}, {"authors": ("A B", "C D", "E F")}, {"authors": ("A B", "C D")}),
    ({}, {"authors": ("A B", "C D", "E F")}, {"authors": ("A B", "C D", "E F")}),
    ({"links": (CODE,)}, {"links": (PAGE, CODE)}, {"links": (PAGE, CODE)}),
    ({"arxiv_id": "1"}, {}, {"arxiv_id": "1"}),
    ({"confidence": 1.0}, {"confidence": 0.5, "title": "ONE TITLE"}, {"title": "One Title"}),
    ({}, {"title": "ONE TITLE"}, {"title": "ONE TITLE"}),
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


CONFLICTS = [
    ({"date": date(2024, 1, 1)}, {"date": date(2024, 1, 2)}, "date '2024-01-01' differs from '2024-01-02'"),
    ({"arxiv_id": "1", "title": "Another"}, {"arxiv_id": "1"}, "title 'Another' differs from 'One Title'"),
    ({"arxiv_id": "1", "authors": ("Z",)}, {"arxiv_id": "1"}, "first author 'Z' differs from 'A B'"),
    ({"doi": "10.1/x"}, {"doi": "10.1/y"}, "DOI '10.1/x' differs from '10.1/y'"),
]


@pytest.mark.parametrize(("older", "newer", "fault"), CONFLICTS)
def test_conflicts_name_both_places(older: dict[str, Any], newer: dict[str, Any], fault: str) -> None:
    records = [replace(BASE, **older), replace(BASE, source=Source("b.txt", 7), captured=NEW, **newer)]
    _, problems = merge_records(records, NEW, "in")
    assert [problem.fault for problem in problems] == [f"{fault} in in/b.txt:7"]
    assert str(problems[0].where) == "in/a.txt:1"


def test_empty_values_and_spelling_are_no_conflict() -> None:
    records = [BASE, replace(BASE, title="one title", authors=(), source=Source("b.txt", 1), captured=NEW)]
    papers, problems = merge_records(records, NEW)
    assert (len(papers), problems) == (1, [])


def test_order_is_that_of_added_and_place() -> None:
    late = replace(BASE, title="Late", captured=NEW, source=Source("a.txt", 1))
    early = replace(BASE, title="Early", source=Source("z.txt", 9))
    first = replace(BASE, title="First", source=Source("z.txt", 2))
    records = [late, early, first]
    for seed in range(6):
        random.Random(seed).shuffle(records)
        papers, _ = merge_records(records, NEW)
        assert [paper.title for paper in papers] == ["First", "Early", "Late"]
