"""The build's memory: damaged, spoilt or in use, it costs rendering and never a stale page."""

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from generator.build.run import build
from generator.build.state import open_state
from generator.config.project import Project
from generator.errors import InputError, Severity
from tests.build.test_build import edit
from tests.project import make_project, tree


@pytest.fixture
def project(tmp_path):
    return Project(make_project(tmp_path))


@pytest.mark.parametrize("keep", [0, 100, 4096])
def test_damaged_memory_is_made_anew(project, keep):
    build(project)
    path = project.memory
    data = path.read_bytes()
    path.write_bytes(data[:keep] + b"\xa5" * (len(data) - keep))
    report = build(project)
    assert (report.problems, report.written) == ((), 0)
    assert build(project).rendered == ()


OLDER = ["PRAGMA user_version = 1", "ALTER TABLE artifacts DROP COLUMN cause; PRAGMA user_version = 1"]


@pytest.mark.parametrize("change", OLDER)
def test_of_an_older_memory_the_files_are_known_that_the_build_wrote(project, change):
    build(project)
    with closing(sqlite3.connect(project.memory)) as db:
        db.executescript(change)
    next(project.content.glob("papers/**/*skin*.md")).unlink()
    strange = project.output / "strange.html"
    strange.write_text("a person's")
    report = build(project)
    assert len(report.rendered) == report.files
    assert any("skin" in path for path in report.removed)
    strange.unlink()
    left = tree(project.output)
    shutil.rmtree(project.output)
    project.memory.unlink()
    build(project)
    assert tree(project.output) == left


def test_an_older_memory_without_names_of_files_is_forgotten(project):
    build(project)
    with closing(sqlite3.connect(project.memory)) as db:
        db.executescript("DROP TABLE artifacts; CREATE TABLE artifacts (file); PRAGMA user_version = 1")
    report = build(project)
    assert (report.written, report.removed) == (0, ())


def test_two_that_find_an_older_memory_at_once_both_use_it(project):
    build(project)
    for _ in range(20):
        with closing(sqlite3.connect(project.memory)) as db:
            db.execute("PRAGMA user_version = 1")
        both = threading.Barrier(2)

        def known(_number, both=both):
            both.wait()
            with open_state(project) as state:
                return len(state.built())

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(known, range(2))
        assert first == second > 0


def test_a_memory_whose_names_are_no_text_is_made_anew(project):
    build(project)
    with closing(sqlite3.connect(project.memory)) as db:
        db.execute("UPDATE artifacts SET view = CAST(x'ff' AS TEXT)")
        db.commit()
    edit(project, "content/papers/2024/skin-lesions.md", ABSTRACT, "find it wanting")
    assert {problem.severity for problem in build(project).problems} <= {Severity.NOTE}
    assert build(project).rendered == ()


ABSTRACT, TITLE = "find it useful", "title: Skin Lesions"

SPOILT = [
    # how, and what is edited then
    ("UPDATE texts SET shown = x'00'", ABSTRACT),
    ("UPDATE texts SET shown = 'none'", ABSTRACT),
    ("DELETE FROM texts", ABSTRACT),
    ("DELETE FROM texts WHERE path LIKE '%skin%'", ABSTRACT),
    ("DELETE FROM texts WHERE path LIKE '%skin%'", TITLE),
    ("DROP TABLE texts", ABSTRACT),
    ("DROP TABLE facts", ABSTRACT),
    ("ALTER TABLE artifacts DROP COLUMN cause", ABSTRACT),
    ("UPDATE facts SET value = substr(value, 1, 40)", TITLE),
]


@pytest.mark.parametrize(("spoil", "line"), SPOILT)
def test_spoilt_memory_makes_no_stale_page(project, tmp_path, spoil, line):
    build(project)
    with closing(sqlite3.connect(project.memory)) as memory, memory:
        memory.execute(spoil)
    edit(project, "content/papers/2024/skin-lesions.md", line, f"{line} no more")
    edit(project, "content/papers/2024/skin-lesions.md", ABSTRACT, "find it wanting")
    told = build(project).problems
    assert all(problem.severity is Severity.NOTE for problem in told)  # of files that nobody remembers
    shutil.copytree(project.content, tmp_path / "fresh" / "content")
    fresh = Project(tmp_path / "fresh")
    build(fresh)
    assert tree(fresh.output).items() <= tree(project.output).items()
    assert build(project).rendered == ()


def test_memory_in_use_is_left_alone_and_said_so(project):
    build(project)
    before = (project.memory).read_bytes()
    (project.content / "papers/2025/client-selection.md").unlink()
    with closing(sqlite3.connect(project.memory)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match="locked"):
            build(project)
        other.rollback()
    assert (project.memory).read_bytes() == before
    assert "papers/client-selection/index.html" in build(project).removed
