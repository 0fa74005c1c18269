"""What a subscriber chose ↔ JSON; and the one check that choices pass wherever they come from.

Input:   JSON as `choices_to_json` writes it: only what differs from the default, rules as in a file of rules.
Output:  Choices in one form: texts without what nobody sees, no pattern twice, categories in arXiv's case.
Refuses: unknown keys, wrong types, what is out of bounds, more than LARGEST bytes (InputError).
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.base.hashing import encode_json
from generator.base.nearest import did_you_mean
from generator.base.text import clean
from generator.base.topics import codes_by_lower
from generator.base.words import ENGLISH, Words
from generator.errors import InputError, Location
from generator.library.rule_file import LONGEST, MOST_PATTERNS, parse_rules
from generator.library.rules import words_of
from generator.model.mail import Choices
from generator.model.rules import Rule

MOST_PAPERS = 100
"""The highest that `most` may be."""

LARGEST = 16_000
"""Bytes of one subscriber's choices as JSON."""

PATTERNS = ("topics", "authors", "keywords", "organisations")
FREQUENCIES = ("daily", "weekly")

_TOPIC = re.compile(r"[A-Za-z*][A-Za-z*-]*(\.[A-Za-z*-]+)?")


class Fault(Struct, frozen=True):
    """What is wrong with one field, in words for the reader."""

    field: str
    """Of Choices."""

    fault: str
    fix: str


def choices_to_json(choices: Choices) -> str:
    """Return choices as JSON without blanks: "{}" for the default."""
    plain: dict[str, Any] = _differing(choices, Choices())
    if choices.rules:
        plain["rules"] = [{"name": rule.name, **_differing(rule, Rule(rule.name))} for rule in choices.rules]
    return encode_json(plain)


def choices_from_json(text: str, where: Location) -> Choices:
    """Return the choices that `text` tells; raises InputError at `where`."""
    if len(text) > LARGEST:
        raise InputError(where, f"these choices have {len(text)} characters", f"write at most {LARGEST}")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(where, "the choices are not JSON", _EXAMPLE) from None
    if not isinstance(data, dict):
        raise InputError(where, "the choices are no JSON object", _EXAMPLE)
    known = set(Choices.__struct_fields__)
    for key in data:
        if key not in known:
            raise InputError(where, f'unknown key "{clean(key)[:40]}" in choices', did_you_mean(key, known))
    choices = Choices(**{key: _typed(key, value, where) for key, value in data.items()})
    choices, faults = checked(choices)
    for fault in faults:
        raise InputError(where, fault.fault, fault.fix)
    return choices


_EXAMPLE = 'write {"frequency": "weekly", "topics": ["cs.CV"], "code": true}'


def _differing(value: Any, default: Any) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in value.__struct_fields__}
    return {name: said for name, said in found.items() if said != getattr(default, name)}


def _typed(key: str, value: Any, where: Location) -> Any:
    """Return the value of a key as its field has it."""
    if key == "rules":
        return _rules(value, where)
    if key in PATTERNS:
        if isinstance(value, list) and all(isinstance(text, str) for text in value):
            return tuple(value)
        raise InputError(where, f'"{key}" must be a list of texts', f'write "{key}": ["…"]')
    good: tuple[type, ...] = {
        "frequency": (str,),
        "code": (bool,),
        "note": (bool,),
        "most": (int,),
        "score": (int, float, type(None)),
    }[key]
    if type(value) not in good:
        raise InputError(where, f'"{key}" is {value!r:.40}', _EXAMPLE)
    # a whole number may be longer than any float; such a one is told of as out of bounds
    return float(value) if type(value) is int and key == "score" and 0 <= value <= 100 else value


def _rules(value: Any, where: Location) -> tuple[Rule, ...]:
    try:
        return parse_rules(json.dumps({"version": 1, "rules": value}), str(where))
    except InputError as error:
        raise InputError(where, error.problem.fault, error.problem.fix) from None


def checked(choices: Choices, words: Words = ENGLISH) -> tuple[Choices, tuple[Fault, ...]]:
    """Return choices in their one form, and what is wrong with them, in the words of a language."""
    choices = replace(
        choices,
        topics=_tidy(codes_by_lower().get(text.lower(), text) for text in map(clean, choices.topics)),
        authors=_tidy(map(clean, choices.authors)),
        keywords=_tidy(map(clean, choices.keywords)),
        organisations=_tidy(map(clean, choices.organisations)),
    )
    return choices, tuple(_faults(choices, words))


def _tidy(texts: Iterable[str]) -> tuple[str, ...]:
    # by their folded words, so that "Retina" and "retina" are one wish; the first spelling stays
    first: dict[tuple[str, ...], str] = {}
    for text in texts:
        if text:
            first.setdefault(tuple(words_of(text)) or (text,), text)
    return tuple(first.values())


def _faults(choices: Choices, words: Words) -> Iterator[Fault]:
    if choices.frequency not in FREQUENCIES:
        fault = words.gettext("How often mail shall come is not said.")
        yield Fault("frequency", fault, words.gettext("Choose daily or weekly."))
    for name in PATTERNS:
        yield from _pattern_faults(name, getattr(choices, name), words)
    if choices.score is not None and not 0 <= choices.score <= 100:  # neither is NaN
        fault = words.gettext("The least score is out of bounds.")
        yield Fault("score", fault, words.gettext("Write a number from 0 to 100."))
    if not 1 <= choices.most <= MOST_PAPERS:
        fault = words.gettext("The number of papers in a mail is out of bounds.")
        yield Fault("most", fault, words.gettext("Write a number from 1 to %(most)s.", most=MOST_PAPERS))
    if len(choices_to_json(choices).encode()) > LARGEST:
        fault = words.gettext("These are more wishes than a mail can look after.")
        yield Fault("rules", fault, words.gettext("Leave some of them out."))


def _pattern_faults(name: str, texts: tuple[str, ...], words: Words) -> Iterator[Fault]:
    if len(texts) > MOST_PATTERNS:
        fault = words.gettext("These are %(count)s lines.", count=len(texts))
        yield Fault(name, fault, words.gettext("Write at most %(most)s.", most=MOST_PATTERNS))
    for text in texts:
        if name == "topics" and not _TOPIC.fullmatch(text):
            fault = words.gettext("“%(text)s” is no category of arXiv.", text=text[:LONGEST])
            yield Fault(name, fault, words.gettext("Write it like “cs.CV” or “eess.*”."))
        elif len(text) > LONGEST:
            fault = words.gettext("“%(text)s” is too long.", text=text[:LONGEST] + "…")
            yield Fault(name, fault, words.gettext("Write at most %(most)s characters.", most=LONGEST))
        elif not words_of(text):
            fault = words.gettext("“%(text)s” has neither letter nor digit.", text=text)
            yield Fault(name, fault, words.gettext("Write a word of it."))
