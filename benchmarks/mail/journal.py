"""How fast the journal is, on SQLite and on PostgreSQL: python -m benchmarks.mail.journal [MAILS]

Both keep every commit on the disk before they answer (synchronous=FULL, fsync). Per mail one commit settles
the mail before and begins this one. Prints the table of docs/mail.md.
"""

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.model.mail import Choices, Claim, Outcome, State
from generator.subscribers.database import Database, open_database
from generator.subscribers.journal import Journal, open_journal
from generator.subscribers.roster import bring_along
from tests.postgres import shared_server

NOW = dt.datetime(2026, 5, 28, 6, tzinfo=dt.UTC)
BATCH = 500
PEOPLE = 100_000
SENT = Outcome(State.SENT, "250 2.0.0 queued")
LASTING = "-c listen_addresses="


def main(mails: int) -> None:
    """Measure both, and print a table."""
    print("| | commits a second | CPU a mail | 100,000 imported | enrolled | claimed | memory added |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("SQLite", folder, "sqlite:///private/subscribers.db", mails)
        with shared_server(folder, LASTING, on_disk=True) as server:
            measure("PostgreSQL", folder, server.format("postgres"), mails)


def measure(name: str, folder: Path, address: str, mails: int) -> None:
    """Import, enrol and claim 100,000; then send so many as nobody listens."""
    with ExitStack() as stack:
        database = stack.enter_context(open_database(Project(folder), MailConfig(database=address)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        imported = seconds(lambda: imports(database))
        journal = stack.enter_context(open_journal(database, NOW))
        issue = journal.freeze("daily", "2026-05-28", b"", NOW + dt.timedelta(hours=20), NOW).id
        enrolled = seconds(lambda: journal.enrol(issue, NOW))
        claimed = seconds(lambda: skip_all_but(journal, issue, mails))
        cpu = time.process_time()
        took = seconds(lambda: send(journal, issue))
        cpu = time.process_time() - cpu
        added = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"| {name} | {mails / took:,.0f} | {1000 * cpu / mails:.2f} ms | {imported:.1f} s | {enrolled:.1f} s "
        f"| {claimed:.1f} s | {added / 1024:.0f} MB |",
        flush=True,
    )


def imports(database: Database) -> None:
    """Make the subscribers, who all chose something else."""
    rows = ((f"p{n}@x.example", Choices(topics=("cs.CV",), keywords=(f"word{n}",))) for n in range(PEOPLE))
    bring_along(database, rows, "made up", NOW)


def skip_all_but(journal: Journal, issue: int, mails: int) -> None:
    """Claim everybody, as a run does; leave so many for sending."""
    for _ in range((PEOPLE - mails) // BATCH):
        journal.skip(journal.claim(issue, BATCH, NOW), "", NOW)


def send(journal: Journal, issue: int) -> None:
    """Begin and settle the others, one after the other."""
    before: tuple[Claim, Outcome] | None = None
    while claims := journal.claim(issue, BATCH, NOW):
        for claim in claims:
            assert journal.begin(claim, NOW, before)
            before = (claim, SENT)
    if before:
        journal.settle(*before, NOW)


def seconds(work: Callable[[], object]) -> float:
    """Return how long it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
