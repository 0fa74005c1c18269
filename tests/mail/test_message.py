"""The message as mail programs get it: parsed back with the standard library's newer parser."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.mailbox import Mailbox, single_line
from generator.mail.message import (
    assemble,
    encode_words,
    header,
    list_headers,
    one_click_headers,
    sender_headers,
    text_header,
)
from generator.mail.quoted import quoted

SENDER = Mailbox("Paper Digest", "digest", "papers.example")
ARCHIVE = "https://papers.lab.test/digests/2026-05-28/"
DATE = datetime(2026, 5, 28, 6, 0, tzinfo=UTC)
HOSTILE_SUBJECTS = [
    "plain",
    "x\r\nBcc: victim@example.org",
    "x\nContent-Type: text/html\n\n<script>",
    "tabs\tand\x0bother\x85breaks\u2028here\u2029",
    "=?utf-8?q?not_an_encoded_word?= but text",
    "a" * 2000,
    "long " * 60 + "ende",
    "Über Größen: 高效的注意力 and \u0645\u0631\u062d\u0628\u0627 " * 9,
    "\U0001f9ea" * 90,
    "lone \ud800 surrogate",
    "",
    " leading and  double ",
    "ends with equals =",
    "\x00\x1b[31m",
]


def build(
    subject: str = "8 new papers",
    sender: Mailbox = SENDER,
    reply_to: Mailbox | None = None,
    title: str = "Paper Digest",
    archive: str = ARCHIVE,
    text: str = "Eight new papers.\n",
) -> bytes:
    headers = [
        sender_headers(sender, reply_to, DATE),
        list_headers(sender, title, archive),
        text_header("Subject", subject),
    ]
    return assemble(headers, "20260528.1.abc", quoted(text), quoted(f"<p>{text}"), "en")


def parse(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def assert_clean(data: bytes) -> None:
    """7 bits, CRLF and nothing but CRLF, short lines, no defects."""
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert not re.search(rb"[\r\n\0]", b"".join(lines))
    assert max(map(len, lines)) <= 78
    message = parse(data)
    assert not message.defects
    assert all(not value.defects for value in message.values())


@pytest.mark.parametrize("subject", HOSTILE_SUBJECTS)
def test_hostile_subjects_stay_one_exact_header(subject: str) -> None:
    data = build(subject)
    assert_clean(data)
    message = parse(data)
    assert message["Subject"] == single_line(subject)
    assert message.keys() == parse(build()).keys()


@given(st.text(max_size=300))
def test_any_subject_is_exact_after_parsing_back(subject: str) -> None:
    data = build(subject)
    assert_clean(data)
    assert parse(data)["Subject"] == single_line(subject)


@given(st.text(max_size=120))
def test_any_name_is_exact_after_parsing_back(name: str) -> None:
    shown = single_line(name)
    data = build(sender=Mailbox(shown, "digest", "papers.example"), title=name)
    assert_clean(data)
    # the newer parser puts a space between two encoded words of a name, against RFC 2047, 6.2
    encoded, mailbox = parseaddr(message_from_bytes(data)["From"])
    assert str(make_header(decode_header(encoded))) == shown
    assert mailbox == "digest@papers.example"
    assert parse(data)["List-Id"].endswith("<digest.papers.example>")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_any_text_is_exact_after_parsing_back(text: str) -> None:
    data = build(text=text)
    assert_clean(data)
    sent = re.sub("\r\n?", "\n", text)
    message = parse(data)
    assert part(message, "plain").rstrip("\n") == sent.rstrip("\n")
    assert part(message, "html").rstrip("\n") == f"<p>{sent}".rstrip("\n")


@given(st.lists(st.text(alphabet="aé =.\t\n\rFrom ~\U0001f9ea", max_size=90), max_size=5))
def test_encoded_parts_can_be_joined(texts: list[str]) -> None:
    data = b"".join(map(quoted, texts))
    whole = re.sub("\r\n?", "\n", "".join(re.sub("\r\n?", "\n", text) for text in texts))
    assert parse(b'Content-Type: text/plain; charset="utf-8"\r\n'
                 b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + data
                 ).get_content().replace("\r\n", "\n") == whole  # fmt: skip
    assert all(len(line) <= 76 and not line.startswith(b"From ") for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(st.text(max_size=200).map(single_line))
def test_encoded_words_are_short_and_one_line_is_never_two_headers(text: str) -> None:
    encoded = encode_words(text, "Subject")
    assert all(len(word) <= 75 for word in re.findall(r"=\?\S+\?=", encoded))
    assert all(line.startswith(" ") for line in encoded.splitlines()[1:])


def test_headers_of_a_list_mail() -> None:
    message = parse(build(reply_to=Mailbox("", "hello", "papers.example")))
    assert message["Reply-To"] == "hello@papers.example"
    assert message["List-Id"] == "Paper Digest <digest.papers.example>"
    assert message["List-Archive"] == f"<{ARCHIVE}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert parsedate_to_datetime(message["Date"]) == DATE
    assert message.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]


def test_the_way_out_is_one_plain_line() -> None:
    address = f"https://papers.lab.test/a/long/path/to/the/service/leave/{'7' * 18}.{'a' * 26}"
    assert one_click_headers(address) == (
        f"List-Unsubscribe: <{address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode()
    )


def test_folded_headers_get_the_right_newlines() -> None:
    assert header("To", "a\n b") == b"To: a\r\n b\r\n"


def test_an_archive_address_cannot_leave_its_header() -> None:
    message = parse(build(archive="https://x.example/ü >\r\nBcc: a@b/"))
    assert "Bcc" not in message
    assert message["List-Archive"] == "<https://x.example/%C3%BC%20%3E%0D%0ABcc:%20a@b/>"
