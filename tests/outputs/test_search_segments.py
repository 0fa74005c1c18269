"""What the browser loads on demand holds what lunr's index holds."""

import json
from bisect import bisect_right
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.word_ranges import FINEST, ranges, sort_key, starts, step_of
from generator.indexing.fields import FIELDS, document_words
from generator.indexing.letters import from_letters, in_letters
from generator.indexing.ranges import Range, in_ranges, invert, pack_range, pack_segment, rounded, usual
from generator.model.artifact import Artifact
from generator.model.file_views import (
    SearchFolders,
    SearchRowsView,
    SearchSegmentRef,
    SearchSegmentsView,
    SearchSegmentView,
)
from generator.outputs.registry import find_renderer
from generator.outputs.search import PAPER_KEYS
from generator.outputs.search_index import average, pack_index
from generator.outputs.search_segments import pack_manifest
from generator.outputs.texts import abstract_text
from tests.outputs.desk import make_context, make_document, render


@given(st.lists(st.integers(0, 10**6)))
def test_numbers_come_back_from_letters(numbers: list[int]) -> None:
    written = in_letters(numbers)
    assert list(from_letters(written)) == numbers
    assert json.dumps(written) == f'"{written}"'  # nothing to escape


@given(st.integers(1, 2_000))
def test_weights_are_rounded_by_a_third_at_most(weight: int) -> None:
    assert abs(rounded(weight) - weight) * 3 <= weight


@pytest.mark.parametrize("papers", [1, 50, 512, 2_048, 8_192, 10**6])
def test_ranges_are_in_order_and_as_many_as_papers_need(papers: int) -> None:
    found = ranges(papers)
    assert found[0] == ""
    assert list(found) == sorted(set(found), key=sort_key)
    assert len(found) <= FINEST // step_of(papers)
    assert len(ranges(8_192)) > 1_000


def test_there_are_as_many_finest_ranges_as_is_said() -> None:
    assert len(starts(1)) == FINEST


def view_of(tmp_path: Path) -> SearchSegmentView:
    context = make_context(tmp_path)
    documents = [
        make_document(
            context,
            f"Detection of cell {n}",
            authors=("Jörg Müller",) if n % 2 else ("王伟",),
            topics=("cs.CV",),
            topic_names=("Computer Vision",),
            score=None if n else 86.5,
            date="" if n == 3 else f"202{n}-05-20",
            code_url="https://a.org/x" if n == 1 else "",
            text=f"We detect cells, cells and {'more ' * n}cells.",
        )
        for n in range(5)
    ]
    return SearchSegmentView("2026.1", tuple(documents))


def loaded(script: bytes) -> tuple[str, Any]:
    name, data = json.loads(f"[{script.decode()[len('paperDigest.load(') : -len(');') - 1]}]")
    return name, data


def unpacked(packed: dict[str, Any]) -> dict[str, dict[int, list[int]]]:
    """Word → paper → what it is there."""
    kinds, found = iter(from_letters(packed["are"])), {}
    for term, steps in zip(packed["terms"].split(" "), packed["papers"].split(" "), strict=True):
        paper, found[term] = -1, {}
        for step in from_letters(steps):
            paper += step
            found[term][paper] = packed["kinds"][next(kinds)]
    assert list(kinds) == []
    return found


def test_all_ranges_together_hold_what_lunrs_index_holds(tmp_path: Path) -> None:
    context, view = make_context(tmp_path), view_of(tmp_path)
    start = find_renderer("search-range").start(context)
    found: dict[str, dict[int, list[int]]] = {}
    for number, _ in enumerate(ranges(len(view.documents))):
        path = f"search/2026.1/words.{number}.1f0c/range.{number}.js"
        name, packed = loaded(start(Artifact(path, "search-range", view)))
        assert name == path
        found |= unpacked(packed) if packed["terms"] else {}
    papers = [document_words(each, abstract_text(context.content_dir, each.body)) for each in view.documents]
    index = pack_index(papers, FIELDS)
    expected: dict[str, dict[int, dict[int, int]]] = {term: {} for term in index["terms"]}
    for field, column in enumerate(index["vectors"]):
        for paper, pairs in enumerate(column):
            place = 0
            for step, weight in zip(pairs[::2], pairs[1::2], strict=True):
                place += step
                expected[index["terms"][place]].setdefault(paper, {})[field] = weight
    assert list(found) == index["terms"]
    for term, told in expected.items():
        assert found[term].keys() == told.keys()
        for paper, kind in found[term].items():
            assert kind[::2] == list(told[paper])
            for weight, exact in zip(kind[1::2], told[paper].values(), strict=True):
                assert weight == pytest.approx(exact, rel=0.6)  # rounded, as is the usual length


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_a_usual_length_is_near_the_average(lengths: list[int]) -> None:
    assert usual(lengths) == pytest.approx(average(lengths), rel=0.26, abs=0.1)


