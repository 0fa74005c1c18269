"""TeX as authors type it into titles and abstracts → text that people read.

Input is mostly plain prose with crumbs of TeX, so nothing is read the way TeX would read a document: "%"
starts no comment, "~1.1M" means "about", "$5 to $10" are prices, and an unknown macro keeps its words.
Formulas stay as "$…$" and "$$…$$" for the page to typeset; `plain` turns them into text as well.
Macros are parsed and named by pylatexenc.
"""

import re
from collections.abc import Iterator

from generator.base.tex_macros import expand
from generator.base.text import clean
from generator.base.weblinks import find_links

LONGEST = 200_000
"""Characters. Longer text is only cleaned: no abstract is that long, and the parser is not built for it."""

_FORMULA = re.compile(
    r"(?<!\\)(?:\$\$(?P<block>(?:[^$\\]|\\.)+?)\$\$|\$(?P<inline>(?:[^$\\]|\\.)+?)\$"
    r"|\\\((?P<round>(?:[^$\\]|\\[^()])+?)\\\)|\\\[(?P<square>(?:[^$\\]|\\[^\[\]])+?)\\\])",
    re.DOTALL,
)
_TEX_SIGN = re.compile(r"[\\^_{}=<>+|]")
_PROSE = re.compile(r"\s[^\W\d_]{3}|[^\W\d_]{3}\s")
_SENTENCE = re.compile(r"(?<![\w\\])[^\W\d_]{2,}\s+[^\W\d_]{2,}\s+[^\W\d_]{2,}(?![\w({])")
_TEXT_MACRO = re.compile(r"\\(?:text\w*|mbox|mathrm|operatorname\*?)\s*\{[^{}]*\}")
_BARE_HOST = re.compile(
    r"(?<![\w/.@:-])(?=(?:www\.[\w-]+\.\w|(?:github|gitlab|huggingface|bitbucket|codeberg)\.(?:com|co|org)/\w))"
)
_LABELLED = r"\{([^{}]*)\}"
_HREF = re.compile(r"\\href\s*\{([^{}\s]+)\}\s*" + _LABELLED)
_URL_MACRO = re.compile(r"\\(?:url|nolinkurl|path)\s*\{\s*([^{}\s]+)\s*\}")
_ESCAPED_URL = re.compile(r"https?://(?:[^\s<>\"{}|\\^`\[\]]|\\[_%#&~])+", re.IGNORECASE)
_ROUNDS = (
    4  # a macro may make room for another one: "\\{" behind a link becomes the link's label, and the like
)
_TEX_OR_LINK = re.compile(r"[\\{}$~`]|--|www\.|[a-z]\.(?:com?|org)/", re.IGNORECASE)
_SHELF = 0xF0000  # protected pieces travel as single private-use characters, which `clean` removes from input


def split_formulas(text: str) -> Iterator[tuple[str, bool]]:
    """Cut `text` into (piece, is_formula); the pieces joined are `text` again.

    A formula is "$…$", "$$…$$", "\\(…\\)" or "\\[…\\]" that looks like one; a lone "$" and prices are text.
    """
    start = position = 0
    if "$" not in text and "\\" not in text:
        position = len(text)
    while match := _FORMULA.search(text, position):
        if not _is_formula(match, text):
            position = match.start() + 1
            continue
        if match.start() > start:
            yield text[start : match.start()], False
        yield match.group(), True
        start = position = match.end()
    if start < len(text):
        yield text[start:], False


def _is_formula(match: re.Match[str], text: str) -> bool:
    inside = match.group(match.lastgroup or 0)
    if not inside.strip() or inside.count("{") != inside.count("}") or _holds_link(inside):
        return False
    if match.lastgroup != "inline":
        return True
    price = inside[0].isdigit() and text[match.end() : match.end() + 1].isdigit()
    if price or _SENTENCE.search(_TEXT_MACRO.sub("", inside)):
        return False
    loose = (inside[0].isspace() or inside[-1].isspace()) and len(inside.strip()) > 1
    return bool(_TEX_SIGN.search(inside)) or not (loose or _PROSE.search(inside))


def _holds_link(text: str) -> bool:
    return next(find_links(text), None) is not None


def readable(text: str) -> str:
    """Return `text` as one line of Unicode, formulas as "$…$" or "$$…$$"; idempotent, never raises."""
    text = clean(text)
    if len(text) > LONGEST or not _TEX_OR_LINK.search(text):
        return text
    for _ in range(_ROUNDS):
        again = _read_once(text)
        if again == text:
            break
        text = again
    return text


def _read_once(text: str) -> str:
    text = _BARE_HOST.sub(
        "https://", _ESCAPED_URL.sub(lambda m: re.sub(r"\\(?=[_%#&~])", "", m.group()), text)
    )
    text = _HREF.sub(lambda m: f"{m.group(1)}{{{m.group(2)}}}", _URL_MACRO.sub(r"\1", text))
    shelf: list[str] = []
    pieces = (
        _shelve(_normal_formula(p), shelf) if is_formula else p for p, is_formula in split_formulas(text)
    )
    prose = _shelve_links(_balance_braces("".join(pieces)), shelf)
    prose = _balance_braces(_tidy(expand(prose) if "\\" in prose else prose))
    prose = re.sub("[\U000f0000-\U000ffffd]", lambda m: shelf[ord(m.group()) - _SHELF], prose)
    return _pin_dollars(clean(prose), shelf)


