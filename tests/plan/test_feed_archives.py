"""A feed's past: nothing is lost, and what is closed never changes (RFC 5005, section 4)."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from generator.config.schema import Config, FeedsConfig
from generator.library.build import build_library
from generator.model.file_views import FeedItem
from generator.model.paper import Body, PaperPage
from generator.plan.desk import make_desk
from generator.plan.feed_archives import MONTH, YEAR, newest_items, split_feed
from generator.plan.feeds import _items, _newest_or_edited, feed_artifacts
from tests.samples import make_page

CONFIG = Config(feeds=FeedsConfig(items=3))
FIRST = dt.date(2025, 12, 25)


def item(day: int, number: int, edited: int = 0) -> FeedItem:
    time = f"T05:{59 - number // 60:02}:{59 - number % 60:02}+00:00"
    published, updated = (f"{FIRST + dt.timedelta(day)}{time}" for day in (day, day + edited))
    name = f"{day}/{number}"
    return FeedItem(name, name, name, (), True, (), published, updated, "", Body("", ""))


def items_of(counts: Sequence[int]) -> list[FeedItem]:
    """Return `counts[day]` items a day, newest first."""
    return _newest_first([item(day, number) for day, count in enumerate(counts) for number in range(count)])


def _newest_first(items: Sequence[FeedItem]) -> list[FeedItem]:
    return sorted(items, key=lambda item: item.published, reverse=True)


COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=80)
SIZES = st.integers(1, 6)
MOST = 7
PERIODS = st.sampled_from([MONTH, YEAR])


@given(COUNTS, SIZES, PERIODS)
def test_every_item_is_in_the_feed_or_in_one_archive(counts: list[int], size: int, period: int) -> None:
    items = items_of(counts)
    newest, archives = split_feed(items, size, MOST, period)
    archived = [item for archive in reversed(archives) for item in archive.items]
    assert newest == tuple(items[: len(newest)])
    assert archived == items[len(items) - len(archived) :]
    assert len(newest) + len(archived) >= len(items)
    assert not archives or len(newest) < len(items)
    assert len({archive.name for archive in archives}) == len(archives)


@given(COUNTS, SIZES, PERIODS)
def test_documents_stay_small(counts: list[int], size: int, period: int) -> None:
    newest, archives = split_feed(items_of(counts), size, MOST, period)
    assert all(len(archive.items) <= MOST for archive in archives)
    assert min(size, sum(counts)) <= len(newest) <= MOST


@given(COUNTS, st.integers(0, 90), SIZES, PERIODS)
def test_a_paper_more_changes_the_archives_of_its_own_time_only(
    counts: list[int], day: int, size: int, period: int
) -> None:
    """Also one that is added with an earlier day; and no archive ever goes away."""
    items, late = items_of(counts), item(day, 99)
    _, before = split_feed(items, size, MOST, period)
    _, after = split_feed(_newest_first([*items, late]), size, MOST, period)
    found = {archive.name: archive for archive in after}
    assert {archive.name for archive in before} <= set(found)
    own = late.published[:period]
    assert [a for a in before if found[a.name] != a and not a.name.startswith(own)] == []


def test_a_month_of_very_many_papers_is_cut() -> None:
    newest, archives = split_feed(items_of([2, 16, *[0] * 6, 1]), 3, MOST)
    assert [(archive.name, len(archive.items)) for archive in archives] == [
        ("2025-12", 7),
        ("2025-12-2", 7),
        ("2025-12-3", 4),
    ]
    assert len(newest) == 7


def test_an_edited_paper_is_told_again_and_stays_in_its_archive() -> None:
    old = [item(0, 0, edited=40), item(1, 0, edited=2), item(2, 0)]
    items = _newest_first([*old, *(item(day, 0) for day in range(36, 40))])
    newest, (december, _) = split_feed(items, 3, MOST)
    assert [item.id for item in newest] == ["0/0", "39/0", "38/0", "37/0"]
    assert [item.id for item in december.items] == ["2/0", "1/0", "0/0"]


@given(COUNTS, SIZES)
def test_without_archives_a_feed_holds_the_newest_and_the_rest_of_their_day(
    counts: list[int], size: int
) -> None:
    items = items_of(counts)
    newest = newest_items(items, size, MOST)
    assert newest == tuple(items[: len(newest)])
    assert min(size, len(items)) <= len(newest) <= MOST
    cut = items[: len(newest) + 1]
    assert newest == tuple(items[:size]) or len({i.published[:10] for i in newest[size - 1 :]}) == 1
    assert len(newest) in (MOST, len(items)) or cut[-1].published[:10] != cut[-2].published[:10]


def papers(days: int) -> list[PaperPage]:
    return [
        make_page(f"P{day} {n}", added=FIRST + dt.timedelta(day), slug=f"p{day}-{n}")
        for day in range(days)
        for n in range(2)
    ]


def views(pages: list[PaperPage]) -> dict[str, object]:
    desk = make_desk(build_library(pages, (), [], CONFIG), CONFIG)
    return {artifact.path: artifact.view for artifact in feed_artifacts(desk)}


def test_archives_are_linked_in_a_chain_from_the_feed_to_the_first() -> None:
    found = views(papers(40))
    way, name = [], "topics/cs-cv/atom.xml"
    while name:
        way.append(name)
        name = found[name].older  # type: ignore[attr-defined]
    assert way == [
        "topics/cs-cv/atom.xml",
        "topics/cs-cv/atom/2026-01.xml",
        "topics/cs-cv/atom/2025-12.xml",
    ]
    assert [found[name].newer for name in way] == ["", "", way[1]]  # type: ignore[attr-defined]
    assert {found[name].subscription for name in way[1:]} == {way[0]}  # type: ignore[attr-defined]
    assert [found[f"topics/cs-cv/{name}"].older for name in ("feed.xml", "feed.json")] == ["", ""]  # type: ignore[attr-defined]
    assert "authors/ada-lovelace/atom/2025.xml" in found


def test_only_the_feed_that_leads_to_archives_holds_the_whole_month() -> None:
    found = views(papers(5))  # 25 to 29 December: an open month, no archive
    lengths = [len(found[name].items) for name in ("feed.xml", "atom.xml", "feed.json")]  # type: ignore[attr-defined]
    assert lengths == [4, 10, 4]


def archives_changed(old: list[PaperPage], new: PaperPage) -> set[str]:
    before, after = views(old), views([*old, new])
    assert set(before) <= set(after)
    changed = {path for path, view in after.items() if before.get(path) != view}
    current = {f"{where}{name}" for where in ("", "topics/cs-cv/", "authors/ada-lovelace/") for name in FILES}
    return changed - current - {"feeds/index.html"}


FILES = ("feed.xml", "atom.xml", "feed.json")


def test_one_new_paper_changes_current_documents_only() -> None:
    assert archives_changed(papers(40), make_page("New", added=FIRST + dt.timedelta(39))) == set()


def test_a_late_paper_changes_the_archives_of_its_month_and_year() -> None:
    assert archives_changed(papers(40), make_page("Late", added=dt.date(2025, 12, 27))) == {
        "atom/2025-12.xml",
        "topics/cs-cv/atom/2025-12.xml",
        "authors/ada-lovelace/atom/2025.xml",
    }


def test_the_first_paper_of_a_month_closes_one_archive() -> None:
    changed = archives_changed(papers(38), make_page("New", added=dt.date(2026, 2, 1)))  # until 31 January
    assert changed == {
        f"{where}atom/{name}.xml"
        for where in ("", "topics/cs-cv/")
        for name in ("2025-12", "2026-01")  # the one that is linked to the new one, and the new one
    }


def test_an_edited_paper_has_its_day_in_the_feed() -> None:
    (item,) = views([make_page("A", added=FIRST, updated=FIRST + dt.timedelta(3))])["feed.xml"].items  # type: ignore[attr-defined]
    assert (item.published[:10], item.updated[:10]) == ("2025-12-25", "2025-12-28")
    assert item.published[10:] == item.updated[10:]


def test_short_feeds_have_no_archives() -> None:
    assert not [path for path in views(papers(1)) if "atom/" in path]


def test_of_very_many_authors_those_with_most_papers_are_listed() -> None:
    names = tuple(f"Ann Bell{number}" for number in range(900))
    pages = [make_page("All", authors=names), make_page("Some", authors=names[-50:])]
    found = views(pages)
    page, opml = found["feeds/index.html"], found["feeds.opml"]
    listed = {term.name for group in page.authors for term in group.terms}  # type: ignore[attr-defined]
    assert (len(listed), set(names[-50:]) <= listed) == (100, True)
    assert page.all_authors == "authors/"  # type: ignore[attr-defined]
    (authors,) = (refs for label, refs in opml.groups if label == "Authors")  # type: ignore[attr-defined]
    assert {ref.title for ref in authors} == listed
    assert "authors/ann-bell0/atom.xml" in found


def test_authors_have_letters_once_they_are_many() -> None:
    names = tuple(f"Ann {letter}{number}" for number in range(20) for letter in "BK")
    page = views([make_page("Many", authors=names)])["feeds/index.html"]
    assert [(group.label, len(group.terms)) for group in page.authors] == [  # type: ignore[attr-defined]
        ("B", 20),
        ("K", 20),
    ]


def test_all_of_few_authors_are_listed() -> None:
    page = views(papers(1))["feeds/index.html"]
    (group,) = page.authors  # type: ignore[attr-defined]
    assert (group.label, [term.name for term in group.terms]) == ("", ["Ada Lovelace"])
    assert page.all_authors == ""  # type: ignore[attr-defined]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40), st.booleans()), max_size=40), SIZES)
def test_a_feed_without_archives_looks_at_new_and_edited_papers_only(
    papers: list[tuple[int, int, bool]], size: int
) -> None:
    pages = [
        make_page(
            f"Paper {number}",
            added=FIRST + dt.timedelta(day),
            updated=FIRST + dt.timedelta(day + later) if edited else None,
        )
        for number, (day, later, edited) in enumerate(papers)
    ]
    dates = _items(make_desk(build_library(pages, (), (), CONFIG), CONFIG))
    looked_at = [*_newest_or_edited(pages, size)]
    assert newest_items(dates.dated(looked_at), size, MOST) == newest_items(dates.dated(pages), size, MOST)
