"""An issue, frozen: all that is needed to compose it for anybody, as it was when sending began.

It is kept as bytes in the subscribers' database, so that a run that goes on after a crash sends the same
mails, whatever has happened to the site since. Papers and phrases are rendered and encoded beforehand;
plurals and figures are made for every number that may occur, since composing knows no language.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.base.hashing import encode
from generator.errors import InputError, Location
from generator.mail.sheet import Sheet
from generator.model.mail import Frequency
from generator.model.rules import Subject

if TYPE_CHECKING:
    from msgspec.msgpack import Decoder

VERSION = 1
"""Of what the bytes hold; raised with every change to the classes below."""

SLOT = "\ufffc"
"""Stands in a phrase for the text that is put in (U+FFFC, object replacement)."""

Reason = Literal["author", "rule", "keyword", "organisation", "topic"]


class Entry(Struct, frozen=True):
    """One paper."""

    id: str
    subject: Subject
    """What rules may know of it; its title is that of subject lines."""

    title: bytes
    """For the preheader: short, escaped, encoded."""

    html: Sheet
    text: Sheet


class Phrases(Struct, frozen=True):
    """What composing may have to say."""

    count: tuple[str, ...]
    """[n]: how many papers are new."""

    matching: tuple[str, ...]
    """[n]: so many of the new ones match."""

    more: tuple[str, ...]
    """[n]: so many more match than are shown."""

    subject: tuple[str, ...]
    """[n]: the best paper's title (SLOT) and n more papers."""

    nothing: str
    """Subject of the note that nothing matched."""

    why: str
    """Why a paper is shown, with the reasons (SLOT)."""

    reasons: dict[Reason, str]
    """One reason of each kind, with what was chosen (SLOT)."""

    joint: str
    """What stands between two reasons."""

    def explain(self, reasons: Iterable[tuple[Reason, str]]) -> str:
        """Say why a paper is shown; each reason comes with what was chosen."""
        told = self.joint.join(self.reasons[kind].replace(SLOT, name, 1) for kind, name in reasons)
        return self.why.replace(SLOT, told, 1) if told else ""


class Edition(Struct, frozen=True):
    """A frozen issue."""

    version: int
    frequency: Frequency
    name: str
    """"2026-05-28" or "2026-W22"."""

    date: dt.datetime
    """In the mail's Date."""

    key: int
    """Number of the key that signs its links; 0 when it has none."""

    notes: bool
    """Whether a note goes to those for whom nothing matched, if they asked for it."""

    headers: bytes
    """Those that all of its mails share."""

    general: bytes
    """Headers of the mail that is not for one person, instead of those of the person."""

    envelope: str
    """Where bounces go; "*" stands for the message's name."""

    domain: str
    """Right part of Message-IDs."""

    language: str
    top: int
    """Papers that open a mail."""

    most: int
    """Papers of a mail, whatever its reader chose."""

    entries: tuple[Entry, ...]
    """Best first."""

    phrases: Phrases
    html: Sheet
    text: Sheet


def encode_edition(edition: Edition) -> bytes:
    """Return an edition as bytes: equal editions, equal bytes."""
    return encode(edition)


def decode_edition(data: bytes) -> Edition:
    """Return the edition of these bytes; raises InputError when another version of the program froze it."""
    from msgspec import DecodeError, ValidationError

    try:
        edition = _decoder().decode(data)
        if edition.version == VERSION:
            return edition
    except (DecodeError, ValidationError):
        pass
    where = Location("the frozen issue")
    fix = "finish sending it with the version that began, or let it expire"
    raise InputError(where, "another version of the program froze this issue", fix)


@cache
def _decoder() -> "Decoder[Edition]":
    from msgspec.msgpack import Decoder

    return Decoder(Edition)
