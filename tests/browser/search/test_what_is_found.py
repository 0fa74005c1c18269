"""What is found, and what is offered where nothing is."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.papers import MANY
from tests.browser.searching import BOX, CASES, FOUND, RESULTS, TITLES, search

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["query"])
def test_what_is_found(open_page: Page, case: dict[str, Any]) -> None:
    """One page answers them all, as when somebody goes on typing."""
    search(open_page, case["query"])
    expect(open_page.locator(FOUND)).to_have_text(case["titles"])


def test_no_result_leads_on(page: Page, home: str) -> None:
    page.goto(f"{home}papers/policy/")
    search(page, "qwertyuiop")
    expect(page.locator("#search-status")).to_have_text("No paper found")
    links = page.locator(f"{RESULTS} .empty a")
    expect(links).to_have_text(["Topics", "Keywords", "Authors", "Archive"])
    for link in links.all():
        assert page.request.get(link.evaluate("link => link.href")).ok


def test_no_result_shows_papers_with_most_of_the_words(open_page: Page) -> None:
    search(open_page, "cardiac lesion qwertyuiop")
    expect(open_page.locator("#search-status")).to_have_text("No paper found")
    expect(open_page.locator(TITLES)).to_have_text(["Cardiac Segmentation"])


def test_a_missing_page_suggests_what_was_meant(context: BrowserContext, home: str) -> None:
    page = context.new_page()  # unwatched: Chromium reports the status 404 as an error
    page.goto(f"{home}papers/skin-lesion-recognition-of-old/")
    expect(page.locator("main h1")).to_have_text("Page not found")
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition"])
    page.locator(f"{TITLES} a").click()
    expect(page).to_have_url(f"{home}papers/lesions/")


@pytest.mark.parametrize("address", ["nothing/here", "papers/the-who/", "topics/zero-y/", "a/skin", "the/%"])
def test_a_missing_page_guesses_nothing_from_a_word(context: BrowserContext, home: str, address: str) -> None:
    page = context.new_page()
    page.goto(home + address)
    page.locator(BOX).focus()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main h1")).to_have_text("Page not found")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_a_slip_is_forgiven_and_the_right_word_offered(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=fillre+stuyd")
    expect(page.locator("#search-status")).to_have_text(f"{MANY} papers found")
    expect(page.locator(f"{RESULTS} .summary")).to_have_text(
        f"No exact match; {MANY} papers with similar spelling."
    )
    expect(page.locator(f"{FOUND} mark").first).to_have_text("Filler")
    page.locator(".meant a").click()
    expect(page.locator(BOX)).to_have_value("filler study")
    expect(page.locator(".meant")).to_have_count(0)


def test_no_result_says_what_to_leave_out(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=lesion+year:2019")
    expect(page.locator("#search-status")).to_have_text("No paper found")
    page.get_by_role("link", name="Without year:2019: 2 papers").click()
    expect(page.locator(FOUND)).to_have_count(2)


def test_every_paper_is_found_first_by_its_title(page: Page, whole_home: str, whole_site: Path) -> None:
    """The title as the paper's own page prints it."""
    page.goto(f"{whole_home}?q=a")
    expect(page.locator(f"{RESULTS} li.entry").first).to_be_visible()
    missed = page.evaluate(
        """async () => {
            const box = document.querySelector("input[type=search]");
            const urls = performance.getEntriesByType("resource").map((entry) => entry.name);
            const address = urls.find((url) => url.includes("/search/papers."));
            const script = await (await fetch(address)).text();
            const data = script.slice(script.indexOf(",") + 1, script.lastIndexOf(")"));
            const { columns, rows } = JSON.parse(data);
            const [url, title] = [columns.indexOf("url"), columns.indexOf("title")];
            const missed = [];
            for (const row of rows) {
                box.value = row[title];
                box.dispatchEvent(new Event("input"));
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                const first = document.querySelector(".search-results .entry a");
                if (!first?.href.endsWith("/" + row[url])) missed.push(row[title]);
            }
            return { missed, count: rows.length };
        }"""
    )
    assert missed == {"missed": [], "count": len([*(whole_site / "papers").glob("*/index.html")])}
    assert missed["count"] >= 213
