"""The reader's own rules: written, edited, saved, and what they say they caught."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.papers import HOSTILE
from tests.browser.reader_marks import LESIONS, TOPIC, ZERO, entry, saved

pytestmark = pytest.mark.browser


def test_rules_say_what_they_caught(page: Page, home: str) -> None:
    page.goto(f"{home}rules/")
    page.get_by_label("Name").fill("Seeing")
    page.get_by_role("button", name="Save the rule", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Say what the papers must have: a word, a topic, a name …")
    expect(page.get_by_label("Words")).to_be_focused()
    page.get_by_label("Words").fill("lesion*, reading")
    page.get_by_label("Topics").fill("cs.*")
    page.get_by_label("But not").fill("survey")
    page.keyboard.press("Enter")
    item = page.locator("[data-rules] li")
    expect(item).to_contain_text("topic cs.* · lesion* or reading · not survey – catches 2 of these papers")
    expect(page.locator(".entry:visible .title a")).to_have_text([ZERO, LESIONS])
    page.goto(home + TOPIC)
    expect(entry(page, LESIONS).locator(".rule")).to_have_text("Rule: Seeing")
    page.goto(f"{home}rules/")
    page.get_by_role("button", name="Edit the rule Seeing").click()
    page.get_by_label("Name").fill(HOSTILE[:60])
    page.get_by_label("Words").fill("lesion")
    page.keyboard.press("Enter")
    expect(page.locator(".entry:visible .rule")).to_have_text([f"Rule: {HOSTILE[:60]}"])
    name, text = saved(page, page.get_by_role("button", name="Save the rules").click)
    assert name == "rules.json"
    rule = {"name": HOSTILE[:60], "topics": ["cs.*"], "words": ["lesion"], "none": ["survey"]}
    assert json.loads(text) == {"version": 1, "rules": [rule]}
    page.get_by_role("button", name="Delete the rule").click()
    expect(item).to_have_count(0)
    expect(page.locator(".entry").nth(5)).to_be_visible()


def test_a_rule_that_catches_none_of_the_newest_papers_says_so(page: Page, home: str) -> None:
    page.goto(f"{home}rules/")
    none = page.locator("[data-uncaught]")
    expect(page.locator(".reader")).to_have_class(re.compile("is-ready"))
    expect(none).to_be_hidden()
    for words, said in (("nowhere", "nowhere – none of the newest papers"), ("lesion*", "")):
        if not said:
            page.get_by_role("button", name="Edit the rule Seeing").click()
        page.get_by_label("Name").fill("Seeing")
        page.get_by_label("Words").fill(words)
        page.keyboard.press("Enter")
        expect(none).to_be_visible() if said else expect(none).to_be_hidden()
        expect(page.locator("[data-rules] li")).to_contain_text(said or "catches")
        expect(page.locator("[data-caught]")).to_have_text("" if said else re.compile("of the newest"))


def test_no_rule_takes_the_place_of_another(page: Page, home: str) -> None:
    page.goto(f"{home}rules/")
    for words in ("lesion*", "survey"):
        page.get_by_label("Name").fill("Seeing")
        page.get_by_label("Words").fill(words)
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Another rule has this name.")
    expect(page.locator("[data-rules] li")).to_contain_text(["Seeing lesion* – "])


def test_an_edited_rule_stays_as_it_was_loaded(page: Page, home: str) -> None:
    """A sign that divides patterns in the form counts for nothing within one."""
    rule = {"name": "Seeing", "words": ["skin, lesion", "x"]}
    page.goto(f"{home}rules/")
    data = {
        "name": "r.json",
        "mimeType": "text/json",
        "buffer": json.dumps({"version": 1, "rules": [rule]}).encode(),
    }
    page.locator("input[type=file]").set_input_files(data)  # type: ignore[arg-type]
    page.get_by_role("button", name="Edit the rule Seeing").click()
    page.keyboard.press("Enter")
    expect(page.locator("[data-rules] li")).to_contain_text("Seeing skin lesion or x – ")
