"""The one place where the calendar of the machine is looked at."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

from generator.errors import UsageError


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
