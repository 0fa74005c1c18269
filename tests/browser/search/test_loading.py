"""What search loads and when, and what is said when it cannot be loaded."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.searching import BOX, LOADED, RESULTS, TITLES, search

pytestmark = pytest.mark.browser


def test_nothing_is_loaded_before_it_is_needed(page: Page, home: str, engine: str) -> None:
    parts = [*LOADED[engine], "/facets.js"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(home)))
    page.goto(home)
    page.wait_for_load_state("networkidle")
    before = len(asked)
    assert not [url for url in asked if any(part in url for part in parts)]
    search(page, "lesion")
    expect(page.locator(TITLES).first).to_be_visible()  # the count stands there before the rows do
    loaded = [url for url in asked[before:] if "texts." not in url]
    assert len(loaded) == len(set(loaded))
    assert all(any(part in url for part in parts) for url in loaded)
    assert all(any(part in url for url in loaded) for part in LOADED[engine])


def test_the_names_of_the_parts_are_fetched_beside_the_script(
    context: BrowserContext, home: str, engine: str
) -> None:
    page = context.new_page()
    page.route(f"**/{LOADED[engine][0]}.*.js", lambda _: None)  # it is long in coming
    with page.expect_request(re.compile("/search/(manifest|segments).js")):
        page.goto(f"{home}search/?q=lesion", wait_until="commit")


def test_search_that_cannot_be_loaded_says_so(browser: Browser, home: str, engine: str) -> None:
    page = browser.new_page()
    page.route(re.compile(re.escape(LOADED[engine][2])), lambda route: route.abort())
    page.goto(f"{home}?q=lesion")
    expect(page.locator(RESULTS)).to_contain_text("Search could not be loaded.")
    expect(page.locator(f"{RESULTS} a").first).to_have_text("Topics")
    page.close()


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("typed", ["", "les"])
def test_search_that_failed_is_loaded_again(
    context: BrowserContext, shaky_home: str, refused: set[str], engine: str, number: int, typed: str
) -> None:
    """Also when it failed while the box was empty: the next key tries again."""
    part = LOADED[engine][number]
    refused.add(part)
    if part in ("/range.", "/rows."):
        typed = "les"  # before that, they are not loaded
    page = context.new_page()  # unwatched: Chromium reports the status 503 as an error
    page.goto(f"{shaky_home}?q={typed}")
    if not typed:
        page.locator(BOX).focus()
    expect(page.locator("#search-status")).to_have_text("Search could not be loaded")
    page.locator(BOX).press("End")
    page.locator(BOX).press_sequentially("lesion".removeprefix(typed))
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    expect(page.locator("#search-status")).to_have_text("2 papers found")
    expect(page.locator("script[src*='search/']")).to_have_count(0)


def test_a_failure_is_gone_with_the_query(context: BrowserContext, home: str) -> None:
    page = context.new_page()
    page.route(re.compile("/search/(manifest|segments)"), lambda route: route.abort())
    page.goto(home)
    page.fill(BOX, "lesion")
    expect(page.locator(RESULTS)).to_contain_text("Search could not be loaded.")
    page.fill(BOX, "")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator("#lead")).to_be_visible()
