"""Put a mail together: headers, and a text part and an HTML part that are encoded already.

Output:  bytes, 7-bit clean, lines ended by CRLF; of at most 78 octets but for addresses and links in headers,
         which nobody may fold.
Promise: equal input gives equal bytes (no clock, no random boundary), and no text can add a header.
Formats: RFC 5322 (message), 2045 to 2047 (MIME), 2369 and 2919 (list headers), 3834 (automatic mail),
         8058 (leaving with one click).
"""

import datetime as dt
import re
from collections.abc import Iterable
from email.header import Header
from email.utils import format_datetime
from urllib.parse import quote

from generator.base.mailbox import Mailbox, is_plain_address, single_line

_URL_CHARACTERS = "%/:?#[]@!$&'()*+,;=~"
"""What RFC 3986 allows besides letters, digits, "-", "." and "_"; all else is percent-encoded."""

_LONGEST_PLAIN_WORD = 60
"""A longer word cannot be folded, so it is sent encoded (RFC 2047 words are at most 75 characters)."""


def header(name: str, value: str) -> bytes:
    """Return a header whose value is encoded and folded already."""
    return f"{name}: {value}\n".replace("\n", "\r\n").encode("ascii")


def text_header(name: str, text: str) -> bytes:
    """Return a header of any text on one line: a subject."""
    return header(name, encode_words(single_line(text), name))


def to_header(address: str) -> bytes:
    """Return the header that names the reader; raises ValueError, which does not say what was no address."""
    if not is_plain_address(address):
        raise ValueError("this is no mail address")
    return header("To", f"<{address}>")


def link_header(name: str, address: str) -> bytes:
    """Return a header that is a link, on one line: not all programs unfold it."""
    return header(name, f"<{quote(address, safe=_URL_CHARACTERS)}>")


def one_click_headers(address: str) -> bytes:
    """Return what lets a mail program take its reader off the list by a POST to this address (RFC 8058)."""
    post = header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return link_header("List-Unsubscribe", address) + post


def sender_headers(sender: Mailbox, reply_to: Mailbox | None, date: dt.datetime) -> bytes:
    """Return From, Reply-To, Date, and that no program shall answer."""
    answers = [("Reply-To", shown_mailbox(reply_to))] if reply_to else []
    found = [
        ("From", shown_mailbox(sender)),
        *answers,
        ("Date", format_datetime(date)),
        # sent by a program to people who did not just write to it: nobody's "out of office" shall answer
        ("Auto-Submitted", "auto-generated"),
    ]
    return b"".join(header(name, value) for name, value in found)


def list_headers(sender: Mailbox, title: str, archive: str) -> bytes:
    """Return what names the list and where its issues stand on the web."""
    shown = encode_words(single_line(title), "List-Id", quoted=True)
    return header("List-Id", _beside(shown, f"<{_list_id(sender)}>")) + link_header("List-Archive", archive)


def assemble(headers: Iterable[bytes], boundary: str, text: bytes, html: bytes, language: str) -> bytes:
    """Return the message. Its parts are quoted-printable, where no "=_" can stand: boundaries begin so."""
    mark = f"=_{boundary}"
    kind = header("Content-Type", f'multipart/alternative;\n boundary="{mark}"')
    between = f"\r\n--{mark}\r\n".encode("ascii")
    # the last alternative is the one that mail programs prefer (RFC 2046, 5.1.4)
    parts = [
        *(*headers, b"MIME-Version: 1.0\r\n", header("Content-Language", language), kind),
        *(between, part_headers("plain", language), text),
        *(between, part_headers("html", language), html),
        f"\r\n--{mark}--\r\n".encode("ascii"),
    ]
    return b"".join(parts)


def part_headers(subtype: str, language: str) -> bytes:
    """Return the headers of a part, and the empty line behind them."""
    kind = header("Content-Type", f'text/{subtype}; charset="utf-8"')
    encoding = header("Content-Transfer-Encoding", "quoted-printable")
    return kind + encoding + header("Content-Language", language) + b"\r\n"


def shown_mailbox(mailbox: Mailbox) -> str:
    """Return a mailbox as a header holds it: "Paper Digest <digest@papers.example>"."""
    if not mailbox.name:
        return mailbox.address
    return _beside(encode_words(mailbox.name, quoted=True), f"<{mailbox.address}>")


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


def _beside(name: str, address: str) -> str:
    """Return both on one line, or on two where one would be too long."""
    last = name.rpartition("\n")[2]
    return f"{name}\n {address}" if len(last) + len(address) > _LONGEST_PLAIN_WORD else f"{name} {address}"


def _list_id(sender: Mailbox) -> str:
    """The sender's mailbox with a dot for the "@": a name below a domain of ours (RFC 2919)."""
    label = re.sub(r"[^A-Za-z0-9.-]+", "-", sender.local).strip("-.") or "digest"
    return f"{label}.{sender.domain}"
