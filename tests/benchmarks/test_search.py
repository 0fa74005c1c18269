"""What is asked and what is counted when search is measured."""

import gzip
import urllib.request
from pathlib import Path

import pytest

from benchmarks.corpus import Language, make
from benchmarks.projects import LIKE_FOR_LIKE, lay_out_digest, without, write_digest
from benchmarks.search import LONGEST, QUERIES, queries_of, served
from benchmarks.search_data import measure_data

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def papers():
    return list(make(40, Language(ROOT / "content" / "papers")))


def test_queries_are_words_of_titles(papers):
    asked = queries_of(papers)
    titles = [set(paper.title.lower().split()) for paper in papers]
    assert 0 < len(asked) <= QUERIES
    assert {len(query.split()) for query in asked} <= set(range(1, LONGEST + 1))
    assert all(any(set(query.split()) <= title for title in titles) for query in asked)


COUNTED = [
    ("search/manifest.js", True),
    ("search/2026.1.1f0c/range.1.js", True),
    ("assets/words.bundle.1f0c.js", True),
    ("assets/site.bundle.1f0c.js", False),
    ("search/index.html", False),
]


@pytest.mark.parametrize(("path", "is_counted"), COUNTED)
def test_what_a_query_loads_is_counted_as_it_is_sent(tmp_path, path, is_counted):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("a" * 1000)
    sent = {}
    with served(tmp_path, sent) as home, urllib.request.urlopen(home + path) as answer:
        data = answer.read()
    assert gzip.decompress(data) == b"a" * 1000
    assert sent == ({f"/{path}": len(data)} if is_counted else {})


def test_search_data_is_rendered_alone(papers, tmp_path):
    lay_out_digest(tmp_path / "project", without(LIKE_FOR_LIKE))
    write_digest(papers, tmp_path / "project")
    told = measure_data(tmp_path / "project", tmp_path / "data")
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert told.files == len(files)
    assert told.size == sum(file.stat().st_size for file in files)
    assert {file.relative_to(tmp_path / "data").parts[0] for file in files} == {"search"}
