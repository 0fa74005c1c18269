"""Pages as axe-core sees them, the usual checker of accessibility (WCAG 2.2); keyboard; motion."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "browser/node_modules/axe-core/axe.min.js"
PAGES = ["", "papers/formula/", "topics/cs-lg/", "search/?q=lesion"]

FAULTS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, home: str, scheme: str) -> None:
    axe = AXE.read_text("utf-8")
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    faults = []
    for address in PAGES:
        page.goto(home + address)
        if "?q=" in address:
            expect(page.locator("#search-status")).to_have_text("2 papers found")
        page.evaluate(axe)
        faults += [f"{address}: {fault}" for fault in page.evaluate(FAULTS)]
    page.close()
    assert faults == []


FOCUSED = r"""() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const { innerText, labels } = document.activeElement;
  const said = innerText.replace(/\s+/g, " ").trim();
  return [said || labels?.[0]?.textContent || document.activeElement.ariaLabel,
          outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
}"""


def test_tab_goes_through_a_list_in_reading_order_and_shows_where_it_is(page: Page, home: str) -> None:
    page.goto(f"{home}topics/cs-lg/")
    stops = []
    while not stops or stops[-1][0] != "An introduction. more":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 40
    names = [name for name, _ in stops]
    assert names[:2] == ["Skip to content", "Test Digest"]
    assert names[10:] == [
        "Search papers",
        "Search",
        "Starred papers",
        "Dense lists",
        "Colour scheme: system",
        "Home",
        "Topics",
        "All years 2026 (1) 2024 (1)",
        "As listed Newest first",
        "深度学习 for Everybody",
        "王伟",
        "An introduction. more",
    ]
    assert all(visible for _, visible in stops)


def test_the_skip_link_leads_past_the_masthead(page: Page, home: str) -> None:
    page.goto(f"{home}topics/cs-lg/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[0] == "Home"


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_where_that_is_asked_for(browser: Browser, home: str, motion: str, moves: bool) -> None:
    page = browser.new_page(reduced_motion=motion)  # type: ignore[arg-type]
    page.goto(home)
    lasting = page.evaluate(
        """() => [...document.querySelectorAll("*")].map((element) => getComputedStyle(element))
          .some((style) => parseFloat(style.transitionDuration) > 0 || style.animationName !== "none")"""
    )
    page.close()
    assert lasting is moves
