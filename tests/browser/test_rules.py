"""Rules in the browser: the same answers as the program's, from one table (tests/library/test_rules.py)."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.base.text import clean

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TABLE = json.loads((ROOT / "tests/rules_cases.json").read_text("utf-8"))
CODE = """
export { catcher, wordsOf } from "./src/rules.js";
export { faultOf } from "./src/checks.js";
export { clean } from "./src/clean.js";
export { fileText, readFile } from "./src/format.js";
"""
CATCH = (
    "([rule, papers]) => Object.keys(papers).filter((name) => reading.catcher([rule])(papers[name]).length)"
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


LETTERS_OR_NOT = [
    "a",
    "5",
    "é",
    "℃",
    "①",
    "ー",
    "・",
    "ﾞ",
    "゛",
    "か゛",
    "\u0301",
    "ͺ",
    "-",
    "*",
    "語",
    "🙂",
    "ß",
    "ʹ",
]
MEANT = "(sign) => [reading.wordsOf(sign).length > 0, !reading.faultOf('rule', { name: 'a', words: [sign] })]"


def test_a_pattern_is_good_where_rules_find_a_word_in_it(page: Page) -> None:
    answers = {sign: page.evaluate(MEANT, f"*{sign}*") for sign in LETTERS_OR_NOT}
    assert {sign for sign, (word, good) in answers.items() if word != good} == set()
    assert 0 < sum(good for _, good in answers.values()) < len(answers)


STAR = {
    "id": "a",
    "starred": "2026-05-28T07:00:00.000Z",
    "url": "papers/a/",
    "title": "A",
    "authors": "",
    "day": "2026-05-28",
}
NO_INSTANTS = ("2026-02-30T07:00:00Z", "2026-05-28T25:00:00Z")  # the schema's library does not look at them
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
    ({"url": "papers/../"}, "url"),
    ({"url": "papers/./"}, "url"),
    ({"url": "papers/%2e%2e/"}, "url"),
    ({"url": "papers/a--b/"}, "url"),
    ({"url": "papers/a-2/"}, ""),
    ({"title": ["A"]}, "title"),
    ({"day": "28 May"}, "day"),
    ({"day": "2026-13-45"}, "day"),
    ({"day": "2026-02-30"}, "day"),
    ({"day": "2024-02-29"}, ""),
    ({"starred": "yesterday"}, "starred"),
    ({"starred": "2026-05-28T07:00:00Z"}, ""),
    *(({"starred": instant}, "starred") for instant in NO_INSTANTS),
    ({"starred": "2026-05-28T::.....Z"}, "starred"),
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


@pytest.mark.parametrize(("other", "wrong"), MARKS)
def test_the_schema_says_the_same_of_marks(other: dict[str, Any], wrong: str) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "docs/reader.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    valid = validator.is_valid({"version": 1, "marks": [STAR | other]})
    assert valid == (not wrong or other.get("starred") in NO_INSTANTS)


SIGNS = [*range(0xD800), *range(0xE000, 0x11000), *range(0xE0000, 0xE0100), 0xF0000, 0x10FFFF]
LEFT_OUT = """(signs) => signs.filter((sign) => reading.clean(`a${String.fromCodePoint(sign)}b`) === "ab")"""
BLANK = """(signs) => signs.filter((sign) => reading.clean(`a${String.fromCodePoint(sign)}b`) === "a b")"""


def test_texts_are_cleaned_as_in_the_program(page: Page) -> None:
    assert page.evaluate(LEFT_OUT, SIGNS) == [sign for sign in SIGNS if clean(f"a{chr(sign)}b") == "ab"]
    assert page.evaluate(BLANK, SIGNS) == [sign for sign in SIGNS if clean(f"a{chr(sign)}b") == "a b"]
    for text in ("  a \n\t b\u202e ", "Mu\u0308ller", "\u202e", "", "نامه\u200cای", "\u1100\u1161"):
        assert page.evaluate("(text) => reading.clean(text)", text) == clean(text)


def test_what_is_loaded_is_clean(page: Page) -> None:
    mark = STAR | {"title": "A \u202etitle", "authors": "Ada\u2067 \u0007Lovelace"}
    rule = {"name": "Ret\u202eina", "words": ["ret\u00adina*"]}
    read, message = page.evaluate(READ, json.dumps({"version": 1, "marks": [mark], "rules": [rule]}))
    assert message == ""
    assert read["marks"] == [STAR | {"title": "A title", "authors": "Ada Lovelace"}]
    assert read["rules"] == [{"name": "Retina", "words": ["retina*"]}]


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
