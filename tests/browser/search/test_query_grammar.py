"""Queries are read and changed as the grammar says, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from tests.browser.searching import BOX, CASES, FOUND, search

pytestmark = pytest.mark.browser

PARSED = """async (cases) => {
  const query = await import("./query.js");
  return cases.map(({ query: text }) => query.parse(text));
}"""
CHANGED = """async (cases) => {
  const query = await import("./query.js");
  return cases.map(({ change, query: text, field, value, order }) =>
    change === "narrowed" ? query.narrowed(text, field, value) : query.ordered(text, order));
}"""
UNBROKEN = """async (texts) => {
  const { LONGEST, narrowed, ordered, parse, withoutClause } = await import("./query.js");
  const { cut, words } = await import("./words.js");
  const wrong = [];
  for (const text of texts) {
    const { clauses } = parse(text);
    const parts = clauses.reduce((sum, clause) => sum + (clause.parts?.length ?? 1), 0);
    const placed = clauses.every(({ start, end }) => 0 <= start && start < end && end <= text.length);
    const shorter = clauses.every((clause) => withoutClause(text, clause).length < text.length);
    const longer = narrowed(text, "keyword", "skin lesion");
    const more = parse(longer).clauses.at(-1);
    const narrows = longer.length > LONGEST || parts > 18 || (more.field === "keywords" && more.whole);
    const whole = cut(text, new Set(words(text).flat())).map(([piece]) => piece).join("") === text;
    ordered(text, "date");
    if (parts > 20 || !placed || !shorter || !narrows || !whole) wrong.push(text);
  }
  return wrong;
}"""


def test_queries_are_read_as_the_grammar_says(source_page: Page) -> None:
    for case, read in zip(CASES["read"], source_page.evaluate(PARSED, CASES["read"]), strict=True):
        told = [
            {key: found.get(key) for key in wanted}
            for wanted, found in zip(case["clauses"], read["clauses"], strict=True)
        ]
        assert told == case["clauses"], case["query"]
        assert read["order"] == case.get("order", "")
        assert read["hints"] == case.get("hints", read["hints"])
        assert read.get("unfinished") == case.get("unfinished", read.get("unfinished"))


def test_changes_of_a_query(source_page: Page) -> None:
    made = source_page.evaluate(CHANGED, CASES["changed"])
    assert made == [case["result"] for case in CASES["changed"]]


PIECES = [
    "author:",
    "year:",
    "score:>",
    "-",
    '"',
    "“",
    "”",
    " ",
    "..",
    "*",
    "zero-shot",
    "学习",
    "ß",
    "2024",
    "a",
]
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join)


@given(st.lists(TYPED, max_size=60))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_parser(source_page: Page, texts: list[str]) -> None:
    whole = [text.encode("utf-16", "replace").decode("utf-16") for text in texts]
    assert source_page.evaluate(UNBROKEN, whole) == []


@given(st.lists(TYPED, min_size=5, max_size=10))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_engine(open_page: Page, texts: list[str]) -> None:
    """Whatever is thrown fails the test: the page is watched."""
    for text in texts:
        open_page.fill(BOX, text.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace").decode())
    search(open_page, "lesion")
    expect(open_page.locator(FOUND)).to_have_count(2)