def test_a_field_that_hardly_any_paper_has_is_packed_too() -> None:
    papers = [{**words_of("a text"), "organisations": ["mit"] if n == 7 else []} for n in range(300)]
    assert usual([len(paper["organisations"]) for paper in papers]) > 0
    assert "mit" in " ".join(packed.terms for packed in pack_segment(papers)).split()


def words_of(abstract: str) -> dict[str, list[str]]:
    return {**{field: [] for field in FIELDS}, "abstract": abstract.split()}


def test_a_word_that_goes_and_one_that_comes_change_their_own_ranges_alone() -> None:
    papers = [words_of(f"shared words of paper {n} ending plainly") for n in range(600)]
    before = pack_segment(papers)
    papers[300] = words_of("shared words of paper 300 ending zoologically")
    changed = {n for n, (a, b) in enumerate(zip(before, pack_segment(papers), strict=True)) if a != b}
    cuts = [sort_key(start) for start in ranges(600)]
    assert changed == {bisect_right(cuts, sort_key(word)) - 1 for word in ("plainly", "zoologically")}


@given(st.lists(st.text(min_size=1, max_size=4), unique=True), st.sampled_from([1, 300, 9_000]))
def test_every_word_lies_in_the_range_in_which_the_browser_looks(words: list[str], papers: int) -> None:
    words = [word.encode("utf-8", "replace").decode() for word in words]
    cuts = ranges(papers)
    for start, end, found in zip(cuts, [*cuts[1:], None], in_ranges(set(words), cuts), strict=True):
        assert found == sorted(found, key=sort_key)
        for word in found:
            assert sort_key(start) <= sort_key(word)
            assert end is None or sort_key(word) < sort_key(end)


def test_a_range_without_words() -> None:
    assert pack_range([], invert([])) == Range(terms="", papers="", kinds=[], are="")


def columns_of(tmp_path: Path, kind: str) -> dict[str, list[Any]]:
    name, packed = loaded(render(make_context(tmp_path), f"search-{kind}", view_of(tmp_path)))
    assert name == "some/file"
    return {key: [values[n] for n in from_letters(places)] for key, (values, places) in packed.items()}


def test_columns_tell_of_each_paper_what_filters_ask(tmp_path: Path) -> None:
    assert columns_of(tmp_path, "facets") == {
        "topics": [["cs.CV"]] * 5,
        "date": ["2020", "2021", "2022", "", "2024"],
        "code": [0, 1, 0, 0, 0],
    }
    assert columns_of(tmp_path, "figures") == {
        "date": ["2020-05-20", "2021-05-20", "2022-05-20", "", "2024-05-20"],
        "added": ["2026-05-28"] * 5,
        "score": [86.5, None, None, None, None],
    }


def test_rows_are_what_results_show(tmp_path: Path) -> None:
    view = SearchRowsView(view_of(tmp_path).documents[:2])
    name, rows = loaded(render(make_context(tmp_path), "search-rows", view))
    assert name == "some/file"
    assert [dict(zip(PAPER_KEYS, row, strict=True))["title"] for row in rows] == [
        "Detection of cell 0",
        "Detection of cell 1",
    ]


FOLDERS = SearchFolders(4, ("0a0a0a0a", "1b1b1b1b"))


def test_the_manifest_tells_where_each_segment_is_cut() -> None:
    segments = (
        SearchSegmentRef("2026.1", 300, "search/2026.1/", {"words": FOLDERS}),
        SearchSegmentRef("2025.1", 2_000, "search/2025.1/", {"papers": FOLDERS}),
    )
    data = pack_manifest(SearchSegmentsView(segments, 8, 4))
    table = data["starts"].split(" ")
    for told, segment in zip(data["segments"], segments, strict=True):
        assert (told["name"], told["count"], told["folder"]) == (segment.name, segment.count, segment.folder)
        assert told["folders"] == {key: [4, 8, "0a0a0a0a1b1b1b1b"] for key in segment.folders}
        cuts = [start for start, _ in groupby(table[:: told["step"]])]
        assert ("", *cuts[1:]) == ranges(segment.count)
    assert (data["fields"], data["rows"], data["texts"]) == (list(FIELDS), 8, 4)


def test_a_manifest_without_papers() -> None:
    assert pack_manifest(SearchSegmentsView((), 8, 4))["segments"] == []
