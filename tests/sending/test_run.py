"""Whole runs against a real relay and a real journal: who gets a mail, who waits, and what stops a run."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.mail import Message
from generator.sending.connection import Patience
from generator.sending.connection import Relay as Way
from generator.sending.eml import EmlTransport
from generator.sending.replies import Stage, Verdict
from generator.sending.run import AWAY_PAUSES, LOST_IN_ROW, Terms
from generator.sending.smtp import SmtpTransport
from generator.subscribers.journal import open_journal
from generator.subscribers.people import find_address, leave
from generator.subscribers.suppress import why_suppressed
from tests.sending.clocks import QuickClock
from tests.sending.offices import office, send_issue, start_issue
from tests.sending.relay import Relay, addresses

PEOPLE = ("ada", "bob", "eve")
ALL_SENT = dict.fromkeys(PEOPLE, "sent")
PATIENT, SHORT = Patience(30, 30, 30, 30), Patience(1, 1, 1, 1)


def smtp(server: Relay, patience: Patience = PATIENT) -> SmtpTransport:
    return SmtpTransport(Way("127.0.0.1", server.port, "none", name="papers.test", patience=patience))


FAULTS = [
    # stage, fault, who did not get it at once (all do later but the failed and held), why the run ended early
    (Stage.CONNECT, ("4xx", "drop", "garbage"), {}, ""),
    (Stage.CONNECT, ("4xx",) * (len(AWAY_PAUSES) + 1), dict.fromkeys(PEOPLE, "pending"), "the relay is away"),
    (Stage.CONNECT, ("5xx",), dict.fromkeys(PEOPLE, "pending"), "refuses us"),
    (Stage.EHLO, ("421", "hang", "drip"), {}, ""),
    (Stage.SENDER, ("4xx", "421", "drop"), {}, ""),
    (Stage.SENDER, ("refuse",) * 3, dict.fromkeys(PEOPLE, "pending"), "the relay refuses our mail"),
    (Stage.RECIPIENT, ("ok", "5xx"), {"bob": "failed"}, ""),
    (Stage.RECIPIENT, ("4xx", "552 5.2.2 full"), {"bob": "failed"}, ""),
    (Stage.RECIPIENT, ("refuse",), {"ada": "failed"}, ""),
    (Stage.RECIPIENT, ("ok", "refuse", "refuse"), {"bob": "pending", "eve": "pending"}, "refuses our mail"),
    (Stage.RECIPIENT, ("ok", "ok", "refuse"), {"eve": "pending"}, "refuses our mail"),
    (Stage.DATA, ("hang", "garbage", "4xx"), {}, ""),
    (Stage.DOT, ("4xx", "421"), {}, ""),
    (Stage.DOT, ("refuse", "refuse"), dict.fromkeys(PEOPLE, "pending"), "refuses our mail"),
    (Stage.DOT, ("ok", "drop", "hang"), {"bob": "held", "eve": "held"}, ""),
    (Stage.DOT, ("garbage",), {"ada": "held"}, ""),
]


@pytest.mark.parametrize(("stage", "faults", "others", "why"), FAULTS)
def test_faults(
    stage: Stage, faults: tuple[str, ...], others: dict[str, str], why: str, tmp_path: Path
) -> None:
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        server.spoil(stage, *faults)
        silent = "hang" in faults or "drip" in faults
        ended = send_issue(database, smtp(server, SHORT if silent else PATIENT))
        assert ended.states == {**ALL_SENT, **others}
        assert why in ended.why
        assert (why == "") == (ended.why == "")
        assert sorted(addresses(server.taken)) == [
            f"{name}@lab.test" for name, state in ended.states.items() if state == "sent"
        ]
        # whoever is still to get it gets it from the next run, and nobody gets it twice
        server.faults.clear()
        again = send_issue(database, smtp(server))
        kept = {name: state for name, state in others.items() if state != "pending"}
        assert (again.states, again.why) == ({**ALL_SENT, **kept}, "")
        assert len(set(addresses(server.taken))) == len(server.taken)


@pytest.mark.parametrize(
    ("policy", "state", "copies"), [("hold", "held", 1), ("resend", "sent", 2), ("drop", "skipped", 1)]
)
def test_mail_that_may_have_arrived(policy: str, state: str, copies: int, tmp_path: Path) -> None:
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        server.spoil(Stage.DOT, "taken, then dropped")
        ended = send_issue(database, smtp(server), Terms(policy))
        assert ended.states == {**ALL_SENT, "ada": state}
        assert addresses(server.taken).count("ada@lab.test") == copies


def test_relay_that_loses_every_connection_is_given_up(tmp_path: Path) -> None:
    people = [f"p{number}" for number in range(LOST_IN_ROW + 3)]
    with office(tmp_path, people) as database, Relay() as server:
        server.spoil(Stage.DATA, *["drop"] * 20)
        ended = send_issue(database, smtp(server))
        assert "one connection after the other" in ended.why
        assert list(ended.states.values()) == ["deferred"] * LOST_IN_ROW + ["pending"] * 3


def test_bounces_suppress(tmp_path: Path) -> None:
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        server.spoil(Stage.RECIPIENT, "5xx", "552 5.2.2 full", "550 5.1.8 bad sender", "ok")
        send_issue(database, smtp(server))
        with database.reading() as connection:
            why = [why_suppressed(connection, database.digest(f"{name}@lab.test")) for name in PEOPLE]
        assert why == ["bounce", "", ""]


def test_busy_relay_slows_the_run_down(tmp_path: Path) -> None:
    clock = QuickClock()
    with office(tmp_path, [f"p{number}" for number in range(21)]) as database, Relay() as server:
        server.spoil(Stage.DATA, *["ok"] * 20, "454 4.3.0 slower")
        send_issue(database, smtp(server), Terms("hold", wait=False), clock, rate=10)
        assert clock.passed == pytest.approx(2.0)
        clock.passed += 3600
        send_issue(database, smtp(server), Terms("hold"), clock, rate=10)
        assert len(server.taken) == 21


def test_refusal_for_now_is_tried_again_until_the_issue_expires(tmp_path: Path) -> None:
    clock = QuickClock()
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        server.spoil(Stage.RECIPIENT, *["4xx"] * 1000)
        ended = send_issue(database, smtp(server), clock=clock)
        assert ended.states == dict.fromkeys(PEOPLE, "deferred")
        assert dt.timedelta(hours=16) < clock.now() - clock.start < dt.timedelta(hours=20)
        assert 3 * 9 < ended.tally.states.total() < 3 * 16
        clock.passed += 5 * 3600
        assert send_issue(database, smtp(server), clock=clock).states == dict.fromkeys(PEOPLE, "skipped")
        assert server.taken == []


def test_without_waiting_the_next_run_tries_again(tmp_path: Path) -> None:
    clock = QuickClock()
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        server.spoil(Stage.RECIPIENT, "4xx")
        terms = Terms("hold", wait=False)
        assert send_issue(database, smtp(server), terms, clock).states == {**ALL_SENT, "ada": "deferred"}
        assert send_issue(database, smtp(server), terms, clock).tally.done == 0
        clock.passed += 1000
        assert send_issue(database, smtp(server), terms, clock).states == ALL_SENT


def test_limit(tmp_path: Path) -> None:
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        ended = send_issue(database, smtp(server), Terms("hold", limit=2))
        assert list(ended.states.values()) == ["sent", "sent", "pending"]
        assert send_issue(database, smtp(server)).states == ALL_SENT


def test_nothing_to_say_is_no_mail(tmp_path: Path) -> None:
    with office(tmp_path, ("nothing1", "ada", "nothing2")) as database, Relay() as server:
        ended = send_issue(database, smtp(server))
        assert ended.states == {"nothing1": "skipped", "ada": "sent", "nothing2": "skipped"}
        assert (ended.tally.empty, addresses(server.taken)) == (2, ["ada@lab.test"])


class Meddler:
    """Passes mails on, and does something just before a chosen one."""

    def __init__(self, inner, when, what):  # type: ignore[no-untyped-def]
        self.inner, self.when, self.what = inner, when, what

    def send(self, message, begin):  # type: ignore[no-untyped-def]
        if message.to.startswith(self.when):
            self.what()
        return self.inner.send(message, begin)

    def close(self) -> None:
        self.inner.close()


class Keeper:
    """Takes every mail."""

    def __init__(self) -> None:
        self.to: list[str] = []

    def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
        if not begin():
            return Verdict("left")
        self.to.append(message.to)
        return Verdict("sent", "250 ok")

    def close(self) -> None:
        pass


def test_leaving_in_the_middle_of_a_run(tmp_path: Path) -> None:
    """Also when the mail is composed already and its text is with the relay."""
    with office(tmp_path, PEOPLE) as database, Relay() as server:

        def leaves() -> None:
            for name in ("bob", "eve"):
                person = find_address(database, f"{name}@lab.test")
                assert person
                assert leave(database, person.id, QuickClock().now())

        ended = send_issue(database, Meddler(smtp(server), "bob", leaves))
        assert ended.states == {"ada": "sent", "bob": "skipped", "eve": "skipped"}
        assert addresses(server.taken) == ["ada@lab.test"]
        assert ended.tally.left == 2


def test_half_of_them_leave_in_the_middle_of_a_run(tmp_path: Path) -> None:
    """Whoever left before the commit of a mail gets none: the batch in hand is no excuse."""
    people = [f"p{number}" for number in range(600)]
    with office(tmp_path, people) as database:
        keeper = Keeper()

        def leaves() -> None:
            for name in people[50:550]:
                person = find_address(database, f"{name}@lab.test")
                assert person
                leave(database, person.id, QuickClock().now())

        ended = send_issue(database, Meddler(keeper, "p50@", leaves))
        assert keeper.to == [f"{name}@lab.test" for name in people[:50] + people[550:]]
        assert [ended.states[name] for name in people[50:550]] == ["skipped"] * 500


def test_stop_gives_back_what_was_not_begun(tmp_path: Path) -> None:
    clock = QuickClock()
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        ended = send_issue(database, Meddler(smtp(server), "bob", clock.stop), clock=clock)
        assert ended.states == {"ada": "sent", "bob": "sent", "eve": "pending"}


def test_exact_rate(tmp_path: Path) -> None:
    clock = QuickClock()
    with office(tmp_path, [f"p{number}" for number in range(31)]) as database, Relay() as server:
        send_issue(database, smtp(server), clock=clock, rate=15)
        assert clock.passed == pytest.approx(2.0)
        assert len(server.taken) == 31


@pytest.mark.parametrize(("policy", "state"), [("hold", "held"), ("resend", "sent"), ("drop", "skipped")])
def test_what_a_dead_sender_left(policy: str, state: str, tmp_path: Path) -> None:
    with office(tmp_path, PEOPLE) as database, Relay() as server:
        clock = QuickClock()
        with open_journal(database, clock.now()) as journal:
            claims = journal.claim(start_issue(journal, clock), 2, clock.now())
            assert journal.begin(claims[0], clock.now())
        ended = send_issue(database, smtp(server), Terms(policy))
        assert ended.states == {**ALL_SENT, "ada": state}


def test_files(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    with office(tmp_path, (*PEOPLE, "gone")) as database:

        def leaves() -> None:
            person = find_address(database, "gone@lab.test")
            assert person
            leave(database, person.id, QuickClock().now())

        ended = send_issue(database, Meddler(EmlTransport(folder), "gone", leaves))
        assert ended.states == {**ALL_SENT, "gone": "skipped"}
    found = sorted(path.read_bytes() for path in folder.iterdir())
    assert len(found) == 3
    assert found[0].startswith(b"Return-Path: <bounces@papers.test>\r\nDelivered-To: ada@lab.test\r\n")
    assert b"\r\n\r\nHello " in found[0]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    again = EmlTransport(folder)
    again.send(Message("bounces@papers.test", "ada@lab.test", found[0].split(b"\r\n", 2)[2], 1), lambda: True)
    assert len(list(folder.iterdir())) == 3
