"""What lists, papers and the front page say beside their papers, and what one new paper changes of it."""

import datetime as dt

import pytest

from generator.config.schema import Config
from generator.library.build import build_library
from generator.plan.archive import archive_artifacts
from generator.plan.desk import make_desk
from generator.plan.facets import TOGETHER, make_facets
from generator.plan.home import home_artifacts
from generator.plan.papers import paper_artifacts
from generator.plan.terms import term_artifacts
from tests.samples import make_page

DAY = dt.date(2026, 5, 28)
SENTENCES = [
    # papers of one topic, the sentence
    ([{"date": None}], "1 paper."),
    ([{"date": None, "has_code": True}], "1 paper, with code."),
    ([{"date": dt.date(2024, 1, 1)}], "1 paper from 2024."),
    (
        [{"authors": ("Ada",), "has_code": True}, {"authors": ("Ada", "Bo")}],
        "2 papers from 2026, 1 with code, most often by Ada.",
    ),
    (
        [{"date": dt.date(2019, 1, 1)}, {"authors": ()}, {"date": None}],
        "3 papers, 2 of them dated 2019 to 2026.",
    ),
    ([{"date": None}, {"date": None}, {}], "3 papers, 1 of them dated 2026."),
]


def plan(pages, make):
    desk = make_desk(build_library(pages, [], [], Config()), Config())
    return {artifact.path: artifact.view for artifact in make(desk)}


def pages_of(fields):
    return [
        make_page(f"P{i}", **({"date": DAY, "authors": (f"Person {i}",)} | other))
        for i, other in enumerate(fields)
    ]


@pytest.mark.parametrize(("fields", "sentence"), SENTENCES)
def test_a_topic_says_what_it_is_in_its_own_numbers(fields, sentence):
    view = plan(pages_of(fields), term_artifacts)["topics/cs-cv/index.html"]
    assert view.summary == sentence
    assert view.meta.description.endswith(sentence)


SPANS = [
    # papers of one year and month, how its pages call them
    ([{}], "1 paper."),
    ([{"date": None, "added": DAY}], "1 undated paper, added in {}."),
    ([{}, {}, {"date": None, "added": DAY}], "3 papers, 1 of them undated and added in {}."),
]


@pytest.mark.parametrize(("fields", "sentence"), SPANS)
def test_a_year_or_month_says_which_papers_are_not_dated_so(fields, sentence):
    views = plan(pages_of(fields), archive_artifacts)
    assert views["2026/index.html"].summary == sentence.format("2026")
    assert views["2026/05/index.html"].summary == sentence.format("May 2026")


def test_an_author_names_whom_they_write_with_most():
    pages = pages_of([{"authors": ("Ada", "Bo")}, {"authors": ("Bo", "Ada", "Cy")}, {"authors": ("Ada",)}])
    library = build_library(pages, [], [], Config())
    ada = next(term for term in library.authors if term.slug == "ada")
    found = make_facets(library).companions(ada)
    assert [(term.name, term.count) for term in found] == [("Bo", 2), ("Cy", 1)]
    views = plan(pages, term_artifacts)
    assert views["authors/ada/index.html"].summary == "3 papers from 2026, most often with Bo."
    assert views["authors/cy/index.html"].summary == "1 paper from 2026."


@pytest.mark.parametrize(("count", "companions"), [(TOGETHER, 12), (TOGETHER + 1, 0)])
def test_a_crowd_makes_no_companions(count, companions):
    names = tuple(f"Person Number{n}" for n in range(count))
    library = build_library([make_page("Crowd", authors=names)], [], [], Config())
    assert len(make_facets(library).companions(library.authors[0])) == companions


def test_a_list_leads_to_its_key_phrases_with_its_own_counts():
    pages = pages_of([{"keywords": ("a", "b")}, {"keywords": ("A", "b", "c")}, {"keywords": ("c",)}])
    elsewhere = make_page("X", keywords=("a", "c"), topics=("cs.LG",), date=DAY)
    views = plan([*pages, elsewhere], term_artifacts)
    shown = [(term.name, term.count) for term in views["topics/cs-cv/index.html"].keywords]
    assert shown == [("a", 2), ("b", 2), ("c", 2)]
    assert [term.name for term in views["keywords/b/index.html"].keywords] == ["a"]


