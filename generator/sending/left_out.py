"""What no mail tells of: days or weeks that nobody sent, and papers that came after their issue was frozen.

Only the newest issue is sent by itself, and a frozen one never changes; so whoever runs `digest send` hears
here what that leaves out.
"""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from generator.base.text import plural
from generator.errors import InputError, Problem, Severity
from generator.library.weeks import weeks_of
from generator.mail.edition import decode_edition
from generator.mail.period import CONTENT
from generator.model.library import Library
from generator.model.mail import Frequency
from generator.subscribers.database import Database
from generator.subscribers.issues import Frozen, find_issue, was_any_before

LOOKED_BACK = dt.timedelta(days=7)
"""Before the issue that is sent: what is older is no news."""


class _Due(Struct, frozen=True):
    """A day or week with papers."""

    name: str
    day: dt.date
    """With which --day names it."""

    papers: frozenset[str]
    """Their ids."""


def left_out(library: Library, database: Database, kind: Frequency, last: dt.date) -> Iterator[Problem]:
    """Tell what is left out of the issues up to that which ends on `last`, as notes."""
    for due in _due(library, kind):
        if not last - LOOKED_BACK <= due.day <= last:
            continue
        with database.reading() as connection:
            frozen = find_issue(connection, kind, due.name)
            begun = was_any_before(connection, kind, due.name)
        if frozen:
            yield from _late(due, frozen)
        elif begun and due.day != last:  # before the first issue nobody waited for any
            papers = plural(len(due.papers), "paper")
            fault = f"the {kind} issue {due.name} was never sent ({papers})"
            fix = f"digest send{' --weekly' * (kind == 'weekly')} --day {due.day}"
            yield Problem(CONTENT, Severity.NOTE, fault, fix)


def _due(library: Library, kind: Frequency) -> Iterator[_Due]:
    if kind == "daily":
        for day in library.issues:
            yield _Due(day.date.isoformat(), day.date, frozenset(page.paper.id for page in day.papers))
    else:
        for week in weeks_of(library.issues):
            yield _Due(week.name, week.last, frozenset(page.paper.id for page in week.papers))


def _late(due: _Due, frozen: Frozen) -> Iterator[Problem]:
    try:
        told = {entry.id for entry in decode_edition(frozen.data).entries}
    except InputError:  # another version of the program froze it, or it was emptied
        return
    late = len(due.papers - told)
    if late:
        papers = plural(late, "paper")
        fault = f"{papers} came to {due.name} after that issue was frozen, and no mail tells of them"
        fix = "readers find them on the web; for a mail, set their `added` to a day that is yet to be sent"
        yield Problem(CONTENT, Severity.NOTE, fault, fix)
