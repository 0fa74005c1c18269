"""What is read without YAML is what YAML reads."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.canonical import parse_canonical
from generator.content.front_matter import dump_front_matter
from generator.content.reader import decode
from generator.content.yaml_front_matter import parse

CONTENT = Path(__file__).resolve().parents[2] / "content" / "papers"

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10**10),
    st.floats(0, 200_000, allow_subnormal=False),
    st.dates(),
    st.text(max_size=30),
    st.text("abc :,.-'\"\\#[]é–\u00a0\u2028", max_size=20),
    st.lists(st.text('aB3 :.-"\\nosy', max_size=12), max_size=4),
    st.lists(
        st.fixed_dictionaries(
            {"kind": st.text("nocde", max_size=5), "url": st.text("ht:/.?=a1", max_size=12)}
        )
    ),
)
KEYS = st.sampled_from("title authors date no on true x links some_key y".split()) | st.text(max_size=4)

LINES = st.sampled_from(
    [
        "title: A title", "title: a: b", "title:", "authors:", "authors: []", "  - A B", '  - "3D"', "  - no",
        "  - kind: code\n    url: https://a.bc/x", "  - kind: no\n    url: x", "  - kind: code", "    url: y",
        '  - kind: pdf\n    url: "https://a.bc/?x=1"', "date: 2026-05-28", "date: 2026-13-45", "score: 53.20",
        "score: 1e3", "number: 007", "number: 12", "flag: true", "flag: True", "flag: no", 'x: "a\\"b\\\\"',
        'x: "a\\nb"', 'x: "a  b "', 'x: ""', "x:y", "x: y:z", "x: y ", "# note", "", "---", "--- ", "...",
        "key_of_long: 1:30", "a_b: 'x'", "- a", "\ta: b", "a_c: x #y", "?",
        "x: \u2028", 'x: "\u2028"', "0: a",
    ]
)  # fmt: skip


def assert_equal(text: str) -> bool:
    """What the fast reader takes must be what the full parser gives, to the type; tell whether it took it."""
    found = parse_canonical(text)
    if found:
        values, lines, body = parse(text, "x.md")
        assert found == (values, lines, body)
        assert repr(found[0]) == repr(values)  # 1 is not True, nor 1.0
        assert list(found[0]) == list(values)
    return found is not None


@given(st.dictionaries(KEYS, VALUES, max_size=6), st.text(max_size=20))
@example({"title": "x" * 2000, "authors": ["y" * 2000]}, "")
def test_what_is_written(values: dict[str, Any], body: str) -> None:
    assert_equal(dump_front_matter(values, body))


@given(st.lists(LINES, max_size=8), st.sampled_from(["", "Text", "\nText\n---\nmore\n", "\x85 x \x1c"]))
def test_lines_in_any_order(lines: list[str], body: str) -> None:
    assert_equal("\n".join(["---", *lines, "---", body]))


@given(st.text('ab:-"\\\n 0.[]', max_size=40))
def test_anything(text: str) -> None:
    assert_equal(f"---\nab: x\n{text}\n---\nbody")


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\n---\n", "---\n---\ntext", "---\nab: x", "text\n---\n"]
)
def test_what_is_no_whole_front_matter(text: str) -> None:
    assert parse_canonical(text) is None


def test_papers_are_taken() -> None:
    values = {
        "id": "title:00ff", "title": 'A "plain" title: of $x$', "added": date(2026, 5, 28), "date": None,
        "authors": ["Ana Gómez", "A. B. O’Neil", "3D Lab"], "score": 53.2, "has_code": True, "keywords": [],
        "links": [{"kind": "code", "url": "https://a.bc/?x"}], "sources": ["listing.txt:2"], "number": 7,
    }  # fmt: skip
    assert assert_equal(dump_front_matter(values, "Text.\n\n---\n\nMore."))


def test_the_papers_of_this_site_are_taken() -> None:
    files = sorted(CONTENT.rglob("*.md"))
    taken = [assert_equal(decode(path.read_bytes(), path.name)) for path in files]
    assert sum(taken) >= len(files) * 0.99 > 100
