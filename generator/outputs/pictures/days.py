"""The days of a year as a calendar: weeks from left to right, weekdays from top to bottom.

How many papers a day has is the size of its square, and its shade says it again: it needs no colour to be
read, prints, and every mark can be told from the ground. Here all squares are alike but for their class; the
stylesheet gives size and shade (style/pictures.css), which makes a year a tenth lighter. The year is drawn in
parts, which stand side by side or below each other.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.base.words import Words
from generator.model.pictures import DayMap
from generator.model.views import TermCount
from generator.outputs.pictures.canvas import (
    Caption,
    Link,
    Shape,
    cells,
    moved,
    picture,
    sample,
    shortcut,
    square,
    text,
    unheard,
)

PARTS = 3
MONTHS_A_PART = 12 // PARTS

CELL, GAP = 12, 2
PITCH = CELL + GAP
TOP, LEFT = 17, 28
"""Room for the names of months above, and of weekdays beside."""

NAMED = (0, 2, 4)
"""Weekdays that are named, 0 is Monday."""

RANKS = ((3,), (2, 5), (2, 3, 5), (2, 3, 4, 5), (1, 2, 3, 4, 5))
"""Classes d1 (smallest, faintest) to d5 of a scale of one step, of two …: few steps stand far apart."""


def draw_days(days: DayMap, caption: Caption, link: Link, words: Words, *, part: int) -> str:
    """Draw one part of a year (0, 1, 2: four months each); each day with papers leads to its page."""
    months = months_of(part)
    start = dt.date(days.year, months[0], 1)
    end = dt.date(days.year, months[-1], monthrange(days.year, months[-1])[1])
    end = min(end, dt.date.fromisoformat(days.until or "9999-12-31"))
    shapes: list[Shape] = [_grid(start, end)]
    shapes += [text(0, TOP + number * PITCH + CELL - 2, words.weekday(number)) for number in NAMED]
    for month in range(months[0], end.month + 1):
        shapes.append(text(_left(dt.date(days.year, month, 1), start), 10, words.short_month(month)))
    here = [(day, found) for day, found in _dated(days) if start <= day <= end]
    for left, week in groupby(here, key=lambda pair: _left(pair[0], start)):
        # a group for each week: what repeats from week to week is what compresses
        shapes.append(moved(left, [_mark(day, found, days.steps, link) for day, found in week]))
    return picture(_left(end, start) + CELL, TOP + 7 * PITCH, [unheard(shapes)], caption, links=True)


def draw_step(step: int, steps: int) -> str:
    """Draw the square of one step of a scale of `steps`, for the legend."""
    return sample(CELL, CELL, [_square(CELL / 2, step, steps)])


def parts_of(days: DayMap) -> list[int]:
    """Return the parts of the year that have papers."""
    return sorted({(day.month - 1) // MONTHS_A_PART for day, _ in _dated(days)})


def weeks_of(days: DayMap) -> list[tuple[str, list[TermCount | None]]]:
    """Return the weeks that have papers: ISO day of the Monday, and its seven days, None for one without."""
    weeks: dict[int, list[TermCount | None]] = {}
    for day, found in _dated(days):
        monday = day.toordinal() - day.weekday()
        week = weeks.setdefault(monday, [None] * 7)
        week[day.weekday()] = found
    return [(dt.date.fromordinal(max(monday, 1)).isoformat(), week) for monday, week in weeks.items()]


def _dated(days: DayMap) -> Iterator[tuple[dt.date, TermCount]]:
    """Give each day as a date; what is none is passed by."""
    for found in days.days:
        try:
            yield dt.date.fromisoformat(found.name), found
        except ValueError:
            continue


def months_of(part: int) -> range:
    """Return the months of a part, 1 is January."""
    return range(1 + part * MONTHS_A_PART, 1 + (part + 1) * MONTHS_A_PART)


def _left(day: dt.date, start: dt.date) -> float:
    """Return where the week of a day begins in the part that begins at `start`."""
    return LEFT + (day.toordinal() - start.toordinal() + start.weekday()) // 7 * PITCH


def _level(day: dt.date) -> float:
    """Return the middle of a day's cell, from the top."""
    return TOP + day.weekday() * PITCH + CELL / 2


def _grid(start: dt.date, end: dt.date) -> Shape:
    rows = []
    for shift in range(7):
        first = dt.date.fromordinal(start.toordinal() + shift)
        last = dt.date.fromordinal(end.toordinal() - (end.weekday() - first.weekday()) % 7)
        rows.append((_left(first, start), _left(last, start) + CELL, _level(first)))
    return cells(rows, CELL, GAP)


def _mark(day: dt.date, found: TermCount, steps: Sequence[tuple[int, int]], link: Link) -> Shape:
    step = next(i for i, (_, most) in enumerate(steps) if found.count <= most)
    return shortcut(link(found.url), [_square(_level(day), step, len(steps))])


def _square(level: float, step: int, steps: int) -> Shape:
    return square(CELL / 2, level, CELL, f"d{RANKS[steps - 1][step]}")
