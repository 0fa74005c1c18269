from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup.render import (
    BUSIEST,
    LONGEST,
    _is_plain,
    _paragraphs,
    _render_markdown,
    render_body,
    render_inline,
    render_plain,
)
from tests.markup.html_reader import read

LINK = '<a href="{0}" rel="nofollow noopener">{0}</a>'
MATH = (
    '<math display="inline"><semantics><mrow><mi>x</mi></mrow>'
    '<annotation encoding="application/x-tex">x</annotation></semantics></math>'
)

BODIES = [
    ("", ""),
    ("Plain text.", "<p>Plain text.</p>"),
    ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
    ("*soft* and **loud**", "<p><em>soft</em> and <strong>loud</strong></p>"),
    ("# Title\n\n## Part", "<h2>Title</h2>\n<h2>Part</h2>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ("a &lt; b &amp; c", "<p>a &lt; b &amp; c</p>"),
    (r"snake\_case \*star\*", "<p>snake_case *star*</p>"),
    ("<b>x</b> <script>y</script>", "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>"),
    ("<div>\n\nblock\n\n</div>", "<p>&lt;div&gt;</p>\n<p>block</p>\n<p>&lt;/div&gt;</p>"),
    # links
    ("See https://github.com/a_b/c_d.", "<p>See " + LINK.format("https://github.com/a_b/c_d") + ".</p>"),
    (r"https://a.org/x\_y\_z", "<p>" + LINK.format("https://a.org/x_y_z") + "</p>"),
    ("(https://a.org/x)", "<p>(" + LINK.format("https://a.org/x") + ")</p>"),
    ("<https://a.org/x>", "<p>" + LINK.format("https://a.org/x") + "</p>"),
    ("`https://a.org/x`", "<p><code>https://a.org/x</code></p>"),
    ("[x](https://a.org)", '<p><a href="https://a.org" rel="nofollow noopener">x</a></p>'),
    ("[https://b.org](https://a.org)", '<p><a href="https://a.org" rel="nofollow noopener">https://b.org</a></p>'),
    ("[x](javascript:alert(1))", '<p><a rel="nofollow noopener">x</a></p>'),
    ("[x](data:text/html,a)", '<p><a rel="nofollow noopener">x</a></p>'),
    # formulas
    ("$x$", f"<p>{MATH}</p>"),
    (r"\(x\)", f"<p>{MATH}</p>"),
    ("*a $x$ b*", f"<p><em>a {MATH} b</em></p>"),
    ("It costs $5 and $10.", "<p>It costs $5 and $10.</p>"),
    ("A lone $ here", "<p>A lone $ here</p>"),
    (r"\$x\$", "<p>$x$</p>"),
    ("`$x$`", "<p><code>$x$</code></p>"),
    ("    $x$", "<pre><code>$x$\n</code></pre>"),
    ("[$x$](https://a.org)", f'<p><a href="https://a.org" rel="nofollow noopener">{MATH}</a></p>'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html"), BODIES)
def test_render_body(text: str, html: str) -> None:
    assert render_body(text) == html


def test_formulas_stay_together_in_markdown() -> None:
    html = render_body("$a_1 * b_2$ and $c_1 * d_2$")
    assert "<em>" not in html
    assert html.count("<math") == 2


def test_a_formula_in_an_address_stays_tex() -> None:
    html = render_body('[a](https://a.org/$x$ "about $y$")')
    assert "<math" not in html
    assert read(html).faults == []


def test_formulas_as_text() -> None:
    assert render_body(r"$\text{R}^2$ of $x<y$", "text") == "<p>R² of x&lt;y</p>"
    assert render_inline(r"$\text{R}^2$ & more", "text") == "R² &amp; more"


def test_relative_links_become_absolute() -> None:
    html = render_body("[a](../feeds/) [b](#c)", base="https://lab.example/digest/about/")
    assert read(html).links == ["https://lab.example/digest/feeds/", "https://lab.example/digest/about/#c"]


def test_render_plain() -> None:
    assert render_plain("*a* [b](https://c.org) &lt;d $x^2$") == "a b <d x²"


INLINE = [
    ("A *title* with _marks_ & <tags>", "A *title* with _marks_ &amp; &lt;tags&gt;"),
    ('He said "no"', "He said &quot;no&quot;"),
    ("$x$-ray", f"{MATH}-ray"),
    ("From $5 to $10", "From $5 to $10"),
    ("https://a.org", "https://a.org"),
    ("a\x00b\ud800c", "abc"),
]


@pytest.mark.parametrize(("text", "html"), INLINE)
def test_render_inline(text: str, html: str) -> None:
    assert render_inline(text) == html


# Pieces that parsers stumble over, mixed with anything at all.
PIECES = [
    *"\\`*_{}[]()<>#+-!&|~=$\"' \n\t",
    *("$$", r"\(", r"\)", "\n\n", "    ", "> ", "1. ", "- ", "https://a.org/", "javascript:", "](", "!["),
    *(
        "<script>",
        "</p>",
        "<!--",
        "-->",
        "<a href=",
        "onclick=",
        "&#106;",
        "&lt;",
        "\x02",
        "\x03",
        "\x0216\x03",
    ),
    *("wzxhzdk:0", "klzzwxh:0000", "\U000f0000", "\ue000", r"\text{", "x_1", "^2"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)


@given(TEXTS, st.sampled_from(["mathml", "text"]))
@settings(max_examples=400, deadline=None)
def test_any_text_is_well_formed_and_harmless(text: str, formulas: Literal["mathml", "text"]) -> None:
    for html in (render_body(text, formulas), render_inline(text, formulas)):
        assert read(html).faults == []
        html.encode()
    assert render_body(text, formulas) == render_body(text, formulas)


# Half of the lines begin like prose, so that many texts take the fast path; the others try to trip it.
PROSE = st.text(
    st.sampled_from("abzAZ  ..,-:;()0129%\"'“”éß/+=#!?") | st.characters(categories=["L", "N", "P"])
)
LINES = PROSE | PROSE.map(lambda line: f"We {line.strip()}.")
LINKS = st.text("ab1/.-_", max_size=12).map(lambda path: f"See <https://a.bc/{path}>, as (<http://x.org>).")
BASE = "https://papers.lab.test/papers/x/"


@given(
    st.lists(LINES | LINKS, max_size=4).map("\n\n".join) | st.lists(LINES | LINKS, max_size=3).map("\n".join)
)
@settings(max_examples=500, deadline=None)
def test_the_fast_path_equals_markdown(text: str) -> None:
    if _is_plain(text):
        assert render_body(text) == _render_markdown(text, "mathml", "")
        assert render_body(text, "text", BASE) == _render_markdown(text, "text", BASE)


def test_ordinary_abstracts_take_the_fast_path() -> None:
    assert _is_plain(
        "We show (see below) that 3.5% of cases – 12 in all – improve: state-of-the-art.\n\n“Yes”, they said."
    )
    assert _is_plain("Code is at <https://github.com/a-b/c_d>.")


FLOODS = [
    "[",
    "$",
    "*",
    ">",
    "_",
    "`",
    "\\",
    "(",
    "<",
    "![",
    "[](",
    "&",
    "- ",
    "\n- ",
    "\n> ",
    "**a ",
    "$a ",
    "$$",
]
FLOODS += [
    "a\n===\n",
    "a\n---\n",
    "a  \n",
    "[" * 390 + "\n\n",
    "http://a.bc/",
    "[a]: b\n",
    "\n    - ",
    "*a\n\n",
    "{",
    r"\(",
    r"\[ ",
]


@pytest.mark.parametrize("piece", FLOODS)
def test_floods_come_through(piece: str) -> None:
    """Each of these takes minutes, or Python's stack, when it is read naively."""
    text = piece * (LONGEST // len(piece))
    for html in (render_body(text), render_inline(text)):
        assert read(html).faults == []


MANY = BUSIEST + 1
TOO_BUSY = {
    "signs": "*a* " * MANY,
    "items": "- a\n" * MANY,
    "rules below headings": "*a*\n\n" + "a\n===\n" * MANY,
    "line breaks": "*a* " + "a  \n" * MANY,
    "brackets before a long text": "[" * 390 + "a" * 40_000,
    "brackets in many paragraphs": ("[" * 390 + "\n\n") * 100,
    "length": "*a*\n\n" + "a " * (LONGEST // 2),
}


@pytest.mark.parametrize("text", TOO_BUSY.values(), ids=TOO_BUSY.keys())
def test_what_would_take_too_long_is_shown_as_typed(text: str) -> None:
    assert render_body(text) == _paragraphs(text)


def test_a_long_page_of_links_is_rendered() -> None:
    page = "".join(f"- [Person {n}](https://a.bc/{n}) *wrote*\n\n" for n in range(300))
    assert render_body(page).count("<a ") == 300