def test_a_day_says_what_it_is():
    pages = pages_of([{}, {}, {"topics": ("cs.LG",)}, {"date": None, "added": DAY, "has_code": True}])
    view = plan(pages, archive_artifacts)["2026/05/28/index.html"]
    assert view.summary == (
        "3 papers, 1 undated paper added on this day, 1 with code, "
        "most in Computer Vision and Pattern Recognition."
    )


def test_a_topic_shows_how_it_goes_counted_from_the_newest_day():
    ages = (0, 29, 30, 31, 359, 360)
    pages = [make_page(f"P{age}", date=DAY - dt.timedelta(age)) for age in ages]
    pages.append(make_page("Undated", date=None))
    (view,) = plan(pages, home_artifacts).values()
    (trend,) = view.topics
    assert trend.course == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2)
    assert (trend.topic.count, trend.span) == (7, 30)


def changed_by(new, pages):
    before, after = plan(pages, paper_artifacts), plan([*pages, new], paper_artifacts)
    return [
        path
        for path, view in before.items()
        if (after[path].of_day, after[path].of_organisations) != (view.of_day, view.of_organisations)
    ]


def test_a_paper_shows_others_of_its_day_and_organisation():
    pages = [make_page(f"P{i}", date=DAY, score=90.0 - i, organisations=("mit",)) for i in range(9)]
    view = plan(pages, paper_artifacts)["papers/p6/index.html"]
    assert [other.title for other in view.of_day] == ["P5", "P4", "P3", "P2"]
    assert [(other.title, other.reason) for other in view.of_organisations] == [
        ("P5", "mit"),
        ("P4", "mit"),
        ("P3", "mit"),
    ]
    first = plan(pages, paper_artifacts)["papers/p0/index.html"]
    assert [other.title for other in first.of_day] == ["P1", "P2", "P3", "P4"]


def test_a_day_keeps_dated_papers_and_those_only_added_on_it_apart():
    pages = [make_page(f"D{i}", date=DAY, added=DAY) for i in range(2)]
    pages += [make_page(f"U{i}", date=None, added=DAY) for i in range(2)]
    views = plan(pages, paper_artifacts)
    dated, undated = views["papers/d0/index.html"], views["papers/u0/index.html"]
    assert ([other.title for other in dated.of_day], dated.day.url) == (["D1"], "2026/05/28/")
    assert ([other.title for other in undated.of_day], undated.day.url) == (["U1"], "digests/2026-05-28/")


def test_other_papers_come_with_first_author_and_year():
    pages = [
        make_page("A", date=DAY, authors=("Ada Lovelace", "Bo")),
        make_page("B", date=DAY, authors=("Bo",)),
        make_page("C", date=DAY, authors=()),
    ]
    shown = plan(pages, paper_artifacts)["papers/c/index.html"].of_day
    assert {(other.author, other.others, other.year) for other in shown} == {
        ("Ada Lovelace", True, "2026"),
        ("Bo", False, "2026"),
    }


def test_a_paper_that_arrives_later_changes_no_old_page():
    pages = [make_page(f"P{i}", date=DAY, added=DAY, organisations=("mit",)) for i in range(9)]
    late = make_page("Late", date=DAY, added=DAY + dt.timedelta(1), organisations=("mit",), score=99.0)
    assert changed_by(late, pages) == []


def test_a_paper_of_the_same_day_changes_few_pages():
    pages = [
        make_page(f"P{i:02}", date=DAY, added=DAY, organisations=("mit",), score=50.0 - i) for i in range(40)
    ]
    among = make_page("Among", date=DAY, added=DAY, organisations=("mit",), score=30.5)
    assert 0 < len(changed_by(among, pages)) <= 8
