"""Files of content/static are copied as they are; what cannot be copied costs itself only."""

import os

import pytest

from generator.errors import Severity
from generator.plan.assets import static_artifacts


@pytest.fixture
def static(tmp_path):
    folder = tmp_path / "content" / "static"
    folder.mkdir(parents=True)
    return folder


def test_files_are_copied_also_hidden_ones(static):
    (static / "CNAME").write_text("papers.example")
    (static / ".well-known").mkdir()
    (static / ".well-known" / "security.txt").write_text("Contact: x")
    (static / ".DS_Store").write_text("")
    artifacts, problems = static_artifacts(static.parent)
    assert [a.path for a in artifacts] == [".well-known/security.txt", "CNAME"]
    assert problems == []


def test_what_is_no_plain_file_of_the_project_is_reported_and_left_out(static):
    (static / "good.txt").write_text("x")
    (static / "loop").symlink_to("loop")
    (static / "away").symlink_to("/etc")
    (static / "hosts").symlink_to("/etc/hosts")
    os.mkfifo(static / "pipe")
    (static / "line\nbreak.txt").write_text("x")
    with open(os.fsencode(static) + b"/\xff.txt", "w"):  # noqa: PTH123  # a name that is not UTF-8
        pass
    artifacts, problems = static_artifacts(static.parent)
    assert [a.path for a in artifacts] == ["good.txt"]
    assert len(problems) == 6
    assert {problem.severity for problem in problems} == {Severity.ERROR}
    assert all("\n" not in str(problem.where) for problem in problems)


def test_no_static_folder_is_fine(tmp_path):
    assert static_artifacts(tmp_path) == ([], [])
