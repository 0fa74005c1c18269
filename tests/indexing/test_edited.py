"""A segment of which few papers were edited is what it would be if all were packed anew."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.indexing import edited
from generator.indexing.edited import FEW, Packed, pack
from generator.indexing.fields import FIELDS
from generator.indexing.ranges import Range, Words, pack_range, pack_segment, papers_of, unpack_range

WORDS = "a aa ab abc b lesion lesions mean means zoo zoology 王 ö".split()
PAPERS = st.fixed_dictionaries(
    {field: st.lists(st.sampled_from(WORDS), max_size=5 if field == "abstract" else 2) for field in FIELDS}
)
SIZE = 2 * FEW


def packed(papers: Sequence[Words], before: Packed | None = None, asked: list[int] | None = None) -> Packed:
    marks = [repr(paper).encode() for paper in papers]

    def words(number: int) -> Words:
        if asked is not None:
            asked.append(number)
        return papers[number]

    return pack(marks, words, before)


@given(
    st.lists(PAPERS, min_size=SIZE, max_size=SIZE),
    st.dictionaries(st.integers(0, SIZE - 1), PAPERS, max_size=SIZE // FEW + 1),
)
def test_edited_papers_give_what_all_papers_give(papers: list[Words], others: dict[int, Words]) -> None:
    after = [others.get(number, paper) for number, paper in enumerate(papers)]
    assert packed(after, packed(papers)) == packed(after)


def words_of(abstract: str) -> Words:
    return {**{field: [] for field in FIELDS}, "abstract": abstract.split()}


def test_only_words_of_edited_papers_are_asked_for_and_only_their_ranges_packed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = [words_of(f"shared words of paper {n} ending plainly") for n in range(600)]
    before, asked, written = packed(papers), [], []

    def noted(terms: Sequence[str], *rest: object) -> Range:
        written.append(terms)
        return pack_range(terms, *rest)

    monkeypatch.setattr(edited, "pack_range", noted)
    papers[300] = words_of("shared words of paper 300 ending zoologically")
    after = packed(papers, before, asked)
    assert asked == [300]
    assert [any(term in ("plainly", "plain", "zoologically") for term in terms) for terms in written] == [
        True
    ] * 2
    assert after.ranges == pack_segment(papers)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [(range(SIZE // FEW + 1), "short words"), ([3], "words " * 1_000)],
    ids=["many papers", "a text that makes all others short"],
)
def test_where_others_may_change_too_all_are_asked_for(numbers: Sequence[int], text: str) -> None:
    papers = [words_of(f"words of paper {n}") for n in range(SIZE)]
    before, asked = packed(papers), list[int]()
    for number in numbers:
        papers[number] = words_of(text)
    assert packed(papers, before, asked) == packed(papers)
    assert set(asked) == set(range(SIZE))


def test_another_number_of_papers_is_another_segment() -> None:
    papers = [words_of(f"words of paper {n}") for n in range(SIZE)]
    assert packed(papers[1:], packed(papers)) == packed(papers[1:])


@given(st.lists(PAPERS, max_size=9))
def test_a_range_comes_back_from_what_is_stored(papers: list[Words]) -> None:
    for stored in pack_segment(papers):
        terms = stored.terms.split(" ") if stored.terms else []
        assert pack_range(terms, unpack_range(stored)) == stored


DAMAGES = [{"papers": "##"}, {"are": ""}, {"terms": "one two"}, {"papers": "\u00e9"}, {"are": "~"}]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_range_says_so(damage: dict[str, str]) -> None:
    sound = Range(terms="one", papers="#", kinds=[(6, 16)], are="!")
    assert papers_of(sound) == {"one": [0]}
    with pytest.raises(ValueError, match=r"range|letters|zip"):
        unpack_range(replace(sound, **damage))
