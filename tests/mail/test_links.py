"""Tokens in links and names of messages: nobody makes one without a key, and old ones stay valid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.mail.links import Links, Purpose, Sent

OLD, NEW = b"o" * 32, b"n" * 32
LINKS = Links("https://lab.example/mail", {1: OLD, 2: NEW})
PURPOSES: tuple[Purpose, ...] = ("confirm", "choose", "leave")
ISSUES = ["2026-05-28", "2026-W22", "confirm"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_token_opens_for_its_purpose_only(purpose: Purpose) -> None:
    token = LINKS.token(purpose, 123)
    assert LINKS.address(purpose, 123) == f"https://lab.example/mail/{purpose}/{token}"
    opened = [LINKS.open(other, token) for other in PURPOSES]
    assert opened == [123 if other == purpose else None for other in PURPOSES]


@pytest.mark.parametrize("issue", ISSUES)
def test_a_message_says_what_it_is_in_any_case(issue: str) -> None:
    name = LINKS.name_message(issue, 999_999_999)
    assert name == name.lower()
    assert len(f"digest+{name}") <= 64  # RFC 5321, 4.5.3.1.1
    assert LINKS.open_message(name) == LINKS.open_message(name.upper()) == Sent(issue, 999_999_999)


def test_what_an_old_key_signed_stays_valid_until_it_is_gone() -> None:
    before = Links("https://lab.example/mail/", {1: OLD})
    token, name = before.token("leave", 5), before.name_message("2026-05-28", 5)
    assert LINKS.open("leave", token) == 5
    assert LINKS.open_message(name) == Sent("2026-05-28", 5)
    assert LINKS.token("leave", 5) != token
    assert Links(LINKS.service, {1: OLD, 2: NEW}, key=1).token("leave", 5) == token
    without = Links(LINKS.service, {2: NEW}, key=1)
    assert without.key == 2
    assert without.open("leave", token) is None
    assert without.open_message(name) is None


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("change", [-1, 0, 1, 3])
def test_a_changed_token_opens_nothing(purpose: Purpose, change: int) -> None:
    token = LINKS.token(purpose, 1234)
    other = "b" if token[change] == "a" else "a"
    changed = token[:change] + other + token[change + 1 :] if change >= 0 else token[:change] + other
    assert LINKS.open(purpose, changed) is None
    assert LINKS.open(purpose, token.replace("1234", "1235")) is None
    assert LINKS.open(purpose, token + "\n") is None
    assert LINKS.open(purpose, "0" + token) is None


@given(st.text(max_size=60))
def test_no_text_opens(text: str) -> None:
    assert [LINKS.open(purpose, text) for purpose in PURPOSES] == [None] * 3
    assert LINKS.open_message(text) is None


def test_a_token_is_no_message_and_the_other_way_round() -> None:
    assert LINKS.open_message(LINKS.token("leave", 20260528)) is None
    assert LINKS.open_message(f"20260528.{LINKS.token('leave', 7)}") is None


def test_links_need_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        Links("https://lab.example/", {})
