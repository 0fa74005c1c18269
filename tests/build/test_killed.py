"""A build that is killed leaves a site that serves, and the next one completes it."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.run import build
from generator.config.project import Project
from tests.project import make_project, tree

ROOT = Path(__file__).resolve().parents[2]


def build_and_die(root, step, count):
    command = [sys.executable, "-m", "tests.build.killed", str(root), step, str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def assert_serves(output):
    """Every page is whole, and the files that it needs are there."""
    for page in output.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.rstrip().endswith("</html>"), page
        for asset in re.findall(r'(?:href|src)="([^"]*assets/[^"]+)"', text):
            assert (page.parent / asset).exists() or asset.startswith("/"), (page, asset)
    manifest = output / "search" / "manifest.js"
    if manifest.exists():
        named = search_files(manifest)
        papers = [name for name in named if name.startswith("search/papers.")]
        assert len(named) == 2 * len(papers) > 0
        abstracts = [name for part in papers for name in search_files(output / part)]
        assert abstracts
        assert all((output / name).exists() for name in (*named, *abstracts))


def search_files(script):
    """The files of search that a script of search names."""
    return re.findall(r"search/[\w.]+\.js", script.read_text("utf-8"))


@pytest.mark.parametrize(
    ("step", "count"), [("replace", 1), ("replace", 2), ("replace", 40), ("put", 1), ("put", 2)]
)
def test_killed_first_build(tmp_path, step, count):
    project = Project(make_project(tmp_path / "killed"))
    build_and_die(project.root, step, count)
    assert_serves(project.output)
    build(project)
    clean = Project(make_project(tmp_path / "clean"))
    build(clean)
    assert tree(project.output) == tree(clean.output)


@pytest.mark.parametrize(
    ("step", "count"),
    [("replace", 1), ("replace", 12), ("replace", 45), ("put", 2), ("unlink", 1), ("unlink", 4)],
)
def test_killed_second_build(tmp_path, step, count):
    project, clean = (Project(make_project(tmp_path / name)) for name in ("killed", "clean"))
    build(project)
    for each in (project, clean):
        site = each.content / "site.toml"
        site.write_text(
            site.read_text().replace("Test Digest", "Other") + '[theme_options]\naccent = "#123456"\n'
        )
        (each.content / "papers/2025/client-selection.md").unlink()
    build_and_die(project.root, step, count)
    assert_serves(project.output)
    build(project)
    build(clean)
    assert tree(project.output) == tree(clean.output)


def test_change_that_is_undone_after_a_kill(tmp_path):
    """What a killed build has written already is not taken for what was there before."""
    project = Project(make_project(tmp_path))
    build(project)
    before = tree(project.output)
    site = project.content / "site.toml"
    text = site.read_text("utf-8")
    site.write_text(text.replace("Test Digest", "Best Digest"), "utf-8")  # of the same length
    build_and_die(project.root, "replace", 30)
    assert tree(project.output) != before
    site.write_text(text, "utf-8")
    build(project)
    assert tree(project.output) == before


def test_workers_end_with_a_killed_build_and_free_its_lock(tmp_path):
    project = Project(make_project(tmp_path))
    command = [sys.executable, "-m", "tests.build.killed", str(project.root), "put", "2", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr  # run() returned: no worker holds its pipes
    build(project)
    assert_serves(project.output)
