"""Keys that move and mark, their help, and the script that is loaded for it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.reader_marks import KEY, LESIONS, TOPIC, entry, mark

pytestmark = pytest.mark.browser


def test_the_script_of_rules_and_help_comes_to_those_who_use_it(
    context: BrowserContext, shaky_home: str, refused: set[str]
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "extras.bundle" in request.url else None)
    page.goto(shaky_home + TOPIC)
    page.keyboard.press("j")
    mark(page, LESIONS, "read").click()
    assert asked == []
    refused.add("extras.bundle")
    page.keyboard.press("?")
    expect(page.locator("[data-said]")).to_have_text("A part of this page could not be loaded")
    for _ in range(2):  # the next key tries again
        page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_have_count(1)
    assert len(asked) == 2
    rule = {"name": "Seeing", "words": ["lesion*"]}
    page.evaluate(f"(rules) => localStorage.setItem({KEY}, JSON.stringify({{ rules }}))", [rule])
    page.reload()
    expect(entry(page, LESIONS).locator(".rule")).to_have_text("Rule: Seeing")


def test_keys_move_and_mark(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    titles = page.locator(".entry .title a").all_text_contents()
    focused = page.locator(".title a:focus")
    page.keyboard.press("j")
    expect(focused).to_have_text(titles[0])
    page.keyboard.press("j")
    expect(focused).to_have_text(titles[1])
    page.keyboard.press("s")
    page.keyboard.press("r")
    expect(mark(page, titles[1], "starred")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-said]")).to_have_text("Marked as read")
    page.keyboard.press("k")
    expect(focused).to_have_text(titles[0])
    page.keyboard.press("h")
    expect(page.get_by_role("button", name=f"Show again: {titles[0]}")).to_be_focused()
    page.keyboard.press("j")
    expect(focused).to_have_text(titles[1])
    page.keyboard.press("Control+s")
    expect(mark(page, titles[1], "starred")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jsk?")
    expect(page.get_by_role("searchbox")).to_have_value("jsk?")
    page.goto(home + TOPIC)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text(titles[1])


def test_keys_can_be_switched_off(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    for key in ("j", "?", "/"):
        page.keyboard.press(key)
    expect(page.locator("body")).to_be_focused()
    expect(dialog).to_have_count(0)
