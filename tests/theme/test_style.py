"""The stylesheet: small, whole, and legible in every scheme and with every accent."""

import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.theme.colour import contrast, legible
from generator.theme.load import load_theme
from tests.theme.pages import CHECKOUT, THEMES, stylesheet

TEXT_ON_GROUND = [
    (text, ground) for text in ("ink", "quiet", "accent", "code") for ground in ("ground", "panel")
] + [("ink", "mark")]
ACCENTS = ("#8a2b1d", "#1f4e79", "#ffee00", "#000000", "#ffffff", "#808080")
COLOURS = st.from_regex("#[0-9a-f]{6}", fullmatch=True)


def measured_contrast(one: str, other: str) -> float:
    """WCAG 2.2, written down again so that the program is not judged by itself."""
    shades = []
    for colour in (one, other):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        shades.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(shades) + 0.05) / (min(shades) + 0.05)


def schemes(css: str) -> list[dict[str, str]]:
    """Return the colours of each block that sets a ground: day, night by system, night by choice, print.

    Where the reader's system forces its own colours, none are ours to judge.
    """
    blocks = [block for block in re.findall(r"\{([^{}]*)\}", css) if re.search(r"--ground:\s*#", block)]
    return [
        {name: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:]) for name, value in pairs}
        for pairs in (re.findall(r"--(\w+):\s*(#[0-9a-f]+);", block) for block in blocks)
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("accent", ACCENTS)
def test_contrast(theme: str, accent: str) -> None:
    found = schemes(stylesheet(load_theme(theme, CHECKOUT, {"accent": accent})))
    assert len(found) == 4
    assert found[1] == found[2] != found[0]
    for scheme in found:
        for text, ground in TEXT_ON_GROUND:
            assert measured_contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground, scheme)


@pytest.mark.parametrize("theme", THEMES)
def test_size_and_shape(theme: str) -> None:
    found = load_theme(theme, CHECKOUT)
    core = stylesheet(found, "style.css")
    assert len(gzip.compress(core.encode())) <= 7_000  # a paper page has 20 kB for all that it loads
    css = stylesheet(found)
    assert css.count("{") == css.count("}")
    assert "{%" not in css
    assert "url(" not in css
    assert "@import" not in css


def names_given() -> tuple[set[str], set[str]]:
    """Return the words with which templates, scripts and the program name classes, and patterns of more."""
    words: set[str] = set()
    patterns: set[str] = set()
    for file in (
        *CHECKOUT.glob("themes/*/templates/**/*.html"),
        *CHECKOUT.glob("browser/src/*.js"),
        *CHECKOUT.glob("generator/**/*.py"),
    ):
        text = re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
        said = [text] if file.suffix == ".html" else re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`", text)
        for part in said:
            words.update(re.findall(r"[\w-]+", part))
            patterns.update(f"{name}\\w+" for name in re.findall(r"[\" ](\w+-)\$?\{", part))
            patterns.update(f"{letter}\\d+" for letter in re.findall(r"[\" ](\w)\$?\{", part))
    return words, patterns


def test_every_class_with_a_style_is_given_to_something() -> None:
    css = "".join(stylesheet(load_theme(theme, CHECKOUT)) for theme in THEMES)
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", css, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    words, patterns = names_given()
    assert sorted(name for name in classes - words if not re.fullmatch("|".join(patterns), name)) == []


def test_a_child_builds_on_its_parent() -> None:
    base, journal = (
        stylesheet(load_theme(t, CHECKOUT, {"accent": "#123456", "density": "dense"}), "style.css")
        for t in THEMES
    )
    assert journal.startswith(base.rstrip())
    assert len(journal) > len(base)


CONTRASTS = [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#8a2b1d", "#8a2b1d", 1.0)]


@pytest.mark.parametrize(("one", "other", "ratio"), CONTRASTS)
def test_contrast_of_known_pairs(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio == round(contrast(other, one), 2)


@given(COLOURS, COLOURS)
def test_every_colour_becomes_legible(colour: str, ground: str) -> None:
    shade = legible(colour, ground)
    assert measured_contrast(shade, ground) >= 4.5
    assert legible(shade, ground) == shade
    if measured_contrast(colour, ground) >= 4.5:
        assert shade == colour


@pytest.mark.parametrize("text", ["red", "#fff", "", "#12345g", "8a2b1dd"])
def test_what_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        legible(text, "#ffffff")
