"""Reports that come back: mail that could not be delivered, and mail that somebody called spam.

Input:   a message as bytes, from anybody; the links that verify names of our messages.
Output:  Returned: which mail to whom, and what happened to it; None for everything else.
Believes only reports that carry the signed name of a mail of ours: in the Message-ID of the mail that they
return, or in the address to which they came (VERP). Whoever can forge that got the mail.
Formats: RFC 3462 (multipart/report), 3464 (delivery status), 5965 (ARF), 3463 (status codes).
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.message import Message

from msgspec import Struct

from generator.mail.links import Links, Sent
from generator.model.mail import Bounce
from generator.sending.replies import OF_SENDER, bounce_of

LARGEST = 400_000
"""Octets that are looked at. A mail of ours has fewer; reports that return it whole have it at their end."""

LONGEST_KIND = 2000
"""Octets of a Content-Type, which the parser goes through again for each of its parameters."""

MOST_PARTS = 20
"""Content-Types of a message: a report has some seven, and each line is compared with each level of parts."""

_NAME = re.compile(r"(?:confirm|\d{8}|\d{4}w\d{2})\.\d{1,18}\.[a-z2-7]{26}", re.IGNORECASE)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "Original-Recipient")
_NO_COMPLAINT = ("not-spam", "auth-failure")
"""Feedback types of RFC 6430 and RFC 6591: nobody was annoyed."""


class Returned(Struct, frozen=True):
    """A report about one mail of ours."""

    sent: Sent
    complaint: bool
    """True when somebody called it spam, False when it could not be delivered."""

    bounce: Bounce = ""
    """What it says of the address; "" when it says nothing."""

    status: str = ""
    """Status code (RFC 3463), "" for a complaint."""


def read_report(data: bytes, links: Links) -> Returned | None:
    """Return what a report says, None for a message that is no report on a mail of ours."""
    data = data[:LARGEST]
    if _is_costly(data):
        return None
    try:
        message = message_from_bytes(data)
        report = (
            message.get_param("report-type") if message.get_content_type() == "multipart/report" else None
        )
        match str(report).lower():
            case "delivery-status":
                return _bounced(message, links)
            case "feedback-report":
                return _complained(message, links)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        # the parser takes what comes in good faith; parts in parts without end, and headers that are none
        return None
    return None


def _is_costly(data: bytes) -> bool:
    """Tell whether the parser would take minutes for this, as no real report makes it do."""
    parts = size = 0
    for line in data.splitlines():
        if line[:13].lower() == b"content-type:":
            parts, size = parts + 1, len(line)
        elif size and line[:1] in (b" ", b"\t"):
            size += len(line)
        else:
            size = 0
        if size > LONGEST_KIND or parts > MOST_PARTS:
            return True
    return False


def _bounced(message: Message, links: Links) -> Returned | None:
    sent = _verified(message, links)
    failed = [group for group in _groups(message) if _field(group, "Action").lower() == "failed"]
    if sent is None or not failed:
        return None
    status = _status(failed[0])
    return Returned(sent, False, _weight(status), status)


def _weight(status: str) -> Bounce:
    """Return how much a report counts: also a relay that gave up after days is a soft bounce."""
    if status.startswith(("5.6.", "5.7.")) or status in OF_SENDER:
        return ""  # about the mail or its sender
    return bounce_of(status) or "soft"


def _status(group: Message) -> str:
    """Return the most telling status of a group: the other server's own, if ours says only "5.0.0"."""
    given = _STATUS.search(_field(group, "Status"))
    if given and not given[1].endswith(".0.0"):
        return given[1]
    said = _STATUS.search(_field(group, "Diagnostic-Code"))
    return said[1] if said and said[1][0] != "2" else given[1] if given else ""


def _complained(message: Message, links: Links) -> Returned | None:
    sent = _verified(message, links)
    kinds = [_field(group, "Feedback-Type").lower() for group in _groups(message)]
    kind = next(filter(None, kinds), "")
    return Returned(sent, True) if sent and kind and kind not in _NO_COMPLAINT else None


def _groups(message: Message) -> Iterator[Message]:
    """Give the groups of fields of a report's second part."""
    for part in _parts(message):
        if part.get_content_type() in ("message/delivery-status", "message/feedback-report"):
            groups = part.get_payload()
            if isinstance(groups, list):
                yield from (group for group in groups if isinstance(group, Message))
            else:
                yield message_from_string(str(groups))


def _verified(message: Message, links: Links) -> Sent | None:
    """Return the mail that a report is about, if its name is genuine."""
    for text in _named(message):
        for name in _NAME.findall(text):
            sent = links.open_message(name)
            if sent:
                return sent
    return None


def _named(message: Message) -> Iterator[str]:
    """Give the places in which the name of a mail may stand, the surest first."""
    for part in _parts(message):
        returned: list[Message] = []
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            returned = [m for m in inner if isinstance(m, Message)] if isinstance(inner, list) else []
        elif part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            returned = [message_from_bytes(text)] if isinstance(text, bytes) else []
        for mail in returned:
            yield from (str(value) for value in mail.get_all("Message-ID", []))
    for header in _TO:
        yield from (str(value) for value in message.get_all(header, []))


def _parts(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _field(group: Message, name: str) -> str:
    return " ".join(str(group.get(name, "")).split())
