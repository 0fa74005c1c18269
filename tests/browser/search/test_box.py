"""The box on every page: what it makes of the page, and what the address tells."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import BOX, RESULTS, TITLES, search

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("start", ["", "papers/policy/", "topics/", "404.html"])
def test_results_appear_while_typing(page: Page, home: str, start: str) -> None:
    page.goto(home + start)
    own, title = page.locator("main :is(h1, h2)").first.text_content(), page.title()
    page.locator(BOX).press_sequentially("lesio")
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    expect(page.locator("#search-status")).to_have_text("2 papers found")
    expect(page.locator(f"{RESULTS} #search-heading")).to_have_text("Search for lesio")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(BOX)).to_be_focused()
    expect(page).to_have_title("Search: lesio – Test Digest")
    expect(page).to_have_url(home + start)  # only the search page's address tells the query
    page.fill(BOX, "")
    expect(page).to_have_title(title)
    expect(page.locator("main :is(h1, h2)").first).to_have_text(own or "")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator("#search-status")).to_have_text("")
    expect(page).to_have_url(home + start)


def test_an_address_with_a_query_searches_at_once(page: Page, home_at_root: str) -> None:
    page.goto(f"{home_at_root}search/?q=lesion")
    expect(page.locator(BOX)).to_have_value("lesion")
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    page.locator(TITLES).first.locator("a").click()
    expect(page).to_have_url(f"{home_at_root}papers/lesions/")


def test_the_address_of_the_search_page_tells_the_query(page: Page, home: str) -> None:
    page.goto(f"{home}search/")
    search(page, "lesion")
    expect(page).to_have_url(f"{home}search/?q=lesion")
    expect(page).to_have_title("Search: lesion – Test Digest")
    page.reload()
    expect(page.locator(TITLES)).to_have_count(2)


def test_the_front_page_keeps_its_name_above_results(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "lesion")
    name = page.locator("h1")
    expect(name).to_have_text("Test Digest")
    expect(name).to_be_visible()
    name.locator("a").click()
    expect(page).to_have_url(home)
    expect(page.locator("#lead")).to_be_visible()


def test_a_page_asked_for_anew_searches_for_nothing(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "lesion")
    page.evaluate("""() => void setTimeout(() => {
      history.replaceState({ query: "lesion" }, "");
      document.querySelector("h1 a").click();
    })""")
    page.wait_for_function("!document.querySelector('input[type=search]').value")
    expect(page.locator("#lead")).to_be_visible()


def test_without_javascript_the_box_leads_to_lists(browser: Browser, home: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}papers/policy/")
    page.fill(BOX, "lesion")
    page.press(BOX, "Enter")
    expect(page).to_have_url(f"{home}search/?q=lesion")
    expect(page.locator("main h1")).to_have_text("Search")
    expect(page.locator("main .summary:visible")).to_have_count(1)
    expect(page.locator("main .summary:visible")).to_contain_text("needs JavaScript")
    expect(page.locator(".hints")).to_be_hidden()
    page.locator("main").get_by_role("link", name="Machine Learning").first.click()
    expect(page.locator("main")).to_contain_text("Learning Policies")
    page.close()


def test_everything_works_from_file(page: Page, site: Path) -> None:
    start = site / "papers" / "policy" / "index.html"
    page.goto(start.as_uri())
    page.fill(BOX, "lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    assert page.url == start.as_uri()
    page.locator(TITLES).first.locator("a").click()
    expect(page.locator("main h1")).to_have_text("Skin Lesion Recognition")
    page.locator("nav a", has_text="Topics").first.click()
    expect(page).to_have_url((site / "topics" / "index.html").as_uri())
