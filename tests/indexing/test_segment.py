"""The words of several segments, worked out by several processes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.base import copies
from generator.errors import InputError
from generator.indexing import segment
from generator.indexing.segment import Documents, forget_segments, reading, segment_ranges
from tests.outputs.desk import make_context, make_document


@pytest.fixture(autouse=True)
def from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(segment, "MANY", 2)
    monkeypatch.setattr(copies, "may_copy", lambda: True)
    forget_segments()
    yield
    forget_segments()


@pytest.fixture
def segments(tmp_path: Path) -> list[Documents]:
    context = make_context(tmp_path)
    made = [make_document(context, f"Paper {n}", text=f"Words of paper {n}, and lesions.") for n in range(6)]
    return [tuple(made[:3]), tuple(made[3:5]), tuple(made[5:])]


def folder(tmp_path: Path) -> str:
    return make_context(tmp_path).content_dir


def noting(monkeypatch: pytest.MonkeyPatch, notes: Path) -> None:
    """Note the process of each segment that is worked out."""
    pack = segment.pack_segment

    def noted(papers: list[dict[str, list[str]]]) -> list[dict[str, object]]:
        with notes.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return pack(papers)

    monkeypatch.setattr(segment, "pack_segment", noted)


def read_segments(content: str, segments: list[Documents], jobs: int) -> None:
    with reading(content, segments, jobs) as wait:
        wait()


def test_several_processes_give_what_one_gives(
    segments: list[Documents], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, notes = folder(tmp_path), tmp_path / "notes"
    alone = [segment_ranges(content, documents) for documents in segments]
    forget_segments()
    noting(monkeypatch, notes)
    read_segments(content, segments, jobs=3)
    assert [segment_ranges(content, documents) for documents in segments] == alone
    told = notes.read_text().split()
    assert len(told) == len(set(told)) == 3  # each once, by a process of its own
    read_segments(content, segments, jobs=3)
    assert len(notes.read_text().split()) == 3


def test_few_papers_are_left_for_later(
    segments: list[Documents], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment, "MANY", 7)
    noting(monkeypatch, tmp_path / "notes")
    read_segments(folder(tmp_path), segments, jobs=3)
    assert not (tmp_path / "notes").exists()


def test_a_text_that_is_gone_costs_its_segment(segments: list[Documents], tmp_path: Path) -> None:
    content = folder(tmp_path)
    gone = segments[1][0]
    segments[1] = (replace(gone, body=replace(gone.body, path="papers/gone.md")), *segments[1][1:])
    read_segments(content, segments, jobs=3)
    with pytest.raises(InputError):
        segment_ranges(content, segments[1])
    assert segment_ranges(content, segments[2])
