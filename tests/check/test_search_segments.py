"""`digest check` looks papers up where words are loaded on demand."""

import pytest

from generator.build.run import build
from generator.check.search import check_search
from generator.config.project import open_project
from tests.browser.papers import write_papers


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    root = tmp_path_factory.mktemp("words")
    write_papers(root, "words")
    assert build(open_project(str(root)), jobs=1).problems == ()
    return root / "output"


def test_a_built_site_finds_its_papers(output):
    assert check_search(output) == []


CHANGES = [
    ('"terms":"', '"terms":"x', "search does not find "),
    ('"papers":"', '"papers":"é', "not search data: "),
    ("paperDigest", "alert", ""),
    ("(", "", "not search data: "),
]


@pytest.mark.parametrize(("old", "new", "told"), CHANGES)
def test_files_that_are_something_else_are_told(output, old, new, told):
    files = {file: file.read_text("utf-8") for file in output.glob("search/2026*/words.*/range.*.js")}
    for file, text in files.items():
        file.write_text(text.replace(old, new, 1), "utf-8")
    found = check_search(output)
    for file, text in files.items():
        file.write_text(text, "utf-8")
    assert [finding.fault.startswith(told) for finding in found] == ([True] if told else [])
