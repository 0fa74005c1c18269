"""Read a file of rules, as the browser saves it (docs/reader.schema.json).

Input:   JSON in UTF-8: {"version": 1, "rules": [{"name": "Retina", "words": ["retina*"]}]}. A whole backup,
         which has "marks" as well, does too.
Output:  Rules in their order; names and patterns without signs that nobody sees, as the browser reads them.
Refuses: what is not JSON, unknown keys, wrong types, a rule that asks for nothing (InputError).
"""

import json
from pathlib import Path
from typing import Any, NoReturn

from generator.base.nearest import did_you_mean
from generator.base.text import clean
from generator.errors import InputError, Location
from generator.library.rules import words_of
from generator.model.rules import Rule

VERSION = 1
MOST_RULES = 100
MOST_PATTERNS = 50
LONGEST = 100
"""Characters of a name or a pattern."""

LISTS = ("topics", "words", "none", "authors", "organisations")
KEYS = ("name", *LISTS, "code", "score")
EXAMPLE = '{"version": 1, "rules": [{"name": "Retina", "topics": ["cs.CV"], "words": ["retina*"]}]}'


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Return the rules of this file; raises InputError with what is wrong and how to mend it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fault = f"cannot read this file: {error.strerror or error}"
        raise InputError(Location(str(path)), fault, "name a file of rules that you may read") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = Location(str(path), data.count(b"\n", 0, error.start) + 1)
        raise InputError(where, "this line is not valid UTF-8", "save it as UTF-8 text") from None
    return parse_rules(text, str(path))


def parse_rules(text: str, shown: str) -> tuple[Rule, ...]:
    """Turn the text of a file of rules into Rules; `shown` names it in messages. Raises InputError."""
    return _Reader(text, shown).rules(_parse_json(text, shown))


def _parse_json(text: str, shown: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise InputError(Location(shown), "this is nested too deeply", f"write {EXAMPLE}") from None
    except ValueError as error:  # JSONDecodeError, or what int() says to a number of thousands of digits
        where = Location(shown, getattr(error, "lineno", 0))
        raise InputError(where, f"this is not JSON: {error}", f"write {EXAMPLE}") from None


class _Reader:
    """Checks what a file holds; knows the file for its messages."""

    def __init__(self, text: str, shown: str) -> None:
        self.text, self.shown = text, shown

    def rules(self, data: Any) -> tuple[Rule, ...]:
        if not isinstance(data, dict) or "rules" not in data:
            self._wrong("", "this holds no rules", f"write {EXAMPLE}")
        for key in data:
            if key not in ("version", "rules", "marks"):
                self._wrong("", f'unknown key "{key}"', did_you_mean(key, ("version", "rules", "marks")))
        if type(data.get("version")) is not int or data["version"] != VERSION:
            fault = f'"version" is {data.get("version")!r}, but this program knows only {VERSION}'
            self._wrong("", fault, f'write "version": {VERSION}')
        found = data["rules"]
        if not isinstance(found, list) or len(found) > MOST_RULES:
            self._wrong("", f'"rules" must be a list of at most {MOST_RULES} rules', f"write {EXAMPLE}")
        rules = [self._rule(raw, f"rule {number}") for number, raw in enumerate(found, 1)]
        names = [rule.name for rule in rules]
        for name in names:
            if names.count(name) > 1:
                self._wrong(name, f'two rules are named "{name}"', "give each rule a name of its own")
        return tuple(rules)

    def _rule(self, raw: Any, place: str) -> Rule:
        if not isinstance(raw, dict):
            self._wrong("", f"{place} is {raw!r:.40}, but must be an object", f"write {EXAMPLE}")
        name = raw.get("name")
        if not isinstance(name, str) or not 1 <= len(clean(name)) <= LONGEST:
            fault = f'the "name" of {place} must be text of 1 to {LONGEST} characters'
            self._wrong("", fault, 'write "name": "Retina"')
        place = f'rule "{clean(name)}"'
        for key in raw:
            if key not in KEYS:
                self._wrong(name, f'unknown key "{key}" in {place}', did_you_mean(key, KEYS))
        if len(raw) == 1 + ("none" in raw):
            fix = 'add "words", "topics", "authors", "organisations", "code" or "score"'
            self._wrong(name, f"{place} asks for nothing", fix)
        lists = {key: self._patterns(raw[key], key, name) for key in LISTS if key in raw}
        return Rule(clean(name), **lists, code=self._code(raw, name), score=self._score(raw, name))

    def _patterns(self, value: Any, key: str, name: str) -> tuple[str, ...]:
        texts = value if isinstance(value, list) and all(isinstance(text, str) for text in value) else []
        patterns = tuple(map(clean, texts))
        good = 1 <= len(patterns) <= MOST_PATTERNS
        if not good or not all(len(p) <= LONGEST and words_of(p) for p in patterns):
            fault = (
                f'"{key}" of rule "{clean(name)}" must be a list of 1 to {MOST_PATTERNS} texts with a letter '
                f"or digit, each of at most {LONGEST} characters"
            )
            self._wrong(name, fault, f'write "{key}": ["…"], or leave it out')
        return patterns

    def _code(self, raw: dict[str, Any], name: str) -> bool:
        if raw.get("code", True) is not True:
            fault = f'"code" of rule "{clean(name)}" is {raw["code"]!r:.40}'
            self._wrong(name, fault, 'write "code": true, or leave it out')
        return "code" in raw

    def _score(self, raw: dict[str, Any], name: str) -> float | None:
        score = raw.get("score", 0)
        if type(score) not in (int, float) or not 0 <= score <= 100:  # neither is NaN
            fault = f'"score" of rule "{clean(name)}" is {score!r:.40}'
            self._wrong(name, fault, "write a number from 0 to 100")
        return float(score) if "score" in raw else None

    def _wrong(self, name: str, fault: str, fix: str) -> NoReturn:
        """Raise the InputError, with the line on which the rule's name stands where that can be seen."""
        at = self.text.find(json.dumps(name, ensure_ascii=False)) if name else -1
        line = self.text.count("\n", 0, at) + 1 if at >= 0 else 0
        raise InputError(Location(self.shown, line), fault, fix)
