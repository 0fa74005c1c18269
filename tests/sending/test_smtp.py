"""Mails into a real server that fails in every way, at every stage."""

from pathlib import Path

import pytest

from generator.model.mail import Message
from generator.sending.connection import AwayError, Patience, RefusedError
from generator.sending.connection import Relay as Way
from generator.sending.replies import Stage
from generator.sending.smtp import SmtpTransport, stuffed
from tests.sending.certificates import make_certificate, server_context
from tests.sending.relay import Relay, addresses

PATIENT = Patience(30, 30, 30, 30)
SHORT = Patience(1, 1, 1, 1)
"""For servers that fall silent; also a busy machine answers within that."""
DATA = b"Subject: x\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n"
FAULTS = ("refuse", "4xx", "5xx", "421", "drop", "hang", "garbage", "drip", "taken, then dropped")
AWAY, REFUSED = "away", "refused us"
BEFORE = {
    **{"refuse": REFUSED, "4xx": AWAY, "5xx": REFUSED, "421": AWAY, "drop": AWAY, "hang": AWAY},
    **{"garbage": AWAY, "drip": AWAY},
}
"""What a fault means while the connection is made."""
WITHIN = {
    **{"refuse": "policy", "4xx": "later", "5xx": "refused hard", "421": "later slow", "drop": "lost"},
    **{"hang": "lost", "garbage": "lost", "drip": "lost"},
}
EXPECTED: dict[Stage, dict[str, str]] = {
    Stage.CONNECT: BEFORE,
    Stage.EHLO: BEFORE,
    Stage.TLS: BEFORE,
    Stage.LOGIN: BEFORE,
    Stage.SENDER: {**WITHIN, "5xx": "policy"},
    Stage.RECIPIENT: WITHIN,
    Stage.DATA: WITHIN,
    Stage.DOT: {**WITHIN, **dict.fromkeys(("drop", "hang", "garbage", "drip"), "unknown")},
}


def message(to: str = "ada@lab.test") -> Message:
    return Message("bounces@papers.test", to, DATA, 1)


def way(server: Relay, security: str = "none", patience: Patience = PATIENT, **options: str) -> Way:
    return Way("127.0.0.1", server.port, security, name="papers.test", patience=patience, **options)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


def told(transport: SmtpTransport, mail: Message, begun: list[str]) -> str:
    def begin() -> bool:
        begun.append(mail.to)
        return True

    try:
        verdict = transport.send(mail, begin)
    except AwayError:
        return AWAY
    except RefusedError:
        return REFUSED
    return " ".join([verdict.kind, *filter(None, [verdict.bounce, "slow" if verdict.slow else ""])])


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("stage", Stage)
def test_every_fault_at_every_stage(stage: Stage, fault: str, trusted: Path) -> None:
    """The first mail meets the fault; the next one finds a relay that works, and comes in alone.

    "Taken, then dropped": the relay has the mail and hangs up before it says so; when the sender comes again
    with the next one, this stage is closed to it.
    """
    after = fault == "taken, then dropped"
    expected = "unknown" if after else EXPECTED[stage][fault]
    with Relay(tls=server_context(trusted)) as server:
        server.spoil(Stage.DOT if after else stage, fault)
        patience = SHORT if fault in ("hang", "drip") else PATIENT
        transport = SmtpTransport(way(server, "starttls", patience, user="ada", password="secret"))
        begun: list[str] = []
        assert told(transport, message(), begun) == expected
        assert begun == ["ada@lab.test"] * (stage is Stage.DOT or after)
        assert addresses(server.taken) == ["ada@lab.test"] * after
        begun.clear()
        if after:
            server.spoil(stage, "421")
            found = told(transport, message("eve@lab.test"), begun)
            assert found == (AWAY if stage < Stage.SENDER else "later slow")
            assert begun == ["eve@lab.test"] * (stage is Stage.DOT)
        assert told(transport, message("bob@lab.test"), begun) == "sent"
        transport.close()
        assert addresses(server.taken) == ["ada@lab.test"] * after + ["bob@lab.test"]
        assert begun[-1] == "bob@lab.test"


def test_port_that_is_closed() -> None:
    with Relay() as server:
        transport = SmtpTransport(way(server))
    with pytest.raises(AwayError, match="connect: Connection refused"):
        transport.send(message(), lambda: True)


