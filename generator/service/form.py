"""The form of choices: what was filled in, what it means, and how it is shown again.

Input:   a request's form, urlencoded or multipart (with a file of rules).
Output:  Filled: texts by field, as many and as long as the form can have.
Refuses: what is no form or out of all proportion (BadFormError); wrong choices are faults.
"""

import json
from collections.abc import Sequence

from msgspec import Struct
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from generator.base.words import Words
from generator.errors import InputError
from generator.library.choices import choices_to_json
from generator.library.choices_form import Form, choices_from_form
from generator.library.rule_file import VERSION, parse_rules
from generator.model.mail import Choices
from generator.model.rules import Rule
from generator.model.service_views import Fault, FormView, TopicChoice
from generator.service.guard import LARGEST_BODY
from generator.subscribers.address import canonical_address

MOST_FIELDS = 400
"""Fields of a form: one a topic, and some."""

TRAP = "website"
"""A field that people do not see: whoever fills it in is a program."""


class BadFormError(Exception):
    """The request's body is no form."""


class Filled(Struct, frozen=True):
    """A form as it was sent."""

    fields: Form
    upload: str = ""
    """Text of the file of rules; "" for none."""

    def one(self, name: str) -> str:
        """Return the last value of a field, "" where there is none."""
        values = self.fields.get(name, ())
        return values[-1].strip() if values else ""

    @property
    def is_trapped(self) -> bool:
        """Tell whether a program filled it in."""
        return bool(self.one(TRAP))


async def read_form(request: Request) -> Filled:
    """Read the form of a request; raises BadFormError."""
    fields: dict[str, tuple[str, ...]] = {}
    upload = b""
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST_BODY) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    upload = await value.read()
                else:
                    fields[name] = (*fields.get(name, ()), value)
    except (HTTPException, ValueError, KeyError) as error:  # also of codecs that a part names
        raise BadFormError from error
    return Filled(fields, upload.decode("utf-8-sig", "replace"))


def address_in(filled: Filled) -> str:
    """Return the address in its one spelling; "" for what is none, or is one on a local network only."""
    address = canonical_address(filled.one("address"))
    return address if "." in address.rpartition("@")[2] else ""


def choices_in(filled: Filled, words: Words) -> tuple[Choices, tuple[Fault, ...]]:
    """Return the choices of a form and what is wrong with them."""
    choices, found = choices_from_form(
        filled.fields, filled.upload, _carried(filled.one("rules_text")), words
    )
    return choices, tuple(Fault(_id(fault.field), f"{fault.fault} {fault.fix}") for fault in found)


def form_view(fields: Form, rules: Sequence[Rule], topics: Sequence[TopicChoice], address: str) -> FormView:
    """Return the form as it is filled in: `fields` as sent, or as library.choices_form.form_of gives them."""
    wanted = [text.strip() for value in fields.get("topics", ()) for text in value.split(",") if text.strip()]
    known = {topic.code.lower() for topic in topics}
    chosen = {text.lower() for text in wanted}

    def one(name: str) -> str:
        return (fields.get(name) or ("",))[-1]

    return FormView(
        address=address,
        frequency=one("frequency") or "daily",
        topics=tuple(
            TopicChoice(topic.code, topic.name, topic.count, topic.code.lower() in chosen) for topic in topics
        ),
        more_topics=", ".join(dict.fromkeys(text for text in wanted if text.lower() not in known)),
        authors=one("authors"),
        keywords=one("keywords"),
        organisations=one("organisations"),
        code="code" in fields,
        score=one("score"),
        most=one("most") or str(Choices().most),
        note="note" in fields,
        rules=tuple(rule.name for rule in rules),
        rules_text=_as_file(rules),
    )


def _id(field: str) -> str:
    """Return the id of a field's element, to which the fault leads."""
    return {"frequency": "", "topics": "more-topics"}.get(field, field)


def _carried(text: str) -> tuple[Rule, ...]:
    """Return the rules that the form carries on; what somebody has tampered with counts as none."""
    try:
        return parse_rules(text, "rules") if text else ()
    except InputError:
        return ()


def _as_file(rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    told = json.loads(choices_to_json(Choices(rules=tuple(rules))))
    return json.dumps({"version": VERSION, **told}, ensure_ascii=False)
