"""Weekly digests beside the daily ones, and what a day lacked."""

import datetime as dt

from generator.model.library import Gap
from generator.plan.issues import issue_artifacts
from generator.plan.weeks import WEEK_PAPERS
from tests.plan.test_views import desk_of
from tests.samples import make_page

SUNDAY, MONDAY, FRIDAY = dt.date(2027, 1, 3), dt.date(2027, 1, 4), dt.date(2027, 1, 8)
PAGES = [
    make_page("Old", added=SUNDAY, score=10.0),
    make_page("Best", added=FRIDAY, score=90.0),
    make_page("Good", added=MONDAY, score=80.0, topics=("cs.CL",)),
    make_page("None", added=MONDAY, topics=()),
]


def views(pages, **more):
    return {sketch.path: sketch.view for sketch in issue_artifacts(desk_of(pages, **more))}


def test_a_week_shows_the_best_of_its_days():
    found = views(PAGES)
    week = found["digests/2027-w01/index.html"]
    assert [entry.title for entry in week.top] == ["Best", "Good"]
    assert [[e.title for e in group.entries] for group in week.groups] == [["None"]]
    assert (week.total, week.more, week.week) == (3, 0, 1)
    assert [day.url for day in week.days] == ["digests/2027-01-08/", "digests/2027-01-04/"]
    assert week.older.url == "digests/2026-w53/"
    assert week.newer is None
    assert found["digests/2026-w53/index.html"].newer.url == "digests/2027-w01/"
    assert found["digests/2027-01-08/index.html"].whole_week.name == "4–10 January 2027"


def test_the_index_lists_days_and_weeks_by_year():
    index = views(PAGES)["digests/index.html"]
    assert [(g.label, [term.count for term in g.terms]) for g in index.groups] == [
        ("2027", [1, 2, 1]),
        ("Weeks of 2027", [3, 1]),
    ]


def test_a_long_week_leads_to_its_days():
    pages = [make_page(f"Paper {n}", added=MONDAY) for n in range(WEEK_PAPERS + 5)]
    week = views(pages)["digests/2027-w01/index.html"]
    assert (week.total, week.more) == (WEEK_PAPERS + 5, 5)
    assert sum(len(group.entries) for group in week.groups) == WEEK_PAPERS


def test_a_new_paper_changes_its_day_its_week_and_their_neighbours_only():
    before = views(PAGES)
    after = views([*PAGES, make_page("New", added=FRIDAY)])
    assert {path for path in after if after[path] != before.get(path)} == {
        "digests/2027-01-08/index.html",
        "digests/2027-w01/index.html",
        "digests/index.html",
    }


def test_what_a_day_lacked_is_said_there_and_in_its_week():
    gaps = [
        Gap("b.txt", FRIDAY, "No listing of astro-ph."),
        Gap("a.txt", MONDAY, "Cut off."),
        Gap("c", MONDAY, ""),
    ]
    found = views(PAGES, gaps=gaps)
    assert found["digests/2027-01-08/index.html"].gaps == ("No listing of astro-ph.",)
    assert found["digests/2027-w01/index.html"].gaps == ("Cut off.", "No listing of astro-ph.")
    assert found["digests/2027-01-03/index.html"].gaps == ()
