"""The steps of one delivery, each within the transaction of its caller (journal.py)."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, case, or_, select, update

from generator.base.mailbox import without_addresses
from generator.model.mail import Claim, Outcome, Recipient, State
from generator.subscribers.issues import may_get_mail, wanted, withdraw_unwanted
from generator.subscribers.schema import deliveries, issues, subscribers
from generator.subscribers.suppress import bounced

LONGEST_REPLY = 500
"""Characters of a server's answer that are kept."""


def claim(connection: Connection, issue: int, most: int, sender: int, now: dt.datetime) -> list[Claim]:
    """Take deliveries in hand: deferred ones whose time has come, then others as they were enrolled.

    Those come last that were tried before: refused once more, they would keep everybody else waiting.
    """
    due = (deliveries.c.state == State.DEFERRED) & (deliveries.c.retry_at <= now)
    pending, claims = deliveries.c.state == State.PENDING, list[Claim]()
    # one after the other: asked for all at once, a database looks at every delivery of the issue
    for which in (due, pending & (deliveries.c.attempts == 0), pending & (deliveries.c.attempts > 0)):
        if len(claims) < most:
            claims += _find(connection, issue, which, most - len(claims), now)
    _move(connection, claims, (State.PENDING, State.DEFERRED), State.CLAIMED, None, now, new_sender=sender)
    return claims


def _find(
    connection: Connection, issue: int, which: ColumnElement[bool], most: int, now: dt.datetime
) -> list[Claim]:
    """Return deliveries of an issue that has not expired, of people who may get mail."""
    rows = deliveries.join(subscribers).join(issues, deliveries.c.issue == issues.c.id)
    found = (
        select(
            *(deliveries.c.id, deliveries.c.attempts),
            *(subscribers.c.id, subscribers.c.address, subscribers.c.choices),
        )
        .select_from(rows)
        .where(deliveries.c.issue == issue, which, issues.c.expires > now, may_get_mail())
        .order_by(deliveries.c.id)
        .limit(most)
        .with_for_update(of=deliveries, skip_locked=True)  # SQLite has no such words, and one sender
    )
    return [Claim(row[0], Recipient(*row[2:]), row[1]) for row in connection.execute(found)]


_MINE = (deliveries.c.id == bindparam("delivery")) & (deliveries.c.sender == bindparam("me"))
_BEGIN = (
    update(deliveries)
    .where(_MINE, deliveries.c.state == State.CLAIMED, wanted())
    .values(state=State.COMMITTING, attempts=deliveries.c.attempts + 1, changed_at=bindparam("now"))
)
# A statement of its own: what follows then sees who left, or was suppressed, while this one waited.
_LOCK = select(subscribers.c.id).where(subscribers.c.id == bindparam("whom")).with_for_update(read=True)
_SETTLE = (
    update(deliveries)
    # not in_(), which SQLAlchemy writes anew each time: this is done for every mail
    .where(_MINE, or_(deliveries.c.state == State.CLAIMED, deliveries.c.state == State.COMMITTING))
    .values(
        state=bindparam("to"),
        reply=bindparam("said"),
        retry_at=bindparam("again"),
        # what was refused before its text was sent was an attempt, too
        attempts=deliveries.c.attempts + case((deliveries.c.state == State.CLAIMED, 1), else_=0),
        sender=None,
        changed_at=bindparam("now"),
    )
)


def begin(connection: Connection, claim: Claim, sender: int, now: dt.datetime) -> bool:
    """Mark a delivery as committing; False, and skipped, when its subscriber may no longer get mail."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer
        connection.execute(_LOCK, {"whom": claim.recipient.id})
    me = {"delivery": claim.delivery, "me": sender, "now": now}
    if connection.execute(_BEGIN, me).rowcount == 1:
        return True
    skip(connection, [claim], "left or suppressed", sender, now)
    return False


def settle(connection: Connection, claim: Claim, outcome: Outcome, sender: int, now: dt.datetime) -> None:
    """Write down how an attempt ended, and what it says of the address."""
    connection.execute(
        _SETTLE,
        {
            **{"delivery": claim.delivery, "me": sender, "now": now},
            **{"to": outcome.state.value, "said": discreet(outcome.reply), "again": outcome.retry_at},
        },
    )
    if outcome.state in (State.DEFERRED, State.PENDING):
        withdraw_unwanted(connection, deliveries.c.id == claim.delivery, now)
    if outcome.bounce:
        bounced(connection, claim.recipient.id, outcome.bounce, now)


def skip(connection: Connection, claims: Sequence[Claim], why: str, sender: int, now: dt.datetime) -> None:
    """End deliveries that have nothing to send."""
    _move(connection, claims, (State.CLAIMED,), State.SKIPPED, sender, now, reply=why)


def release(connection: Connection, claims: Sequence[Claim], sender: int, now: dt.datetime) -> None:
    """Give deliveries back."""
    _move(connection, claims, (State.CLAIMED,), State.PENDING, sender, now)
    withdraw_unwanted(connection, deliveries.c.id.in_([claim.delivery for claim in claims]), now)


def expire(connection: Connection, issue: int, now: dt.datetime) -> int:
    """Skip what waits of an issue that has expired."""
    over = select(issues.c.id).where(issues.c.id == issue, issues.c.expires <= now).exists()
    waiting = deliveries.c.state.in_((State.PENDING, State.DEFERRED))
    ended = update(deliveries).where(deliveries.c.issue == issue, waiting, over)
    return connection.execute(ended.values(state=State.SKIPPED, reply="expired", changed_at=now)).rowcount


def next_retry(connection: Connection, issue: int) -> dt.datetime | None:
    """Return when the first deferred delivery is due."""
    waits = (deliveries.c.issue == issue) & (deliveries.c.state == State.DEFERRED)
    first = select(deliveries.c.retry_at).where(waits).order_by(deliveries.c.retry_at).limit(1)
    return connection.scalar(first)


def discreet(reply: str) -> str:
    """Return a server's answer without the addresses that servers like to repeat, on one line."""
    return without_addresses(" ".join(reply.split()))[:LONGEST_REPLY]


def _move(
    connection: Connection,
    claims: Sequence[Claim],
    before: Sequence[State],
    after: State,
    sender: int | None,
    now: dt.datetime,
    reply: str = "",
    new_sender: int | None = None,
) -> None:
    """Bring deliveries from one state to another, if they are still the sender's (None: nobody's)."""
    if not claims:
        return
    these = deliveries.c.id.in_([claim.delivery for claim in claims])
    mine = [] if sender is None else [deliveries.c.sender == sender]
    moved = update(deliveries).where(these, deliveries.c.state.in_(before), *mine)
    connection.execute(moved.values(state=after, sender=new_sender, reply=reply, changed_at=now))
