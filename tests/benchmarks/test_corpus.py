"""The benchmark's corpus is the same everywhere, and is what it says it is."""

import json
from itertools import pairwise
from statistics import mean

import pytest

from benchmarks.corpus import A_DAY, NEW_AUTHORS, TOPICS, Language, Made, make
from benchmarks.projects import digest_file, hugo_file
from generator.content.reader import parse_paper
from generator.content.writer import render_paper
from tests.house.modules import PROJECT

COUNT = 400


@pytest.fixture(scope="module")
def language() -> Language:
    return Language(PROJECT / "content/papers")


@pytest.fixture(scope="module")
def papers(language: Language) -> list[Made]:
    return list(make(COUNT, language))


def test_a_corpus_is_always_the_same(papers: list[Made], language: Language) -> None:
    assert list(make(COUNT, language)) == papers
    assert list(make(COUNT, language, first=390)) == papers[390:]
    assert list(make(3, language, seed=1)) != papers[:3]


def test_a_corpus_is_like_real_listings(papers: list[Made]) -> None:
    assert len({paper.slug for paper in papers}) == COUNT
    assert len({name for paper in papers for name in paper.authors}) == round(NEW_AUTHORS * COUNT)
    assert {topic for paper in papers for topic in paper.topics} <= set(TOPICS)
    assert 1200 < mean(len(paper.abstract.encode()) for paper in papers) < 1700
    assert min(len(paper.authors) for paper in papers) >= 3
    assert max(len(paper.authors) for paper in papers) <= 6
    assert 0.02 < mean("$" in paper.abstract for paper in papers) < 0.09
    assert all(older.date <= newer.date for older, newer in pairwise(papers))
    assert len({paper.date for paper in papers}) == COUNT // A_DAY


def test_content_files_are_as_ingest_writes_them(papers: list[Made]) -> None:
    """A benchmark of files that nobody has would measure something else."""
    for paper in papers[::10]:
        text = digest_file(paper).encode()
        parsed = parse_paper(text, f"content/papers/{paper.slug}.md")
        assert parsed.problems == ()
        assert render_paper(parsed.paper, parsed.body) == text


def test_hugo_gets_the_same(papers: list[Made]) -> None:
    for paper in papers[::10]:
        front, end = json.JSONDecoder().raw_decode(hugo_file(paper))
        assert (front["title"], tuple(front["authors"])) == (paper.title, paper.authors)
        assert front["months"] == [str(paper.date)[:7]]
        assert hugo_file(paper)[end:].strip() == paper.abstract
