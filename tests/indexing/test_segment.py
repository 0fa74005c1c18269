"""The words of several segments, worked out by several processes."""

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.base import copies
from generator.errors import InputError
from generator.indexing import segment
from generator.indexing.edited import Packed
from generator.indexing.ranges import Words
from generator.indexing.segment import Documents, TextSource, forget_segments, reading, segment_ranges
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
    """Note the process of each segment that is worked out, and of which papers the words were asked for."""
    pack = segment.pack

    def noted(marks: list[bytes], words: Callable[[int], Words], before: Packed | None) -> Packed:
        asked: list[int] = []
        packed = pack(marks, lambda number: asked.append(number) or words(number), before)
        with notes.open("a") as file:
            file.write(f"{os.getpid()} {asked}\n")
        return packed

    monkeypatch.setattr(segment, "pack", noted)


class Remembered(dict[str, bytes]):
    """A memory that ends with the test."""

    def segment(self, name: str) -> bytes:
        return self.get(name, b"")

    def put_segment(self, name: str, packed: bytes) -> None:
        self[name] = packed

    def forget_segments_but(self, names: Collection[str]) -> None:
        for name in self.keys() - set(names):
            del self[name]


def read_segments(
    content: str, segments: list[Documents], jobs: int, memory: Remembered | None = None, edition: str = "1"
) -> None:
    named = {f"2026.{number}": documents for number, documents in enumerate(segments, 1)}
    with reading(TextSource(content, edition, {}, jobs=jobs, memory=memory), named) as found:
        assert all(ranges == segment_ranges(content, named[name]) for name, ranges in found())


def test_several_processes_give_what_one_gives(
    segments: list[Documents], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, notes = folder(tmp_path), tmp_path / "notes"
    alone = [segment_ranges(content, documents) for documents in segments]
    forget_segments()
    noting(monkeypatch, notes)
    read_segments(content, segments, jobs=3)
    assert [segment_ranges(content, documents) for documents in segments] == alone
    told = [line.split()[0] for line in notes.read_text().splitlines()]
    assert len(told) == len(set(told)) == 3  # each once, by a process of its own
    read_segments(content, segments, jobs=3)
    assert len(notes.read_text().splitlines()) == 3


def test_few_papers_are_read_by_this_process(
    segments: list[Documents], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment, "MANY", 7)
    noting(monkeypatch, tmp_path / "notes")
    read_segments(folder(tmp_path), segments, jobs=3)
    told = {line.split()[0] for line in (tmp_path / "notes").read_text().splitlines()}
    assert told == {str(os.getpid())}


@pytest.mark.parametrize("jobs", [1, 3])
def test_of_a_segment_that_is_remembered_only_edited_texts_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    context, content, memory = make_context(tmp_path), folder(tmp_path), Remembered()
    papers = [make_document(context, f"Paper {n}", text=f"Words of {n}, and lesions.") for n in range(40)]
    read_segments(content, [tuple(papers)], jobs, memory)
    papers[7] = make_document(context, "Paper 7", text="Words of 7, and kidneys.")
    noting(monkeypatch, tmp_path / "notes")
    read_segments(content, [tuple(papers)], jobs, memory)
    found = segment_ranges(content, tuple(papers))
    assert (tmp_path / "notes").read_text().endswith(" [7]\n")
    forget_segments()
    assert segment_ranges(content, tuple(papers)) == found


DAMAGES = [
    lambda packed: b"",
    lambda packed: packed[:-1],
    lambda packed: packed.replace(b"lesions", b"kidneys"),
    lambda packed: b"nothing of ours",
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("edition", ["1", "2"])
def test_what_is_damaged_or_of_another_program_counts_for_nothing(
    tmp_path: Path, damage: Callable[[bytes], bytes], edition: str
) -> None:
    context, content, packed = make_context(tmp_path), folder(tmp_path), Remembered()
    papers = tuple(make_document(context, f"Paper {n}", text="Words and lesions.") for n in range(40))
    read_segments(content, [papers], 1, packed)
    good = packed["2026.1"]
    packed["2026.1"] = damage(good) if edition == "1" else good
    forget_segments()
    read_segments(content, [papers], 1, packed, edition)
    assert (packed["2026.1"] == good) == (edition == "1")


def test_a_text_that_is_gone_costs_its_segment(segments: list[Documents], tmp_path: Path) -> None:
    content = folder(tmp_path)
    gone = segments[1][0]
    segments[1] = (replace(gone, body=replace(gone.body, path="papers/gone.md")), *segments[1][1:])
    read_segments(content, segments, jobs=3)
    with pytest.raises(InputError):
        segment_ranges(content, segments[1])
    assert segment_ranges(content, segments[2])
