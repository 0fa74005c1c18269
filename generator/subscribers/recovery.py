"""What dead senders left is taken up by the next one."""

import datetime as dt

from sqlalchemy import Connection, select, text, update

from generator.model.mail import State
from generator.subscribers.issues import withdraw_unwanted
from generator.subscribers.schema import deliveries

LOCKS = 0x64696765
"""First half of our advisory locks' numbers, so that they meet no other program's ("dige")."""

AFTERWARDS = {"hold": State.HELD, "resend": State.PENDING, "drop": State.SKIPPED}
"""Where a mail goes that was on its way, by mail.on_ambiguous."""

WHY = "the sender died while this was on its way"


def recover(connection: Connection, issue: int, policy: str, me: int, now: dt.datetime) -> dict[State, int]:
    """Take up what dead senders had in hand of an issue; `me` is alive."""
    in_hand = deliveries.c.state.in_((State.CLAIMED, State.COMMITTING))
    found = select(deliveries.c.sender).where(deliveries.c.issue == issue, in_hand).distinct()
    dead = [sender for sender in connection.scalars(found) if sender != me and not _lives(connection, sender)]
    counts: dict[State, int] = {}
    for before, after in ((State.CLAIMED, State.PENDING), (State.COMMITTING, AFTERWARDS[policy])):
        theirs = update(deliveries).where(
            deliveries.c.issue == issue, deliveries.c.state == before, deliveries.c.sender.in_(dead)
        )
        reply = WHY if before is State.COMMITTING else ""
        moved = connection.execute(theirs.values(state=after, sender=None, reply=reply, changed_at=now))
        if moved.rowcount:
            counts[after] = counts.get(after, 0) + moved.rowcount
    withdraw_unwanted(connection, deliveries.c.issue == issue, now)
    return counts


def _lives(connection: Connection, sender: int) -> bool:
    """Tell whether somebody holds the sender's lock; on SQLite we hold the only one."""
    if connection.dialect.name == "sqlite":
        return False
    lock = text("SELECT pg_try_advisory_xact_lock(:class, :number)")
    return not connection.scalar(lock, {"class": LOCKS, "number": sender})
