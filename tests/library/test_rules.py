"""Rules: what they catch, and files of them. The browser runs the same table: tests/browser/test_rules.py."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.library.matching import Matcher, numbers
from generator.library.rule_file import parse_rules, read_rules
from generator.library.rules import subject_of, words_of
from generator.model.rules import Rule, Subject
from generator.model.views import LISTED_AUTHORS
from tests.samples import make_page

TABLE = json.loads((Path(__file__).parents[1] / "rules_cases.json").read_text("utf-8"))
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/reader.schema.json").read_text("utf-8"))


def frozen(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def catches(rule: Rule, subject: Subject) -> bool:
    return bool(Matcher([subject]).rule(rule))


SUBJECTS = {name: Subject(**frozen(raw)) for name, raw in TABLE["papers"].items()}


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["what"])
def test_what_a_rule_catches(case: dict[str, Any]) -> None:
    (rule,) = parse_rules(json.dumps({"version": 1, "rules": [case["rule"]]}), "rules.json")
    assert [name for name, subject in SUBJECTS.items() if catches(rule, subject)] == case["caught"]


@pytest.mark.parametrize("case", TABLE["files"], ids=lambda case: case["what"])
def test_what_a_file_may_hold(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text(case["file"], "utf-8")
    if case["good"]:
        read_rules(file)
        return
    with pytest.raises(InputError) as caught:
        read_rules(file)
    assert caught.value.problem.fix
    assert str(caught.value).startswith(str(file))


JSON_SCHEMA_CANNOT = {
    "two rules of one name",
    "two names that look the same",
    "two names, composed and decomposed",
    "a name of signs that nobody sees",
    "a pattern of signs",
    "no score that is a number",
}


@pytest.mark.parametrize("case", TABLE["files"], ids=lambda case: case["what"])
def test_the_schema_says_the_same(case: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    try:
        data = json.loads(case["file"].removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return
    if case["what"] not in JSON_SCHEMA_CANNOT:
        assert Draft202012Validator(SCHEMA).is_valid(data) == case["good"]


FAULTS = [
    # text of the file, line and message
    ("{", "rules.json:1: error: this is not JSON: Expecting property name"),
    ('{"version": 1}', "rules.json: error: this holds no rules"),
    ('{"version": 2, "rules": []}', 'rules.json: error: "version" is 2, but this program knows only 1'),
    ('{"version": 1, "rules": [],\n "rule": 1}', 'rules.json: error: unknown key "rule"'),
    (
        '{"version": 1, "rules": [\n{"name": "A", "wrds": ["x"]}]}',
        'rules.json:2: error: unknown key "wrds" in rule "A"\n    fix: did you mean "words"?',
    ),
    (
        '{"version": 1, "rules": [\n\n{"name": "Ä", "none": ["x"]}]}',
        'rules.json:3: error: rule "Ä" asks for nothing',
    ),
    (
        '{"version": 1, "rules": [{"name": "A", "score": 1' + "0" * 400 + "}]}",
        f'rules.json:1: error: "score" of rule "A" is 1{"0" * 39}\n',
    ),
    (
        '{"version": 1, "rules": [{"name": "A", "score": 200}]}',
        'rules.json:1: error: "score" of rule "A" is 200',
    ),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_what_is_said_of_a_bad_file(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_rules(text, "rules.json")
    assert str(caught.value).startswith(message)


def test_a_file_that_is_not_there_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read this file"):
        read_rules(tmp_path / "none.json")
    (tmp_path / "latin.json").write_bytes(b'{\n"name": "M\xfcller"}')
    with pytest.raises(InputError, match=r"latin\.json:2: error: this line is not valid UTF-8"):
        read_rules(tmp_path / "latin.json")


def test_signs_that_nobody_sees_are_left_out() -> None:
    raw = {"name": " Ret\u202eina\u2066", "words": ["ret\u00adina*", "x\u200b"]}
    (rule,) = parse_rules(json.dumps({"version": 1, "rules": [raw]}), "rules.json")
    assert (rule.name, rule.words) == ("Retina", ("retina*", "x"))


def test_several_rules_catch_a_paper() -> None:
    rules = (Rule("Heart", words=("heart",)), Rule("Retina", words=("retina*",)), Rule("Code", code=True))
    matcher = Matcher([SUBJECTS["retina"]])
    assert [rule.name for rule in rules if matcher.rule(rule)] == ["Retina", "Code"]


def test_what_rules_know_of_a_paper() -> None:
    page = make_page(
        "A $\\mathcal{O}(n)$ Way", authors=tuple(f"Author {n}" for n in range(20)), topics=("cs.LG",)
    )
    subject = subject_of(page.paper)
    assert subject.title == "A O(n) Way"
    assert subject.authors == tuple(f"Author {n}" for n in range(12))
    assert catches(Rule("x", words=("o n way",)), subject)
    assert not catches(Rule("x", authors=("author 12",)), subject)


def test_a_rule_catches_the_same_papers_together_as_alone() -> None:
    matcher = Matcher(list(SUBJECTS.values()))
    rule = Rule("Retina", words=("retina*",))
    alone = [number for number, subject in enumerate(SUBJECTS.values()) if catches(rule, subject)]
    assert [list(numbers(matcher.rule(rule))) for _ in range(3)] == [alone] * 3


def test_the_browser_looks_at_as_many_authors() -> None:
    script = (Path(__file__).parents[2] / "browser/src/entries.js").read_text("utf-8")
    assert f"const LISTED_AUTHORS = {LISTED_AUTHORS};" in script


@given(st.text(max_size=40), st.text(alphabet="ab*. -é学", max_size=20))
def test_any_pattern_gets_an_answer(title: str, pattern: str) -> None:
    words = words_of(pattern)
    assert not words or "*" not in (words[0], words[-1])
    assert catches(Rule("x", words=(pattern,)), Subject(title)) in (True, False)


@given(st.lists(st.text(alphabet="abcé", min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_a_run_of_words_is_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    run = " ".join(word[:-1] + "*" for word in words[start:end])
    if words_of(run):
        assert catches(Rule("x", words=(run,)), Subject(" ".join(words)))


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert isinstance(parse_rules(text, "x.json"), tuple)
    except InputError as error:
        assert error.problem.fix  # noqa: PT017
