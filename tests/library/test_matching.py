"""Looking papers up by their words finds those that looking at each finds."""

from hypothesis import given
from hypothesis import strategies as st

from generator.library.matching import Matcher, numbers
from generator.library.rules import cut_pattern, cut_text, stands_in
from generator.model.rules import Rule, Subject

words = st.text(alphabet="abÄß学", min_size=1, max_size=3)
titles = st.lists(words, min_size=1, max_size=5).map(" ".join)
patterns = st.lists(st.text(alphabet="abä*ss学", min_size=1, max_size=3), min_size=1, max_size=3).map(
    " ".join
)


@given(st.lists(titles, max_size=8), patterns)
def test_an_index_finds_what_looking_at_each_finds(found: list[str], pattern: str) -> None:
    matcher = Matcher([Subject(title) for title in found])
    cut = cut_pattern(pattern)
    slowly = [n for n, title in enumerate(found) if cut and stands_in(cut, cut_text(title))]
    assert list(numbers(matcher.words(pattern))) == slowly


def test_sets_are_as_large_as_they_must_be() -> None:
    papers = [Subject(f"paper {n}", topics=("cs.CV",), code=n % 2 == 0, score=float(n)) for n in range(130)]
    matcher = Matcher(papers)
    assert list(numbers(matcher.all)) == list(range(130))
    assert list(numbers(matcher.topic("CS.cv") & matcher.with_code & matcher.scored(120))) == [
        120,
        122,
        124,
        126,
        128,
    ]
    assert list(numbers(matcher.rule(Rule("x", words=("paper 12*",), none=("paper 129", "12"))))) == list(
        range(120, 129)
    )
    assert Matcher([]).rule(Rule("x", words=("paper",))) == 0
