"""Papers over time as bars: one course with its labels, or small ones that stand side by side."""

from collections.abc import Sequence

from generator.base.words import Words
from generator.model.pictures import Course, CourseRow
from generator.outputs.filters import day
from generator.outputs.pictures.canvas import Caption, Link, Shape, bar, line, picture, text

WIDTH = 268
"""Fits the narrowest phone, so nothing in it is ever scaled down."""

BROADEST = 36
FILLED = 0.5
"""Share of a bar in its step."""

TOP, BASE, BELOW, HEIGHT = 15, 63, 76, 80
"""Room for a number over the highest bar, the base line of the bars, that of the names, and the whole."""

GLYPH = 7
"""Width of a digit of the labels in a broad typeface."""

SMALL_WIDTH, SMALL_BASE, SMALL_HEIGHT, SMALL_STEP = 132, 35, 49, 16


def draw_course(course: Course, caption: Caption, _link: Link, words: Words) -> str:
    """Draw one course: all its numbers where they fit, else the highest, and the first and last name."""
    counts = [span.count for span in course.spans]
    names = [day(span.name, words) for span in course.spans]
    peak = max(counts)
    step = min(BROADEST, WIDTH / len(counts))
    all_numbers = step >= GLYPH * len(words.number(peak)) + 2
    all_names = step >= GLYPH * max(map(len, names)) + 6
    width = max(step * len(counts), GLYPH * (len(names[0]) + len(names[-1]) + 2))
    shapes = _bars(counts, names, step, TOP, BASE, peak, words)
    shapes.append(line(0, BASE, step * len(counts), BASE, "p-axis"))
    for i, count in enumerate(counts):
        if count and (all_numbers or i == counts.index(peak)):
            number = words.number(count)
            room = GLYPH * len(number) / 2
            x = min(max((i + 0.5) * step, room), width - room)
            shapes.append(text(x, BASE - _height(count, peak, TOP, BASE) - 4, number, "middle"))
    if all_names:
        shapes += [text((i + 0.5) * step, BELOW, name, "middle") for i, name in enumerate(names)]
    else:
        shapes += [text(0, BELOW, names[0]), text(width, BELOW, names[-1], "end")]
    return picture(width, HEIGHT, shapes, caption)


def draw_small(
    row: CourseRow, caption: Caption, _link: Link, words: Words, *, spans: Sequence[str], peak: int = 0
) -> str:
    """Draw a course, only its first and last span named.

    `peak` is the count that fills the height, 0 the row's own highest.
    """
    names = [day(span, words) for span in spans]
    step = min(SMALL_STEP, SMALL_WIDTH / len(spans))
    first, last = (_brief(span, words) for span in (spans[0], spans[-1]))
    width = max(step * len(spans), GLYPH * (len(first) + len(last) + 1))
    step = width / len(spans)
    shapes = _bars(row.counts, names, step, 0, SMALL_BASE, peak or max(row.counts), words)
    shapes.append(line(0, SMALL_BASE, width, SMALL_BASE, "p-axis"))
    shapes += [text(0, SMALL_HEIGHT - 2, first), text(width, SMALL_HEIGHT - 2, last, "end")]
    return picture(width, SMALL_HEIGHT, shapes, caption)


def _brief(span: str, words: Words) -> str:
    """Return a name of a span that fits below a small picture: "2026", "May 2026"."""
    year, _, month = span.partition("-")
    return f"{words.short_month(int(month))} {year}" if month.isdecimal() and 1 <= int(month) <= 12 else year


def _bars(
    counts: Sequence[int],
    names: Sequence[str],
    step: float,
    top: float,
    base: float,
    peak: int,
    words: Words,
) -> list[Shape]:
    return [
        bar(
            (i + (1 - FILLED) / 2) * step,
            base - _height(count, peak, top, base),
            FILLED * step,
            _height(count, peak, top, base),
            f"{name}: {words.number(count)}",
        )
        for i, (name, count) in enumerate(zip(names, counts, strict=True))
        if count
    ]


def _height(count: int, peak: int, top: float, base: float) -> float:
    """Return the height of a bar; one paper can always be seen."""
    return max(1.5, (base - top) * count / peak)
