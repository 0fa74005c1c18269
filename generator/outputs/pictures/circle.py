"""An author in the middle, and around them those with whom they wrote most, the closest on top.

The others stand on an ellipse, left and right in turn, at even heights: names are level and never meet.
Nothing is laid out by chance, so the same circle is always drawn alike.
"""

from math import sqrt
from unicodedata import east_asian_width

from generator.base.words import Words
from generator.model.pictures import Circle, CoAuthor
from generator.outputs.pictures.canvas import (
    Anchor,
    Caption,
    Link,
    Shape,
    bow,
    dot,
    line,
    link,
    picture,
    text,
)

WIDTH = 296
REACH = 42
"""Half the breadth of the ellipse; what is left beside it is for names."""

PITCH = 42
LINE = 13
COLUMNS = 14
"""Widest line of a name, in Latin letters; Chinese ones count twice."""

LEAST_STROKE, MOST_STROKE = 1.2, 5.2


def draw_circle(circle: Circle, caption: Caption, address: Link, words: Words) -> str:
    """Draw an author's circle; names lead to their pages."""
    count = len(circle.people)
    rows = -(-count // 2)
    height = PITCH * max(rows, 2)
    places = [_place(i, count, height) for i in range(count)]
    middle = (WIDTH / 2, height / 2)
    closest = max(person.count for person in circle.people)
    shapes: list[Shape] = [bow(places[i], middle, places[j], "p-tie") for i, j, _ in circle.ties]
    for (x, y), person in zip(places, circle.people, strict=True):
        share = person.count / closest
        stroke = LEAST_STROKE + (MOST_STROKE - LEAST_STROKE) * share
        shapes.append(line(*middle, x, y, "p-spoke", stroke))
    shapes.append(dot(*middle, 8, "p-self"))
    for (x, y), person in zip(places, circle.people, strict=True):
        shapes.append(dot(x, y, 4, "p-other"))
        shapes.append(_label(person, x, y, address, words))
    return picture(WIDTH, height, shapes, caption, links=True)


def _place(i: int, count: int, height: float) -> tuple[float, float]:
    """Return where person `i` stands: right and left in turn, from the top."""
    side = 1 if i % 2 == 0 else -1
    in_column = (count + 1) // 2 if side == 1 else count // 2
    y = height * (i // 2 + 0.5) / in_column
    off = 2 * y / height - 1
    return WIDTH / 2 + side * REACH * sqrt(1 - 0.75 * off * off), y


def _label(person: CoAuthor, x: float, y: float, address: Link, words: Words) -> Shape:
    right = x > WIDTH / 2
    anchor: Anchor = "start" if right else "end"
    beside = x + (9 if right else -9)
    lines = wrapped(person.name)
    first = y + 4 - (len(lines) - 1) * LINE / 2
    shapes = [text(beside, first + n * LINE, part, anchor, "p-name") for n, part in enumerate(lines)]
    return link(address(person.url), shapes, f"{person.name}: {words.number(person.count)}")


def wrapped(name: str) -> tuple[str, ...]:
    """Break a name into at most two lines that fit; what is too long ends with "…"."""
    words = name.split()
    head = words[:1]
    while len(head) < len(words) and columns(" ".join(words[: len(head) + 1])) <= COLUMNS:
        head.append(words[len(head)])
    lines = (" ".join(head), " ".join(words[len(head) :]))
    return tuple(_cut(part) for part in lines if part)


def _cut(part: str) -> str:
    if columns(part) <= COLUMNS:
        return part
    while columns(part) > COLUMNS - 1:
        part = part[:-1]
    return f"{part.rstrip()}…"


def columns(text: str) -> int:
    """Return the width of a text in Latin letters."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
