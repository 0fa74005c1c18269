"""Searching with the keyboard, and what is announced, focused and left in its place."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.papers import MANY
from tests.browser.searching import BOX, RESULTS, TITLES, search

pytestmark = pytest.mark.browser


def test_the_keyboard_is_enough(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}search/?q=lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.keyboard.press("/")
    links = page.locator(f"{TITLES} a")
    page.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("")
    page.keyboard.type("a/b")  # a slash in the box is a slash
    expect(page.locator(BOX)).to_have_value("a/b")


def test_escape_in_the_box_brings_the_page_back(page: Page, home: str) -> None:
    page.goto(f"{home}papers/policy/?q=lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.locator(BOX).press("Escape")
    expect(page.locator("main h1")).to_have_text("Learning Policies")
    expect(page).to_have_url(f"{home}papers/policy/")


def test_long_lists_come_in_parts(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "filler")
    expect(page.locator("#search-status")).to_have_text(f"{MANY} papers found")
    for shown in (20, 40):
        expect(page.locator(TITLES)).to_have_count(shown)
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(f"{TITLES} a").nth(shown)).to_be_focused()
    expect(page.locator(TITLES)).to_have_count(MANY)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_results_are_announced_and_named(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "lesion")
    expect(page.get_by_role("region", name="Search for lesion")).to_be_visible()
    expect(page.get_by_role("search").get_by_role("searchbox")).to_have_count(1)
    assert page.locator("#search-status").get_attribute("aria-live") == "polite"
    expect(page.locator("h1")).to_have_count(1)


def test_searching_moves_nothing_under_the_hand(page: Page, home: str) -> None:
    page.goto(home)
    before = page.locator(BOX).bounding_box()
    search(page, "lesion")
    assert page.locator(BOX).bounding_box() == before
