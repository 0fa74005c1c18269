"""What earlier builds left goes: in time where it stands in the way, and also where only capitals differ."""

import os
import shutil
from pathlib import Path

import pytest

from generator.build.folder import Folder
from generator.build.run import build
from generator.build.state import open_state
from generator.cli import main
from generator.config.project import Project, open_project
from tests.build.test_build import edit
from tests.project import make_project, tree


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(make_project(tmp_path / "project"))
    (project.content / "static").mkdir(exist_ok=True)
    return project


def put(project: Project, *names: str) -> None:
    """Let these be all static files."""
    shutil.rmtree(project.content / "static")
    for name in names:
        path = project.content / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def fresh(project: Project) -> Project:
    other = Project(project.root.parent / "fresh")
    shutil.copytree(project.content, other.content)
    build(other)
    return other


BEFORE = ["one", "two/a.txt", "two/b/c.txt", "three/a", "LOGO.txt", "Four/a.txt", "Five/a.txt"]
AFTER = ["one/a.txt", "one/b/c.txt", "two", "three/a/a", "logo.txt", "four/a.txt", "five"]


@pytest.mark.parametrize("local", [False, True], ids=["folder", "fsspec"])
def test_a_file_becomes_a_folder_and_a_folder_a_file(project: Project, local: bool, tmp_path: Path) -> None:
    target = tmp_path / "out" if local else project.output
    reached = open_project(str(project.root), f"local://{target}") if local else project
    put(project, *BEFORE)
    build(reached)
    put(project, *AFTER)
    report = build(reached)
    assert report.problems == ()
    assert set(BEFORE) <= set(report.removed)
    assert tree(target) == tree(fresh(project).output)
    assert build(reached).rendered == build(reached).removed == ()


def test_it_goes_although_other_pages_wait_to_be_mended(project: Project) -> None:
    put(project, "data")
    build(project)
    put(project, "data/a.txt")
    paper = "content/papers/2024/skin-lesions.md"
    edit(project, paper, "title: Skin Lesions", "title: [")
    edit(project, paper, "find it useful", "find it wanting")
    edit(project, "content/site.toml", "Test Digest", "Other Digest")
    assert len(build(project).problems) == 1
    assert (project.output / "data/a.txt").read_text() == "data/a.txt"


def test_a_file_that_is_still_remembered_where_a_folder_is_does_no_harm(project: Project) -> None:
    """As after a build that was killed between the two."""
    (project.output / "data").mkdir(parents=True)
    (project.output / "data" / "mine.txt").touch()
    (project.output / "file").touch()
    Folder(str(project.output)).remove(["data", "file/below", "nowhere"])
    assert sorted(tree(project.output)) == ["data/mine.txt", "file"]


def test_one_file_of_two_names_stays(tmp_path: Path) -> None:
    """As on a disk that ignores case: two names of one file stand for it here."""
    (tmp_path / "LOGO.txt").touch()
    os.link(tmp_path / "LOGO.txt", tmp_path / "logo.txt")
    (tmp_path / "Logo.txt").touch()
    folder = Folder(str(tmp_path))
    assert folder.same("LOGO.txt", "logo.txt")
    assert not folder.same("Logo.txt", "logo.txt")
    assert not folder.same("none.txt", "logo.txt")


def test_what_failed_is_not_called_unchanged(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    build(project)
    edit(project, "content/papers/2024/skin-lesions.md", "title: Skin Lesions", "title: [")
    assert main(["build", "--project", str(project.root)]) == 1
    assert capsys.readouterr().out.endswith(" 0 removed, 1 error\n")


class TestMemory:
    """One for each place."""

    @pytest.mark.parametrize("name", ["名" * 32, "d" * 120 + "/" + "e" * 120, "with space%", "out"])
    def test_a_place_of_any_name_has_one(self, project: Project, tmp_path: Path, name: str) -> None:
        target = open_project(str(project.root), str(tmp_path / name))
        assert build(target).rendered
        assert build(target).rendered == ()

    def test_two_names_of_one_place_share_it(self, project: Project, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        project.output.symlink_to(tmp_path / "real", target_is_directory=True)
        build(project)
        named = open_project(str(project.root), str(tmp_path / "real"))
        assert named.memory == project.memory
        edit(project, "content/papers/2024/skin-lesions.md", "find it useful", "find it wanting")
        assert build(named).rendered
        assert build(project).rendered == ()

    def test_a_link_that_leads_elsewhere_has_another(self, project: Project, tmp_path: Path) -> None:
        for name in ("blue", "green"):
            (tmp_path / name).mkdir()
            project.output.unlink(missing_ok=True)
            project.output.symlink_to(tmp_path / name, target_is_directory=True)
            report = build(project)
            assert len(report.rendered) == report.files
        assert tree(tmp_path / "blue") == tree(tmp_path / "green")

    def test_an_address_may_end_in_a_slash(self, project: Project) -> None:
        one, other = (open_project(str(project.root), f"s3://bucket/site{end}") for end in ("", "/"))
        assert one.memory == other.memory != project.memory

    def test_the_usual_place_has_the_usual_name(self, project: Project) -> None:
        named = open_project(str(project.root), str(project.output))
        assert (named.memory.name, project.memory.name) == ("build.db", "build.db")
        with open_state(project) as state:
            assert state.built() == {}
