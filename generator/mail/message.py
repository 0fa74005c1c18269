"""Build the mail of one issue: headers, a text part and an HTML part of equal content.

Input:   what a reader shall see (subject, text, HTML) and who sends it.
Output:  the message as bytes, 7-bit clean, lines of at most 78 octets ended by CRLF.
Promise: equal input gives equal bytes (no clock, no random boundary), and no text can add a header.
Formats: RFC 5322 (message), 2045 to 2047 (MIME), 2369 and 2919 (list headers), 3834 (automatic mail).
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from urllib.parse import quote

from generator.base.hashing import digest_value
from generator.base.mailbox import Mailbox, single_line

_URL_CHARACTERS = "%/:?#[]@!$&'()*+,;=~"
"""What RFC 3986 allows besides letters, digits, "-", "." and "_"; all else is percent-encoded."""

_LONGEST_PLAIN_WORD = 60
"""A longer word cannot be folded, so it is sent encoded (RFC 2047 words are at most 75 characters)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that becomes one message."""

    sender: Mailbox
    reply_to: Mailbox | None
    unsubscribe: Mailbox | None
    """Mailbox of a person who takes readers off the list; None when the site names none."""
    date: datetime
    """With time zone."""
    issue: str
    """Names the issue within the list: its ISO day."""
    list_title: str
    archive: str
    """Absolute address of the issue's page."""
    language: str
    subject: str
    text: str
    html: str


def shown_mailbox(mailbox: Mailbox) -> str:
    """Return a mailbox as a header holds it: "Paper Digest <digest@papers.example>"."""
    if not mailbox.name:
        return mailbox.address
    return f"{encode_words(mailbox.name, quoted=True)} <{mailbox.address}>"


def encode_words(text: str, name: str = "", quoted: bool = False) -> str:
    """Encode a single line for a header so that every parser gives back exactly `text`.

    Plain ASCII stays as it is (as a quoted string if `quoted`), everything else becomes encoded words. The
    standard library's newer interface (EmailMessage, policy.SMTP) loses spaces between encoded words when it
    folds (gh-92081); the older Header does not.
    """
    words = text.split(" ")
    plain = text.isascii() and "=?" not in text and max(map(len, words)) <= _LONGEST_PLAIN_WORD
    if plain and quoted and not re.fullmatch(r"[A-Za-z0-9 ]*", text):
        text = '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
    charset = "us-ascii" if plain else "utf-8"
    return Header(text, charset=charset, header_name=name, maxlinelen=76).encode(splitchars=" ")


def build_message(letter: Letter) -> bytes:
    """Return the message. Its id and boundary are digests of the letter: equal letters, equal bytes."""
    subject, title = single_line(letter.subject), single_line(letter.list_title)
    letter = replace(letter, subject=subject, list_title=title)
    name = digest_value(letter)
    message = MIMEMultipart("alternative", boundary=f"=_{name[:24]}")
    for header, value in _headers(letter, name):
        message[header] = value
    # the last alternative is the one that mail programs prefer (RFC 2046, 5.1.4)
    message.attach(_part(letter.text, "plain", letter.language))
    message.attach(_part(letter.html, "html", letter.language))
    return message.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def _headers(letter: Letter, name: str) -> list[tuple[str, str]]:
    list_title = encode_words(letter.list_title, "List-Id", quoted=True)
    headers = [
        ("From", shown_mailbox(letter.sender)),
        ("To", "undisclosed-recipients:;"),
        ("Subject", encode_words(letter.subject, "Subject")),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", f"<{letter.issue}.{name[:16]}@{letter.sender.domain}>"),
        (
            "List-Id",
            f"{list_title} <{_list_id(letter)}>",
        ),
        ("List-Archive", f"<{quote(letter.archive, safe=_URL_CHARACTERS)}>"),
        ("Content-Language", letter.language),
        # sent by a program to people who did not just write to it: nobody's "out of office" shall answer
        ("Auto-Submitted", "auto-generated"),
    ]
    if letter.reply_to:
        headers.insert(1, ("Reply-To", shown_mailbox(letter.reply_to)))
    if letter.unsubscribe:
        mailbox = quote(letter.unsubscribe.address, safe="@+")
        headers.append(("List-Unsubscribe", f"<mailto:{mailbox}?subject=unsubscribe>"))
    return headers


def _list_id(letter: Letter) -> str:
    """The sender's mailbox with a dot for the "@": a name below a domain of ours (RFC 2919)."""
    label = re.sub(r"[^A-Za-z0-9.-]+", "-", letter.sender.local).strip("-.") or "digest"
    return f"{label}.{letter.sender.domain}"


def _part(text: str, subtype: str, language: str) -> MIMEText:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    lines = re.sub(r"\r\n?", "\n", text)
    part = MIMEText(lines, subtype, charset)  # type: ignore[arg-type]  # typeshed wants str; a Charset is documented
    part["Content-Language"] = language
    return part
