"""What relays say, and what follows from it; replies as servers in the wild write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sending.replies import LONGEST, Reply, Stage, judge, make_reply, without_address

REPLIES = [
    # stage, reply, what it means
    (Stage.RECIPIENT, "550 5.1.1 <ada@lab.test>: Recipient address rejected: User unknown", "refused hard"),
    (Stage.RECIPIENT, "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "refused hard"),
    (Stage.RECIPIENT, "556 5.1.10 Recipient address has null MX", "refused hard"),
    (Stage.DOT, "550-5.1.1 The email account that you tried to reach does not exist.", "refused hard"),
    (Stage.RECIPIENT, "550 5.1.8 Sender address rejected: Domain not found", "policy"),
    (Stage.RECIPIENT, "553 5.1.7 sender address is no address", "policy"),
    (Stage.SENDER, "550 5.1.0 sender unknown", "policy"),
    (Stage.SENDER, "550 no", "policy"),
    (Stage.RECIPIENT, "552 5.2.2 mailbox full", "refused soft"),
    (Stage.RECIPIENT, "550 5.2.1 mailbox disabled", "refused soft"),
    (Stage.RECIPIENT, "550 no such user here", "refused soft"),
    (Stage.RECIPIENT, "550 5.4.1 all relays are down", "refused"),
    (Stage.DOT, "552 5.3.4 message too big", "refused"),
    (Stage.DOT, "554 no", "refused"),
    (Stage.DOT, "554 5.7.1 spam", "policy"),
    (Stage.RECIPIENT, "554 5.7.1 <ada@lab.test>: Relay access denied", "policy"),
    (Stage.SENDER, "530 5.7.0 Must issue a STARTTLS command first", "policy"),
    (Stage.RECIPIENT, "530 Authentication required", "policy"),
    (Stage.RECIPIENT, "451 4.7.1 greylisted", "later"),
    (Stage.RECIPIENT, "450 5.1.1 codes at odds", "later"),
    (Stage.DOT, "421 4.7.0 too fast", "later slow"),
    (Stage.DOT, "454 Throttling failure: Maximum sending rate exceeded", "later slow"),
    (Stage.DOT, "354 go ahead", "unknown"),
    (Stage.DATA, "250 fine", "lost"),
    (Stage.SENDER, "999 what", "lost"),
]


@pytest.mark.parametrize(("stage", "text", "expected"), REPLIES)
def test_replies(stage: Stage, text: str, expected: str) -> None:
    code, rest = text[:3], text[4:].encode()
    verdict = judge(make_reply(int(code), rest), stage, "ada@lab.test")
    told = [verdict.kind, verdict.bounce, "slow" if verdict.slow else ""]
    assert " ".join(filter(None, told)) == expected


@given(st.integers(0, 999), st.binary(max_size=600), st.sampled_from(Stage))
def test_any_reply_is_kept_in_one_printable_line(code: int, text: bytes, stage: Stage) -> None:
    verdict = judge(make_reply(code, text), stage, "ada@lab.test")
    assert verdict.reply.isprintable()
    assert len(verdict.reply) <= LONGEST + len("unexpected reply: ")
    assert "ada@lab.test" not in verdict.reply


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_address_is_kept(before: str, after: str) -> None:
    kept = without_address(f"{before}<Ada.Lovelace@Lab.Test>{after} ada.lovelace", "ada.lovelace@lab.test")
    assert "ovelace" not in kept


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("5.1.1 x", "5.1.1"),
        ("5.1.1", "5.1.1"),
        ("4.1.1 x", ""),
        ("5.1 x", ""),
        ("5.1.1x", ""),
        ("x 5.1.1", ""),
    ],
)
def test_enhanced_status(text: str, status: str) -> None:
    assert Reply(550, text).enhanced == status
