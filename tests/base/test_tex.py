import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.tex import _TEX_OR_LINK, _read_once, plain, readable, split_formulas
from generator.base.text import clean

READABLE = [
    # as authors type it                                        as people read it
    (r"\textit{e.g.,} a \textbf{10} \emph{x \textbf{y}}", "e.g., a 10 x y"),
    (r"200\degree~fundus and 2D~U-Net", "200° fundus and 2D U-Net"),
    ("~1.1M (~2,200) ~ 3", "~1.1M (~2,200) ~ 3"),
    ("``interesting'' `integrated' `lm_head` models' x", "“interesting” ‘integrated’ `lm_head` models' x"),
    ("a -- b 1--10 --verbose a---b <!-- c --> ----", "a – b 1–10 --verbose a—b <!-- c --> ----"),
    (r"5 {\mu}m {\it x} {0,1} \{a\} (MERL})", "5 μm x {0,1} {a} (MERL)"),
    (r"20\% & 5% of # a_b^c \_ \& \#", "20% & 5% of # a_b^c _ & #"),
    (r"G\"odel \'{e}tude \v{c} \c{c} na\"{\i}ve \o \ss", "Gödel étude č ç naïve ø ß"),
    (r"\ours{} achieves \foo{bar} and \ours wins", "ours achieves bar and ours wins"),
    (r"\today \input{/etc/passwd} \cite{foo} \LaTeX is", "today /etc/passwd [foo] LaTeX is"),
    (r"cost\footnote{Code: https://github.com/a/b}.", "cost (Code: https://github.com/a/b)."),
    ("at https://github.com/x/y{GitHub}.", "at GitHub (https://github.com/x/y)."),
    ("at https://a.bc/d{https://a.bc/d}.", "at https://a.bc/d."),
    ("at https://github.com/x/BCP}.", "at https://github.com/x/BCP."),
    (r"\url{https://a.bc/d\_e}. \href{https://a.bc}{our page}", "https://a.bc/d_e. our page (https://a.bc)"),
    ("(at github.com/W/CFG-Zero-star) or www.x.yz/a", "(at https://github.com/W/CFG-Zero-star) or https://www.x.yz/a"),
    ("$5 to $10, US$3 billion (or AU$4 billion)", "$5 to $10, US$3 billion (or AU$4 billion)"),
    ("cost $5 per image at accuracy >90% while experts ask for $10 and more",
     "cost $5 per image at accuracy >90% while experts ask for $10 and more"),
    ("from $15 per study to <$1, $5 for R^2 = 0.9 and $10",
     "from $15 per study to <$1, $5 for R^2 = 0.9 and $10"),
    ("US$ 5 when the error is <5% and ours is US$ 4", "US$ 5 when the error is <5% and ours is US$ 4"),
    (r"$x_i \text{ for all those who } i \in I$ and $\hat w = arg max f_w$",
     r"$x_i \text{ for all those who } i \in I$ and $\hat w = arg max f_w$"),
    (r"\(x\)2 \[a\] $ x $ $$ y $$", "$x$2 $$a$$ $x$ $$y$$"),
    (r"the $\text{R}^2$ and $O(n \log n)$", r"the $\text{R}^2$ and $O(n \log n)$"),
    (r"\$x\$", "＄x＄"),
    ("a\tb \u202egnp.exe\x00\u00a0c", "a b gnp.exe c"),
    ("\\", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READABLE)
def test_readable(text: str, expected: str) -> None:
    assert readable(text) == expected


PLAIN = [
    (r"the $\text{R}^2$ of $x_{ij}^{2}$", "the R² of xᵢⱼ²"),
    (r"$O(n \log n)$ at 90$^\circ$ and 5 $\mu$m", "O(n log n) at 90° and 5 μm"),
    (r"$\frac{a+b}{2}$ $\sqrt{2}$ $\mathcal{L}_1$ $x_{max}$", "(a+b)/2 √2 L₁ x_max"),
    (r"$\unknown{kept}$ costs $5", "kept costs $5"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


CRUMBS = st.sampled_from(
    [*"\\{}$%~`'-&#_^ ()[]|<>.,", "\\alpha", "\\textbf{", "$x$", "$$", "\\(", "\\)", "\\[", "word",
     "5", "10", "--", "``", "''", "\\\"o", "https://a.bc/d", "http://", "www.x.yz", "github.com/a/b",
     "\\url{", "\\$", "\\frac", "\\begin{a}", "é", "\u202e", "\udc80", "漢", "\U000f0001", "\\footnote{",
     "\\item", "\\\\"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(CRUMBS, max_size=14).map("".join))


@given(TEXTS)
@example("{" * 5000 + "x" + "}" * 5000 + "\\a")
def test_readable_is_idempotent_and_one_line(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert once == " ".join(once.split())
    once.encode("utf-8")


@given(TEXTS)
def test_what_is_not_read_would_stay_as_it_is(text: str) -> None:
    text = clean(text)
    assert _TEX_OR_LINK.search(text) or _read_once(text) == text


@given(TEXTS)
@example("0$~0$")  # a tie in a formula is a blank, as in prose
def test_plain_is_idempotent_and_holds_no_formula(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert not any(is_formula for _, is_formula in split_formulas(once))


@given(TEXTS)
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in split_formulas(text)) == text


WORDS = st.text("abcdefghij", min_size=5, max_size=8)
WRAPS = st.sampled_from(
    ["{}", r"\textbf{{{}}}", r"{{\it {}}}", "``{}''", "${}$", r"\unknown{{{}}}", "{}}}", "{{{}", r"\alpha {}",
     "{}~", "({})", r"\emph{{{}", "{}{{x}}", "5% {}", r"\({}\)", "{}--", "#{}&"]
)  # fmt: skip


@given(st.lists(st.tuples(WORDS, WRAPS), max_size=8))
def test_no_word_is_lost(parts: list[tuple[str, str]]) -> None:
    text = " ".join(wrap.format(word) for word, wrap in parts)
    for told in (readable(text), plain(text)):
        found = re.findall(r"[a-j]{5,}", told)
        assert [word for word, _ in parts] == [word for word in found if word in {w for w, _ in parts}]


def test_a_megabyte_is_cleaned_only() -> None:
    assert readable("\\x{" * 400_000) == "\\x{" * 400_000


FLOODS = [
    "``",
    "`",
    "'",
    "$",
    "$$",
    "{",
    "\\",
    "\\\\",
    "\\(",
    "\\[",
    "$a",
    "\\a{",
    "[a](",
    "--",
    "~",
    "a\u0301\u0316",
    "\u0301\u0316",
]


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_signs_takes_no_longer_than_prose(flood: str) -> None:
    """What grew with the square of the length took minutes here."""
    assert "word" in readable("word " + flood * (190_000 // len(flood)))


def test_endless_words_in_a_formula_are_looked_at_once() -> None:
    assert readable(f"${'a' * 100_000}$") == f"${'a' * 100_000}$"
