"""Printed dates, and the days of capture that they allow."""

import re
from datetime import date

import pytest

from generator.readers.dates import DATE_PATTERN, PrintedDate, infer_capture, printed_date, resolve

PRINTED = [
    ("May 28", PrintedDate(5, 28, None)),
    ("Aug 2, 2024", PrintedDate(8, 2, 2024)),
    ("September 3", PrintedDate(9, 3, None)),
    ("Sept. 3, 1999", PrintedDate(9, 3, 1999)),
    ("28 May", None),
    ("May 28, 24", None),
    ("may 28", None),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED)
def test_printed_date(text: str, expected: PrintedDate | None) -> None:
    match = re.fullmatch(DATE_PATTERN, text)
    assert (printed_date(match) if match else None) == expected


RESOLVED = [
    # printed                       captured           the day meant
    (PrintedDate(5, 28, None), date(2026, 5, 28), date(2026, 5, 28)),
    (PrintedDate(5, 29, None), date(2026, 5, 28), date(2025, 5, 29)),
    (PrintedDate(5, 29, 2026), date(2026, 5, 28), date(2026, 5, 29)),
    (PrintedDate(2, 29, None), date(2026, 5, 28), date(2024, 2, 29)),
    (PrintedDate(2, 29, None), date(2024, 2, 28), date(2020, 2, 29)),
    (PrintedDate(2, 29, 2023), date(2026, 5, 28), None),
    (PrintedDate(2, 30, None), date(2026, 5, 28), None),
    (PrintedDate(6, 0, 2024), date(2026, 5, 28), None),
]


@pytest.mark.parametrize(("printed", "captured", "expected"), RESOLVED)
def test_resolve(printed: PrintedDate, captured: date, expected: date | None) -> None:
    assert resolve(printed, captured) == expected


TODAY = date(2026, 7, 10)
CAPTURES = [
    # dates in the file                                      newest day of capture
    ([], TODAY),
    ([PrintedDate(5, 28, None), PrintedDate(3, 1, 2025)], TODAY),
    ([PrintedDate(7, 10, None)], TODAY),
    ([PrintedDate(7, 11, None)], date(2025, 12, 31)),
    ([PrintedDate(7, 11, None), PrintedDate(12, 24, 2024)], date(2025, 12, 31)),
    ([PrintedDate(2, 29, None)], date(2024, 12, 31)),
    ([PrintedDate(2, 30, None), PrintedDate(5, 1, None)], TODAY),
    # every year printed, also this one: nothing fits the rule, so nothing can be told
    ([PrintedDate(5, 28, 2026), PrintedDate(5, 27, None)], TODAY),
    ([PrintedDate(7, 11, None), PrintedDate(12, 24, 2025)], TODAY),
]


@pytest.mark.parametrize(("printed", "expected"), CAPTURES)
def test_infer_capture(printed: list[PrintedDate], expected: date) -> None:
    assert infer_capture(printed, TODAY) == expected
