"""Wishes to subscribe that nobody has confirmed yet, which are also the queue of confirming mails.

Asking writes one row, whoever the address is. Whether a mail follows is decided when the queue is worked off:
at most one a day and address, none to a suppressed one.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from generator.model.mail import Choices, Outcome, State
from generator.subscribers.database import Database
from generator.subscribers.numbers import next_numbers
from generator.subscribers.schema import requests, subscribers
from generator.subscribers.suppress import bounced, suppress, why_suppressed

WAITING, MAILED, DROPPED, CONFIRMED = "waiting", "mailed", "dropped", "confirmed"

A_DAY = dt.timedelta(days=1)
VALID = dt.timedelta(days=7)
"""How long a wish can be confirmed; then it is forgotten, with its address."""


@dataclass(frozen=True, slots=True)
class Request:
    """A wish to subscribe."""

    id: int
    address: str
    choices: Choices
    attempts: int
    """Attempts to mail it before this one."""

    subscriber: int
    """Number of the active subscriber who has this address already; 0 for none."""

    confirmed: bool = False
    """Then `subscriber` is who confirmed it, who may have left since."""


def ask(database: Database, address: str, choices: Choices, now: dt.datetime) -> None:
    """Keep a wish; the same work whether or not the address is known. The address must be a valid one."""
    row = {"address": address, "digest": database.digest(address), "choices": choices, "asked_at": now}
    with database.writing() as connection:
        (number,) = next_numbers(connection, requests)
        connection.execute(insert(requests).values(**row, id=number, state=WAITING, attempts=0))


def take(database: Database, now: dt.datetime) -> Request | None:
    """Return the next wish to be mailed, None when none is due.

    It counts as mailed from now on: a crash after this costs a confirming mail, never sends two. Wishes of
    addresses that were mailed within a day, or are suppressed, are dropped in passing.
    """
    with database.writing() as connection:
        while True:
            row = _next(connection, now)
            if row is None:
                return None
            may = not _mailed_today(connection, row.digest, now) and not why_suppressed(
                connection, row.digest
            )
            moved = update(requests).where(requests.c.id == row.id)
            if not may:
                connection.execute(moved.values(state=DROPPED))
                continue
            connection.execute(
                moved.values(state=MAILED, mailed_at=now, attempts=row.attempts + 1, retry_at=None)
            )
            known = connection.scalar(_active(row.digest)) or 0
            return Request(row.id, row.address, row.choices, row.attempts, known)


def settle(database: Database, request: Request, outcome: Outcome, now: dt.datetime) -> None:
    """Write down how mailing a wish ended: SENT; DEFERRED (tried again at retry_at); else it is dropped."""
    if outcome.state is State.SENT:
        return
    again = outcome.state is State.DEFERRED and outcome.retry_at is not None
    values = {"state": WAITING if again else DROPPED, "retry_at": outcome.retry_at, "mailed_at": None}
    with database.writing() as connection:
        this = (requests.c.id == request.id) & (requests.c.state == MAILED)
        connection.execute(update(requests).where(this).values(values))
        if outcome.bounce == "hard":
            suppress(connection, database.digest(request.address), "bounce", now)
        elif request.subscriber:
            bounced(connection, request.subscriber, outcome.bounce, now)


def find(database: Database, request: int, now: dt.datetime) -> Request | None:
    """Return the newest wish of the address to which this one was mailed; None when its link works no more.

    Only one mail a day goes to an address. So whoever has entered other choices since, or whose address a
    stranger had entered before, is asked about the last ones by the mail that there is.
    """
    with database.reading() as connection:
        mailed = connection.execute(mailed_wish(request, now)).one_or_none()
        if mailed is None:
            return None
        newest = wishes_of(mailed.digest, now).order_by(requests.c.id.desc()).limit(1)
        row = connection.execute(newest).one()
        known = row.subscriber or connection.scalar(_active(row.digest)) or 0
    return Request(row.id, mailed.address, row.choices, row.attempts, known, row.state == CONFIRMED)


def mailed_wish(request: int, now: dt.datetime) -> Select[*tuple[Any, ...]]:
    """Select a wish that was mailed, if its time is not over."""
    which = requests.c.id == request, requests.c.state.in_((MAILED, CONFIRMED))
    return select(requests).where(*which, _in_time(now))


def wishes_of(digest: bytes, now: dt.datetime) -> Select[*tuple[Any, ...]]:
    """Select the wishes of an address whose time is not over, in whatever state."""
    return select(requests).where(requests.c.digest == digest, _in_time(now))


def forget_old(database: Database, now: dt.datetime) -> int:
    """Delete wishes that were not confirmed in time, with their addresses; return how many."""
    with database.writing() as connection:
        gone = connection.execute(delete(requests).where(~_in_time(now))).rowcount
    if gone:
        database.scrub()
    return gone


def waiting(database: Database) -> int:
    """Return how many confirming mails are yet to be sent."""
    with database.reading() as connection:
        count = select(func.count()).select_from(requests).where(requests.c.state == WAITING)
        return connection.scalar(count) or 0


def _in_time(now: dt.datetime) -> ColumnElement[bool]:
    return requests.c.asked_at >= now - VALID


def _active(digest: bytes) -> Select[int]:
    return select(subscribers.c.id).where(subscribers.c.digest == digest, subscribers.c.active == 1)


def _next(connection: Connection, now: dt.datetime) -> Row[*tuple[Any, ...]] | None:
    due = requests.c.retry_at.is_(None) | (requests.c.retry_at <= now)
    found = select(requests).where(requests.c.state == WAITING, due).order_by(requests.c.id).limit(1)
    return connection.execute(found.with_for_update(skip_locked=True)).one_or_none()


def _mailed_today(connection: Connection, digest: bytes, now: dt.datetime) -> bool:
    mailed = select(requests.c.id).where(requests.c.digest == digest, requests.c.mailed_at > now - A_DAY)
    return connection.execute(mailed.limit(1)).first() is not None
