"""All that is kept of subscribers, as plain data for JSON: for themselves, and for the operator.

Source: GDPR, articles 15 (access) and 20 (portability).
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from generator.library.choices import choices_to_json
from generator.subscribers.database import Database
from generator.subscribers.people import PERSON
from generator.subscribers.schema import bounces, deliveries, issues, subscribers
from generator.subscribers.suppress import why_suppressed

_EVERYTHING = select(*PERSON, subscribers.c.digest)


def tell_person(database: Database, subscriber: int) -> dict[str, Any] | None:
    """Return all that is kept of a subscriber; None when there is none."""
    with database.reading() as connection:
        row = connection.execute(_EVERYTHING.where(subscribers.c.id == subscriber)).one_or_none()
        return _told(connection, row) if row else None


def tell_all(database: Database) -> Iterator[dict[str, Any]]:
    """Give all that is kept of every subscriber, one by one, also of those who have left."""
    with database.reading() as connection:
        rows = connection.execution_options(yield_per=500).execute(_EVERYTHING.order_by(subscribers.c.id))
        for row in rows:
            yield _told(connection, row)


def _told(connection: Connection, row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    plain = connection.execution_options(yield_per=None, stream_results=False)
    soft = select(bounces.c.at).where(bounces.c.subscriber == row.id).order_by(bounces.c.id)
    sent = (
        select(issues.c.kind, issues.c.name, deliveries.c.state, deliveries.c.reply, deliveries.c.changed_at)
        .select_from(deliveries.join(issues))
        .where(deliveries.c.subscriber == row.id)
        .order_by(deliveries.c.id)
    )
    return {
        **{"id": row.id, "address": row.address, "active": bool(row.active), "source": row.source},
        **{"confirmed_at": _iso(row.confirmed_at), "changed_at": _iso(row.changed_at)},
        **{"left_at": _iso(row.left_at), "suppressed": why_suppressed(plain, row.digest)},
        "choices": msgspec.json.decode(choices_to_json(row.choices)),
        "bounces": [_iso(at) for at in plain.scalars(soft)],
        "deliveries": [
            {"kind": kind, "issue": name, "state": state, "reply": reply, "at": _iso(at)}
            for kind, name, state, reply, at in plain.execute(sent)
        ],
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
