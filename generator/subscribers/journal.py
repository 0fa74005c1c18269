"""The journal of sending: who gets which issue, and where each delivery is. Nothing is sent without it.

States: pending → claimed → committing (committed just before the final dot) → sent | deferred | failed |
held | skipped. A crash leaves a delivery in the state that was committed last; only *committing* is
ambiguous then, and `recover` settles it by the operator's policy. So nobody is mailed twice unless "resend"
was chosen, and nobody is forgotten.

One sender at a time on SQLite, by a lock that the system frees. Several on PostgreSQL: each holds an advisory
lock of its number on the very connection with which it works, so what a dead one had in hand can be told.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from generator.base.lock import only_one
from generator.model.mail import Claim, Outcome, State
from generator.subscribers import deliveries as steps
from generator.subscribers import recovery
from generator.subscribers.database import Database, told
from generator.subscribers.issues import Frozen, enrol_all, freeze_issue
from generator.subscribers.schema import senders
from generator.subscribers.tally import Held, count_states, held_of


@contextlib.contextmanager
def open_journal(database: Database, now: dt.datetime) -> Iterator["Journal"]:
    """Give the journal to one sender, until it closes it or dies.

    Raises InputError on SQLite when another sender is at work.
    """
    with contextlib.ExitStack() as stack:
        if database.is_sqlite:
            stack.enter_context(only_one(database.folder, "send"))
        stack.enter_context(told(database.place))
        connection = stack.enter_context(database.engine.connect())
        connection.detach()  # closed for good at the end: a lock would live on in a pool
        with connection.begin():
            number = connection.scalar(insert(senders).values(started_at=now).returning(senders.c.id)) or 0
            if not database.is_sqlite:
                lock = text("SELECT pg_advisory_lock(:class, :number)")
                connection.execute(lock, {"class": recovery.LOCKS, "number": number})
        try:
            yield Journal(database, connection, number)
        finally:
            if not database.is_sqlite:
                # at once; the server notices a closed connection a moment later, and a lost one by itself
                with contextlib.suppress(DBAPIError, InvalidRequestError), connection.begin():
                    connection.execute(text("SELECT pg_advisory_unlock_all()"))


class Journal:
    """What one sender does; made by open_journal, used by one thread."""

    def __init__(self, database: Database, connection: Connection, sender: int) -> None:
        self._database, self._connection, self._sender = database, connection, sender

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with told(self._database.place), self._connection.begin():
            yield self._connection

    def freeze(self, kind: str, name: str, data: bytes, expires: dt.datetime, now: dt.datetime) -> Frozen:
        """Keep an issue as it is now; return the one that is kept, which is an older one if there is one.

        `data` is whatever composing needs, `name` says which one of its kind: "2026-05-28".
        """
        with self._transaction() as connection:
            return freeze_issue(connection, kind, name, data, expires, now)

    def enrol(self, issue: int, now: dt.datetime) -> int:
        """Make the deliveries of an issue, once; return how many it has."""
        with self._transaction() as connection:
            return enrol_all(connection, issue, now)

    def recover(self, issue: int, policy: str, now: dt.datetime) -> dict[State, int]:
        """Take up what dead senders left; return how many deliveries are now in which state because of it.

        `policy` is mail.on_ambiguous, for what was on its way: "hold" (held), "resend" (pending again) or
        "drop" (skipped).
        """
        with self._transaction() as connection:
            return recovery.recover(connection, issue, policy, self._sender, now)

    def claim(self, issue: int, most: int, now: dt.datetime) -> list[Claim]:
        """Take up to `most` deliveries in hand: pending ones, and deferred ones whose time has come.

        Those that were tried before come last. Only of people who are active and not suppressed at this
        moment, and only until the issue expires.
        """
        with self._transaction() as connection:
            return steps.claim(connection, issue, most, self._sender, now)

    def begin(self, claim: Claim, now: dt.datetime, settled: tuple[Claim, Outcome] | None = None) -> bool:
        """Say that the final dot of this mail follows; False when it must not: its subscriber has just left.

        One commit, synced before this returns; it also settles the delivery before. Call it when all of the
        mail has been sent but the dot.
        """
        with self._transaction() as connection:
            if settled:
                steps.settle(connection, *settled, self._sender, now)
            return steps.begin(connection, claim, self._sender, now)

    def settle(self, claim: Claim, outcome: Outcome, now: dt.datetime) -> None:
        """Write down how an attempt ended; a hard bounce suppresses the address, soft ones are counted."""
        with self._transaction() as connection:
            steps.settle(connection, claim, outcome, self._sender, now)

    def skip(self, claims: Sequence[Claim], why: str, now: dt.datetime) -> None:
        """Write down that these deliveries have nothing to send, in one commit."""
        with self._transaction() as connection:
            steps.skip(connection, claims, why, self._sender, now)

    def release(self, claims: Sequence[Claim], now: dt.datetime) -> None:
        """Give deliveries back that were not begun, in one commit: somebody else may take them."""
        with self._transaction() as connection:
            steps.release(connection, claims, self._sender, now)

    def expire(self, issue: int, now: dt.datetime) -> int:
        """Skip what is left of an issue whose time is over; return how many deliveries."""
        with self._transaction() as connection:
            return steps.expire(connection, issue, now)

    def counts(self, issue: int) -> dict[State, int]:
        """Return how many deliveries of an issue are in which state."""
        with self._transaction() as connection:
            return count_states(connection, issue)

    def next_retry(self, issue: int) -> dt.datetime | None:
        """Return when the first deferred delivery may be tried again."""
        with self._transaction() as connection:
            return steps.next_retry(connection, issue)

    def held(self, issue: int) -> list[Held]:
        """Return the deliveries about which a person has to decide."""
        with self._transaction() as connection:
            return list(held_of(connection, issue))
