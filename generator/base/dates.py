"""Days: the names they have on pages, and the one place where the calendar of the machine is looked at."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

from generator.errors import UsageError

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


@lru_cache(maxsize=4096)  # thousands of papers are of one day
def iso_day(day: date) -> str:
    """Return "2026-05-28"."""
    return day.isoformat()


def month_name(year: int, month: int) -> str:
    """Return "May 2026"; the month counts from 1."""
    return f"{MONTHS[month - 1]} {year}"


def day_name(day: date) -> str:
    """Return "28 May 2026"."""
    return f"{day.day} {month_name(day.year, day.month)}"


def long_day_name(day: date) -> str:
    """Return "Thursday 28 May 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day_name(day)}"


def days_name(first: date, last: date) -> str:
    """Return "25–31 May 2026", "25 May – 1 June 2026" or "28 December 2026 – 3 January 2027"."""
    if first.year != last.year:
        return f"{day_name(first)} – {day_name(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_name(last)}"
    return f"{first.day}–{day_name(last)}"


def today(environ: Mapping[str, str] | None = None) -> date:
    """Return the day in UTC, or that of SOURCE_DATE_EPOCH (reproducible-builds.org) when it is set.

    Raises UsageError when SOURCE_DATE_EPOCH is no number of seconds.
    """
    told = (os.environ if environ is None else environ).get("SOURCE_DATE_EPOCH", "").strip()
    if not told:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(told), UTC).date()
    except (ValueError, OverflowError, OSError):
        fault = f"SOURCE_DATE_EPOCH is {told!r}, but must be seconds since 1970"
        raise UsageError(fault, "unset it, or set it to a whole number") from None
