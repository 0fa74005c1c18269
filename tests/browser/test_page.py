"""What the small script does on every page."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

SCHEME = "(element) => getComputedStyle(element).colorScheme"


@pytest.mark.parametrize(
    ("system", "first", "second"), [("light", "dark", "light"), ("dark", "light", "dark")]
)
def test_the_colour_scheme_is_chosen_and_kept(
    system: str, first: str, second: str, page: Page, home: str
) -> None:
    """The first press shows the other scheme than the system's, the second keeps the system's by choice."""
    page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
    page.goto(home)
    toggle = page.locator("[data-theme-toggle]")
    root = page.locator("html")
    expect(toggle).to_be_visible()
    expect(toggle).to_have_attribute("aria-label", "Colour scheme: system")
    assert root.evaluate(SCHEME) == system
    for chosen in (first, second):
        toggle.click()
        expect(root).to_have_attribute("data-theme", chosen)
        assert root.evaluate(SCHEME) == chosen
    page.goto(f"{home}topics/")
    expect(root).to_have_attribute("data-theme", second)
    expect(toggle).to_have_attribute("aria-label", f"Colour scheme: {second}")
    toggle.click()
    page.reload()
    assert root.get_attribute("data-theme") is None


@pytest.mark.parametrize("start", ["", "papers/formula/", "topics/", "search/", "digests/", "404.html"])
def test_pages_keep_the_strict_policy(page: Page, home: str, start: str) -> None:
    """The page fixture fails on whatever the browser refuses."""
    response = page.goto(home + start)
    assert response
    assert response.ok
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("arrives", [True, False])
def test_results_wait_for_the_stylesheet_that_a_papers_page_comes_without(
    arrives: bool, context: BrowserContext, home: str
) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/lists.*.css", lambda route: held.append(route))
    page.goto(f"{home}papers/formula/")
    with page.expect_response("**/search/papers.*.js"):
        page.get_by_role("searchbox").fill("lesion")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    results = page.locator(".search-results")
    expect(results).to_have_count(0)
    (route,) = held
    if arrives:
        route.continue_()
    else:
        route.abort()
    expect(results).to_be_visible()
