"""Turn the texts of papers and pages into HTML that is safe to print.

Input:   Markdown (bodies) or plain text (titles), both with TeX formulas; anybody may have written them.
Output:  HTML fragments made of listed elements; raw HTML in the input shows as text.
Formats: Markdown as python-markdown reads it; formulas as base.tex.split_formulas finds them: "$" opens
         and closes one only where what stands between looks like one, so "$5 and $10" stay prices.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Literal

from generator.base.tex import plain, split_formulas
from generator.base.weblinks import MARKED_LINK, ORDINARY_LINK, find_links
from generator.markup.formula import render_formula, strip_delimiters

if TYPE_CHECKING:
    import nh3
    from markdown import Markdown

Formulas = Literal["mathml", "text"]
"""How formulas are set: as MathML, or as text ("R²") for feeds and mail, whose readers drop MathML."""

LONGEST = 50_000
"""Characters that are still searched for Markdown and formulas; longer texts are set as plain paragraphs."""

BUSIEST = 400
"""Signs of one kind in one paragraph; python-markdown takes quadratic time on thousands of "[" or "*"."""

MOST_SCANNED = 1_500_000
"""Characters: from each "[" on, python-markdown walks through its paragraph in search of the "]"; 0.4 s."""

_TAGS = set("p br hr em strong code pre blockquote ul ol li h2 h3 h4 h5 h6 a".split())
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_REL = "nofollow noopener"

_SHELF = 0xF0000  # each formula travels through Markdown as one private-use character
_SHELVED = "[\U000f0000-\U000ffffd]"
_UNWANTED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|{_SHELVED}")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_MARKUP = re.compile(r"[\\`*_\[\]<>!#&]")
_NESTED = re.compile(r"^(?:[ \t]*(?:[>*+-]|\d+\.)){8,}|^[ \t]{40,}", re.MULTILINE)
_ITEM = re.compile(r"^[ \t>]*(?:[*+-]|\d+\.)", re.MULTILINE)
_RULE_OR_BREAK = re.compile(r"^[ \t>]*[=-]|  $", re.MULTILINE)
# Each is looked for by itself, since that is many times quicker than any pattern.
_SPECIAL = (*"\\`*_[]<>&$", "://", "  ", " \n")
_OPENING = re.compile(r"[a-zA-Z(“\"']|\Z")
_ESCAPED_LINK = re.compile(f"&lt;({ORDINARY_LINK})&gt;")
_ENTITY = re.compile(r"&#?\w+;")
_ESCAPED_URL = re.compile(r"https?://(?:[^\s<>\"{}|\\^`\[\]]|\\[_*~&#])+")


def render_body(text: str, formulas: Formulas = "mathml", base: str = "") -> str:
    """Return the HTML of a Markdown text: paragraphs, lists, headings from h2 on, links. Never raises.

    With `base`, the absolute address of the page, relative links are made absolute.
    """
    text = _clean(text)
    if _is_plain(text):
        return _ESCAPED_LINK.sub(rf'<a href="\1" rel="{_REL}">\1</a>', _paragraphs(text))
    if len(text) > LONGEST or _NESTED.search(text) or _too_busy(text):
        return _paragraphs(text)
    return _render_markdown(text, formulas, base)


def render_plain(text: str) -> str:
    """Return the words of a Markdown text without any markup, formulas as text; never raises."""
    return unescape(re.sub(r"<[^>]*>", "", render_body(text, "text")))


def render_inline(text: str, formulas: Formulas = "mathml") -> str:
    """Return a title as HTML: no Markdown, everything is escaped, only formulas are set. Never raises."""
    text = _clean(text)
    if ("$" not in text and "\\" not in text) or len(text) > LONGEST:
        return escape(text)
    set_formula = _setter(formulas)
    return "".join(
        set_formula(piece) if is_formula else escape(piece) for piece, is_formula in split_formulas(text)
    )


def _clean(text: str) -> str:
    """Drop what HTML cannot hold and what stands for formulas; newlines become "\\n"."""
    if text.isprintable():
        return text
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _setter(formulas: Formulas) -> Callable[[str], str]:
    return render_formula if formulas == "mathml" else _as_text


def _as_text(source: str) -> str:
    """The formula as text; in its TeX form where nothing readable is left of it."""
    return escape(plain(source) or strip_delimiters(source)[0])


def _too_busy(text: str) -> bool:
    """Tell whether python-markdown would take too long: it goes by paragraphs, and most are short."""
    scanned = 0
    for paragraph in _PARAGRAPHS.split(text):
        if any(len(signs.findall(paragraph)) > BUSIEST for signs in (_MARKUP, _ITEM, _RULE_OR_BREAK)):
            return True
        scanned += paragraph.count("[") * len(paragraph)
    return scanned > MOST_SCANNED


def _is_plain(text: str) -> bool:
    """Tell whether Markdown would but wrap the paragraphs of `text` in <p> and set links: most abstracts."""
    bare = MARKED_LINK.sub("x", text)
    return (
        not any(sign in bare for sign in _SPECIAL)
        and not bare.endswith(" ")
        and all(map(_OPENING.match, bare.split("\n")))
        and bare.replace("\n", "").isprintable()
    )


def _paragraphs(text: str) -> str:
    blocks = (block.strip() for block in _PARAGRAPHS.split(text))
    return "\n".join(f"<p>{escape(block, quote=False)}</p>" for block in blocks if block)


def _render_markdown(text: str, formulas: Formulas, base: str) -> str:
    shelf: list[str] = []
    shelved = "".join(
        _shelve(piece, shelf) if is_formula else _bare_urls(piece)
        for piece, is_formula in split_formulas(text)
    )
    try:
        html = _cleaner(base).clean(_markdown().reset().convert(shelved))
    except RecursionError:
        return _paragraphs(text)
    return _unshelve(html, shelf, _setter(formulas)).strip()


def _bare_urls(text: str) -> str:
    """Drop the backslashes in links, where editors put them before "_": Markdown needs none there.

    What holds an entity is not read as a link, so its backslashes stay.
    """
    return _ESCAPED_URL.sub(
        lambda m: m.group() if _ENTITY.search(m.group()) else m.group().replace("\\", ""), text
    )


def _shelve(piece: str, shelf: list[str]) -> str:
    if len(shelf) > 0xFFF0:
        return piece
    shelf.append(piece)
    return chr(_SHELF + len(shelf) - 1)


def _unshelve(html: str, shelf: list[str], set_formula: Callable[[str], str]) -> str:
    """Put formulas back: set between tags, as TeX source within code and within tags (a link's address).

    Relies on the sanitiser's output, where ">" ends a tag and nothing else.
    """
    in_code = 0

    def put(match: re.Match[str]) -> str:
        nonlocal in_code
        found = match.group()
        if found.startswith("<"):
            in_code += {"<code>": 1, "<pre>": 1, "</code>": -1, "</pre>": -1}.get(found, 0)
            return re.sub(_SHELVED, lambda m: escape(shelf[ord(m.group()) - _SHELF]), found)
        source = shelf[ord(found) - _SHELF]
        return escape(source, quote=False) if in_code else set_formula(source)

    return re.sub(f"<[^>]*>|{_SHELVED}", put, html) if shelf else html


@lru_cache(maxsize=4)
def _cleaner(base: str) -> "nh3.Cleaner":
    import nh3

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_REL,
        url_relative=("rewrite_with_base", base) if base else "pass_through",
    )


@cache
def _markdown() -> "Markdown":
    """python-markdown without raw HTML and images, with bare links; h1 stays the page's own."""
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.inlinepatterns import InlineProcessor
    from markdown.treeprocessors import Treeprocessor
    from markdown.util import AtomicString

    class BareLinks(InlineProcessor):
        ANCESTOR_EXCLUDES = ("a",)

        def handleMatch(  # type: ignore[override]  # noqa: N802
            self, m: re.Match[str], data: str
        ) -> tuple[Element | None, int | None, int | None]:
            begin, end = next(find_links(data[m.start() : m.end()]), (0, 0))
            if begin or not end:
                return None, None, None
            link = Element("a", {"href": m.group()[:end]})
            link.text = AtomicString(m.group()[:end])
            return link, m.start(), m.start() + end

    class FirstHeading(Treeprocessor):
        def run(self, root: Element) -> None:
            for heading in root.iter("h1"):
                heading.tag = "h2"

    markdown = Markdown(output_format="html")
    markdown.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(pattern)
    markdown.inlinePatterns.register(BareLinks(r"https?://\S+", markdown), "bare_link", 75)
    markdown.treeprocessors.register(FirstHeading(markdown), "first_heading", 5)
    markdown.ESCAPED_CHARS.append("$")
    return markdown
