"""What a person may leave out or write otherwise, and what is refused with its line."""

import os

import pytest

from generator.content.reader import parse_paper
from generator.content.scan import scan
from generator.errors import InputError, Severity

PATH = "content/papers/2026/some-paper.md"


def parse(lines: str):
    return parse_paper(
        f"---\ntitle: Some Paper\nadded: 2026-05-28\n{lines}\n---\n\nText.\n".encode(), PATH
    ).paper


COMPLETE = [
    ("authors: [Ann Other]", True),
    ("authors: [Ann Other]\nauthors_complete: false", False),
    ("authors: []", False),
    ("has_code: false", False),
]


@pytest.mark.parametrize(("lines", "complete"), COMPLETE)
def test_authors_written_by_hand_are_all_of_them(lines, complete):
    assert parse(lines).authors_complete is complete


def test_topics_are_written_as_arxiv_does_and_stand_once():
    assert parse('topics: ["cs.CV", "CS.cv", "cs.lg", "no.such"]').topics == ("cs.CV", "cs.LG", "no.such")


REFUSED = [
    "score: 0x" + "f" * 5000,
    "score: 1" + ":59" * 4000,
    "arxiv_id: " + "9" * 5000,
    "authors: [" + "9" * 5000 + "]",
    "aliases: [.]",
    "aliases: [papers/.hidden/]",
    "aliases: [../x/]",
    f"aliases: [{'a/' * 3000}]",
    f"aliases: [{'a' * 400}]",
]


@pytest.mark.parametrize("lines", REFUSED, ids=lambda lines: lines[:24])
def test_refused_with_its_line_in_few_words(lines):
    with pytest.raises(InputError) as caught:
        parse(lines)
    problem = caught.value.problem
    assert (problem.where.path, problem.where.line) == (PATH, 4)
    assert len(problem.fault) < 8000


def test_links_in_a_circle_and_pipes_are_reported_and_left_out(tmp_path):
    folder = tmp_path / "content" / "papers"
    folder.mkdir(parents=True)
    (folder / "good.md").write_text("---\ntitle: Good\nadded: 2026-05-28\n---\n\nText.\n")
    (folder / "loop.md").symlink_to("loop.md")
    os.mkfifo(folder / "pipe.md")
    found = scan(tmp_path / "content")
    assert [page.paper.title for page in found.papers] == ["Good"]
    assert [(p.where.path, p.severity) for p in found.problems] == [
        ("content/papers/loop.md", Severity.ERROR),
        ("content/papers/pipe.md", Severity.WARNING),
    ]
