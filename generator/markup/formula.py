"""Set one TeX formula as MathML.

Input:   a formula with its delimiters ("$…$", "$$…$$", "\\(…\\)", "\\[…\\]"), cut out by base.tex.
Output:  <math> made of listed elements and attributes only, with the TeX as its annotation; or, when
         latex2mathml cannot read the formula, the TeX itself in <code class="tex">.
Formats: MathML Core (W3C); annotation after MathML 3, section 5.1.
"""

import re
import unicodedata
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement, tostring

LONGEST = 1000
"""Characters of TeX that are still set; longer formulas stay TeX: the library's cost is not linear."""

DEEPEST = 60
"""Levels of elements."""

_UNREADABLE = re.compile(r"\\(?:newcommand|newenvironment|def|DeclareMathOperator|unicode)(?![a-zA-Z])")
_ELEMENTS = frozenset(
    "mrow mi mn mo mtext mspace msup msub msubsup mover munder munderover mfrac msqrt mroot mtable mtr mtd"
    " mstyle mpadded mphantom menclose mmultiscripts mprescripts none".split()
)
# Lengths are small on purpose: "\hspace{99em}" would push a formula over the text beside it.
_LENGTH = r"(?:-0?\.\d{1,4}|\+?\d?(?:\.\d{1,4})?)(?:em|ex|px|pt|%)?"
_WORD = r"true|false|prefix|infix|postfix|left|right|center|none|solid|dashed|normal|block|inline|[0-3]"
_VALUES = dict.fromkeys(
    "width height depth lspace rspace voffset minsize maxsize linethickness rowspacing columnspacing".split(),
    re.compile(rf"{_LENGTH}(?: {_LENGTH}){{0,20}}"),
) | dict.fromkeys(
    "display stretchy fence form separator movablelimits largeop symmetric displaystyle scriptlevel accent"
    " accentunder columnalign columnlines rowlines".split(),
    re.compile(rf"(?:{_WORD})(?: (?:{_WORD})){{0,20}}"),
)
# MathML Core has no mathvariant but "normal": other alphabets are characters of their own.
_ALPHABETS = {
    "bold": "BOLD",
    "bold-fraktur": "BOLD FRAKTUR",
    "bold-italic": "BOLD ITALIC",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "bold-script": "BOLD SCRIPT",
    "double-struck": "DOUBLE-STRUCK",
    "fraktur": "FRAKTUR",
    "italic": "ITALIC",
    "monospace": "MONOSPACE",
    "sans-serif": "SANS-SERIF",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "script": "SCRIPT",
}
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _UnreadableError(Exception):
    """The formula holds something that we cannot set."""


@lru_cache(maxsize=4096)
def render_formula(source: str) -> str:
    """Return HTML for the formula `source`; never raises, never returns anything active."""
    tex, display = strip_delimiters(source)
    try:
        return _mathml(tex, display)
    except (
        Exception
    ):  # latex2mathml raises errors of its own, StopIteration, KeyError and RecursionError alike
        return f'<code class="tex">{escape(tex, quote=False)}</code>'


def strip_delimiters(source: str) -> tuple[str, str]:
    """Return the TeX between the delimiters and how it shows: "inline" or "block"."""
    block = source.startswith(("$$", "\\["))
    width = 1 if source.startswith("$") and not block else 2
    return _INVISIBLE.sub("", source[width:-width]).strip(), "block" if block else "inline"


def _mathml(tex: str, display: str) -> str:
    from latex2mathml.converter import convert_to_element  # heavy: only for texts with formulas

    if len(tex) > LONGEST or _UNREADABLE.search(tex):
        raise _UnreadableError
    math = Element("math", {"display": display})
    semantics = SubElement(math, "semantics")
    for child in convert_to_element(tex, display=display):
        semantics.append(_checked(child, DEEPEST))
    SubElement(semantics, "annotation", {"encoding": "application/x-tex"}).text = tex
    return tostring(math, encoding="unicode", short_empty_elements=False)


def _checked(element: Element, levels: int) -> Element:
    """Copy `element`, keeping only what is listed: the library hands "\\href" and "\\style" through."""
    if element.tag not in _ELEMENTS or not levels:
        raise _UnreadableError
    kept = {
        name: value
        for name, value in element.attrib.items()
        if name in _VALUES and _VALUES[name].fullmatch(value.strip())
    }
    text = _INVISIBLE.sub("", unescape(element.text or ""))
    if unknown := _COMMAND.fullmatch(text):  # a macro of the paper's own: \polylog is read as its name
        text = unknown.group(1)
    elif text.startswith("\\"):
        raise _UnreadableError
    alphabet = element.get("mathvariant", "")
    if alphabet == "normal" and element.tag == "mi" and len(text) == 1:
        kept["mathvariant"] = "normal"
    copy = Element(element.tag, kept)
    copy.text = "".join(_letter(sign, alphabet) for sign in text) if alphabet in _ALPHABETS else text
    for child in element:
        copy.append(_checked(child, levels - 1))
    return copy


def _letter(sign: str, alphabet: str) -> str:
    """Return the letter or digit `sign` in a mathematical alphabet: "R" in "double-struck" is "ℝ"."""
    name = unicodedata.name(sign, "").replace("LATIN ", "").replace(" LETTER", "").replace("GREEK ", "")
    style = _ALPHABETS[alphabet]
    for candidate in (
        f"MATHEMATICAL {style} {name}",
        f"{style.replace('FRAKTUR', 'BLACK-LETTER')} {name}",  # letters that Unicode had before: ℝ, ℋ, ℭ
        "PLANCK CONSTANT" if (sign, alphabet) == ("h", "italic") else "",
    ):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return sign
