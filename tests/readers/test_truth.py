"""The five listings of this repository, record by record, against tables that were checked by eye."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.model.record import PaperRecord
from generator.readers.registry import Reading, read_seeds
from generator.readers.seedfile import CAPTURES, load_captures, read_seed

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


AUTHORS, TRENDING = rows("truth_authors.jsonl"), rows("truth_trending.jsonl")


@pytest.fixture(scope="module")
def reading() -> Reading:
    captures = load_captures(SEEDS / CAPTURES)
    seeds = []
    for path in sorted(SEEDS.glob("*.txt")):
        seed, problems = read_seed(path, path.name, captures[path.name])
        assert problems == []
        seeds.append(seed)
    return read_seeds(seeds)


@pytest.fixture(scope="module")
def by_place(reading: Reading) -> dict[tuple[str, int], PaperRecord]:
    return {(record.source.seed, record.source.line): record for record in reading.records}


def test_every_record_is_found_and_nothing_else(reading: Reading) -> None:
    found = [(r.source.seed, r.source.line) for r in reading.records]
    expected = [(row["doc"], row["line"]) for row in AUTHORS]
    assert found == expected + [("004_3af82e263657c908.txt", row["line"]) for row in TRENDING]
    assert len(AUTHORS) == 76
    assert len(TRENDING) == 137


def test_nothing_is_doubtful(reading: Reading) -> None:
    assert reading.problems == ()
    assert min(record.confidence for record in reading.records) > 0.99


@pytest.mark.parametrize("row", AUTHORS, ids=lambda row: f"{row['doc'][:3]}:{row['line']}")
def test_author_listing(row: dict[str, Any], by_place: dict[tuple[str, int], PaperRecord]) -> None:
    record = by_place[row["doc"], row["line"]]
    assert record.title == row["title"]
    assert list(record.authors) == row["authors"]
    assert record.authors_complete == row["authors_complete"]
    assert list(record.organisations) == row["organisations"]
    assert list(record.topics) == [row["topic"]]
    assert record.date == date.fromisoformat(row["date"])
    assert record.captured == date(2026, 5, 28)
    assert record.score == row["score"]
    assert record.has_code == row["has_code"]
    assert record.abstract.startswith(row["abstract_begins"])
    assert record.abstract.endswith(row["abstract_ends"])
    assert len(record.abstract) == row["abstract_length"]


@pytest.mark.parametrize("row", AUTHORS, ids=lambda row: f"{row['doc'][:3]}:{row['line']}")
def test_the_table_agrees_with_the_text(row: dict[str, Any]) -> None:
    """The table itself, glued together again, is what the listing prints."""
    metadata, title, abstract = (SEEDS / row["doc"]).read_text("utf-8").splitlines()[row["line"] - 1 :][:3]
    tail = "" if row["authors_complete"] else " et al."
    tail += "".join(f" · {name}" for name in row["organisations"])
    assert title == row["title"] + ", ".join(row["authors"]) + tail
    day = date.fromisoformat(row["date"])
    printed = f"{day:%b} {day.day}" + (f", {day.year}" if day.year < 2026 else "")
    code = row["topic"].rpartition(".")[2].upper()
    score = "" if row["score"] is None else f"{row['score']}"
    assert metadata == f"{score}{code}{printed}" + ("Code" if row["has_code"] else "")
    assert len(re.sub(r"\s+", " ", abstract.strip())) == row["abstract_length"]


@pytest.mark.parametrize("row", TRENDING, ids=lambda row: str(row["line"]))
def test_trending_listing(row: dict[str, Any], by_place: dict[tuple[str, int], PaperRecord]) -> None:
    record = by_place["004_3af82e263657c908.txt", row["line"]]
    assert record.title == row["title"]
    assert record.abstract.startswith(row["abstract_begins"])
    assert (record.authors, record.topics, record.date, record.score) == ((), (), None, None)
    assert not record.authors_complete
