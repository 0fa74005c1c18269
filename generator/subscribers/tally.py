"""Counts of deliveries, and those about which a person has to decide."""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from generator.model.mail import State
from generator.subscribers.issues import find_issue
from generator.subscribers.schema import deliveries, issues, subscribers


class Held(Struct, frozen=True):
    """A mail that was on its way when its sender died: nobody knows whether it arrived."""

    delivery: int
    kind: str
    name: str
    """Of the issue: "2026-05-28"."""

    address: str
    """"" when the subscriber is deleted."""

    since: dt.datetime


def count_states(connection: Connection, issue: int) -> dict[State, int]:
    """Return how many deliveries of an issue are in which state; states without one are missing."""
    found = (
        select(deliveries.c.state, func.count())
        .where(deliveries.c.issue == issue)
        .group_by(deliveries.c.state)
    )
    counts = {State(state): int(count) for state, count in connection.execute(found)}
    return {state: counts[state] for state in State if state in counts}


def waiting_of(connection: Connection, kind: str, name: str) -> set[int] | None:
    """Return the subscribers who are yet to get an issue; None when nobody is enrolled for it."""
    issue = find_issue(connection, kind, name)
    if issue is None or not issue.enrolled:
        return None
    waits = deliveries.c.state.not_in((State.SENT, State.SKIPPED, State.FAILED, State.HELD))
    found = select(deliveries.c.subscriber).where(deliveries.c.issue == issue.id, waits)
    return set(connection.scalars(found))


def held_of(connection: Connection, issue: int | None = None) -> Iterator[Held]:
    """Give the held deliveries of an issue, or of all, oldest first."""
    rows = deliveries.join(issues).outerjoin(subscribers)
    found = (
        select(
            *(deliveries.c.id, issues.c.kind, issues.c.name),
            *(func.coalesce(subscribers.c.address, ""), deliveries.c.changed_at),
        )
        .select_from(rows)
        .where(deliveries.c.state == State.HELD, *([deliveries.c.issue == issue] if issue else []))
        .order_by(deliveries.c.id)
    )
    for row in connection.execute(found):
        yield Held(*row)


def decide(connection: Connection, arrived: bool, now: dt.datetime, only: tuple[int, ...] = ()) -> int:
    """Settle held deliveries: they arrived, or are to be sent (again); return how many.

    `only` names some by number, () means all. What can no longer be sent stays held: its issue has expired.
    """
    after = State.SENT if arrived else State.PENDING
    chosen = [deliveries.c.id.in_(only)] if only else []
    if not arrived:
        chosen.append(deliveries.c.issue.in_(select(issues.c.id).where(issues.c.expires > now)))
    moved = update(deliveries).where(deliveries.c.state == State.HELD, *chosen)
    return connection.execute(moved.values(state=after, reply="decided", changed_at=now)).rowcount
