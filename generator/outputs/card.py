"""Pictures that show where a page is shared: the site's name and the kind of page, 1200 by 630, as PNG.

The typeface comes with a library (Source Serif, Open Font License): the bytes do not depend on the fonts of
the machine. It has Latin, Greek and Cyrillic; where the site's name has other signs, only the mark is drawn.

Source: ogp.me; PNG of few colours, since there are few.
"""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from generator.model.artifact import Render, RenderContext, Renderer
from generator.model.file_views import CardView

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

Weight = Literal["Bold", "Regular"]

SIZE = (1200, 630)
GROUND, INK, QUIET = "#fdfcf9", "#1c1b19", "#5f5b53"
EDGE = 90
TITLE_SIZES = (112, 96, 80, 64, 52)
TITLE_LINES = 2
KIND_SIZE = 52
NO_SIGN = "\U0010ffff"
SHADES = 16
"""Steps from the ground to a colour of letters, whose edges are soft."""
INKED, COLOURED, ACCENT = SHADES - 1, 2 * SHADES - 1, 2 * SHADES
"""Places in the palette: GROUND to INK, GROUND to the colour of the last line, and the accent."""


def _start(_context: RenderContext) -> Render:
    return lambda artifact: draw_card(artifact.view)


def draw_card(view: CardView) -> bytes:
    """Return the card as PNG; equal views give equal bytes."""
    from PIL import Image, ImageDraw

    card = Image.new("P", SIZE)
    card.putpalette(_palette(view))
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, SIZE[0], 18), fill=ACCENT)
    if printable(view.title):
        _words(card, draw, view)
        _mark(draw, EDGE, SIZE[1] - EDGE - 76, 3)
    else:
        _mark(draw, SIZE[0] // 2 - 160, SIZE[1] // 2 - 151, 10)
    found = BytesIO()
    card.save(found, "PNG")
    return found.getvalue()


def _palette(view: CardView) -> list[int]:
    """Return the red, green and blue of each colour; to search a picture for them takes twice as long."""
    from PIL.ImageColor import getrgb

    ground, accent = getrgb(GROUND), getrgb(view.accent)
    line = accent if view.kind else getrgb(QUIET)
    soft = [
        round(start + (end - start) * shade / (SHADES - 1))
        for colour in (getrgb(INK), line)
        for shade in range(SHADES)
        for start, end in zip(ground[:3], colour[:3], strict=True)
    ]
    return [*soft, *accent[:3]]


def _words(card: "Image", draw: "ImageDraw", view: CardView) -> None:
    y = _title(card, view.title) + 40
    draw.rectangle((EDGE, y, SIZE[0] - EDGE, y + 3), fill=INKED)
    draw.rectangle((EDGE, y + 9, SIZE[0] - EDGE, y + 10), fill=INKED)
    line = view.kind or view.tagline
    if printable(line):
        font = _font("Regular", KIND_SIZE)
        _letter(card, (EDGE, y + 32), _shortened(line, font), font, COLOURED)


def _title(card: "Image", title: str) -> int:
    """Draw the name of the site as large as two lines allow; return where it ends."""
    top = EDGE
    size, lines = _set(title)
    for line in lines:
        _letter(card, (EDGE, top), line, _font("Bold", size), INKED)
        top += round(size * 1.16)
    return top


def _letter(card: "Image", place: tuple[int, int], text: str, font: "FreeTypeFont", colour: int) -> None:
    """Write a line in the shades of which `colour` is the deepest."""
    from PIL import Image, ImageDraw

    line = Image.new("L", (SIZE[0] - place[0], 2 * int(font.size)))
    ImageDraw.Draw(line).text((0, 0), text, fill=255, font=font)
    shades = [colour - (SHADES - 1) * (255 - depth) // 255 for depth in range(256)]
    card.paste(line.point(shades), place, line.point([0] + [255] * 255))


def _set(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which the title takes at most two lines, and these lines."""
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        lines = _broken(title, font)
        if len(lines) <= TITLE_LINES and all(_fits(line, font) for line in lines):
            return size, lines
    head, rest = lines[: TITLE_LINES - 1], " ".join(lines[TITLE_LINES - 1 :])
    return size, [_shortened(line, font) for line in (*head, rest)]


def _broken(text: str, font: "FreeTypeFont") -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _fits(f"{lines[-1]} {word}", font):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _shortened(text: str, font: "FreeTypeFont") -> str:
    if _fits(text, font):
        return text
    while text and not _fits(f"{text}…", font):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _fits(text: str, font: "FreeTypeFont") -> bool:
    return font.getlength(text) <= SIZE[0] - 2 * EDGE


def _mark(draw: "ImageDraw", left: int, top: int, unit: int) -> None:
    """Draw the sheet of paper that is also the site's icon; `unit` is a 32nd of its side."""
    side = 32 * unit
    draw.rounded_rectangle((left, top, left + side, top + side), radius=5 * unit, fill=ACCENT)
    for x1, y, x2 in ((8, 9, 24), (8, 13, 24), (8, 19, 15), (8, 23, 15)):
        box = (left + x1 * unit, top + (y - 1) * unit, left + x2 * unit, top + (y + 1) * unit - 1)
        draw.rectangle(box, fill=0)
    draw.rectangle((left + 18 * unit, top + 18 * unit, left + 24 * unit, top + 24 * unit), fill=0)


def printable(text: str) -> bool:
    """Tell whether the typeface has every sign of a text that is not blank."""
    missing = _shape(NO_SIGN)
    return bool(text.strip()) and all(sign == " " or _shape(sign) != missing for sign in set(text))


def _shape(sign: str) -> bytes:
    return bytes(_font("Regular", 20).getmask(sign))


@cache
def _font(weight: Weight, size: int) -> "FreeTypeFont":
    from font_source_serif_pro import font_directory
    from PIL import ImageFont

    return ImageFont.truetype(f"{font_directory}/SourceSerifPro-{weight}.otf", size)


CARD = Renderer(version=2, uses_site=False, start=_start)
