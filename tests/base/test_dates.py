from datetime import date

import pytest

from generator.base.dates import day_name, long_day_name, month_name, today
from generator.errors import UsageError


def test_names_of_days() -> None:
    day = date(2026, 5, 28)
    assert month_name(2026, 12) == "December 2026"
    assert day_name(day) == "28 May 2026"
    assert long_day_name(day) == "Thursday 28 May 2026"


@pytest.mark.parametrize("told", ["soon", "1e9", "9" * 30])
def test_a_wrong_source_date_is_wrong_usage(told: str) -> None:
    with pytest.raises(UsageError):
        today({"SOURCE_DATE_EPOCH": told})


def test_source_date_is_seconds_in_utc() -> None:
    assert today({"SOURCE_DATE_EPOCH": "1779926400"}) == date(2026, 5, 28)
