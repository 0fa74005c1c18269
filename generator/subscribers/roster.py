"""What the operator does with subscribers: look at them, bring some along, take some out.

Everything streams: a hundred thousand need no more memory than a hundred.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select

from generator.model.mail import Choices, State
from generator.subscribers.database import Database
from generator.subscribers.inserts import insert_into
from generator.subscribers.numbers import next_numbers
from generator.subscribers.people import PERSON, Person, person
from generator.subscribers.requests import MAILED, WAITING
from generator.subscribers.schema import deliveries, issues, requests, subscribers, suppressions
from generator.subscribers.suppress import suppressed_digests

BATCH = 500
"""Rows in memory at a time, and in one transaction."""

LAST_ISSUES = 7


class Listed(Struct, frozen=True):
    """A subscriber, and why nothing is sent there although nobody has left."""

    person: Person
    suppressed: str
    """"bounce", "complaint", "operator"; "" for nobody."""


class Imported(Struct, frozen=True):
    """What became of the rows of an import."""

    added: int = 0
    known: int = 0
    """Subscribed before; their own choices stay."""

    left: int = 0
    """Have left before; an import brings nobody back."""

    suppressed: int = 0
    """Of those added: nothing is sent to them, because they bounced or complained before."""


class Stats(Struct, frozen=True):
    """The state of the list in numbers."""

    active: dict[str, int]
    """By frequency; those who are suppressed are not counted."""

    left: int
    suppressed: dict[str, int]
    """Addresses by reason; also those of nobody any more."""

    waiting: int
    """Confirming mails yet to be sent."""

    unconfirmed: int
    """Confirming mails sent, nobody has answered yet."""

    issues: tuple[tuple[str, str, dict[str, int]], ...]
    """The last ones: kind, name, deliveries by state."""


def everybody(database: Database, *, inactive: bool = False) -> Iterator[Listed]:
    """Give subscribers in the order in which they came; `inactive` gives those who left, too."""
    found = select(*PERSON, func.coalesce(suppressions.c.why, "")).select_from(
        subscribers.outerjoin(suppressions, subscribers.c.digest == suppressions.c.digest)
    )
    if not inactive:
        found = found.where(subscribers.c.active == 1)
    with database.reading() as connection:
        rows = connection.execution_options(yield_per=BATCH).execute(found.order_by(subscribers.c.id))
        for row in rows:
            yield Listed(person(row[:-1]), row[-1])


def bring_along(
    database: Database, rows: Iterable[tuple[str, Choices]], source: str, now: dt.datetime
) -> Imported:
    """Make subscribers of valid addresses whose owners agreed elsewhere; `source` says where.

    Committed batch by batch; doing it again changes nothing more.
    """
    total = Imported()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        unique = {database.digest(address): (address, choices) for address, choices in batch}
        with database.writing() as connection:
            total = _added(total, _bring_batch(connection, unique, source, now))
    return total


def _bring_batch(
    connection: Connection, batch: dict[bytes, tuple[str, Choices]], source: str, now: dt.datetime
) -> Imported:
    known = select(subscribers.c.digest, subscribers.c.active).where(subscribers.c.digest.in_(batch))
    before = {row.digest: row.active for row in connection.execute(known)}
    new = [_row(digest, *batch[digest], source, now) for digest in batch if digest not in before]
    if new:
        for row, number in zip(new, next_numbers(connection, subscribers, len(new)), strict=True):
            row["id"] = number
        connection.execute(insert_into(connection, subscribers).on_conflict_do_nothing(), new)
    return Imported(
        added=len(new),
        known=sum(before.values()),
        left=len(before) - sum(before.values()),
        suppressed=len(suppressed_digests(connection, [row["digest"] for row in new])),
    )


def _row(digest: bytes, address: str, choices: Choices, source: str, now: dt.datetime) -> dict[str, Any]:
    return {
        **{"address": address, "digest": digest, "choices": choices, "frequency": choices.frequency},
        **{"active": 1, "source": source, "confirmed_at": now, "changed_at": now},
    }


def _added(one: Imported, other: Imported) -> Imported:
    return Imported(
        one.added + other.added,
        one.known + other.known,
        one.left + other.left,
        one.suppressed + other.suppressed,
    )


def count(database: Database) -> Stats:
    """Return the state of the list in numbers."""
    with database.reading() as connection:
        may = subscribers.c.digest.not_in(select(suppressions.c.digest))
        active = (
            select(subscribers.c.frequency, func.count())
            .where(subscribers.c.active == 1, may)
            .group_by(subscribers.c.frequency)
            .order_by(subscribers.c.frequency)
        )
        gone = select(func.count()).select_from(subscribers).where(subscribers.c.active == 0)
        reasons = select(suppressions.c.why, func.count()).group_by(suppressions.c.why)
        states = select(requests.c.state, func.count()).group_by(requests.c.state)
        asked = _dict(connection, states)
        return Stats(
            _dict(connection, active),
            connection.scalar(gone) or 0,
            _dict(connection, reasons.order_by(suppressions.c.why)),
            asked.get(WAITING, 0),
            asked.get(MAILED, 0),
            tuple(_last_issues(connection)),
        )


def _last_issues(connection: Connection) -> Iterator[tuple[str, str, dict[str, int]]]:
    last = select(issues.c.id, issues.c.kind, issues.c.name).order_by(issues.c.id.desc()).limit(LAST_ISSUES)
    for number, kind, name in connection.execute(last).all():
        states = select(deliveries.c.state, func.count()).where(deliveries.c.issue == number)
        found = _dict(connection, states.group_by(deliveries.c.state))
        yield kind, name, {state.value: found[state.value] for state in State if state.value in found}


def _dict(connection: Connection, pairs: Any) -> dict[str, int]:
    return {str(name): int(number) for name, number in connection.execute(pairs)}
