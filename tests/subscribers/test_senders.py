"""Senders in processes of their own: several at once on PostgreSQL, and some that are killed."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, update

from generator.model.mail import State
from generator.subscribers.database import Database
from generator.subscribers.journal import open_journal
from generator.subscribers.recovery import LOCKS
from generator.subscribers.schema import subscribers
from generator.subscribers.suppress import complained
from tests.house.modules import PROJECT
from tests.subscribers.people import HOUR, NOW, number_of, opened, subscribe
from tests.subscribers.sender import run

PEOPLE = 40


def prepared(database: Database) -> int:
    subscribe(database, *(f"p{number}" for number in range(PEOPLE)))
    with open_journal(database, NOW) as journal:
        issue = journal.freeze("daily", "2026-05-28", b"", NOW + 20 * HOUR, NOW).id
        journal.enrol(issue, NOW)
    return issue


def start(address: str, issue: int, sink: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.subscribers.sender", address, str(issue), str(sink), *more]
    return subprocess.Popen(command, cwd=PROJECT)


def sent(sink: Path) -> Counter[int]:
    return Counter(map(int, sink.read_text().split()))


def wait_for_the_dead(address: str) -> None:
    """The server frees the lock of a killed sender as soon as it sees that the connection is closed."""
    with psycopg.connect(address) as connection:
        for (number,) in connection.execute("SELECT id FROM senders").fetchall():
            connection.execute("SELECT pg_advisory_lock(%s::int, %s::int)", (LOCKS, number))


def test_two_senders_share_the_work(postgresql: str, tmp_path: Path) -> None:
    sink = tmp_path / "sink"
    with opened(tmp_path, postgresql) as database:
        issue = prepared(database)
        with open_journal(database, NOW) as alive:
            mine = alive.claim(issue, 5, NOW)
            both = [start(postgresql, issue, sink, "resend") for _ in range(2)]
            assert [process.wait() for process in both] == [0, 0]
            assert alive.counts(issue) == {State.CLAIMED: 5, State.SENT: PEOPLE - 5}
            assert all(alive.begin(claim, NOW) for claim in mine), "nobody took them away: we are alive"
    others = {number_of(database, f"p{number}") for number in range(5, PEOPLE)}
    assert sent(sink) == dict.fromkeys(others, 1)


DEATHS = [
    # where the sender dies, policy: mails too many, mails missing, held
    ("claimed", "hold", 0, 0, 1),  # it had not written down yet how the mail before ended
    ("begun", "hold", 0, 1, 1),
    ("sent", "resend", 1, 0, 0),
    ("begun", "drop", 0, 1, 0),
]


@pytest.mark.parametrize(("stage", "policy", "extra", "missing", "held"), DEATHS)
def test_a_sender_is_killed(
    address: str, tmp_path: Path, stage: str, policy: str, extra: int, missing: int, held: int
) -> None:
    sink = tmp_path / "sink"
    with opened(tmp_path, address) as database:
        issue = prepared(database)
        assert start(address, issue, sink, policy, stage, "5").wait() == -9
        if not database.is_sqlite:
            wait_for_the_dead(address)
        run(database, issue, sink, policy)
        check(database, issue, sink, extra, missing, held)


def leave(connection: Connection, number: int) -> None:
    connection.execute(update(subscribers).where(subscribers.c.id == number).values(active=0))


def complain(connection: Connection, number: int) -> None:
    complained(connection, number, NOW)


@pytest.mark.parametrize("go", [leave, complain])
def test_who_goes_just_then_is_not_begun(
    postgresql: str, tmp_path: Path, go: Callable[[Connection, int], None]
) -> None:
    """A mail is about to be begun while leaving is not committed yet: the mail waits, and is not sent."""
    with opened(tmp_path, postgresql) as database, ThreadPoolExecutor(1) as thread:
        issue = prepared(database)
        with open_journal(database, NOW) as journal:
            first, *_ = journal.claim(issue, 2, NOW)
            with database.writing() as connection:
                go(connection, first.recipient.id)
                begun = thread.submit(journal.begin, first, NOW)
                wait_until_somebody_waits(postgresql)
            assert begun.result() is False
            assert journal.counts(issue)[State.SKIPPED] == 1


def wait_until_somebody_waits(address: str) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with psycopg.connect(address, autocommit=True) as connection:
        while connection.execute(waiting).fetchall() == [(0,)]:
            pass


def check(database: Database, issue: int, sink: Path, extra: int, missing: int, held: int) -> None:
    found = sent(sink)
    assert (sum(found.values()) - len(found), PEOPLE - len(found)) == (extra, missing)
    with open_journal(database, NOW) as journal:
        counts = journal.counts(issue)
        assert len(journal.held(issue)) == held
    assert set(counts) <= {State.SENT, State.HELD, State.SKIPPED}
    assert sum(counts.values()) == PEOPLE
