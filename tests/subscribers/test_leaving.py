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
BATCH = 50
SENT = Outcome(State.SENT, "250 ok")


@pytest.fixture
def database(address: str, tmp_path: Path) -> Iterator[Database]:
    """In memory: a disk would only make it slow."""
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path
    with tempfile.TemporaryDirectory(dir=memory) as folder, opened(Path(folder), address) as found:
        yield found


class Leaving:
    """Every second subscriber leaves, one after the other; others may wait until so many have."""

    def __init__(self, database: Database, numbers: list[int]) -> None:
        self.database, self.numbers = database, numbers
        self.gone: set[int] = set()
        self.changed = threading.Condition()

    def run(self) -> None:
        for number in self.numbers:
            people.leave(self.database, number, NOW)
            with self.changed:
                self.gone.add(number)  # the answer has gone out
                self.changed.notify()

    def wait_for(self, count: int) -> None:
        with self.changed:
            self.changed.wait_for(lambda: len(self.gone) >= min(count, len(self.numbers)))


def send_all(journal: Journal, issue: int, leaving: Leaving) -> set[int]:
    """Send to everybody; return to whom."""
    before: tuple[Claim, Outcome] | None = None
    begun: set[int] = set()
    claimed = 0
    gone = set(leaving.gone)
    while claims := journal.claim(issue, BATCH, NOW):
        assert not {claim.recipient.id for claim in claims} & gone
        claimed = max(claim.delivery for claim in claims)
        leaving.wait_for((claimed + 1) // 2)  # also those in hand
        for claim in claims:
            if journal.begin(claim, NOW, before):
                begun.add(claim.recipient.id)
                before = (claim, SENT)
            else:
                before = None
        gone = set(leaving.gone)
    if before:
        journal.settle(*before, NOW)
    return begun


def test_hundreds_leave_while_mail_is_sent(database: Database) -> None:
    numbers = subscribe(database, *(f"p{number}" for number in range(PEOPLE)))
    leaving = Leaving(database, numbers[::2])
    with open_journal(database, NOW) as journal:
        issue = journal.freeze("daily", "2026-05-28", b"", NOW + 20 * HOUR, NOW).id
        journal.enrol(issue, NOW)
        others = threading.Thread(target=leaving.run)
        others.start()
        begun = send_all(journal, issue, leaving)
        others.join()
        counts = journal.counts(issue)
    assert begun == set(numbers[1::2])
    assert counts == {State.SENT: PEOPLE / 2, State.SKIPPED: PEOPLE / 2}
