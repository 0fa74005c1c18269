"""All that is kept of subscribers, as plain data for JSON: for themselves, and for the operator.

Source: GDPR, articles 15 (access) and 20 (portability).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from generator.library.choices import choices_to_json
from generator.model.mail import Choices
from generator.subscribers.database import Database
from generator.subscribers.people import PERSON
from generator.subscribers.schema import bounces, deliveries, issues, requests, subscribers, suppressions

_EVERYTHING = select(*PERSON, subscribers.c.digest)
BATCH = 500

Rows = Sequence[Row[*tuple[Any, ...]]]


def tell_person(database: Database, subscriber: int) -> dict[str, Any] | None:
    """Return all that is kept of a subscriber; None when there is none."""
    with database.reading() as connection:
        rows = connection.execute(_EVERYTHING.where(subscribers.c.id == subscriber)).all()
        return next(_told(connection, rows), None)


def tell_all(database: Database) -> Iterator[dict[str, Any]]:
    """Give all that is kept of every subscriber, one by one, also of those who have left."""
    with database.reading() as connection:
        last = 0
        after = _EVERYTHING.order_by(subscribers.c.id).limit(BATCH)
        while rows := connection.execute(after.where(subscribers.c.id > last)).all():
            yield from _told(connection, rows)
            last = rows[-1].id


def _told(connection: Connection, rows: Rows) -> Iterator[dict[str, Any]]:
    numbers = [row.id for row in rows]
    soft = select(bounces.c.subscriber, bounces.c.at).where(bounces.c.subscriber.in_(numbers))
    sent = (
        select(deliveries, issues.c.kind, issues.c.name)
        .join_from(deliveries, issues)
        .where(deliveries.c.subscriber.in_(numbers))
    )
    digests = [row.digest for row in rows]
    why = select(suppressions.c.digest, suppressions.c.why).where(suppressions.c.digest.in_(digests))
    wishes = _wishes(connection, digests)
    bounced = _by_subscriber(connection.execute(soft.order_by(bounces.c.id)).all())
    got = _by_subscriber(connection.execute(sent.order_by(deliveries.c.id)).all())
    suppressed = dict(connection.execute(why).all())
    for row in rows:
        yield {
            **{"id": row.id, "address": row.address, "active": bool(row.active), "source": row.source},
            **{"confirmed_at": _iso(row.confirmed_at), "changed_at": _iso(row.changed_at)},
            **{"left_at": _iso(row.left_at), "suppressed": suppressed.get(row.digest, "")},
            **{"choices": _plain(row.choices), "wishes": wishes[row.digest]},
            "bounces": [_iso(one.at) for one in bounced[row.id]],
            "deliveries": [
                {
                    **{"kind": one.kind, "issue": one.name, "state": one.state, "reply": one.reply},
                    "at": _iso(one.changed_at),
                }
                for one in got[row.id]
            ],
        }


def _wishes(connection: Connection, digests: list[bytes]) -> dict[bytes, list[dict[str, Any]]]:
    """Return what was entered for these addresses, by whomever, as long as it is kept."""
    found: dict[bytes, list[dict[str, Any]]] = defaultdict(list)
    asked = select(requests).where(requests.c.digest.in_(digests)).order_by(requests.c.id)
    for wish in connection.execute(asked):
        told = {"address": wish.address, "asked_at": _iso(wish.asked_at), "state": wish.state}
        found[wish.digest].append({**told, "choices": _plain(wish.choices)})
    return found


def _plain(choices: Choices) -> Any:
    return msgspec.json.decode(choices_to_json(choices))


def _by_subscriber(rows: Rows) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.subscriber].append(row)
    return found


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
