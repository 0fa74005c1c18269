"""What a relay's reply means: for this mail, for the address, for the whole run.

Input:   a reply code with its text, and the stage at which it came.
Output:  Verdict.
Formats: RFC 5321, 4.2 (replies), RFC 2034 and 3463 (enhanced status codes), RFC 7505 (5.1.10).

    2xx at the final dot    the mail is sent
    4xx                     this mail is tried again later; 421 and 454 also slow the run down
    5.1.x                   the address is dead: suppressed
    5.2.x                   the mailbox fails now (full, disabled): a soft bounce
    5.7.x                   the relay refuses us, not the address: the run stops
    other 5xx               this mail is given up, the address stays; without a code of RFC 3463 a soft bounce

What a relay says to the envelope sender is about us, whatever its code; so is 5.1.7 and 5.1.8 (bad sender).
"""

import re
from enum import IntEnum
from typing import Literal

from msgspec import Struct

from generator.base.mailbox import without_addresses
from generator.model.mail import Bounce

Kind = Literal["sent", "later", "refused", "policy", "lost", "unknown", "left"]

LONGEST = 300
"""Characters of a reply that are kept."""

_ENHANCED = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})(?= |$)")
OF_SENDER = ("5.1.7", "5.1.8")
"""Status codes that blame the sender's address, not the recipient's."""

_BUSY = (421, 454)


class Stage(IntEnum):
    """The steps of a mail's way into a relay, in their order."""

    CONNECT = 0
    EHLO = 1
    TLS = 2
    LOGIN = 3
    SENDER = 4
    RECIPIENT = 5
    DATA = 6
    DOT = 7


class Reply(Struct, frozen=True):
    """One reply of a server."""

    code: int
    """Three digits."""

    text: str
    """All lines, joined by blanks; may hold anything printable."""

    @property
    def enhanced(self) -> str:
        """Return the status code of RFC 3463 ("5.1.1"), "" when there is none or it is of another class."""
        found = _ENHANCED.match(self.text)
        return found[0] if found and found[1] == str(self.code)[0] else ""

    def __str__(self) -> str:
        return f"{self.code} {self.text}".rstrip()


class Verdict(Struct, frozen=True):
    """How one attempt ended."""

    kind: Kind
    """sent; later (try again); refused (for good); policy (the relay refuses us); lost (the connection,
    before the dot: nothing was sent); unknown (after the dot: nobody knows); left (`begin` said no)."""

    reply: str = ""
    """What the server said, without any address."""

    bounce: Bounce = ""
    slow: bool = False
    """The relay wants fewer mails."""
    of_recipient: bool = False
    """A policy said at RCPT: it may be about the recipient's domain, and not about us."""


def make_reply(code: int, lines: bytes) -> Reply:
    """Return a reply as it may be kept: printable, on one line."""
    text = " ".join(lines.decode("utf-8", "replace").split())
    return Reply(code, "".join(c if c.isprintable() else "?" for c in text)[:2000])


def without_address(text: str, address: str = "") -> str:
    """Return `text` without mail addresses, and without the local part of `address`: replies repeat them."""
    local = address.rpartition("@")[0]
    if len(local) > 2 and local.casefold() in text.casefold():
        text = re.sub(rf"(?i)(?<![\w.]){re.escape(local)}(?![\w.]*@)(?!\w)", "<address>", text)
    return without_addresses(text)[:LONGEST]


def judge(reply: Reply, stage: Stage, address: str = "") -> Verdict:
    """Say what a reply to MAIL, RCPT, DATA or the final dot means that is not the one hoped for."""
    said = without_address(str(reply), address)
    if 400 <= reply.code < 500:
        return Verdict("later", said, slow=reply.code in _BUSY)
    if not 500 <= reply.code < 600:
        return Verdict("unknown" if stage is Stage.DOT else "lost", f"unexpected reply: {said}")
    status = reply.enhanced
    if stage <= Stage.SENDER or status.startswith("5.7.") or status in OF_SENDER or reply.code in (530, 535):
        return Verdict("policy", said, of_recipient=stage is Stage.RECIPIENT)
    return Verdict("refused", said, bounce_of(status, reply.code))


def bounce_of(status: str, code: int = 550) -> Bounce:
    """Say what a permanent status tells of the address; `status` is of RFC 3463, or "" for a bare code."""
    if status in OF_SENDER:
        return ""
    if status.startswith("5.1."):
        return "hard"
    if status.startswith("5.2.") or (not status and code in (550, 551, 552, 553)):
        return "soft"
    return ""
