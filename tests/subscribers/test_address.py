"""Addresses in their one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.mail.message import to_header
from generator.subscribers.address import LONGEST_ADDRESS, canonical_address

MUNICH = "ada@xn--mnchen-3ya.example"

ADDRESSES = [
    ("ada@x.example", "ada@x.example"),
    (" Ada.B+digest@X.Example ", "Ada.B+digest@x.example"),
    ("ada@münchen.example", MUNICH),
    ("ada@MÜNCHEN.example", MUNICH),
    ("ada@mu\u0308nchen.example", MUNICH),  # two characters for one letter
    (MUNICH, MUNICH),
    ("ada@fluß.example", "ada@xn--flu-7ka.example"),  # IDNA 2003 would make it fluss.example
    ("ada@例え。example", "ada@xn--r8jz45g.example"),
    ("ada@x\u200b.example", "ada@x.example"),  # a blank of no width, as pages copy it
    ("a\u200bda@x.example", ""),
    ("ada@localhost", "ada@localhost"),
    ("r@r3---sn.x.example", "r@r3---sn.x.example"),
    ("", ""),
    ("ada", ""),
    ("ada@", ""),
    ("@x.example", ""),
    ("ada@x.example,", ""),
    ("ada@ x.example", ""),
    ("ada@x.example.", ""),
    ("ada@x.example(Ada)", ""),
    ("Ada <ada@x.example>", ""),
    ("ada@☃.example", ""),
    ("ada@münchen.example\r\nBcc: eve@x.example", ""),
    ("jürgen@x.example", ""),
    (f"{'a' * 245}@x.example", ""),
    (f"a@{'ü' * 70}.example", ""),
    ("ada@\ud800.example", ""),
]


@pytest.mark.parametrize(("typed", "address"), ADDRESSES)
def test_addresses(typed: str, address: str) -> None:
    assert canonical_address(typed) == address


@given(st.text() | st.text('aü@.ß-\u200d \n,<"x学', max_size=20))
def test_whatever_is_typed(text: str) -> None:
    address = canonical_address(text)
    assert canonical_address(address) == address
    assert len(address) <= LONGEST_ADDRESS
    if address:
        assert to_header(address)
