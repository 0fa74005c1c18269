"""Colours that can be read: contrast as WCAG 2.2 defines it, and the nearest shade that has enough of it.

A site's accent is one option, but it stands on a light ground by day and on a dark one at night; computing
the shade for each ground keeps every choice legible.
"""

import colorsys

STEPS = 40

READABLE = 4.5
"""Least contrast of text and ground; WCAG 2.2, success criterion 1.4.3, level AA."""

Rgb = tuple[int, int, int]


def parse_colour(text: str) -> Rgb:
    """Turn "#8a2b1d" into (138, 43, 29); raises ValueError for anything else."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"{text!r} is no colour like #8a2b1d")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def luminance(colour: Rgb) -> float:
    """Return the relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours like "#8a2b1d", 1 to 21."""
    lighter, darker = sorted((luminance(parse_colour(one)), luminance(parse_colour(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: str, ground: str, ratio: float = READABLE) -> str:
    """Return `colour`, made as much lighter or darker as it takes to be read on `ground`.

    Hue and saturation stay (HLS); the way ends at white or black, one of which has 4.58 on any ground.
    """
    red, green, blue = (channel / 255 for channel in parse_colour(colour))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    goal = 1.0 if contrast("#ffffff", ground) > contrast("#000000", ground) else 0.0
    shade = colour
    for step in range(STEPS + 1):
        if contrast(shade, ground) >= ratio:
            break
        nearer = lightness + (goal - lightness) * step / STEPS
        shade = "#" + "".join(
            f"{round(255 * channel):02x}" for channel in colorsys.hls_to_rgb(hue, nearer, saturation)
        )
    return shade