def _shelve(piece: str, shelf: list[str]) -> str:
    if len(shelf) > 0xFFF0:
        return piece
    shelf.append(piece)
    return chr(_SHELF + len(shelf) - 1)


def _shelve_links(text: str, shelf: list[str]) -> str:
    """Put links aside; "url{label}", what \\href leaves behind, becomes "label (url)"."""
    pieces, start = [], 0
    for begin, end in find_links(text):
        if begin < start:
            continue
        url, label = text[begin:end], re.compile(_LABELLED).match(text, end)
        named = bool(label and label.group(1).strip() and label.group(1).strip() != url)
        pieces += [text[start:begin], f"{label.group(1)} (" if label and named else ""]
        pieces += [_shelve(url, shelf), ")" if named else ""]
        start = label.end() if label else end
    return "".join(pieces) + text[start:]


def _normal_formula(piece: str) -> str:
    if piece.startswith("$"):
        signs = 2 if piece.startswith("$$") else 1
        mark, inside = "$" * signs, piece[signs:-signs]
    else:
        mark, inside = ("$" if piece[1] == "(" else "$$"), piece[2:-2]
    return f"{mark}{inside.strip()}{mark}"


def _pin_dollars(text: str, shelf: list[str]) -> str:
    """Make sure that reading `text` again finds the same formulas: a "$" that would pair up becomes "＄"."""
    formulas = [piece for piece in shelf if piece.startswith("$")]
    if "$" not in text or [piece for piece, is_formula in split_formulas(text) if is_formula] == formulas:
        return text
    pieces, start = [], 0
    for formula in formulas:
        at = text.find(formula, start)
        if at >= 0:
            pieces += [text[start:at].replace("$", "＄"), formula]
            start = at + len(formula)
    pinned = "".join(pieces) + text[start:].replace("$", "＄")
    again = [piece for piece, is_formula in split_formulas(pinned) if is_formula]
    return pinned if again == formulas else pinned.replace("$", "＄")


def _tidy(text: str) -> str:
    """Quotes, dashes, ties and stray braces of TeX source in prose."""
    text = _tidy_quotes(text)
    text = re.sub(r"(?<![\w`‘])`((?:[^`'“”]|'(?=\w))+)'(?!\w)", r"‘\1’", text)
    text = re.sub(r"(?<![-!<])---(?![->])", "—", text)
    text = re.sub(r"(?<![-!<])--(?![->])(?!(?<=\s--)\w)(?!(?<=^--)\w)", "–", text)
    return re.sub(r"(?<=[^\s(\[{“‘\"'/~=<>≈–—-])~(?=[^\s~])", " ", text)


def _tidy_quotes(text: str) -> str:
    pieces, start = [], 0
    # not as a pattern: where nothing closes, that would search to the end from each opening
    while (opening := text.find("``", start)) >= 0 and (closing := text.find("''", opening + 2)) >= 0:
        pieces += [text[start:opening], "“", text[opening + 2 : closing], "”"]
        start = closing + 2
    return ("".join(pieces) + text[start:]).replace("``", "“")


def _balance_braces(text: str) -> str:
    """Drop each "{" and "}" without a partner; an escaped one counts for nothing."""
    if "{" not in text and "}" not in text:
        return text
    opened: list[int] = []
    stray: set[int] = set()
    for i, sign in enumerate(text):
        if sign not in "{}" or text[i - 1 : i] == "\\":
            continue
        if sign == "{":
            opened.append(i)
        elif opened:
            opened.pop()
        else:
            stray.add(i)
    stray.update(opened)
    return "".join(_without_brace(text, i) if i in stray else sign for i, sign in enumerate(text))


def _without_brace(text: str, i: int) -> str:
    """A stray brace gives nothing, but keeps a macro apart from the word behind it."""
    return " " if re.search(r"\\[A-Za-z]+\Z", text[max(0, i - 40) : i]) else ""


def plain(text: str) -> str:
    """Return `text` as `readable` does, with formulas as text too: for titles, feeds, search and slugs."""
    text = readable(text)
    if "$" not in text:
        return text
    pieces = (_spoken(piece) if is_formula else piece for piece, is_formula in split_formulas(text))
    return _pin_dollars(clean("".join(pieces)), [])


_RAISED = str.maketrans("0123456789+-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ")
_LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SCRIPT = re.compile(r"([_^])\s*(?:\{([^{}\\]*)\}|([^\s{}\\]))")


def _spoken(formula: str) -> str:
    """A formula as text: "$R^2$" → "R²", "$x_{max}$" → "x_max"."""
    inside = re.sub(r"\^\s*(?:\\circ|\{\s*\\circ\s*\})", "°", formula.strip("$"))
    text = _SCRIPT.sub(_script, inside)
    if "\\" in text or "{" in text:  # nothing else is the parser's: "$x$" is read for next to nothing
        text = expand(text, in_formula=True)
    return _balance_braces(re.sub(r"[\\`~]|--+|''+", " ", text))


def _script(match: re.Match[str]) -> str:
    sign, inside = match.group(1), match.group(2) or match.group(3) or ""
    moved = inside.translate(_RAISED if sign == "^" else _LOWERED)
    every_one = all(a != b for a, b in zip(inside, moved, strict=True))
    return moved if 0 < len(inside) <= 2 and every_one else f"{sign}{inside}"
