"""What is wrong with one file costs the search of the others nothing: the manifest names what is there."""

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.build.run import build
from generator.check.search import check_search
from generator.config.project import Project
from tests.project import SITE, make_project, tree

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("lunr", "words")
BAD, EDITED = "2024/skin-lesions.md", "2024/heart-sounds.md"
FAULTS = {
    "bytes": lambda data: data + b"\xff",
    "front matter": lambda data: data.replace(b"title: ", b"title: [", 1),
    "front matter and text": lambda data: data.replace(b"title: ", b"title: [", 1) + b"\nMore.",
}


@pytest.fixture(params=ENGINES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    root = make_project(tmp_path)
    (root / "content/site.toml").write_text(f'{SITE}search.engine = "{request.param}"\n', "utf-8")
    assert build(Project(root), jobs=1).problems == ()
    return Project(root)


def manifest_of(project: Project) -> Path:
    (found,) = (path for path in project.output.glob("search/*.js") if path.stem in ("manifest", "segments"))
    return found


def named(project: Project) -> set[str]:
    """The files, or folders of files, that the manifest names."""
    text = manifest_of(project).read_text("utf-8")
    told: dict[str, Any] = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    paths = {part[kind] for part in told.get("parts", ()) for kind in ("index", "papers")}
    for segment in told.get("segments", ()):
        for kind, (_, length, names) in segment["folders"].items():
            cut = [names[start : start + length] for start in range(0, len(names), length)]
            paths |= {f"{segment['folder']}{kind}.{place}.{name}/" for place, name in enumerate(cut)}
    assert paths
    return paths


def assert_searches(project: Project) -> None:
    assert [path for path in sorted(named(project)) if not (project.output / path).exists()] == []
    assert check_search(project.output) == []


def search_data(project: Project) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(project.output.glob("search/**/*.js")))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_read_costs_its_own_words_at_most(project: Project, fault: str) -> None:
    bad, edited = (project.content / "papers" / name for name in (BAD, EDITED))
    before, built = (bad.read_bytes(), edited.read_bytes()), tree(project.output)
    bad.write_bytes(FAULTS[fault](before[0]))
    edited.write_bytes(before[1] + b"\nWith stethoscopes.")
    told = {problem.where.path for problem in build(project, jobs=1).problems}
    assert told == {f"content/papers/{BAD}"}
    assert_searches(project)
    assert "stethoscopes" in search_data(project)
    assert build(project, jobs=1).rendered == ()
    bad.write_bytes(before[0])
    edited.write_bytes(before[1])
    assert build(project, jobs=1).problems == ()
    assert tree(project.output) == built


def test_a_text_that_is_whole_is_searched_although_its_front_matter_is_broken(project: Project) -> None:
    bad = project.content / "papers" / BAD
    before = search_data(project)
    bad.write_bytes(FAULTS["front matter"](bad.read_bytes()))
    assert build(project, jobs=1).problems
    assert search_data(project) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_a_file_of_search_cannot_be_written_the_manifest_stays(project: Project, jobs: int) -> None:
    before, old = manifest_of(project).read_bytes(), set(tree(project.output))
    edited = project.content / "papers" / EDITED
    text = edited.read_bytes()
    edited.write_bytes(text + b"\nWith stethoscopes.")
    build(project, jobs=1)
    new = sorted(path for path in set(tree(project.output)) - old if path.startswith("search/"))
    edited.write_bytes(text)
    build(project, jobs=1)
    in_the_way = project.output / new[0]
    in_the_way.mkdir(parents=True)
    edited.write_bytes(text + b"\nWith stethoscopes.")
    assert build(project, jobs=jobs, everything=True).problems
    assert manifest_of(project).read_bytes() == before
    assert_searches(project)
    in_the_way.rmdir()
    assert build(project, jobs=jobs).problems == ()
    assert manifest_of(project).read_bytes() != before
    assert_searches(project)


def test_a_build_of_two_processes_prints_the_manifest_last(project: Project) -> None:
    """Killed whenever the memory learns of files, of which those are there that the manifest names."""
    (project.content / "papers" / EDITED).unlink()
    before = manifest_of(project).read_bytes()
    printed = []
    for count in itertools.count(1):
        command = [sys.executable, "-m", "tests.build.killed", str(project.root), "put", str(count), "2"]
        died = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode < 0
        printed.append(manifest_of(project).read_bytes() != before)
        assert_searches(project)
        if printed[-1]:
            break
        assert died
    assert len(printed) > 3  # two before anything is rendered, one of each chunk, one of the manifest
