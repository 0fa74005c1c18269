"""The mail's own records: what a subscriber chose, what is sent, and how that went.

Made by `service` and `subscribers`, read by `mail` (which composes) and `sending`.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from generator.model.rules import Rule

Frequency = Literal["daily", "weekly"]


class Choices(Struct, frozen=True):
    """What a subscriber wants to get. Nothing chosen means every paper.

    A paper is sent when any of topics, authors, keywords, organisations or rules catches it, and `code` and
    `score` hold as well.
    """

    frequency: Frequency = "daily"
    topics: tuple[str, ...] = ()
    """arXiv categories, as rules write them: "cs.CV", "eess.*"."""

    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    """From a file that the site's own page of rules saved."""

    code: bool = False
    """True wants only papers with published code."""

    score: float | None = None
    """Least score; None does not ask."""

    most: int = 30
    """Most papers in one mail."""

    note: bool = False
    """True wants a short note, at most once a week, when nothing matched; False wants no mail then."""


class Recipient(Struct, frozen=True):
    """A confirmed subscriber, as composing and sending see one."""

    id: int
    address: str
    choices: Choices


class Message(Struct, frozen=True):
    """One mail, ready for a transport."""

    sender: str
    """Envelope sender: where bounces go."""

    to: str
    data: bytes
    """7-bit clean, lines ended by CRLF, dots not doubled yet."""

    papers: int
    """How many papers it shows."""


class State(StrEnum):
    """Where one delivery (an issue to a subscriber) is."""

    PENDING = "pending"
    CLAIMED = "claimed"
    """A sender has it in hand; nothing of it has left."""

    COMMITTING = "committing"
    """Committed just before the final dot: after a crash nobody knows whether it was sent."""

    SENT = "sent"
    DEFERRED = "deferred"
    """Refused for now (4xx); is tried again."""

    FAILED = "failed"
    """Refused for good."""

    HELD = "held"
    """Was being sent when the sender died; a person decides."""

    SKIPPED = "skipped"
    """Nothing to send: no paper matched, the subscriber has left, or the issue expired."""


class Claim(Struct, frozen=True):
    """A delivery that this sender has in hand."""

    delivery: int
    recipient: Recipient
    attempts: int
    """Attempts before this one."""


Bounce = Literal["hard", "soft", ""]
"""What a refusal says of the address: it is dead, it fails now, nothing."""


class Outcome(Struct, frozen=True):
    """How an attempt to send ended."""

    state: State
    reply: str = ""
    """What the server said, or why nothing was sent; never holds an address."""

    retry_at: dt.datetime | None = None
    """UTC; only for DEFERRED."""

    bounce: Bounce = ""
