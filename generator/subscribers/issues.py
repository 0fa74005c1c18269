"""Issues as they are sent: frozen once, with one delivery for everybody who is to get them."""

import datetime as dt
import hashlib

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal, select, text, update

from generator.model.mail import State
from generator.subscribers.inserts import insert_into
from generator.subscribers.schema import deliveries, issues, subscribers, suppressions

KEPT = dt.timedelta(days=90)
"""How long it is known who got an issue, after its end."""


class Frozen(Struct, frozen=True):
    """An issue that no longer changes."""

    id: int
    kind: str
    name: str
    data: bytes
    expires: dt.datetime
    frozen_at: dt.datetime
    enrolled: bool
    """True when its deliveries have been made."""


def may_get_mail() -> ColumnElement[bool]:
    """Return the condition on a row of subscribers: active, and not suppressed."""
    suppressed = select(suppressions.c.digest).where(suppressions.c.digest == subscribers.c.digest).exists()
    return and_(subscribers.c.active == 1, ~suppressed)


def find_issue(connection: Connection, kind: str, name: str) -> Frozen | None:
    """Return a frozen issue, None when it was never frozen."""
    found = select(issues).where(issues.c.kind == kind, issues.c.name == name)
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    return Frozen(row.id, kind, name, row.data, row.expires, row.frozen_at, row.enrolled_at is not None)


def was_any_before(connection: Connection, kind: str, name: str) -> bool:
    """Tell whether an issue of that kind was frozen whose name comes before this one."""
    before = select(issues.c.id).where(issues.c.kind == kind, issues.c.name < name)
    return connection.execute(before.limit(1)).first() is not None


def freeze_issue(
    connection: Connection, kind: str, name: str, data: bytes, expires: dt.datetime, now: dt.datetime
) -> Frozen:
    """Keep an issue, or return the one of that kind and name which is there: it never changes."""
    row = {"kind": kind, "name": name, "data": data, "expires": expires, "frozen_at": now}
    digest = hashlib.sha256(data).digest()
    connection.execute(insert_into(connection, issues).values(**row, digest=digest).on_conflict_do_nothing())
    frozen = find_issue(connection, kind, name)
    assert frozen, "it was there, or has just been put there"
    return frozen


def enrol_all(connection: Connection, issue: int, now: dt.datetime) -> int:
    """Make one delivery for everybody of the issue's frequency, unless that was done; return how many."""
    done = update(issues).where(issues.c.id == issue, issues.c.enrolled_at.is_(None)).values(enrolled_at=now)
    if connection.execute(done).rowcount:
        _forget_old(connection, now)
        kind = select(issues.c.kind).where(issues.c.id == issue).scalar_subquery()
        whom = select(
            literal(issue),
            subscribers.c.id,
            literal(State.PENDING.value),
            literal(0),
            literal(""),
            literal(now),
        ).where(subscribers.c.frequency == kind, may_get_mail())
        into = ("issue", "subscriber", "state", "attempts", "reply", "changed_at")
        connection.execute(insert(deliveries).from_select(into, whom.order_by(subscribers.c.id)))
        if connection.dialect.name == "postgresql":  # it would plan the first claims for empty tables
            connection.execute(text("ANALYZE deliveries, subscribers, suppressions"))
    count = select(func.count()).select_from(deliveries).where(deliveries.c.issue == issue)
    return connection.scalar(count) or 0


def call_sent(connection: Connection, kind: str, name: str, now: dt.datetime) -> int:
    """Send nothing (more) of an issue, known or not; return how many deliveries that ends.

    For who put a backup back that does not know of it. Held deliveries stay for a person to decide.
    """
    issue = freeze_issue(connection, kind, name, b"", now, now).id
    connection.execute(
        update(issues).where(issues.c.id == issue, issues.c.enrolled_at.is_(None)).values(enrolled_at=now)
    )
    unsettled = (State.PENDING, State.DEFERRED, State.CLAIMED, State.COMMITTING)
    ended = update(deliveries).where(deliveries.c.issue == issue, deliveries.c.state.in_(unsettled))
    values = {"state": State.SKIPPED, "sender": None, "reply": "sent, says a person", "changed_at": now}
    return connection.execute(ended.values(values)).rowcount


def _forget_old(connection: Connection, now: dt.datetime) -> None:
    """Empty issues that ended long ago; their names stay, so that nobody can send them again."""
    old = select(issues.c.id).where(issues.c.expires < now - KEPT, issues.c.data != b"")
    connection.execute(delete(deliveries).where(deliveries.c.issue.in_(old)))
    connection.execute(update(issues).where(issues.c.id.in_(old)).values(data=b""))


def withdraw(connection: Connection, whose: ColumnElement[bool], why: str, now: dt.datetime) -> None:
    """Skip all that waits for the subscribers of this condition: they are to get nothing more."""
    _skip(connection, deliveries.c.subscriber.in_(select(subscribers.c.id).where(whose)), why, now)


def withdraw_unwanted(connection: Connection, which: ColumnElement[bool], now: dt.datetime) -> None:
    """Skip what waits again, of the deliveries of this condition, for people who have gone meanwhile."""
    _skip(connection, and_(which, ~wanted()), "left or suppressed", now)


def wanted() -> ColumnElement[bool]:
    """Return the condition on a row of deliveries that its subscriber may get mail."""
    theirs = subscribers.c.id == deliveries.c.subscriber
    return select(subscribers.c.id).where(theirs, may_get_mail()).exists()


def _skip(connection: Connection, which: ColumnElement[bool], why: str, now: dt.datetime) -> None:
    waiting = deliveries.c.state.in_((State.PENDING, State.DEFERRED))
    ended = update(deliveries).where(which, waiting)
    connection.execute(ended.values(state=State.SKIPPED, reply=why, changed_at=now))
