"""Long lists are split so that older pages never change."""

import datetime as dt

import pytest

from generator.config.schema import Config, ListsConfig
from generator.library.build import build_library
from generator.plan.archive import archive_artifacts
from generator.plan.desk import make_desk
from generator.plan.indexes import index_artifacts
from generator.plan.terms import term_artifacts
from tests.samples import make_page

SMALL = Config(lists=ListsConfig(page_size=4))


def dated(year, count, *, months=1):
    return [
        make_page(f"Paper {year} {i}", date=dt.date(year, 1 + i % months, 1 + i % 28)) for i in range(count)
    ]


def plan(pages, make=term_artifacts, config=SMALL):
    desk = make_desk(build_library(pages, [], [], config), config)
    return {artifact.path: artifact.view for artifact in make(desk)}


def test_a_short_list_has_one_page():
    views = plan(dated(2024, 4))
    assert [path for path in views if path.startswith("topics/")] == ["topics/cs-cv/index.html"]
    assert len(views["topics/cs-cv/index.html"].entries) == 4


def test_a_long_list_shows_the_newest_and_a_page_per_year():
    views = plan(dated(2024, 3) + dated(2022, 2) + dated(2021, 3))
    first = views["topics/cs-cv/index.html"]
    assert len(first.entries) == 4
    assert [ref.url for ref in first.more] == [
        "topics/cs-cv/2024/",
        "topics/cs-cv/2022/",
        "topics/cs-cv/2021/",
    ]
    middle = views["topics/cs-cv/2022/index.html"]
    assert (middle.newer.name, middle.older.name) == ("2024", "2021")
    assert len(middle.entries) == 2


def test_a_full_year_is_split_into_months():
    views = plan(dated(2024, 13, months=3) + dated(2020, 1))
    year = views["topics/cs-cv/2024/index.html"]
    assert [ref.name for ref in year.more] == ["March 2024", "February 2024", "January 2024"]
    assert len(year.entries) == 4
    months = [views[f"topics/cs-cv/2024/{m}/index.html"] for m in ("01", "02", "03")]
    assert sum(len(month.entries) for month in months) == 13
    assert months[1].newer.name == "March 2024"


def test_a_new_paper_changes_only_the_newest_pages_of_a_list():
    old = dated(2024, 3) + dated(2022, 2) + dated(2021, 3)
    before, after = plan(old), plan([*old, make_page("New", date=dt.date(2024, 12, 1))])
    changed = {path for path in after if after[path] != before.get(path) and path.startswith("topics/")}
    assert changed == {"topics/cs-cv/index.html", "topics/cs-cv/2024/index.html"}


def test_every_paper_is_on_some_page_of_its_topic():
    pages = dated(2024, 20, months=5) + dated(2023, 7) + [make_page("Undated", date=None)]
    views = plan(pages)
    shown = {e.id for path, view in views.items() if path.startswith("topics/") for e in view.entries}
    assert shown == {page.paper.id for page in pages}


def test_a_new_day_leaves_older_days_but_the_last_one_alone():
    old = dated(2024, 5) + dated(2022, 3)
    before = plan(old, archive_artifacts)
    after = plan([*old, make_page("New", date=dt.date(2024, 6, 1))], archive_artifacts)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {
        "2024/06/01/index.html",
        "2024/01/05/index.html",  # now it has a newer neighbour
        "2024/06/index.html",
        "2024/01/index.html",
        "2024/index.html",
        "archive/index.html",
    }


@pytest.mark.parametrize(("count", "pages"), [(200, 1), (201, 2), (405, 3)])
def test_a_very_full_day_has_parts(count, pages):
    views = plan([make_page(f"P{i}", date=None) for i in range(count)], archive_artifacts)
    days = [view for path, view in views.items() if path.startswith("2026/05/28/")]
    assert len(days) == pages
    assert sum(len(view.entries) for view in days) == count


def test_trending_holds_only_scored_papers():
    pages = [make_page("A", score=1.0), make_page("B"), make_page("C", score=99.0)]
    view = plan(pages, archive_artifacts)["trending/index.html"]
    assert [entry.title for entry in view.entries] == ["C", "A"]


def test_indexes_of_many_terms_are_split_by_letter():
    names = [f"{letter}lan Name{i}" for i in range(40) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
    pages = [make_page(f"P{i}", authors=(name,)) for i, name in enumerate(names)]
    views = plan(pages, index_artifacts)
    letters = [path for path in views if path.startswith("authors/-")]
    assert letters == ["authors/-n/index.html"]
    assert len(views["authors/-n/index.html"].groups[0].terms) == 1000
    assert len(views["authors/index.html"].groups[1].terms) == 100


def test_empty_library_still_has_every_index():
    assert set(plan([], index_artifacts)) == {
        "topics/index.html",
        "authors/index.html",
        "keywords/index.html",
        "organisations/index.html",
    }
