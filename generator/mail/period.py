"""What one issue covers: the papers added on a day, or in a week."""

import datetime as dt

from msgspec import Struct

from generator.errors import InputError, Location
from generator.library.weeks import weeks_of
from generator.model.library import Library
from generator.model.mail import Frequency
from generator.model.paper import PaperPage

CONTENT = Location("content/papers")


class Period(Struct, frozen=True):
    """A day or a week of ISO 8601, and what is new in it."""

    frequency: Frequency
    name: str
    """"2026-05-28" or "2026-W22"."""

    first: dt.date
    last: dt.date
    sent_on: dt.date
    """The day on which it is due."""

    papers: tuple[PaperPage, ...]
    """Best first, never empty."""

    gaps: tuple[str, ...]
    notes: bool
    """Whether those hear of it for whom nothing matched: at most once a week, whatever days have papers."""


def daily(library: Library, day: dt.date | None, weekly_on: int) -> Period:
    """Return the issue of `day` (None: the newest). Raises InputError when no paper was added on it.

    Notes go out with the week's first issue; weeks begin on `weekly_on` (1 is Monday).
    """
    day = existing_day(library, day)
    issue = next(issue for issue in library.issues if issue.date == day)
    begin = day - dt.timedelta(days=(day.isoweekday() - weekly_on) % 7)
    is_first = not any(begin <= other.date < day for other in library.issues)
    gaps = library.gaps.get(day, ())
    return Period("daily", day.isoformat(), day, day, day, issue.papers, gaps, is_first)


def weekly(library: Library, day: dt.date | None, weekly_on: int) -> Period:
    """Return the issue of the week that holds `day` (None: the newest day with papers).

    It is sent on the first `weekly_on` (1 is Monday) behind the week. Raises InputError when nothing was
    added in that week.
    """
    weeks = weeks_of(library.issues)
    wanted = (day or existing_day(library, None)).isocalendar()[:2]
    week = next((week for week in weeks if (week.year, week.number) == wanted), None)
    if week is None:
        newest = ", ".join(week.name for week in weeks[:5]) or "none"
        fault = f"no paper was added in the week {wanted[0]}-W{wanted[1]:02}"
        raise InputError(CONTENT, fault, f"the newest weeks with papers: {newest}")
    after = (weekly_on - 1) % 7 + 1
    gaps = tuple(gap for issue in reversed(week.days) for gap in library.gaps.get(issue.date, ()))
    sent_on = week.last + dt.timedelta(days=after)
    return Period("weekly", week.name, week.first, week.last, sent_on, week.papers, gaps, True)


def existing_day(library: Library, day: dt.date | None) -> dt.date:
    """Return `day`, the newest one for None. Raises InputError when no paper was added on it."""
    days = [issue.date for issue in library.issues]
    if not days:
        fix = "add a listing to seeds/ and run: digest ingest"
        raise InputError(CONTENT, "there are no papers to tell about", fix)
    if day is not None and day not in days:
        newest = ", ".join(found.isoformat() for found in days[:5])
        fault = f"no paper was added on {day.isoformat()}"
        raise InputError(CONTENT, fault, f"the newest days with papers: {newest}")
    return day or days[0]
