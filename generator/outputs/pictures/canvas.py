"""Shapes as SVG, for pages that allow no inline style: the one module that knows the SVG library.

Colours come from classes in the stylesheet (style/pictures.css), so that they follow the scheme; a shape has
only its place and its size here. svg.py writes texts as it gets them, so each is escaped on its way in.

Source: SVG 2 (W3C Candidate Recommendation, 2018); accessible names: SVG Accessibility API Mappings.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Literal

import svg
from msgspec import Struct

Shape = svg.Element
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
Link = Callable[[str], str]
"""Turns a permalink into the address that leads there from the page at hand."""

UNITS_A_REM = 16
"""Pictures grow with the reader's type size: a unit is a sixteenth of it."""


class Caption(Struct, frozen=True):
    """What a picture says to those who do not see it."""

    name: str
    """Unique on the page; a letter and then letters, digits or dashes."""
    title: str
    about: str = ""


def picture(
    width: float, height: float, shapes: Iterable[Shape], caption: Caption, *, links: bool = False
) -> str:
    """Return one <svg> with title and description; with `links` in it, it is a group and no single image."""
    labels: list[Shape] = [svg.Title(id=f"{caption.name}-t", text=escape(caption.title))]
    if caption.about:
        labels.append(svg.Desc(id=f"{caption.name}-d", text=escape(caption.about)))
    names = " ".join(str(label.as_dict()["id"]) for label in labels)
    roles = {"role": "group" if links else "img", "aria-labelledby": names}
    return _frame(width, height, [*labels, *shapes], roles)


def sample(width: float, height: float, shapes: Iterable[Shape]) -> str:
    """Return one <svg> that stands beside the words that say what it is."""
    return _frame(width, height, shapes, {"aria-hidden": "true"})


def _frame(width: float, height: float, shapes: Iterable[Shape], attributes: dict[str, str]) -> str:
    frame = svg.SVG(
        xmlns=None,  # it stands in HTML
        viewBox=svg.ViewBoxSpec(0, 0, tidy(width), tidy(height)),
        width=svg.Length(tidy(width / UNITS_A_REM, 3), "em"),
        height=svg.Length(tidy(height / UNITS_A_REM, 3), "em"),
        elements=list(shapes),
        extra=attributes,
    )
    return str(frame)


def bar(x: float, y: float, width: float, height: float, tip: str = "") -> Shape:
    """Return a filled box; `tip` shows when a mouse rests on it."""
    title: list[Shape] = [svg.Title(text=escape(tip))] if tip else []
    box = svg.Rect(x=tidy(x), y=tidy(y), width=tidy(width), height=tidy(height), class_=["p-bar"])
    box.elements = title or None
    return box


def square(x: float, y: float, side: float, kind: str) -> Shape:
    """Return a filled square of a class around its middle."""
    half, width = side / 2, tidy(side)
    return svg.Rect(x=tidy(x - half), y=tidy(y - half), width=width, height=width, class_=[kind])


def dot(x: float, y: float, radius: float, kind: str) -> Shape:
    """Return a filled circle of a class."""
    return svg.Circle(cx=tidy(x), cy=tidy(y), r=tidy(radius), class_=[kind])


def line(x1: float, y1: float, x2: float, y2: float, kind: str, width: float = 1) -> Shape:
    """Return a straight stroke of a class."""
    return _path(f"M{tidy(x1)} {tidy(y1)}L{tidy(x2)} {tidy(y2)}", kind, width)


def bow(
    start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float], kind: str
) -> Shape:
    """Return a curve that leaves and arrives in the direction of `middle`."""
    (x1, y1), (x, y), (x2, y2) = start, middle, end
    return _path(f"M{tidy(x1)} {tidy(y1)}Q{tidy(x)} {tidy(y)} {tidy(x2)} {tidy(y2)}", kind, 1)


def cells(rows: Iterable[tuple[float, float, float]], side: float, gap: float) -> Shape:
    """Return rows of empty cells, each from x to x at height y (of its middle): one dashed stroke a row."""
    path = "".join(f"M{tidy(start)} {tidy(y)}H{tidy(end)}" for start, end, y in rows)
    drawn = _path(path, "p-cells", side)
    drawn.extra = (drawn.extra or {}) | {"stroke-dasharray": f"{tidy(side)} {tidy(gap)}"}
    return drawn


def _path(data: str, kind: str, width: float = 0) -> svg.Path:
    extra = {"d": data} | ({"stroke-width": str(tidy(width))} if width else {})
    return svg.Path(class_=[kind], extra=extra)


def text(x: float, y: float, content: str, anchor: Anchor = "start", kind: str = "") -> Shape:
    """Return one line of text on the base line y."""
    return svg.Text(
        x=tidy(x),
        y=tidy(y),
        text=escape(content),
        text_anchor=None if anchor == "start" else anchor,
        class_=[kind] if kind else None,
    )


def link(address: str, shapes: Iterable[Shape], tip: str = "") -> Shape:
    """Return a link around shapes."""
    title: list[Shape] = [svg.Title(text=escape(tip))] if tip else []
    return svg.A(href=escape(address), elements=[*title, *shapes])


def shortcut(address: str, shapes: Iterable[Shape]) -> Shape:
    """Return a link for the mouse only: the keyboard finds the same one in the table behind the picture."""
    found = link(address, shapes)
    found.tabindex = -1
    return found


def unheard(shapes: Iterable[Shape]) -> Shape:
    """Return shapes that a screen reader passes by, since the table behind says the same."""
    return svg.G(elements=list(shapes), extra={"aria-hidden": "true"})


def moved(x: float, shapes: Iterable[Shape]) -> Shape:
    """Return shapes as one group that begins at `x`."""
    return svg.G(elements=list(shapes), transform=[svg.Translate(tidy(x), 0)])


def tidy(value: float, places: int = 1) -> float:
    """Round a coordinate and drop a useless ".0"."""
    rounded = round(value, places)
    return int(rounded) if rounded == int(rounded) else rounded
