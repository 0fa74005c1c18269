"""Secrets that sign links, and the one behind digests of addresses.

A signing key that was replaced goes on opening what it signed: whoever finds an old mail can still leave.
"""

import datetime as dt
import secrets
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, update

from generator.subscribers.schema import keys

Purpose = Literal["links", "addresses"]

KEPT = dt.timedelta(days=400)
"""How long a key that was replaced still counts: a year, and a month of grace."""


class Key(Struct, frozen=True):
    """One secret."""

    id: int
    """Grows: a newer key has a higher number."""

    secret: bytes
    """32 random bytes."""

    made_at: dt.datetime
    retired_at: dt.datetime | None
    """None for the key in use."""


def ensure_key(connection: Connection, purpose: Purpose, now: dt.datetime) -> Key:
    """Return the key in use, made now if there never was one."""
    known = keys_of(connection, purpose, now)
    if known and known[0].retired_at is None:
        return known[0]
    made = {"purpose": purpose, "secret": secrets.token_bytes(32), "made_at": now}
    connection.execute(insert(keys).values(made))
    return keys_of(connection, purpose, now)[0]


def keys_of(connection: Connection, purpose: Purpose, now: dt.datetime) -> tuple[Key, ...]:
    """Return the keys that count, the one in use first."""
    columns = (keys.c.id, keys.c.secret, keys.c.made_at, keys.c.retired_at)
    counts = keys.c.retired_at.is_(None) | (keys.c.retired_at >= now - KEPT)
    which = select(*columns).where(keys.c.purpose == purpose, counts)
    rows = connection.execute(which.order_by(keys.c.id.desc()))
    return tuple(Key(*row) for row in rows)


def rotate(connection: Connection, now: dt.datetime, *, revoke: bool = False) -> Key:
    """Put a new key for links into use; forget those that were replaced long ago, or, to `revoke`, all."""
    links = keys.c.purpose == "links"
    connection.execute(delete(keys).where(links, *([] if revoke else [keys.c.retired_at < now - KEPT])))
    connection.execute(update(keys).where(links, keys.c.retired_at.is_(None)).values(retired_at=now))
    return ensure_key(connection, "links", now)
