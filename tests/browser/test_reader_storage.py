"""What lies in the browser's storage: not trusted, shared by tabs, not needed."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.reader_marks import KEY, LESIONS, TOPIC, ZERO, mark, stored

pytestmark = pytest.mark.browser

BROKEN = [
    "no JSON", "null", "[]", "3", '{"marks": 3, "rules": {}, "visited": "x", "keys": 1}',
    '{"marks": [null, {"id": "a"}, {"id": "b", "starred": "2026-05-28T07:00:00Z", "day": "2026-05-28", '
    '"url": "javascript:alert(1)", "title": "x"}], "rules": [{"name": "x", "words": ["***"]}, {"name": 5}]}',
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_what_lies_in_storage_is_not_trusted(page: Page, home: str, text: str) -> None:
    page.goto(home + TOPIC)
    page.evaluate(f"(text) => localStorage.setItem({KEY}, text)", text)
    page.goto(f"{home}starred/")
    expect(page.locator(".reader > .none")).to_be_visible()
    page.goto(home + TOPIC)
    mark(page, LESIONS, "starred").click()
    assert [kept["title"] for kept in stored(page)["marks"]] == [LESIONS]


def test_stored_names_turn_nothing_around(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    star = {"id": "x", "starred": "2026-05-28T07:00:00Z", "day": "2026-05-28", "url": "papers/x/"}
    kept = {
        "marks": [star | {"title": "A \u202etitle", "authors": "Ada\u2067"}],
        "rules": [{"name": "Se\u202eeing", "words": ["le\u00adsion*"]}, {"name": "Seeing", "code": True}],
    }
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [page.evaluate(KEY), json.dumps(kept)])
    page.goto(f"{home}starred/")
    assert page.locator(".entry .title a").text_content() == "A title"
    assert page.locator(".entry .people").text_content() == "Ada"
    page.goto(f"{home}rules/")
    assert page.locator("[data-rules] b").all_text_contents() == ["Seeing"]


NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("x", "SecurityError"); } });"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('x', 'QuotaExceededError'); };"


@pytest.mark.parametrize("fault", [NO_STORAGE, FULL], ids=["none", "full"])
def test_without_storage_marks_last_as_long_as_the_page(page: Page, home: str, fault: str) -> None:
    page.add_init_script(fault)
    page.goto(home + TOPIC)
    mark(page, LESIONS, "starred").click()
    mark(page, ZERO, "starred").click()
    expect(page.locator("[data-said]")).to_have_text("This is not kept: the browser’s storage is off or full")
    for title in (LESIONS, ZERO):
        expect(mark(page, title, "starred")).to_have_attribute("aria-pressed", "true")


def test_tabs_tell_each_other_and_other_sites_do_not(
    context: BrowserContext, page: Page, home: str, home_at_root: str
) -> None:
    page.goto(home + TOPIC)
    other = context.new_page()
    other.goto(home)
    mark(other, LESIONS, "starred").click()
    expect(mark(page, LESIONS, "starred")).to_have_attribute("aria-pressed", "true")
    mark(page, ZERO, "starred").click()
    expect(other.locator("[data-starred]")).to_have_attribute("data-starred", "2")
    assert len(stored(page)["marks"]) == 2
    key = page.evaluate(KEY)
    assert key == "paper-digest/1/digest/"
