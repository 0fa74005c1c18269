"""Addresses to which nothing is ever sent: they bounced, complained, or the operator said so.

Only a digest of the address is kept, so that a suppression outlives the deletion of a subscriber.
"""

import datetime as dt
from collections.abc import Collection
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from generator.model.mail import Bounce
from generator.subscribers.database import Database
from generator.subscribers.inserts import insert_into
from generator.subscribers.issues import withdraw
from generator.subscribers.schema import bounces, subscribers, suppressions

Why = Literal["bounce", "complaint", "operator"]

SOFT_BOUNCES = 5
SOFT_DAYS = 14
"""So many soft bounces, each on a day of its own, within so many days count as a hard one."""


def suppress(connection: Connection, digest: bytes, why: Why, now: dt.datetime) -> bool:
    """Never send to an address (by its digest) again; False when that was so before."""
    # the row of a subscriber is written, so that who is about to send to it waits or sees the suppression
    whose = subscribers.c.digest == digest
    connection.execute(update(subscribers).where(whose).values(changed_at=now))
    withdraw(connection, whose, why, now)
    row = {"digest": digest, "why": why, "at": now}
    new = (
        insert_into(connection, suppressions)
        .values(row)
        .on_conflict_do_nothing()
        .returning(suppressions.c.why)
    )
    return connection.scalar(new) is not None


def forgive(connection: Connection, digest: bytes) -> bool:
    """Let an address get mail again; False when it was not suppressed."""
    return connection.execute(delete(suppressions).where(suppressions.c.digest == digest)).rowcount == 1


def why_suppressed(connection: Connection, digest: bytes) -> str:
    """Return why nothing is sent to an address, "" when that is not so."""
    return connection.scalar(select(suppressions.c.why).where(suppressions.c.digest == digest)) or ""


def is_suppressed(database: Database, address: str) -> bool:
    """Tell whether nothing is sent to an address."""
    with database.reading() as connection:
        return bool(why_suppressed(connection, database.digest(address)))


def suppressed_digests(connection: Connection, digests: Collection[bytes]) -> set[bytes]:
    """Return those of the addresses' digests that are suppressed."""
    found = select(suppressions.c.digest).where(suppressions.c.digest.in_(digests))
    return set(connection.scalars(found))


def complained(connection: Connection, subscriber: int, now: dt.datetime) -> bool:
    """Suppress a subscriber who called the mail spam; False when nobody (any more) has that number."""
    return _suppress_subscriber(connection, subscriber, "complaint", now)


def bounced(connection: Connection, subscriber: int, bounce: Bounce, now: dt.datetime) -> bool:
    """Count a bounce of a subscriber's address; return whether it is suppressed by it.

    A hard one suppresses at once, soft ones when they go on.
    """
    if bounce == "hard":
        return _suppress_subscriber(connection, subscriber, "bounce", now)
    if bounce == "":
        return False
    theirs = bounces.c.subscriber == subscriber
    if connection.scalar(select(subscribers.c.id).where(subscribers.c.id == subscriber)) is None:
        return False
    connection.execute(delete(bounces).where(theirs, bounces.c.at < now - dt.timedelta(days=SOFT_DAYS)))
    today = connection.scalar(select(bounces.c.id).where(theirs, bounces.c.at > now - dt.timedelta(hours=12)))
    if today is None:
        connection.execute(insert(bounces).values(subscriber=subscriber, at=now))
    count = connection.scalar(select(func.count()).select_from(bounces).where(theirs)) or 0
    return count >= SOFT_BOUNCES and _suppress_subscriber(connection, subscriber, "bounce", now)


def _suppress_subscriber(connection: Connection, subscriber: int, why: Why, now: dt.datetime) -> bool:
    digest = connection.scalar(select(subscribers.c.digest).where(subscribers.c.id == subscriber))
    if digest is None:
        return False
    suppress(connection, digest, why, now)
    return True
