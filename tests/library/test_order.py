import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from generator.library.order import best_first, best_of_newest, moments, newest_first
from generator.model.record import Source
from tests.samples import ADDED, make_page


def titles(pages):
    return [page.paper.title for page in pages]


def test_newest_first_sorts_undated_papers_by_the_day_they_were_added():
    old = make_page("Old", date=dt.date(2020, 1, 1))
    undated = make_page("Undated", date=None, added=dt.date(2026, 5, 28))
    new = make_page("New", date=dt.date(2026, 5, 27))
    assert titles(newest_first([old, new, undated])) == ["Undated", "New", "Old"]


def test_best_first_puts_papers_without_score_last_and_zero_before_them():
    pages = [make_page("None", score=None), make_page("Zero", score=0.0), make_page("High", score=90.0)]
    assert titles(best_first(pages)) == ["High", "Zero", "None"]


DAYS = st.sampled_from([None, dt.date(2026, 5, 27), dt.date(2026, 5, 28), dt.date(2026, 5, 29)])
LISTED = st.tuples(DAYS, DAYS.filter(bool), st.sampled_from([None, 0.0, 50.0]), st.integers(1, 3))


@given(st.lists(LISTED))
def test_the_best_of_papers_that_come_newest_first(listed):
    pages = [
        make_page(f"Paper {n}", date=date, added=added, score=score, sources=(Source("a.txt", line),))
        for n, (date, added, score, line) in enumerate(listed)
    ]
    assert best_of_newest(newest_first(pages)) == best_first(pages)


def times_of(pages):
    found = moments(pages)
    return {page.paper.id: found[page.paper.id] for page in pages}


@given(st.lists(st.integers(1, 200_000), min_size=1, max_size=40))
def test_moments_are_distinct_and_within_the_day(lines):
    pages = [make_page(f"P{i}", sources=(Source("a.txt", line),)) for i, line in enumerate(lines)]
    times = times_of(pages)
    assert len(set(times.values())) == len(pages)
    assert {time.date() for time in times.values()} == {ADDED}
    assert max(time.hour for time in times.values()) < 6  # what readers fetch that day is not of the future


def test_what_was_listed_first_is_newest():
    pages = [make_page(f"P{line}", sources=(Source("a.txt", line),)) for line in (2, 5, 8)]
    times = times_of(pages)
    assert [times[page.paper.id] for page in pages] == sorted(times.values(), reverse=True)


def test_no_moment_depends_on_other_papers_or_later_listings():
    old = [make_page(f"P{line}", sources=(Source("a.txt", line),)) for line in (2, 5, 8)]
    before = times_of(old)
    again = make_page("P8", sources=(Source("a.txt", 8), Source("b.txt", 1)))
    after = times_of([*old[:2], again, make_page("New", sources=(Source("b.txt", 5),))])
    assert {key: after[key] for key in before} == before
