"""Wishes to subscribe that nobody has confirmed yet, which are also the queue of confirming mails.

Asking writes one row, whoever the address is. Whether a mail follows is decided when the queue is worked off:
at most one a day and address, few to all tags of one mailbox, none to a suppressed one.
"""

import datetime as dt
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from generator.model.mail import Bounce, Choices, Outcome, State
from generator.subscribers.database import Database
from generator.subscribers.numbers import next_numbers
from generator.subscribers.schema import requests, subscribers
from generator.subscribers.suppress import bounced, suppress, why_suppressed

WAITING, MAILED, DROPPED, CONFIRMED = "waiting", "mailed", "dropped", "confirmed"

A_DAY = dt.timedelta(days=1)
MAILBOX_A_DAY = 3
"""Mails a day to one mailbox, whatever tags its address has: "ada+digest@lab.example"."""

VALID = dt.timedelta(days=7)
"""How long a wish can be confirmed; then it is forgotten, with its address."""


class Request(Struct, frozen=True):
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
    """Return the next wish to be mailed, None when none is due; it goes on waiting until `begin`.

    Wishes of addresses that were mailed within a day, or are suppressed, are dropped in passing.
    """
    with database.writing() as connection:
        while row := _next(connection, now):
            if not _may(connection, row.digest, row.address, now):
                connection.execute(update(requests).where(requests.c.id == row.id).values(state=DROPPED))
                continue
            known = connection.scalar(_active(row.digest)) or 0
            return Request(row.id, row.address, row.choices, row.attempts, known)
    return None


def begin(database: Database, request: Request, now: dt.datetime) -> bool:
    """Say that the final dot of its mail follows; False when it must not go any more.

    It counts as mailed from now on: a crash after this may cost a confirming mail, and never sends two.
    A crash before costs nothing, for the relay throws a mail without its dot away.
    """
    this = (requests.c.id == request.id) & (requests.c.state == WAITING)
    with database.writing() as connection:
        may = _may(connection, database.digest(request.address), request.address, now)
        mailed = {"state": MAILED, "mailed_at": now, "attempts": request.attempts + 1, "retry_at": None}
        moved = update(requests).where(this).values(mailed if may else {"state": DROPPED})
        return connection.execute(moved).rowcount == 1 and may


def settle(database: Database, request: Request, outcome: Outcome, now: dt.datetime) -> None:
    """Write down how mailing a wish ended: DEFERRED (tried again at retry_at), or dropped.

    SENT and SKIPPED change nothing: `begin` has written them down.
    """
    if outcome.state in (State.SENT, State.SKIPPED):
        return
    again = outcome.state is State.DEFERRED and outcome.retry_at is not None
    values = {"state": WAITING if again else DROPPED, "retry_at": outcome.retry_at, "mailed_at": None}
    with database.writing() as connection:
        this = (requests.c.id == request.id) & requests.c.state.in_((WAITING, MAILED))
        connection.execute(update(requests).where(this).values(**values, attempts=request.attempts + 1))
        if outcome.bounce == "hard":
            suppress(connection, database.digest(request.address), "bounce", now)
        elif request.subscriber:
            bounced(connection, request.subscriber, outcome.bounce, now)


def returned(connection: Connection, request: int, complaint: bool, bounce: Bounce, now: dt.datetime) -> bool:
    """Note what came back for a confirming mail; return whether its address gets no more of them.

    Whoever calls it spam, or has no such mailbox, would get the next one from the next wish of a stranger.
    """
    digest = connection.scalar(select(requests.c.digest).where(requests.c.id == request))
    if digest is None or not (complaint or bounce == "hard"):
        return False
    suppress(connection, digest, "complaint" if complaint else "bounce", now)
    return True


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


def _in_time(now: dt.datetime) -> ColumnElement[bool]:
    return requests.c.asked_at >= now - VALID


def _active(digest: bytes) -> Select[int]:
    return select(subscribers.c.id).where(subscribers.c.digest == digest, subscribers.c.active == 1)


def _next(connection: Connection, now: dt.datetime) -> Row[*tuple[Any, ...]] | None:
    due = requests.c.retry_at.is_(None) | (requests.c.retry_at <= now)
    found = select(requests).where(requests.c.state == WAITING, due).order_by(requests.c.id).limit(1)
    return connection.execute(found.with_for_update(skip_locked=True)).one_or_none()


def _may(connection: Connection, digest: bytes, address: str, now: dt.datetime) -> bool:
    """Tell whether an address may be mailed: not suppressed, not mailed today, nor its mailbox often."""
    mailed = select(requests.c.id).where(requests.c.digest == digest, requests.c.mailed_at > now - A_DAY)
    if connection.execute(mailed.limit(1)).first() or why_suppressed(connection, digest):
        return False
    return not _mailbox_has_enough(connection, address, now)


def _mailbox_has_enough(connection: Connection, address: str, now: dt.datetime) -> bool:
    """Tell whether a day's mails went to this address with other tags: "ada+1@", "ada+2@" may be one person.

    Only here: whether two addresses are the same subscriber nobody can know from their tags (RFC 5233).
    """
    local, _, domain = address.lower().rpartition("@")
    name = local.partition("+")[0] or local
    written = func.lower(requests.c.address)
    tagged = written.startswith(f"{name}+", autoescape=True) & written.endswith(f"@{domain}", autoescape=True)
    same = (written == f"{name}@{domain}") | tagged
    found = select(func.count()).where(requests.c.mailed_at > now - A_DAY, same)
    return (connection.scalar(found) or 0) >= MAILBOX_A_DAY
