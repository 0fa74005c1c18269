"""Subscribers themselves: they confirm, choose, leave, ask for what is kept of them, and have it deleted."""

import datetime as dt
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, delete, select, update

from generator.model.mail import Choices
from generator.subscribers.database import Database
from generator.subscribers.inserts import insert_into
from generator.subscribers.issues import withdraw
from generator.subscribers.numbers import next_numbers
from generator.subscribers.requests import CONFIRMED, mailed_wish, wishes_of
from generator.subscribers.schema import requests, subscribers


class Person(Struct, frozen=True):
    """A subscriber, as the operator and the subscriber see one."""

    id: int
    address: str
    choices: Choices
    active: bool
    """False after leaving."""

    source: str
    """Where consent came from: "form", or what the operator said when importing."""

    confirmed_at: dt.datetime
    changed_at: dt.datetime
    left_at: dt.datetime | None


PERSON = (
    *(subscribers.c.id, subscribers.c.address, subscribers.c.choices, subscribers.c.active),
    *(subscribers.c.source, subscribers.c.confirmed_at, subscribers.c.changed_at, subscribers.c.left_at),
)
"""The columns of a Person."""


def person(row: Any) -> Person:
    """Return the subscriber of a row of PERSON."""
    return Person(row[0], row[1], row[2], bool(row[3]), *row[4:])


def confirm(database: Database, request: int, now: dt.datetime, shown: int = 0) -> int | None:
    """Make a subscriber of who asked, and return the number; None when the request's time is over.

    `shown` is the wish of the same address whose choices its owner saw, 0 for the mailed one. Once only:
    confirming it, or one before it, again changes nothing, so that an old mail cannot bring back who has left
    since. Who was subscribed before keeps the number and gets the new choices.
    """
    with database.writing() as connection:
        asked = mailed_wish(request, now).with_for_update()  # a button is pressed twice
        mailed = connection.execute(asked).one_or_none()
        if mailed is None:
            return None
        this = wishes_of(mailed.digest, now).where(requests.c.id == (shown or request))
        wish = connection.execute(this.with_for_update()).one_or_none()
        if wish is None:
            return None
        if wish.state == CONFIRMED:
            return int(wish.subscriber)
        # to the address that got the mail: another wish may have spelled it in its own way
        number = put(connection, mailed.address, mailed.digest, wish.choices, "form", now)
        done = update(requests).where(requests.c.digest == wish.digest, requests.c.id <= wish.id)
        connection.execute(done.values(state=CONFIRMED, subscriber=number))
        return number


def put(
    connection: Connection, address: str, digest: bytes, choices: Choices, source: str, now: dt.datetime
) -> int:
    """Make an address an active subscriber with these choices; return the number, which an old one keeps."""
    values = {
        **{"address": address, "choices": choices, "frequency": choices.frequency, "active": 1},
        **{"source": source, "confirmed_at": now, "changed_at": now, "left_at": None},
    }
    (new,) = next_numbers(connection, subscribers)
    made = insert_into(connection, subscribers).values(**values, id=new, digest=digest)
    kept = made.on_conflict_do_update(index_elements=["digest"], set_=values)
    return int(connection.scalar(kept.returning(subscribers.c.id)) or 0)


def find(database: Database, subscriber: int) -> Person | None:
    """Return a subscriber by number, active or not; None when there is none (any more)."""
    return _find(database, subscribers.c.id == subscriber)


def find_address(database: Database, address: str) -> Person | None:
    """Return a subscriber by address, in whatever spelling."""
    return _find(database, subscribers.c.digest == database.digest(address))


def _find(database: Database, which: ColumnElement[bool]) -> Person | None:
    with database.reading() as connection:
        row = connection.execute(select(*PERSON).where(which)).one_or_none()
    return person(row) if row else None


def choose(database: Database, subscriber: int, choices: Choices, now: dt.datetime) -> bool:
    """Change what a subscriber gets; False when there is none."""
    return _change(database, subscriber, choices=choices, frequency=choices.frequency, changed_at=now)


def leave(database: Database, subscriber: int, now: dt.datetime) -> bool:
    """Send nothing more to a subscriber, from this moment on, also of a run under way.

    False when there is none. Leaving again changes nothing.
    """
    with database.writing() as connection:
        whose = subscribers.c.id == subscriber
        left = update(subscribers).where(whose, subscribers.c.active == 1)
        if connection.execute(left.values(active=0, left_at=now, changed_at=now)).rowcount:
            withdraw(connection, whose, "left", now)
            return True
        return connection.scalar(select(subscribers.c.id).where(whose)) is not None


def come_back(database: Database, subscriber: int, now: dt.datetime) -> bool:
    """Take back leaving; False when there is no such subscriber. Issues under way are not sent after all."""
    return _change(database, subscriber, active=1, left_at=None, confirmed_at=now, changed_at=now)


def _change(database: Database, subscriber: int, **values: Any) -> bool:
    with database.writing() as connection:
        changed = update(subscribers).where(subscribers.c.id == subscriber).values(**values)
        return connection.execute(changed).rowcount == 1


def erase(database: Database, subscriber: int, now: dt.datetime) -> bool:
    """Delete all that is kept of a subscriber; False when there is none.

    Deliveries stay as numbers without a person; if the address is suppressed, its digest stays.
    """
    return _erase(database, subscribers.c.id == subscriber, None, now)


def erase_address(database: Database, address: str, now: dt.datetime) -> bool:
    """Delete all that is kept of an address, also wishes to subscribe; False when it is unknown."""
    digest = database.digest(address)
    return _erase(database, subscribers.c.digest == digest, digest, now)


def _erase(database: Database, whose: ColumnElement[bool], digest: bytes | None, now: dt.datetime) -> bool:
    with database.writing() as connection:
        digest = digest or connection.scalar(select(subscribers.c.digest).where(whose))
        if digest is None:
            return False
        withdraw(connection, whose, "deleted", now)
        asked = connection.execute(delete(requests).where(requests.c.digest == digest)).rowcount
        known = connection.execute(delete(subscribers).where(whose)).rowcount
    database.scrub()
    return bool(asked or known)
