import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup.formula import LONGEST, render_formula
from tests.markup.html_reader import read

SET = [
    # formula                    what the reader sees, before the annotation
    ("$x^2$", "x2"),
    (r"$\text{R}^2$", "R2"),
    (r"\(\ell_1\)", "ℓ1"),
    (r"$\mathbb{R}^{n\times d}$", "ℝn×d"),
    (r"$\mathbf{x}$", "𝐱"),
    (r"$\mathcal{LMB}$", "ℒℳℬ"),
    (r"$\mathfrak{CA}$", "ℭ𝔄"),
    (r"$\mathrm{KL}(p\|q)$", "KL(p‖q)"),
    (r"$\alpha \le \varepsilon$", "α≤ε"),
    (r"$50\%$", "50%"),
    (r"$O(\sqrt{T \log K})$", "O(TlogK)"),
    (r"$a<b & c>d$", "a<b&c>d"),
    (r"$\polylog(\R^d)$", "polylog(Rd)"),
    (r"$\text{<script>alert(1)</script>}$", "<script>alert(1)</script>"),
]


@pytest.mark.parametrize(("source", "text"), SET)
def test_formulas_are_set(source: str, text: str) -> None:
    html = render_formula(source)
    assert html.startswith('<math display="inline"><semantics>')
    shown, _, annotation = html.partition("<annotation")
    assert read(shown).text == text
    assert read(f"<annotation{annotation}").text in source
    assert read(html).faults == []


@pytest.mark.parametrize("source", [r"$$\sum_i x_i$$", r"\[\sum_i x_i\]"])
def test_displayed_formulas_are_blocks(source: str) -> None:
    html = render_formula(source)
    assert html.startswith('<math display="block">')
    assert "<munder>" in html


UNREADABLE = [
    r"$a_b_c$",
    r"$\frac$",
    r"${$",
    r"$\def\a{\a\a}\a$",
    r"$\newcommand{\x}{y}\x$",
    r"$\unicode{x202e}$",
    "$" + "x" * (LONGEST + 1) + "$",
    "$" + "{" * 300 + "x" + "}" * 300 + "$",
    "$" + r"\sqrt{" * 80 + "x" + "}" * 80 + "$",
]


@pytest.mark.parametrize("source", UNREADABLE, ids=lambda source: source[:30])
def test_what_cannot_be_set_shows_its_tex(source: str) -> None:
    html = render_formula(source)
    assert html == f'<code class="tex">{source[1:-1]}</code>'


HOSTILE = [
    r"$\href{javascript:alert(1)}{x}$",
    r"$\style{background:url(//evil.example)}{x}$",
    r"$\class{a}{x}$",
    r'$\text{"><img src=x onerror=alert(1)>}$',
    r"$\color{red}x \colorbox{black}{y}$",
    r"$\hspace{9999em}x$",
    r"$\text{</annotation></math><script>}$",
    "$x\x00\x1b\ufffey\ud800$",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_active_comes_through(source: str) -> None:
    html = render_formula(source)
    assert read(html).faults == []
    assert "9999em" not in html.partition("<annotation")[0]
    html.encode()


PIECES = [*r"\{}^_$&<>'\"xy12 ()[]|", r"\frac", r"\text{", r"\left(", r"\right)", r"\mathbb{", r"\href{"]
TEX = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=30).map("".join)


@given(TEX)
@settings(deadline=None)
def test_any_formula_is_well_formed_and_harmless(tex: str) -> None:
    html = render_formula(f"${tex}$")
    assert read(html).faults == []
    render_formula.cache_clear()
    assert render_formula(f"${tex}$") == html
