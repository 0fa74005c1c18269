"""Read choices from the fields of a form, as browsers send them, and give them back to fill one.

Input:   field name → values; lists come as boxes that are checked ("topics") or as text with one wish a line.
Output:  Choices as far as they can be read, and faults in the reader's words; a form with faults is shown
         again with what was written, so nothing raises here.
"""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from generator.base.text import clean
from generator.base.words import ENGLISH, Words
from generator.errors import InputError
from generator.library.choices import Fault, checked
from generator.library.rule_file import parse_rules
from generator.model.mail import Choices, Frequency
from generator.model.rules import Rule

Form = Mapping[str, Sequence[str]]

LONGEST_FIELD = 10_000
"""Characters of one field that are read."""


def choices_from_form(
    form: Form, rules: str = "", kept: tuple[Rule, ...] = (), words: Words = ENGLISH
) -> tuple[Choices, tuple[Fault, ...]]:
    """Return the choices of a form and what is wrong with them.

    `rules` is the text of an uploaded file of rules; without one, those that were `kept` before stay unless
    the box "no_rules" is checked.
    """
    faults: list[Fault] = []
    choices = Choices(
        frequency=cast(Frequency, _one(form, "frequency").casefold() or "daily"),  # checked below
        topics=tuple(text for value in form.get("topics", ()) for text in _lines(value, r"[\n;,]")),
        authors=tuple(text for value in form.get("authors", ()) for text in _lines(value, r"[\n;,]")),
        keywords=tuple(text for value in form.get("keywords", ()) for text in _lines(value, r"[\n;,]")),
        organisations=tuple(text for value in form.get("organisations", ()) for text in _lines(value)),
        rules=_rules(rules, () if "no_rules" in form else kept, words, faults),
        code="code" in form,
        score=_score(form, words, faults),
        most=_most(form, words, faults),
        note="note" in form,
    )
    choices, found = checked(choices, words)
    unread = {fault.field for fault in faults}
    return choices, (*faults, *(fault for fault in found if fault.field not in unread))


def form_of(choices: Choices) -> dict[str, tuple[str, ...]]:
    """Return the fields that a form shows for these choices; read again, they give the same choices."""
    return {
        "frequency": (choices.frequency,),
        "topics": choices.topics,
        "authors": ("\n".join(choices.authors),),
        "keywords": ("\n".join(choices.keywords),),
        "organisations": ("\n".join(choices.organisations),),
        "score": ("" if choices.score is None else f"{choices.score:g}",),
        "most": (str(choices.most),),
        **({"code": ("on",)} if choices.code else {}),
        **({"note": ("on",)} if choices.note else {}),
    }


def _one(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[-1][:LONGEST_FIELD].strip() if values else ""


def _lines(text: str, ends: str = r"[\n;]") -> list[str]:
    return re.split(ends, text[:LONGEST_FIELD])


def _rules(text: str, kept: tuple[Rule, ...], words: Words, faults: list[Fault]) -> tuple[Rule, ...]:
    if not text.strip():
        return kept
    try:
        return parse_rules(text, "rules")
    except InputError:
        fault = words.gettext("This is no file of rules.")
        fix = words.gettext("Save one from the page of rules, and choose that.")
        faults.append(Fault("rules", fault, fix))
        return kept


def _score(form: Form, words: Words, faults: list[Fault]) -> float | None:
    text = _one(form, "score")
    if not text:
        return None
    if re.fullmatch(r"\d{1,3}([.,]\d{1,4})?", text, re.ASCII):
        return float(text.replace(",", "."))
    faults.append(Fault("score", _no_number(text, words), words.gettext("Write a number from 0 to 100.")))
    return None


def _most(form: Form, words: Words, faults: list[Fault]) -> int:
    text = _one(form, "most")
    if not text:
        return Choices().most
    if re.fullmatch(r"\d{1,4}", text, re.ASCII):
        return int(text)
    faults.append(Fault("most", _no_number(text, words), words.gettext("Write a number like 30.")))
    return Choices().most


def _no_number(text: str, words: Words) -> str:
    return words.gettext("“%(text)s” is no number.", text=clean(text)[:40])
