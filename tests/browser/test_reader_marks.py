"""The reader's own marks: read, hidden, new; where they stand, and that they disturb nobody."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader_marks import KEY, LESIONS, TOPIC, ZERO, entry, mark, stored

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "browser/node_modules/axe-core/axe.min.js"


def test_read_and_hidden_papers_say_so(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    mark(page, LESIONS, "read").click()
    expect(entry(page, LESIONS).locator(".said")).to_have_text("Read")
    mark(page, ZERO, "hidden").click()
    undo = page.get_by_role("button", name=f"Show again: {ZERO}")
    expect(undo).to_be_focused()
    page.reload()
    hidden = page.locator(".entry.is-hidden")
    expect(hidden).to_have_text(re.compile(f"Hidden: {ZERO}"))
    expect(hidden.locator(".title")).to_be_hidden()
    undo.click()
    expect(page.locator(".is-hidden")).to_have_count(0)
    expect(mark(page, ZERO, "hidden")).to_be_focused()
    mark(page, LESIONS, "read").click()
    assert stored(page)["marks"] == []


def test_a_paper_has_its_marks_on_its_own_page_and_among_results(page: Page, home: str) -> None:
    page.goto(f"{home}papers/formula/")
    page.get_by_role("button", name="Star: Scaling").click()
    kept = stored(page)["marks"][0]
    assert kept["url"] == "papers/formula/"
    assert "$" not in kept["title"]
    page.goto(f"{home}search/?q=scaling")
    expect(mark(page, "Scaling", "starred")).to_have_attribute("aria-pressed", "true")
    mark(page, "Scaling", "read").click()
    expect(entry(page, "Scaling").locator(".said")).to_have_text("Read")


def test_what_was_added_since_the_last_visit_is_new(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    expect(mark(page, LESIONS, "starred")).to_be_attached()
    expect(page.locator(".said b")).to_have_count(0)
    assert stored(page)["visited"]["seen"] == "2026-05-28"
    page.evaluate(  # an hour ago, a visit whose newest paper is older
        f"""() => {{ const kept = JSON.parse(localStorage.getItem({KEY}));
          Object.assign(kept.visited, {{ at: Date.now() - 3600_000, seen: "2026-05-27" }});
          localStorage.setItem({KEY}, JSON.stringify(kept)); }}"""
    )
    page.reload()
    expect(mark(page, LESIONS, "starred")).to_be_attached()
    expect(page.locator(".said b")).to_have_count(0)  # still the same visit
    page.evaluate(
        f"""() => {{ const kept = JSON.parse(localStorage.getItem({KEY}));
          Object.assign(kept.visited, {{ at: Date.now() - 86_400_000, seen: "2026-05-27" }});
          localStorage.setItem({KEY}, JSON.stringify(kept)); }}"""
    )
    for address in (TOPIC, ""):  # the whole visit long
        page.goto(home + address)
        expect(page.locator(".entry .said b").first).to_have_text("New")


COVERED = """([mark]) => {
  const star = mark.getBoundingClientRect();
  const beside = (box) => box.right < star.left + 4 || box.left > star.right - 4;
  const near = (box) => !beside(box) && box.bottom > star.top && box.top < star.bottom;
  const parts = mark.closest(".entry").querySelectorAll(".title a, .people a, .facts > *, .track");
  return [...parts].filter((part) => [...part.getClientRects()].some(near)).map((part) => part.outerHTML);
}"""


@pytest.mark.parametrize("width", [390, 900, 1280])
def test_a_star_covers_nothing_in_dense_lists(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(home + TOPIC)
    page.locator("[data-density-toggle]").click()
    expect(page.locator("html")).to_have_attribute("data-density", "dense")
    page.evaluate(
        "document.querySelectorAll('.title a').forEach((link) => link.append(' and More Words'.repeat(9)))"
    )
    for star in page.locator("[data-mark=starred]").all():
        assert star.evaluate_all(COVERED) == []


def test_marks_move_nothing_and_axe_finds_nothing(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    before = page.evaluate("[...document.querySelectorAll('.entry')].map((e) => e.offsetTop)")
    page.evaluate("document.querySelectorAll('.marks').forEach((marks) => marks.remove())")
    assert page.evaluate("[...document.querySelectorAll('.entry')].map((e) => e.offsetTop)") == before
    page.reload()
    for title, kind in ((LESIONS, "read"), (ZERO, "starred")):
        mark(page, title, kind).click()
    page.goto(f"{home}rules/")
    page.get_by_label("Name").fill("Seeing")
    page.get_by_label("Words").fill("lesion*")
    page.keyboard.press("Enter")
    axe = AXE.read_text("utf-8")
    faults = []
    for address in (TOPIC, "starred/", "rules/", "papers/lesions/"):
        page.goto(home + address)
        expect(page.locator(".mark").first).to_be_attached()
        if address == TOPIC:
            page.keyboard.press("?")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        faults += [(address, v["id"], v["nodes"][0]["html"]) for v in found["violations"]]
    assert faults == []


def test_without_scripts_there_are_no_dead_buttons(browser: Browser, home: str) -> None:
    with browser.new_context(java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(home + TOPIC)
        expect(page.locator(".mark, [data-keys] button")).to_have_count(0)
        for address in ("starred/", "rules/"):
            page.goto(home + address)
            expect(page.locator("main .summary:visible").last).to_contain_text("JavaScript")
            expect(page.locator("main :is(button, input, select):visible")).to_have_count(0)
