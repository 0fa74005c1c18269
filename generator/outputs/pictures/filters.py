"""The table of pictures: what a template writes behind "|", and the function that draws it."""

from collections.abc import Callable

from generator.outputs.pictures.circle import draw_circle
from generator.outputs.pictures.courses import draw_course, draw_small
from generator.outputs.pictures.days import draw_days, draw_step, parts_of, weeks_of

DRAWINGS: dict[str, Callable[..., str]] = {
    "draw_course": draw_course,
    "draw_small": draw_small,
    "draw_days": draw_days,
    "draw_circle": draw_circle,
}
"""Each takes (record, Caption, link, Words) and gives one <svg> whose texts are escaped."""

LEGEND = draw_step
"""Takes (step, number of steps) and gives the <svg> of that step."""

ARRANGED: dict[str, Callable[..., object]] = {"day_parts": parts_of, "day_weeks": weeks_of}
"""What the templates ask of a record to lay out its parts and its table."""
