import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from generator.base.tex import plain, readable, split_formulas
from generator.base.text import clean
from generator.content.markdown import _is_plain, _read_markdown, escape, plain_text
from generator.markup.render import render_body

ESCAPED = [
    # plain text                                  the Markdown that shows it
    ("CFG-Zero* beats a * b and 2*3", r"CFG-Zero\* beats a * b and 2\*3"),
    ("the `lm_head` and _x_ of my_file_name", r"the \`lm_head\` and \_x\_ of my_file_name"),
    ("p < 0.005, <script>alert(1)</script>, a<b", "p < 0.005, &lt;script>alert(1)&lt;/script>, a&lt;b"),
    ("R&D, &amp; and &#60;", "R&D, &amp;amp; and &amp;#60;"),
    ("# no heading", r"\# no heading"),
    ("1. no list", r"1\. no list"),
    ("- no list", r"\- no list"),
    ("--- no rule", r"\--- no rule"),
    ("> no quotation", r"\> no quotation"),
    ("[no](https://a.bc/link) [1] [a][b]", r"[no&#93;(<https://a.bc/link>) [1] [a&#93;[b]"),
    ("[x]: https://a.bc/ reference", "&#91;x]: <https://a.bc/> reference"),
    ("at https://a.bc/d_e_f.", "at <https://a.bc/d_e_f>."),
    (r"formula $a_1 * b_2 < c$ stays", r"formula $a_1 * b_2 < c$ stays"),
    ("$5*3 and 6*7$ a price", r"\$5\*3 and 6\*7\$ a price"),
    ("~~~ no code", "&#126;~~ no code"),
    ("{{ no_template }} {% x %}", "{{ no_template }} {% x %}"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPED)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


SIGNS = [
    *"\\`*_[]()<>&#!+-.=~ |:;{}1aé\n", "---", "$x_1$", "$5", "[a](b)", "<b>", "&amp;", "&#60;", "1. ", "- ",
    "# ", "https://a.bc/d_e_f*g", "<!--", "](", "**", "__", "\u2028", "]:", "[^1]", "<a@b.cd>", "word ",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)).map(
    readable
)


@given(TEXTS)
def test_markdown_shows_the_text(text: str) -> None:
    if any(is_formula for _, is_formula in split_formulas(text)):
        return
    markdown = Markdown()
    markdown.ESCAPED_CHARS.append("$")
    shown = html.unescape(re.sub(r"<[^>]*>", "", markdown.convert(escape(text))))
    assert " ".join(shown.split()) == text


@given(TEXTS)
def test_plain_text_undoes_escape(text: str) -> None:
    assert plain_text(escape(text)) == plain(text)


@given(TEXTS)
def test_formulas_are_found_again(text: str) -> None:
    def formulas(of: str) -> list[str]:
        return [piece for piece, is_formula in split_formulas(of) if is_formula]

    assert formulas(escape(text)) == formulas(text)


@given(TEXTS)
@example("https://a.bc/d*g&amp;https://a.bc/d*g")
@example("https://a.bc/d_e_f*g&amp;https://a.bc/d_e_f*g")
def test_the_site_renders_one_safe_paragraph(text: str) -> None:
    shown = render_body(escape(text), "text")
    assert re.fullmatch(r"(<p>.*</p>)?", shown)
    assert set(re.findall(r"</?([a-z0-9]+)", shown)) <= {"p", "a"}


PERSONS = [
    (
        '# Head\n\nSome *text* with **bold**, `code` and [a link](https://a.bc "x").',
        "Head Some text with bold, code and a link.",
    ),
    ("- one\n- two\n\n> quoted\n\n1. three", "one two quoted three"),
    ("see <https://a.bc/> &amp; more\\*", "see https://a.bc/ & more*"),
    ("![picture](x.png) [link](https://a.bc) ***x***", "picture link x"),
    ("Title\n=====\n\nthe $R^2$ of $x$\n\n---\n\nend", "Title the R² of x end"),
    (
        r"It costs \$5 for R^2 = 0.9 and \$10 later. See $x^2$.",
        "It costs $5 for R^2 = 0.9 and $10 later. See x².",
    ),
    (r"a \$x\$ b", "a $x$ b"),
]


@pytest.mark.parametrize(("markdown", "expected"), PERSONS)
def test_plain_text_of_what_a_person_wrote(markdown: str, expected: str) -> None:
    assert plain_text(markdown) == expected


CODE = [
    ("a `b` c", "a b c"),
    ("``a`b`` c", "a`b c"),
    ("``a` b", "``a` b"),
    ("`a *b*` *c*", "a *b* c"),
    ("\\`a` b`", "`a b"),
]


@pytest.mark.parametrize(("markdown", "expected"), CODE)
def test_code_ends_where_as_many_backticks_stand(markdown: str, expected: str) -> None:
    assert plain_text(f"*x* {markdown} y") == f"x {expected} y"


@pytest.mark.parametrize("flood", ["`", "`a``b```c", "<1", "[a](", "*", "_", "![", "&a"])
def test_a_flood_of_marks_takes_no_longer_than_prose(flood: str) -> None:
    text = "word " + flood * (150_000 // len(flood))
    assert plain_text(text).startswith("word")
    assert escape(text).startswith("word")


# Most of the pieces are ordinary, so that many texts take the fast path; the others try to trip it.
PROSE = ["a word ", "Then, ", "x-y ", "(1) ", "é", "“so” ", ". ", "<https://a.bc/d-e_f> ", "<http://x.org>"]
TRAPS = [
    *"-=+#>1.;~ \n\t\u200b\u0301\u0338\u1fef\u212a\u2028", "--", "\n\n", "1) ", "www.", "WWW.", "A.COM/",
    "e\u0301" * 8, "<https://a.bc/-->", "<https://A.bc>", "<https://a.bc/x_>", "git.co/", "\u0301" * 31,
]  # fmt: skip


@given(st.lists(st.sampled_from(PROSE) | st.sampled_from(PROSE + TRAPS), max_size=8).map("".join))
def test_the_fast_path_reads_as_the_long_way(text: str) -> None:
    if _is_plain(text, clean(text)):
        assert plain_text(text) == _read_markdown(text)


def test_ordinary_abstracts_take_the_fast_path() -> None:
    text = "We show (see below) that 3.5% – 12 in all – improve.\n\n“Yes”: <https://github.com/a-b/c_d>."
    assert _is_plain(text, clean(text))
