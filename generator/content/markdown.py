"""Plain text → Markdown that shows exactly this text, and Markdown → plain text.

`escape` puts a backslash or an entity before what Markdown or HTML would misread, and before nothing else, so
that the files stay readable as they are. Formulas ("$…$") go through untouched, links become "<https://…>".
Formats: CommonMark 0.31 and python-markdown, where they agree; base.tex.split_formulas for formulas.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from html import unescape

from generator.base.tex import plain, split_formulas
from generator.base.text import clean
from generator.base.weblinks import MARKED_LINK, find_links

_MISREAD = re.compile(
    r"(?P<backslash>[\\`])"
    r"|(?P<star>(?<!\s)\*|\*(?!\s))"  # a star between blanks is a star
    r"|(?P<underscore>(?<![^\W_])_|_(?![^\W_]))"  # within a word "_" is a letter
    r"|(?P<bracket>\](?=[(\[]))"
    r"|(?P<less><(?=[^\s=\d]|[^\s<>]*@|\Z))"
    r"|(?P<entity>&(?=#?\w+;))"
)
_PERHAPS_MISREAD = re.compile(r"[\\`*_\]<&]")
"""The signs that _MISREAD looks at more closely; a plain class of signs is found many times sooner."""
_ENTITIES = {"<": "&lt;", "&": "&amp;", "[": "&#91;", "]": "&#93;"}  # "\\[…\\]" would be a formula
_ENTITY = re.compile(r"&#?\w+;")
_LINE_START = re.compile(r"(?:([#>])|(\[)(?=[^\]]*\]:)|([-+*])(?=[\s*+-]|\Z)|\d{1,9}([.)])(?=\s|\Z))")

_MARKS = re.compile(
    r"\\([\\`*_{}\[\]()#+\-.!>$~|=])"  # escaped: itself
    r"|<((?i:https?)://[^<>\s]+)>"
    r"|!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # a link or picture: its text
    r"|(?P<ticks>`+)"  # code, where as many close it
    r"|(&#?\w+;)"
    r"|(?<!\s)\*+|\*+(?!\s)|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])"  # emphasis: nothing
)
_BLOCK_MARK = re.compile(
    r"^[ ]{0,3}(?:#{1,6}(?=[ ])|>|[-+*](?=[ ])|\d{1,9}[.)](?=[ ])|~~~.*|```.*)[ ]*", re.MULTILINE
)
_MARK = re.compile(r"[\\<!\[`&*_]")
"""Where one of _MARKS may begin; a plain class of signs is found many times sooner."""
_RULE = re.compile(r"^[ ]{0,3}(?:[-*_][ ]*){3,}$|(?<=\S\n)=+$", re.MULTILINE)


def escape(text: str) -> str:
    """Return Markdown for one paragraph of plain text; `text` is one line, as base.tex.readable gives it."""
    markdown = _escape(text, "$")
    formulas = [piece for piece, is_formula in split_formulas(text) if is_formula]
    if "$" in text and [piece for piece, is_formula in split_formulas(markdown) if is_formula] != formulas:
        return _escape(text, "\\$")  # a backslash has made a price look like a formula
    return markdown


def _escape(text: str, dollar: str) -> str:
    pieces = (
        piece if is_formula else _escape_links(piece).replace("$", dollar)
        for piece, is_formula in split_formulas(text)
    )
    return _escape_start("".join(pieces))


def _escape_links(text: str) -> str:
    pieces, start = [], 0
    for begin, end in find_links(text):
        if not _ENTITY.search(text[begin : end + 1]):  # which would be read as its character
            pieces += [_escape_prose(text[start:begin]), f"<{text[begin:end]}>"]
            start = end
    return "".join(pieces) + _escape_prose(text[start:])


def _escape_prose(text: str) -> str:
    def escaped(sign: re.Match[str]) -> str:
        if not _MISREAD.match(text, sign.start()):
            return sign.group()
        return _ENTITIES.get(sign.group(), "\\" + sign.group())

    return _PERHAPS_MISREAD.sub(escaped, text)


def _escape_start(line: str) -> str:
    """What opens a heading, quotation, list or rule opens none."""
    if line.startswith("~~~"):
        return f"&#126;{line[1:]}"
    found = _LINE_START.match(line)
    if not found:
        return line
    at = found.start(found.lastindex or 0)
    return line[:at] + _ENTITIES.get(line[at], "\\" + line[at]) + line[at + 1 :]


# What neither Markdown nor base.tex.readable would touch: most abstracts. Each is looked for by itself, since
# that is many times quicker than any pattern.
_MEANINGFUL = (*"\\`*_[<&$~{}", "--", "www.", ".com/", ".co/", ".org/")
_OPENING = re.compile(r" *[#>+=\d-]")


def plain_text(markdown: str) -> str:
    """Return the text of `markdown` as one line without markup, formulas as text ("R²")."""
    text = clean(markdown)
    return MARKED_LINK.sub(r"\1", text) if _is_plain(markdown, text) else _read_markdown(markdown)


def _read_markdown(markdown: str) -> str:
    blocks = _BLOCK_MARK.sub("", _RULE.sub("", markdown))
    # piece by piece: what an escaped "\\$" leaves is a price, and no formula begins there
    pieces = (plain(p) if is_formula else _without_marks(p) for p, is_formula in split_formulas(blocks))
    return clean("".join(pieces))


def _is_plain(markdown: str, text: str) -> bool:
    """Tell whether nothing but marked links is to be changed in `text`; False where that is not sure."""
    folded = MARKED_LINK.sub("", text).lower()
    return not any(sign in folded for sign in _MEANINGFUL) and not any(
        map(_OPENING.match, markdown.split("\n"))
    )


def _without_marks(text: str) -> str:
    closers: dict[int, list[int]] = defaultdict(list)  # places of runs of "`" by their length
    for run in re.finditer("`+", text):
        closers[len(run.group())].append(run.start())
    pieces, start = [], 0
    while match := _next_mark(text, start):
        pieces.append(text[start : match.start()])
        start = match.end()
        if not match["ticks"]:
            pieces.append(_unmarked(match))
            continue
        places = closers[len(match["ticks"])]
        following = bisect_left(places, start)
        if following == len(places):
            pieces.append(match["ticks"])
        else:
            pieces.append(text[start : places[following]])
            start = places[following] + len(match["ticks"])
    return "".join(pieces) + text[start:]


def _next_mark(text: str, start: int) -> re.Match[str] | None:
    found = (_MARKS.match(text, mark.start()) for mark in _MARK.finditer(text, start))
    return next(filter(None, found), None)


def _unmarked(match: re.Match[str]) -> str:
    escaped, url, label, _, entity = match.groups()
    return unescape(entity) if entity else escaped or url or label or ""
