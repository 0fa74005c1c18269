from datetime import date

import pytest

from generator.base.dates import day_name, days_name, long_day_name, month_name, today
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


SPANS = [
    (date(2026, 5, 25), date(2026, 5, 31), "25–31 May 2026"),
    (date(2026, 5, 25), date(2026, 6, 1), "25 May – 1 June 2026"),
    (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 – 3 January 2027"),
]


@pytest.mark.parametrize(("first", "last", "name"), SPANS)
def test_spans_name_what_both_days_have_once(first: date, last: date, name: str) -> None:
    assert days_name(first, last) == name
