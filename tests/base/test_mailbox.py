import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.mailbox import Mailbox, is_mailbox, parse_mailbox

MAILBOXES = [
    # text                                    mailbox
    ("digest@papers.example", Mailbox("", "digest", "papers.example")),
    ("Paper Digest <digest@papers.example>", Mailbox("Paper Digest", "digest", "papers.example")),
    ('"Digest, Daily" <d.d+x@lab.example>', Mailbox("Digest, Daily", "d.d+x", "lab.example")),
    ("Müller <m@bücher.example>", Mailbox("Müller", "m", "xn--bcher-kva.example")),
    ("", None),
    ("nobody", None),
    ("a@b@c.example <>", None),
    ("jörg@papers.example", None),
    ("x@-bad-.example", None),
    ("x@fluß.example", None),  # IDNA 2003 would send it to fluss.example
    ("x@xn--flu-7ka.example", Mailbox("", "x", "xn--flu-7ka.example")),
    ("x@a..b", None),
    ("a@b.example, c@d.example", None),
]


@pytest.mark.parametrize(("text", "expected"), MAILBOXES)
def test_parse_mailbox(text: str, expected: Mailbox | None) -> None:
    assert parse_mailbox(text) == expected


@given(st.text())
def test_a_mailbox_is_one_line_of_ascii(text: str) -> None:
    found = parse_mailbox(text)
    assert found is None or (found.address.isascii() and found.address.isprintable())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello@lab.example", True),
        ("Lab <hello@lab.example>", False),
        ("<hello@lab.example>", False),
        ("https://lab.example/@x", False),
        ("", False),
    ],
)
def test_a_bare_address_has_no_name(text: str, expected: bool) -> None:
    assert is_mailbox(text) is expected
