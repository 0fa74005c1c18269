"""What pictures show: counts of the page's own papers, and nothing that changes with other papers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config.schema import Config
from generator.library.build import build_library
from generator.model.pictures import CoAuthor, Pictures
from generator.plan.archive import archive_artifacts
from generator.plan.desk import make_desk
from generator.plan.indexes import index_artifacts
from generator.plan.pictures import course_of, day_steps
from generator.plan.terms import term_artifacts
from tests.samples import make_page

COURSES = [
    # days of the papers, (span, papers) of the course
    (["2024-05-01", "2026-01-02", "2025-12-31"], [("2024", 1), ("2025", 1), ("2026", 1)]),
    (["2020-05-01", "2023-01-02", "2026-12-31", "2026-01-01"],
     [("2020", 1), ("2021", 0), ("2022", 0), ("2023", 1), ("2024", 0), ("2025", 0), ("2026", 2)]),
    (["2025-11-01", "2026-01-02", "2025-12-31", "2026-02-01"],
     [("2025-11", 1), ("2025-12", 1), ("2026-01", 1), ("2026-02", 1)]),
    (["2025-11-01", "2025-11-02", "2026-02-01"], []),
    (["2010-11-01", "2010-12-02", "2026-02-01"], []),
    (["0001-11-01", "2025-12-02", "2026-02-01"], []),
    ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("days", "expected"), COURSES)
def test_course(days: list[str], expected: list[tuple[str, int]]) -> None:
    pages = [make_page(f"P{i}", date=dt.date.fromisoformat(day)) for i, day in enumerate(days)]
    course = course_of([*pages, make_page("Undated", date=None)])
    assert [(span.name, span.count) for span in course.spans] == expected if course else expected == []
    assert course is None or course.undated == 1


def test_the_years_of_a_course_lead_to_their_pages() -> None:
    pages = [make_page(f"P{year}", date=dt.date(year, 1, 1)) for year in (2024, 2025, 2026)]
    course = course_of(pages, ["topics/cs-cv/2024/", "topics/cs-cv/2026/"])
    assert course
    assert [span.url for span in course.spans] == ["topics/cs-cv/2024/", "", "topics/cs-cv/2026/"]


STEPS = [
    ([3], ((3, 3),)),
    ([1, 1, 2, 138], ((1, 1), (2, 2), (138, 138))),
    (range(1, 11), ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10))),
    ([1] * 90 + [2, 3, 4, 5, 6], ((1, 1), (2, 6))),
    ([], ()),
]


@pytest.mark.parametrize(("counts", "expected"), STEPS)
def test_steps(counts: list[int], expected: tuple[tuple[int, int], ...]) -> None:
    assert day_steps(counts) == expected


@given(st.lists(st.integers(1, 500), min_size=1, max_size=400))
def test_every_count_has_one_step(counts: list[int]) -> None:
    steps = day_steps(counts)
    assert len(steps) <= 5
    assert [sum(least <= count <= most for least, most in steps) for count in counts] == [1] * len(counts)
    assert list(steps) == sorted(steps)


def pictures(pages):
    """Return the pictures of every page that has some, by its file."""
    desk = make_desk(build_library(pages, [], [], Config()), Config())
    artifacts = [*term_artifacts(desk), *archive_artifacts(desk), *index_artifacts(desk)]
    return {a.path: a.view.pictures for a in artifacts if a.view.pictures != Pictures()}


def three_years(count, **fields):
    """Papers spread over 2024 to 2026."""
    title = "-".join(map(str, fields.values()))
    return [
        make_page(f"{title} {i}", date=dt.date(2024 + i % 3, 1 + i % 12, 1 + i), **fields)
        for i in range(count)
    ]


def test_topics_are_drawn_by_size_and_the_rest_together() -> None:
    pages = [page for n in range(9) for page in three_years(12 - n, topics=(f"cs.A{n}", "stat.ML"))]
    pages.append(make_page("Undated", date=None, topics=("cs.A0",)))
    courses = pictures(pages)["topics/index.html"].topics
    assert courses
    assert [(row.name, row.count) for row in courses.rows] == [
        ("Machine Learning", 72), ("cs.A0", 13), *((f"cs.A{n}", 12 - n) for n in range(1, 5)), ("", 4)
    ]  # fmt: skip
    assert [sum(row.counts) for row in courses.rows] == [72, 12, 11, 10, 9, 8, 7 + 6 + 5 + 4]
    assert courses.undated == 1


def test_keywords_rise_when_they_have_more_than_their_share_of_late_papers() -> None:
    def of(year, keyword, count):
        return [
            make_page(f"{keyword} {year} {i}", date=dt.date(year, 1, 1), keywords=(keyword,))
            for i in range(count)
        ]

    pages = [
        *of(2020, "old", 9), *of(2021, "old", 9), *of(2026, "old", 1),
        *of(2020, "steady", 4), *of(2025, "steady", 4),
        *of(2025, "new", 2), *of(2026, "new", 6),
        *of(2026, "rare", 2),
    ]  # fmt: skip
    courses = pictures(pages)["keywords/index.html"].rising
    assert courses
    assert [row.name for row in courses.rows] == ["new", "steady"]
    assert courses.rows[0].counts == (0, 0, 0, 0, 0, 2, 6)


def test_days_count_undated_papers_on_the_day_they_were_added() -> None:
    pages = [
        make_page("A"),
        make_page("B"),
        make_page("C", date=None),
        make_page("D", date=dt.date(2025, 1, 1)),
    ]
    found = pictures(pages)
    days = found["2026/index.html"].days
    assert days == found["archive/index.html"].days
    assert [(day.name, day.url, day.count) for day in days.days] == [
        ("2026-05-20", "2026/05/20/", 2),
        ("2026-05-28", "2026/05/28/", 1),
    ]
    assert (days.year, days.undated) == (2026, 1)
    assert (days.until, found["2025/index.html"].days.until) == ("2026-05-28", "")
    assert found["2025/index.html"].days.undated == 0


def test_a_circle_has_the_closest_people_and_who_of_them_wrote_together() -> None:
    pages = [
        make_page("One", authors=("Ann Lee", "Bo Li", "Cy Roe"), date=dt.date(2024, 1, 1)),
        make_page("Two", authors=("Bo Li", "Ann Lee", "Cy Roe"), date=dt.date(2026, 1, 1)),
        make_page("Three", authors=("Ann Lee", "Bo Li", "Di Foe"), date=None),
        make_page("Elsewhere", authors=("Di Foe", "Bo Li", "Cy Roe")),
    ]
    circle = pictures(pages)["authors/ann-lee/index.html"].circle
    assert circle.people == (
        CoAuthor("Bo Li", "authors/bo-li/", 3, "2024", "2026"),
        CoAuthor("Cy Roe", "authors/cy-roe/", 2, "2024", "2026"),
        CoAuthor("Di Foe", "authors/di-foe/", 1, "", ""),
    )
    assert (circle.ties, circle.others) == (((0, 1, 2),), 0)


def test_a_circle_is_bounded_and_counts_whom_it_leaves_out() -> None:
    pages = [make_page(f"P{i}", authors=("Ann Lee", *(f"X{i} Y{k}" for k in range(40)))) for i in range(50)]
    circle = pictures(pages)["authors/ann-lee/index.html"].circle
    assert (len(circle.people), circle.others) == (12, 50 * 40 - 12)


def test_few_papers_or_nobody_else_make_no_circle() -> None:
    alone = [make_page(f"P{i}", authors=("Ann Lee",)) for i in range(5)]
    few = [make_page(f"Q{i}", authors=("Bo Li", "Cy Roe")) for i in range(2)]
    assert not [path for path in pictures([*alone, *few]) if path.startswith("authors/")]


def test_a_new_paper_changes_the_pictures_of_its_own_pages_only() -> None:
    known = [
        page
        for authors, topic in ((("Ann Lee", "Bo Li"), "cs.CV"), (("Bo Li", "Cy Roe"), "cs.LG"))
        for page in three_years(6, authors=authors, topics=(topic,), keywords=(topic.lower(), "shared"))
    ]
    new = make_page(
        "New", authors=("Bo Li", "Cy Roe"), topics=("cs.LG",), keywords=("cs.lg",), date=dt.date(2025, 7, 1)
    )
    before, after = pictures(known), pictures([*known, new])
    assert {path for path in after if after[path] != before.get(path)} == {
        "topics/index.html",
        "topics/cs-lg/index.html",
        "keywords/index.html",
        "keywords/cs-lg/index.html",
        "authors/bo-li/index.html",
        "authors/cy-roe/index.html",
        "2025/index.html",
    }


def test_a_new_score_or_text_changes_no_picture() -> None:
    pages = three_years(6, authors=("Ann Lee", "Bo Li"))
    edited = [replace(page, paper=replace(page.paper, score=9.0), teaser="Other.") for page in pages]
    assert pictures(edited) == pictures(pages)
