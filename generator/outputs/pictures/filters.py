"""The table of pictures: what a template writes behind "|", and where the function is that draws it.

They are imported when the first one is drawn: the library of SVG takes longer to start than Jinja.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

DRAWINGS = {
    "draw_course": "courses",
    "draw_small": "courses",
    "draw_days": "days",
    "draw_circle": "circle",
}
"""Name → module. Each takes (record, Caption, link, Words) and gives one <svg> whose texts are escaped."""

LEGEND = ("draw_step", "days")
"""Takes (step, number of steps) and gives the <svg> of that step."""

ARRANGED = {"day_parts": ("parts_of", "days"), "day_weeks": ("weeks_of", "days")}
"""What the templates ask of a record to lay out its parts and its table."""


@cache
def drawing(name: str, module: str) -> Callable[..., Any]:
    """Return a function of a module of this folder."""
    function: Callable[..., Any] = getattr(import_module(f"generator.outputs.pictures.{module}"), name)
    return function
