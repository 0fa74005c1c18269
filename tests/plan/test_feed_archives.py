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
from generator.plan.feed_archives import split_feed
from generator.plan.feeds import feed_artifacts
from tests.samples import make_page

CONFIG = Config(feeds=FeedsConfig(items=3))
FIRST = dt.date(2025, 12, 25)


def item(day: int, number: int) -> FeedItem:
    moment = f"{FIRST + dt.timedelta(day)}T05:{59 - number // 60:02}:{59 - number % 60:02}+00:00"
    name = f"{day}/{number}"
    return FeedItem(name, name, name, (), True, (), moment, moment, "", Body("", ""))


def items_of(counts: Sequence[int]) -> list[FeedItem]:
    """Return `counts[day]` items a day, newest first."""
    found = [item(day, number) for day, count in enumerate(counts) for number in range(count)]
    return sorted(found, key=lambda item: item.updated, reverse=True)


COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=60)
SIZES = st.integers(1, 6)
MOST = 7


@given(COUNTS, SIZES)
def test_every_item_is_in_the_feed_or_in_one_archive(counts: list[int], size: int) -> None:
    items = items_of(counts)
    newest, archives = split_feed(items, size, MOST)
    archived = [item for archive in reversed(archives) for item in archive.items]
    assert newest == tuple(items[: len(newest)])
    assert archived == items[len(items) - len(archived) :]
    assert len(newest) + len(archived) >= len(items)
    assert not archives or len(newest) < len(items)
    assert len({archive.name for archive in archives}) == len(archives)


@given(COUNTS, SIZES)
def test_documents_stay_small(counts: list[int], size: int) -> None:
    newest, archives = split_feed(items_of(counts), size, MOST)
    assert all(len(archive.items) < size + MOST for archive in archives)
    assert len(newest) < size + MOST


@given(COUNTS, st.integers(1, 6), SIZES)
def test_a_later_day_leaves_every_archive_as_it_was(counts: list[int], more: int, size: int) -> None:
    _, before = split_feed(items_of(counts), size, MOST)
    _, after = split_feed(items_of([*counts, more]), size, MOST)
    assert after[: len(before)] == before


@given(COUNTS.filter(lambda counts: 0 < counts[-1] < MOST), SIZES)
def test_so_does_a_paper_more_on_the_same_day(counts: list[int], size: int) -> None:
    _, before = split_feed(items_of(counts), size, MOST)
    _, after = split_feed(items_of([*counts[:-1], counts[-1] + 1]), size, MOST)
    assert after[: len(before)] == before


def test_a_day_of_very_many_papers_is_cut() -> None:
    newest, archives = split_feed(items_of([2, 16]), 3, MOST)
    assert [(archive.name, len(archive.items)) for archive in archives] == [
        ("2025-12-25", 2),
        ("2025-12-26", 7),
        ("2025-12-26-2", 7),
    ]
    assert len(newest) == 7


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
    found = views(papers(7))
    way, name = [], "topics/cs-cv/atom.xml"
    while name:
        way.append(name)
        name = found[name].older  # type: ignore[attr-defined]
    assert way == [
        "topics/cs-cv/atom.xml",
        "topics/cs-cv/atom/2025-12-29.xml",
        "topics/cs-cv/atom/2025-12-27.xml",
        "topics/cs-cv/atom/2025-12-25.xml",
    ]
    assert [found[name].newer for name in way] == ["", "", *way[1:3]]  # type: ignore[attr-defined]
    assert {found[name].subscription for name in way[1:]} == {way[0]}  # type: ignore[attr-defined]
    assert [found[f"topics/cs-cv/{name}"].older for name in ("feed.xml", "feed.json")] == ["", ""]  # type: ignore[attr-defined]


def test_one_new_paper_changes_current_documents_only() -> None:
    old = papers(7)
    before, after = views(old), views([*old, make_page("New", added=FIRST + dt.timedelta(6))])
    changed = {path for path, view in after.items() if before.get(path) != view}
    current = {f"{where}{name}" for where in ("", "topics/cs-cv/", "authors/ada-lovelace/") for name in FILES}
    assert changed == {*current, "feeds/index.html"}


FILES = ("feed.xml", "atom.xml", "feed.json")


def test_the_first_paper_of_a_year_closes_one_archive() -> None:
    old = papers(7)  # until 31 December
    before, after = views(old), views([*old, make_page("New", added=dt.date(2026, 1, 1))])
    changed = {path for path, view in after.items() if before.get(path) != view and "/atom/" in f"/{path}"}
    assert changed == {
        f"{where}atom/{name}.xml"
        for where in ("", "topics/cs-cv/", "authors/ada-lovelace/")
        for name in ("2025-12-29", "2025-12-31")  # the one that is linked to the new one, and the new one
    }


def test_short_feeds_have_no_archives() -> None:
    assert not [path for path in views(papers(1)) if "atom/" in path]


def test_of_very_many_authors_those_with_most_papers_are_listed() -> None:
    names = tuple(f"Ann Bell{number}" for number in range(900))
    pages = [make_page("All", authors=names), make_page("Some", authors=names[-50:])]
    found = views(pages)
    page, opml = found["feeds/index.html"], found["feeds.opml"]
    listed = {term.name for term in page.authors}  # type: ignore[attr-defined]
    assert (len(listed), set(names[-50:]) <= listed) == (100, True)
    assert page.all_authors == "authors/"  # type: ignore[attr-defined]
    (authors,) = (refs for label, refs in opml.groups if label == "Authors")  # type: ignore[attr-defined]
    assert {ref.title for ref in authors} == listed
    assert "authors/ann-bell0/atom.xml" in found


def test_all_of_few_authors_are_listed() -> None:
    page = views(papers(1))["feeds/index.html"]
    assert [term.name for term in page.authors] == ["Ada Lovelace"]  # type: ignore[attr-defined]
    assert page.all_authors == ""  # type: ignore[attr-defined]