@pytest.mark.parametrize("extensions", [("PIPELINING",), ()])
def test_mails_arrive_as_they_are_on_one_connection(extensions: tuple[str, ...]) -> None:
    with Relay(extensions=extensions) as server:
        server.spoil(Stage.RECIPIENT, "ok", "550 5.1.1 <bob@lab.test>: bob is unknown")
        transport = SmtpTransport(way(server))
        replies = [
            transport.send(message(f"{name}@lab.test"), lambda: True) for name in ("ada", "bob", "eve")
        ]
        transport.close()
        assert [verdict.kind for verdict in replies] == ["sent", "refused", "sent"]
        assert replies[1].reply == "550 5.1.1 <address>: <address> is unknown"
        assert [(mail.sender, mail.to, mail.data) for mail in server.taken] == [
            ("bounces@papers.test", "ada@lab.test", DATA),
            ("bounces@papers.test", "eve@lab.test", DATA),
        ]
        assert server.sessions == 1


def test_subscriber_who_left_gets_nothing() -> None:
    with Relay() as server:
        transport = SmtpTransport(way(server))
        assert transport.send(message(), lambda: False).kind == "left"
        assert transport.send(message("bob@lab.test"), lambda: True).kind == "sent"
        assert addresses(server.taken) == ["bob@lab.test"]


def test_commit_that_fails_sends_nothing() -> None:
    def begin() -> bool:
        raise OSError("disk full")

    with Relay() as server:
        transport = SmtpTransport(way(server))
        with pytest.raises(OSError, match="disk full"):
            transport.send(message(), begin)
        transport.close()
        assert server.taken == []


@pytest.mark.parametrize("implicit", [True, False])
def test_tls_and_login(implicit: bool, trusted: Path) -> None:
    context = server_context(trusted)
    method = ("AUTH LOGIN",) if implicit else ("AUTH PLAIN LOGIN",)
    with Relay(context, implicit, method, login=("ada", "secret")) as server:
        for password, expected in (("secret", "sent"), ("wrong", REFUSED)):
            relay = way(server, "tls" if implicit else "starttls", user="ada", password=password)
            assert told(SmtpTransport(relay), message(), []) == expected
        assert len(server.taken) == 1


def test_certificate_of_somebody_else(
    certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_certificate(tmp_path, "other.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    for served in (certificate, other):  # one that nobody vouches for, one of another name
        with Relay(tls=server_context(served)) as server:
            transport = SmtpTransport(way(server, "starttls", user="ada", password="secret"))
            with pytest.raises(RefusedError, match="cannot be trusted"):
                transport.send(message(), lambda: True)
            assert "AUTH" not in server.commands


def test_relay_without_tls_is_told_no_secret() -> None:
    with Relay() as server:
        transport = SmtpTransport(way(server, "starttls", user="ada", password="secret"))
        with pytest.raises(RefusedError, match="no STARTTLS"):
            transport.send(message(), lambda: True)
        assert server.commands == ["EHLO"]


def test_replies_slipped_in_before_tls_are_not_believed(trusted: Path) -> None:
    with Relay(tls=server_context(trusted)) as server:
        server.spoil(Stage.TLS, "220 go on\r\n250-evil.test\r\n250 AUTH PLAIN")
        transport = SmtpTransport(way(server, "starttls", user="ada", password="secret"))
        with pytest.raises(AwayError):
            transport.send(message(), lambda: True)
        assert server.commands == ["EHLO", "STARTTLS"]


def test_reply_without_end() -> None:
    with Relay() as server:
        server.spoil(Stage.SENDER, "\r\n".join(["250-more"] * 500), "250 " + "x" * 9000)
        transport = SmtpTransport(way(server))
        for _ in range(2):
            verdict = transport.send(message(), lambda: True)
            assert (verdict.kind, verdict.reply) == ("lost", "sender: its reply has no end")


@pytest.mark.parametrize(
    "to",
    ["ada", "ada@lab.test>\r\nRCPT TO:<eve@lab.test", "a b@lab.test", "ada@läb.test", "<ada@lab.test>", ""],
)
def test_no_address_becomes_a_command(to: str) -> None:
    with Relay() as server:
        assert told(SmtpTransport(way(server)), message(to), []) == "refused hard"
        assert server.sessions == 0


def test_dots_are_doubled_and_the_last_line_is_ended() -> None:
    assert stuffed(b".a\r\n.\r\nb.") == b"..a\r\n..\r\nb.\r\n"
    assert stuffed(b"") == b"\r\n"
