"""A build in which nothing has changed ends before it begins, and only then."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import unchanged
from generator.build.run import build
from generator.build.state import open_state
from generator.build.targets import target_of
from generator.build.unchanged import Unchanged, find_unchanged, looking, source_folders, stamp
from generator.config.project import Project
from generator.theme.load import theme_folders
from tests.project import make_project, tree

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a theme, a static file and a link; every stamp counts, however young."""
    monkeypatch.setattr(unchanged, "RACY_NS", 0)
    monkeypatch.setattr(unchanged, "PROGRAM", tmp_path / "program")  # the real one may be worked on
    root = make_project(tmp_path / "project")
    theme = root / "themes" / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n')
    (theme / "templates" / "text.html").write_text("<h1>{{ view.heading }}</h1>\n")
    site = root / "content" / "site.toml"
    site.write_text(site.read_text("utf-8").replace("title =", 'theme = "mine"\ntitle =', 1), "utf-8")
    (root / "content" / "static").mkdir(exist_ok=True)
    (root / "content" / "static" / "logo.svg").write_text("<svg/>")
    (root / "robot.txt").write_text("one")
    (root / "content" / "static" / "robot.txt").symlink_to("../../robot.txt")
    return Project(root)


def found(project: Project) -> Unchanged | None:
    with looking(target_of(project), project, jobs=1) as lost, open_state(project) as state:
        return find_unchanged(state, stamp(project), lost)


def test_what_the_last_build_reported_is_told_again(project: Project) -> None:
    paper = project.content / "papers/2024/skin-lesions.md"
    paper.write_text(paper.read_text("utf-8").replace("score:", "skore: 1\nscore:"), "utf-8")
    first = build(project)
    assert len(first.problems) == 1
    assert found(project) == Unchanged(first.papers, first.files, first.problems)
    second = build(project)
    assert (second.papers, second.files, second.problems) == (first.papers, first.files, first.problems)
    assert (second.rendered, second.removed) == ((), ())


QUIET = """\
import sys
from pathlib import Path
from generator.build import unchanged
from generator.cli import main
unchanged.RACY_NS, unchanged.PROGRAM = 0, Path(sys.argv[2])
code = main(["build", "--project", sys.argv[1]])
print(*{"jinja2", "msgspec", "yaml", "multiprocessing", "generator.plan.site"}.intersection(sys.modules))
sys.exit(code)
"""


def test_no_library_is_imported(project: Project) -> None:
    build(project)
    command = [sys.executable, "-c", QUIET, str(project.root), str(unchanged.PROGRAM)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[0].endswith("nothing had changed")
    assert told.splitlines()[1:] == [""]


def replace(name: str, old: str, new: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        path = project.root / name
        before = path.stat()
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as rsync and tar restore times

    return change


def remove(name: str) -> Callable[[Project], None]:
    return lambda project: (project.root / name).unlink()


def copy(source: str, target: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        (project.root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(project.root / source, project.root / target)

    return change


PAPER = "content/papers/2024/skin-lesions.md"

CHANGES = {
    "an abstract": replace(PAPER, "find it useful", "find it stupid"),
    "a new paper": copy(PAPER, "content/papers/2023/other.md"),
    "a paper less": remove(PAPER),
    "a text": replace("content/pages/about.md", "title: About", "title: Abort"),
    "the site": replace("content/site.toml", "Test Digest", "Best Digest"),
    "a template": replace("themes/mine/templates/text.html", "h1", "h2"),
    "a template that hides another": copy("robot.txt", "themes/mine/templates/404.html"),
    "a static file": replace("content/static/logo.svg", "svg", "SVG"),
    "a file behind a link": replace("robot.txt", "one", "two"),
    "a lost page": remove("output/papers/skin-lesions/index.html"),
    "a longer page": replace("output/index.html", "</html>", "</html >"),
    "a lost picture": remove("output/logo.svg"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_seen(project: Project, change: Callable[[Project], None], tmp_path: Path) -> None:
    build(project)
    assert found(project)
    change(project)
    assert not found(project)
    build(project)
    fresh = Project(tmp_path / "fresh")
    shutil.copytree(
        project.root, fresh.root, symlinks=True, ignore=shutil.ignore_patterns("output", ".digest")
    )
    build(fresh)
    assert tree(project.output) == tree(fresh.output)


def test_a_killed_or_failed_build_leaves_no_record(project: Project) -> None:
    build(project)
    with open_state(project) as state:
        unchanged.forget(state)
    assert not found(project)
    replace(PAPER, "title: Skin Lesions", "title: [")(project)
    assert build(project).problems
    assert not found(project)


def test_a_stamp_in_the_moment_of_a_change_proves_nothing(tmp_path: Path) -> None:
    project = Project(make_project(tmp_path))
    assert stamp(project) == ""


def test_what_is_behind_a_link_to_a_folder_is_looked_at(project: Project, tmp_path: Path) -> None:
    theme, elsewhere = project.root / "themes" / "mine", tmp_path / "elsewhere"
    theme.rename(elsewhere)
    theme.symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "round").symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "templates" / "round").symlink_to("..", target_is_directory=True)
    build(project)
    assert found(project)
    (elsewhere / "templates" / "text.html").write_text("<h2>{{ view.heading }}</h2>\n")
    assert not found(project)
    assert "about/index.html" in build(project).rendered
    shutil.copytree(elsewhere, tmp_path / "other", symlinks=True)
    build(project)
    assert found(project)
    theme.unlink()
    theme.symlink_to(tmp_path / "other", target_is_directory=True)
    assert not found(project)


def test_a_project_may_be_named_in_other_ways(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project)
    monkeypatch.chdir(project.root)
    assert found(Project(Path()))


def test_every_theme_is_looked_at(tmp_path: Path) -> None:
    project = Project(make_project(tmp_path))
    (project.root / "themes").mkdir()
    assert {folder.resolve() for folder in theme_folders(project.root)} <= set(source_folders(project))


def test_the_program_is_looked_at(project: Project) -> None:
    build(project)
    unchanged.PROGRAM.mkdir()
    (unchanged.PROGRAM / "new.py").write_text("")
    assert not found(project)
