"""How often something may happen within a span of time: subscribe posts of a network, of everybody.

Names are kept as digests only, for as long as the span lasts. Services with one database share its limits.
"""

import datetime as dt

from msgspec import Struct
from sqlalchemy import Connection, delete

from generator.subscribers.database import Database
from generator.subscribers.inserts import insert_into
from generator.subscribers.schema import limits


class Limit(Struct, frozen=True):
    """At most so often within a span."""

    name: str
    """What is limited: "network 192.0.2.0/24", "all"."""

    most: int
    seconds: int
    """Length of the span; spans follow one another from 1970 on."""


def allow(database: Database, limit: Limit, now: dt.datetime) -> bool:
    """Count once; True when the limit is not exceeded. A refused attempt counts, too."""
    with database.writing() as connection:
        connection.execute(delete(limits).where(limits.c.ends <= now))
        return _count(database, connection, limit, now) <= limit.most


def _count(database: Database, connection: Connection, limit: Limit, now: dt.datetime) -> int:
    span = int(now.timestamp()) // limit.seconds
    row = {
        "name": f"{database.digest(limit.name).hex()[:40]}/{limit.seconds}",
        "span": span,
        "ends": dt.datetime.fromtimestamp((span + 1) * limit.seconds, dt.UTC),
        "count": 1,
    }
    counted = insert_into(connection, limits).values(row)
    more = counted.on_conflict_do_update(
        index_elements=["name", "span"], set_={"count": limits.c.count + 1}
    ).returning(limits.c.count)
    return int(connection.scalar(more) or 0)
