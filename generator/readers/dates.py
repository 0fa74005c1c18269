"""Dates as listings print them, and what they tell about the day on which a listing was captured.

A listing prints "May 28" for a day of the year in which it was captured and "Aug 2, 2024" for older ones.
So a date without a year does not lie behind the day of capture, and a printed year is older than its year.
"""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEAP_CYCLE = 9
"""Every nine years in a row hold a 29 February, also around 1900."""

DATE_PATTERN = (
    rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}\.? (?P<day>\d{{1,2}})(?:, ?(?P<year>(?:19|20)\d\d))?"
)
"""Regular expression with the groups month, day and year: "May 28", "Aug 2, 2024", "September 3"."""


class PrintedDate(Struct, frozen=True):
    """A day as printed; whether the calendar has it is not yet known."""

    month: int
    day: int
    year: int | None

    def on(self, year: int) -> date | None:
        """Return the day, in `year` if none is printed; None when the calendar has no such day."""
        year = self.year or year
        if not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            return None
        return date(year, self.month, self.day)


def printed_date(match: re.Match[str]) -> PrintedDate:
    """Take the date from a match of DATE_PATTERN."""
    year = match["year"]
    return PrintedDate(MONTHS.index(match["month"]) + 1, int(match["day"]), int(year) if year else None)


def resolve(printed: PrintedDate, captured: date) -> date | None:
    """Return the day meant by a date in a listing captured on `captured`; None for a day that cannot be.

    A date without a year is in the year of capture, or in the year before when it would lie in the future;
    A 29 February is in the last leap year then.
    """
    if printed.year:
        return printed.on(printed.year)
    for year in range(captured.year, captured.year - _LEAP_CYCLE, -1):
        day = printed.on(year)
        if day and day <= captured:
            return day
    return None


def infer_capture(printed: Iterable[PrintedDate], today: date) -> date:
    """Return the newest day, not after `today`, on which a listing with these dates can have been captured.

    That is `today` unless a date contradicts it, else the last day of an earlier year. Dates that allow no
    day at all (a listing that prints every year, say) cannot tell, so `today` stands.
    """
    dates = [d for d in printed if d.on(2000)]  # a leap year: what is no day in any year tells nothing
    newest_printed = max((d.year for d in dates if d.year), default=0)
    earlier = range(today.year - 1, max(newest_printed, today.year - _LEAP_CYCLE), -1)
    for day in (today, *(date(year, 12, 31) for year in earlier)):
        if day.year <= newest_printed:
            break
        found = [d.on(day.year) for d in dates if d.year is None]
        if all(f is not None and f <= day for f in found):
            return day
    return today
