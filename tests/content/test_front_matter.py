import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.front_matter import dump_front_matter, parse_front_matter, split_body
from generator.errors import InputError

# What YAML readers take for numbers, dates, flags, nothing, anchors, tags, comments …
MISREAD = [
    "2401.01230", "1e3", "0o17", "0x1F", "1_000", "12:30:45", "2026-05-28", "no", "Yes", "on", "~",
    "null", "NaN", ".inf", "@author", "&anchor", "*alias", "!tag", "- item", "a: b", "a #b", "[x]",
    "{x}", "'", '"', "%x", "`x", "|", ">", "? x", "---", "...", " lead", "trail ", "", "a\nb",
    "a\\b", "\u2028", "😀 title", "é", "x: ", "key:", "=", "<<", "#",
]  # fmt: skip


@pytest.mark.parametrize("text", MISREAD)
def test_text_stays_text(text: str) -> None:
    for values in ({"title": text}, {"authors": [text]}, {"links": [{"kind": text}]}, {f"{text}k": "v"}):
        fields, _ = parse_front_matter(dump_front_matter(values, ""), "x.md")
        assert fields.values == values


SHOWN = [
    ({"id": "arxiv:2401.01230"}, "id: arxiv:2401.01230"),
    ({"title": "A plain title"}, "title: A plain title"),
    ({"title": "Net: a title"}, 'title: "Net: a title"'),
    ({"date": date(2026, 5, 28)}, "date: 2026-05-28"),
    ({"date": None}, "date:"),
    ({"score": 53.2, "has_code": False}, "score: 53.2\nhas_code: false"),
    ({"keywords": []}, "keywords: []"),
    ({"authors": ["A B", "3D"]}, 'authors:\n  - A B\n  - "3D"'),
    ({"links": [{"kind": "code", "url": "https://a.bc/"}]}, "links:\n  - kind: code\n    url: https://a.bc/"),
    ({"title": "long " * 60 + "x"}, "title: " + "long " * 60 + "x"),
]


@pytest.mark.parametrize(("values", "expected"), SHOWN)
def test_shape(values: dict[str, Any], expected: str) -> None:
    assert dump_front_matter(values, "body") == f"---\n{expected}\n---\n\nbody\n"


REFUSED = [
    # the file                                           line, the fault
    ("title: x", "1: error: the file has no front matter"),
    ("---\ntitle: x\n", "1: error: the front matter is not closed"),
    ("---\ntitle: x\n\tid: y\n---\n", "3: error: a tab indents this line"),
    ("---\ntitle: x\ntitle: y\n---\n", '3: error: "title" stands twice'),
    ("---\nlinks:\n  - kind: a\n    kind: b\n---\n", '4: error: "kind" stands twice'),
    ("---\na: &x [1, 2]\nb: *x\n---\n", "2: error: anchors and aliases are not for content"),
    ("---\na: &x [*x]\n---\n", "2: error: anchors and aliases are not for content"),
    ("---\na: !!python/object/apply:os.system [x]\n---\n", "2: error: YAML tag"),
    ("---\na: !!binary aGk=\n---\n", "2: error: YAML tag 'tag:yaml.org,2002:binary' is not for content"),
    ("---\ntitle: a: b\n---\n", "2: error: the front matter is not YAML: mapping values"),
    ("---\ntitle: [a\n---\n", "3: error: the front matter is not YAML"),
    ("---\ndate: 2026-13-45\n---\n", "2: error: '2026-13-45' is no date"),
    ("---\n- a\n- b\n---\n", "2: error: the front matter is not a list of keys"),
    ("---\n1: a\n---\n", "2: error: the key 1 is not text"),
    ("---\n[a]: b\n---\n", "2: error: the key ['a'] is not text"),
    ("---\na: " + "[" * 100_000 + "\n---\n", "1: error: the front matter is longer than"),
    ("---\na:\n  " + "- " * 3000 + "x\n---\n", "1: error: the front matter is longer than"),
    ("---\n" + "x" * 300_000 + "\n---\n", "1: error: the front matter is longer than"),
    ("---\na: \x01\n---\n", "1: error: the front matter is not YAML: control characters are not allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_refused(text: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_front_matter(text, "x.md")
    assert str(caught.value).startswith(f"x.md:{expected}")
    assert caught.value.problem.fix


def test_lines_of_keys() -> None:
    fields, body = parse_front_matter(
        "---\ntitle: x\n\n# note\nauthors:\n  - a\ndate:\n---\n\nText\n---\nmore\n", "x.md"
    )
    assert fields.lines == {"title": 2, "authors": 5, "date": 7}
    assert body == split_body("---\ntitle: x\n---\nText\n---\nmore\n", "x.md") == "Text\n---\nmore"


def test_empty_front_matter_and_byte_order_mark() -> None:
    fields, body = parse_front_matter("\ufeff---\n---\ntext", "x.md")
    assert (fields.values, body) == ({}, "text")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.dates() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=4))
@example({"content": "x", "handler": None, "metadata": 1})
def test_round_trip(values: dict[str, Any]) -> None:
    fields, _ = parse_front_matter(dump_front_matter(values, ""), "x.md")
    assert fields.values == values


@given(st.text(max_size=80) | st.text("ab:-[]{}#&*!|>'\"%@`,? \n\t0", max_size=60))
def test_anything_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InputError):
        fields, _ = parse_front_matter(f"---\n{text}\n---\nbody", "x.md")
        assert all(isinstance(key, str) for key in fields.values)
