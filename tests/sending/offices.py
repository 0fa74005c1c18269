"""A subscribers' database and a composer, for tests of sending that need no papers."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.model.mail import Choices, Message, Recipient, State
from generator.sending.pace import Pace
from generator.sending.report import Tally
from generator.sending.run import GivenUpError, Run, Terms
from generator.sending.transport import Transport
from generator.subscribers.database import Database, open_database
from generator.subscribers.journal import Journal, open_journal
from generator.subscribers.people import put
from tests.sending.clocks import QuickClock

NAME = "2026-05-28"


@dataclass(frozen=True, slots=True)
class PlainComposer:
    """Writes a short mail to everybody but those whose address begins with "nothing"."""

    issue: str = NAME

    def compose(self, recipient: Recipient) -> Message | None:
        if recipient.address.startswith("nothing"):
            return None
        text = f"Message-ID: <{self.issue}.{recipient.id}@papers.test>\r\n\r\nHello {recipient.id}\r\n"
        return Message("bounces@papers.test", recipient.address, text.encode(), 1)


@contextlib.contextmanager
def office(root: Path, names: Iterable[str] = ()) -> Iterator[Database]:
    """Give the database of a project, with these people in it: "ada" is ada@lab.test."""
    (root / "content").mkdir(exist_ok=True)
    with open_database(Project(root), MailConfig()) as database:
        with database.writing() as connection:
            for name in names:
                address = name if "@" in name else f"{name}@lab.test"
                put(connection, address, database.digest(address), Choices(), "test", QuickClock().now())
        yield database


def start_issue(journal: Journal, clock: QuickClock, hours: float = 20) -> int:
    """Freeze and enrol today's issue; return its number."""
    now = clock.now()
    frozen = journal.freeze("daily", NAME, b"", now + dt.timedelta(hours=hours), now)
    journal.enrol(frozen.id, now)
    return frozen.id


@dataclass(slots=True)
class Ended:
    """How a run went."""

    states: dict[str, str]
    """By name of the subscriber."""
    tally: Tally
    why: str


def send_issue(
    database: Database,
    transport: Transport,
    terms: Terms | None = None,
    clock: QuickClock | None = None,
    rate: int = 0,
) -> Ended:
    """Send today's issue as `digest send` does, with hours that pass at once."""
    clock = clock or QuickClock()
    why = ""
    with open_journal(database, clock.now()) as journal:
        issue = start_issue(journal, clock)
        frozen = journal.freeze("daily", NAME, b"", clock.now(), clock.now())
        run = Run(
            *(journal, issue, frozen.expires, PlainComposer(), transport, Pace(rate, clock), clock),
            *(terms or Terms("hold"), lambda _: None),
        )
        try:
            run.go()
        except GivenUpError as error:
            why = error.fault
    return Ended(states(database), run.tally, why)


def states(database: Database) -> dict[str, str]:
    """Return where each delivery is, by name of its subscriber."""
    from sqlalchemy import select

    from generator.subscribers.schema import deliveries, subscribers

    rows = select(subscribers.c.address, deliveries.c.state).join_from(deliveries, subscribers)
    with database.reading() as connection:
        found = connection.execute(rows.order_by(deliveries.c.id)).all()
    return {address.partition("@")[0]: State(state).value for address, state in found}
