"""Hundreds leave in the middle of a run: none of them is claimed or begun afterwards."""

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.mail import Claim, Outcome, State
from generator.subscribers import people
from generator.subscribers.database import Database
from generator.subscribers.journal import Journal, open_journal
from tests.subscribers.people import HOUR, NOW, opened, subscribe

PEOPLE = 1000
LEAVING = 500
SENT = Outcome(State.SENT, "250 ok")


@pytest.fixture
def database(address: str, tmp_path: Path) -> Iterator[Database]:
    """In memory: a disk would only make it slow."""
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path
    with tempfile.TemporaryDirectory(dir=memory) as folder, opened(Path(folder), address) as found:
        yield found


def send_all(journal: Journal, issue: int, left: set[int], begun: set[int]) -> None:
    """Send to everybody; nobody who is known to have left may be claimed or begun."""
    before: tuple[Claim, Outcome] | None = None
    gone = set(left)
    while claims := journal.claim(issue, 50, NOW):
        assert not {claim.recipient.id for claim in claims} & gone
        for claim in claims:
            gone = set(left)
            if journal.begin(claim, NOW, before):
                assert claim.recipient.id not in gone
                begun.add(claim.recipient.id)
                before = (claim, SENT)
            else:
                before = None
        gone = set(left)
    if before:
        journal.settle(*before, NOW)


def test_hundreds_leave_while_mail_is_sent(database: Database) -> None:
    numbers = subscribe(database, *(f"p{number}" for number in range(PEOPLE)))
    left: set[int] = set()
    begun: set[int] = set()

    def leave_one_by_one() -> None:
        for number in reversed(numbers[-LEAVING:]):
            people.leave(database, number, NOW)
            left.add(number)  # the answer has gone out

    with open_journal(database, NOW) as journal:
        issue = journal.freeze("daily", "2026-05-28", b"", NOW + 20 * HOUR, NOW).id
        journal.enrol(issue, NOW)
        others = threading.Thread(target=leave_one_by_one)
        others.start()
        send_all(journal, issue, left, begun)
        others.join()
        counts = journal.counts(issue)
    assert len(left) == LEAVING
    assert counts[State.SKIPPED] + len(begun) == PEOPLE
    assert set(numbers[:-LEAVING]) <= begun
    assert counts.get(State.COMMITTING, 0) == 0
