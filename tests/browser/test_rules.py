"""Rules in the browser: the same answers as the program's, from one table (tests/library/test_rules.py)."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TABLE = json.loads((ROOT / "tests/rules_cases.json").read_text("utf-8"))
CODE = """
export { caughtBy } from "./src/rules.js";
export { faultOf } from "./src/checks.js";
export { fileText, readFile } from "./src/format.js";
"""
CATCH = (
    "([rule, papers]) => Object.keys(papers).filter((name) => reading.caughtBy([rule], papers[name]).length)"
)
READ = """(text) => {
  try { return [reading.readFile(text, reading.faultOf), ""]; }
  catch (error) { return [null, error.message]; }
}"""
WRITE = "([rules, marks]) => reading.fileText(rules, marks ?? undefined)"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the modules under test."""
    options = ["--bundle", "--format=iife", "--global-name=reading", "--target=es2022", "--charset=utf8"]
    command = ["node_modules/.bin/esbuild", *options]
    bundled = subprocess.run(
        command, cwd=ROOT / "browser", input=CODE, capture_output=True, text=True, check=True
    )
    page = browser.new_page()
    page.add_script_tag(content=bundled.stdout)
    yield page
    page.close()


def test_what_rules_catch(page: Page) -> None:
    answers = {case["what"]: page.evaluate(CATCH, [case["rule"], TABLE["papers"]]) for case in TABLE["cases"]}
    assert answers == {case["what"]: case["caught"] for case in TABLE["cases"]}


def test_what_files_may_hold(page: Page) -> None:
    told = {case["what"]: page.evaluate(READ, case["file"]) for case in TABLE["files"]}
    assert {what: read is not None for what, (read, _) in told.items()} == {
        case["what"]: case["good"] for case in TABLE["files"]
    }
    assert all(read or message.endswith(".") for read, message in told.values())


STAR = {
    "id": "a",
    "starred": "2026-05-28T07:00:00.000Z",
    "url": "papers/a/",
    "title": "A",
    "authors": "",
    "day": "2026-05-28",
}
MARKS = [
    # what differs from a good mark, what is named as wrong ("" for nothing)
    ({}, ""),
    ({"read": True, "hidden": True}, ""),
    ({"id": ""}, "id"),
    ({"id": 3}, "id"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"url": "papers/../../x/"}, "url"),
    ({"url": "//evil.example/papers/a/"}, "url"),
    ({"url": None}, "url"),
    ({"title": ["A"]}, "title"),
    ({"day": "28 May"}, "day"),
    ({"starred": "yesterday"}, "starred"),
    ({"starred": True}, "starred"),
    ({"read": False}, "read"),
    ({"colour": "red"}, "colour"),
]


@pytest.mark.parametrize(("other", "wrong"), MARKS)
def test_what_marks_may_be(page: Page, other: dict[str, Any], wrong: str) -> None:
    text = json.dumps({"version": 1, "marks": [STAR | other]})
    read, message = page.evaluate(READ, text)
    assert message == (f"Mark 1: “{wrong}” is wrong or missing." if wrong else "")
    assert (read is None) == bool(wrong)


def test_what_is_saved_can_be_loaded(page: Page) -> None:
    rule = {"name": "Retina", "words": ["retina*"], "score": 50, "code": True}
    for marks, name in (([STAR], "marks"), (None, "rules")):
        text = page.evaluate(
            "([rules, marks]) => reading.fileText(rules, marks ?? undefined)", [[rule], marks]
        )
        read, message = page.evaluate(READ, text)
        assert message == ""
        assert read["rules"] == [rule]
        assert name in json.loads(text)
        assert read["marks"] == (marks or [])
