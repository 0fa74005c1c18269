"""Choices: from JSON and from forms, there and back, and what is wrong with them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError, Location
from generator.library.choices import LARGEST, checked, choices_from_json, choices_to_json
from generator.library.choices_form import choices_from_form, form_of
from generator.model.mail import Choices
from generator.model.rules import Rule

HERE = Location("people.csv", 7)

GOOD = [
    # JSON                                       choices
    ("{}", Choices()),
    ('{"frequency": "weekly", "note": true}', Choices(frequency="weekly", note=True)),
    ('{"topics": ["CS.cv", "eess.*", " cs.CV "]}', Choices(topics=("cs.CV", "eess.*"))),
    ('{"keywords": ["Retina*", "retina*", "", "深度"]}', Choices(keywords=("Retina*", "深度"))),
    ('{"authors": ["Lin  Wang\\u202e"]}', Choices(authors=("Lin Wang",))),
    ('{"score": 50, "most": 3, "code": true}', Choices(score=50.0, most=3, code=True)),
    (
        '{"rules": [{"name": "Retina", "words": ["retina*"], "score": 3}]}',
        Choices(rules=(Rule("Retina", words=("retina*",), score=3.0),)),
    ),
]


@pytest.mark.parametrize(("text", "choices"), GOOD)
def test_json_is_read(text: str, choices: Choices) -> None:
    assert choices_from_json(text, HERE) == choices
    assert choices_from_json(choices_to_json(choices), HERE) == choices


BAD = [
    # JSON                                fault
    ("[]", "the choices are no JSON object"),
    ("{", "the choices are not JSON"),
    ("[" * 9999, "the choices are not JSON"),
    ('{"topic": []}', 'unknown key "topic" in choices'),
    ('{"topics": "cs.CV"}', '"topics" must be a list of texts'),
    ('{"topics": ["computers!"]}', "“computers!” is no category of arXiv."),
    ('{"keywords": ["***"]}', "“***” has neither letter nor digit."),
    (json.dumps({"keywords": ["a" * 101]}), f"“{'a' * 100}…” is too long."),
    (json.dumps({"authors": [f"A{n}" for n in range(51)]}), "These are 51 lines."),
    ('{"frequency": "hourly"}', "How often mail shall come is not said."),
    ('{"most": 0}', "The number of papers in a mail is out of bounds."),
    ('{"most": true}', '"most" is True'),
    ('{"score": 100.5}', "The least score is out of bounds."),
    ('{"score": NaN}', "The least score is out of bounds."),
    ('{"score": 1' + "0" * 400 + "}", "The least score is out of bounds."),  # more than a float holds
    ('{"score": -1' + "0" * 400 + "}", "The least score is out of bounds."),
    ('{"score": 1' + "0" * 5000 + "}", "the choices are not JSON"),  # more than int() reads
    ('{"most": 1' + "0" * 400 + "}", "The number of papers in a mail is out of bounds."),
    (
        '{"rules": [{"name": "A", "score": 1' + "0" * 400 + "}]}",
        f'"score" of rule "A" is 1{"0" * 39}',
    ),
    ('{"code": 1}', '"code" is 1'),
    ('{"rules": [{"name": "x"}]}', 'rule "x" asks for nothing'),
    ('{"rules": 7}', '"rules" must be a list of at most 100 rules'),
    (" " * (LARGEST + 1), f"these choices have {LARGEST + 1} characters"),
]


@pytest.mark.parametrize(("text", "fault"), BAD)
def test_json_that_is_wrong(text: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        choices_from_json(text, HERE)
    assert (caught.value.problem.where, caught.value.problem.fault) == (HERE, fault)
    assert caught.value.problem.fix


def test_many_long_rules_are_too_much() -> None:
    rules = tuple(Rule(f"r{n}", words=tuple(f"{n} {m}" + "x" * 80 for m in range(50))) for n in range(9))
    assert [fault.field for fault in checked(Choices(rules=rules))[1]] == ["rules"]


FORMS: list[tuple[dict[str, list[str]], Choices]] = [
    ({}, Choices()),
    ({"frequency": ["weekly"], "code": ["on"]}, Choices(frequency="weekly", code=True)),
    ({"topics": ["cs.CV", "cs.LG"]}, Choices(topics=("cs.CV", "cs.LG"))),
    ({"topics": ["cs.CV, eess.*"]}, Choices(topics=("cs.CV", "eess.*"))),
    ({"authors": ["Lin Wang, Ada Lovelace"]}, Choices(authors=("Lin Wang", "Ada Lovelace"))),
    ({"authors": ["Lin Wang\r\n\r\nLovelace"]}, Choices(authors=("Lin Wang", "Lovelace"))),
    ({"organisations": ["University of California, Berkeley\nMIT"]},
     Choices(organisations=("University of California, Berkeley", "MIT"))),
    ({"keywords": ["retina*; sound,deep learning"]}, Choices(keywords=("retina*", "sound", "deep learning"))),
    ({"score": ["70,5"], "most": ["12"]}, Choices(score=70.5, most=12)),
]  # fmt: skip


@pytest.mark.parametrize(("form", "choices"), FORMS)
def test_forms_are_read(form: dict[str, list[str]], choices: Choices) -> None:
    assert choices_from_form(form) == (choices, ())
    assert choices_from_form(form_of(choices)) == (choices, ())


WRONG: list[tuple[dict[str, Any], str, list[str]]] = [
    # form                               file of rules  fields at fault
    ({"score": ["high"]}, "", ["score"]),
    ({"score": ["101"]}, "", ["score"]),
    ({"most": ["1e3"]}, "", ["most"]),
    ({"most": ["٣"]}, "", ["most"]),
    ({"most": ["1000"]}, "", ["most"]),
    ({"topics": ["<b>"], "most": ["-1"]}, "", ["most", "topics"]),
    ({}, "no JSON", ["rules"]),
]


@pytest.mark.parametrize(("form", "rules", "at_fault"), WRONG)
def test_forms_that_are_wrong(form: dict[str, Any], rules: str, at_fault: list[str]) -> None:
    faults = choices_from_form(form, rules)[1]
    assert [fault.field for fault in faults] == at_fault
    assert all(fault.fault and fault.fix for fault in faults)


def test_rules_stay_until_others_come_or_none_are_wanted() -> None:
    kept = (Rule("Old", words=("a",)),)
    file = '{"version": 1, "rules": [{"name": "New", "topics": ["cs.CV"]}]}'
    assert choices_from_form({}, "", kept)[0].rules == kept
    assert choices_from_form({"no_rules": ["on"]}, "", kept)[0].rules == ()
    assert choices_from_form({"no_rules": ["on"]}, file, kept)[0].rules == (Rule("New", topics=("cs.CV",)),)


texts = st.lists(st.text(max_size=20), max_size=5).map(tuple)


@given(texts, texts, texts, texts)
def test_whatever_is_chosen_comes_back(topics: Any, authors: Any, keywords: Any, orgs: Any) -> None:
    wild = Choices(topics=topics, authors=authors, keywords=keywords, organisations=orgs)
    choices, faults = checked(wild)
    assert checked(choices) == (choices, faults)
    if not faults:
        assert choices_from_json(choices_to_json(choices), HERE) == choices


@given(st.dictionaries(st.sampled_from([*form_of(Choices()), "code", "x"]), st.lists(st.text(), max_size=3)))
def test_no_form_raises(form: dict[str, list[str]]) -> None:
    choices, faults = choices_from_form(form)
    if not faults:
        assert choices_from_json(choices_to_json(choices), HERE) == choices
