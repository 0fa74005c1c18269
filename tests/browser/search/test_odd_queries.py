"""Queries that are odd, huge or unfinished: nothing breaks, and what cannot be read is said."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.searching import BOX, RESULTS, TITLES, search

pytestmark = pytest.mark.browser


def test_odd_input_never_breaks_search(page: Page, home: str) -> None:
    page.goto(home)
    for text in [
        *":~*+-^\"'()[]{}<>\\/%&?.",
        "a*",
        "title:",
        ":x",
        "+",
        "--",
        "author:-",
        '"',
        "~1",
        "a^2",
        "x" * 500,
    ]:
        page.fill(BOX, text)
    page.fill(BOX, "%E0%A4%A ?q=& #")
    search(page, "lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.fill(BOX, "***")
    expect(page.locator(RESULTS)).to_have_count(0)


HUGE = ["x" * 8000, "an " + "lesion" * 1500, "lesion " * 3000, "学" * 8000, '"' * 8000, "author:" * 2000]


@pytest.mark.parametrize("query", HUGE, ids=["word", "two", "many", "signs", "quotes", "fields"])
def test_a_link_cannot_stop_the_page(page: Page, home: str, query: str) -> None:
    """Lunr needs time by the square of a word's length and more: minutes for the first of these."""
    page.set_default_timeout(5_000)
    page.goto(f"{home}search/")
    page.fill(BOX, query)
    expect(page.locator(RESULTS)).to_have_count(1 if query.strip('"') else 0)
    search(page, "cardiac")
    expect(page.locator(TITLES)).to_have_text(["Cardiac Segmentation"])


HINTS = [
    ("foo:filler", "There is no field “foo”"),
    ("filler year:soon x", "“year:soon” says nothing and is left out."),
]


@pytest.mark.parametrize(("query", "hint"), HINTS)
def test_what_cannot_be_read_is_said_politely(open_page: Page, query: str, hint: str) -> None:
    open_page.fill(BOX, query)
    expect(open_page.locator(f"{RESULTS} .opening .note")).to_contain_text(hint)


@pytest.mark.parametrize(
    ("query", "example"),
    [
        ("author:", "author:zhang"),
        ("topic:", "topic:cs.CV"),
        ("year:20", "year:2024"),
        ("-keyword:", "keyword:lesion"),
    ],
)
def test_a_filter_without_a_value_shows_how_it_goes_on(open_page: Page, query: str, example: str) -> None:
    open_page.fill(BOX, query)
    said = f"This finds nothing yet. An example: {example}"
    expect(open_page.locator(f"{RESULTS} .summary")).to_have_text(said)
    expect(open_page.locator("#search-status")).to_have_text(said)
