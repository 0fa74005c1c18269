"""The project's files as a whole: what they must not hold, and what must not drift apart."""

import os
import re
import shutil
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from hatch_build import BUNDLES, sources
from tests.house.modules import PROJECT

HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "yarnpkg" + ".com")
MACHINE = ("/" + "work/", "../" + "shared")
DATA = ("seeds/", "content/papers/", "tests/readers/")
"""Texts from outside: papers may mention whatever they like."""


def project_files() -> list[Path]:
    """Return what git tracks; outside a checkout (an unpacked archive) there is nothing to look at."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name and not name.startswith(DATA)]
    return [PROJECT / name for name in names if (PROJECT / name).is_file()]


def test_no_text_names_a_registry_host_or_a_place_of_one_machine() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {word}"
        for path in project_files()
        for word in (*HOSTS, *MACHINE)
        if word.encode() in path.read_bytes()
    ]
    assert found == []


def normal(name: str) -> str:
    """Return a distribution's name in its normal form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_pin_every_dependency_exactly() -> None:
    lines = [
        line for line in (PROJECT / "constraints.txt").read_text().splitlines() if not line.startswith("#")
    ]
    pinned = [re.fullmatch(r"([A-Za-z0-9._-]+)==[A-Za-z0-9.+!]+", line) for line in lines]
    assert all(pinned), "only name==version"
    names = [normal(match[1]) for match in pinned if match]
    assert len(names) == len(set(names))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    asked = {normal(re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0]) for text in wanted}
    assert asked - set(names) == set()


def make(target: str) -> str:
    """Return the commands that make would run."""
    result = subprocess.run(["make", "-n", target], cwd=PROJECT, capture_output=True, text=True, check=True)
    return result.stdout


@pytest.mark.parametrize(
    ("target", "commands"),
    [
        ("site", ("digest ingest", "digest build", "digest check")),
        ("test", ("ruff check", "ruff format --check", "mypy", "pytest")),
        ("serve", ("digest ingest", "digest serve")),
    ],
)
def test_make_runs_what_it_promises(target: str, commands: tuple[str, ...]) -> None:
    shown = make(target)
    places = [shown.index(command) for command in commands]
    assert places == sorted(places)


def test_make_and_the_build_hook_make_bundles_from_the_same_files() -> None:
    database = subprocess.run(
        ["make", "-pn", "clean"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    for bundle in BUNDLES:
        (rule,) = [line for line in database.stdout.splitlines() if line.startswith(f"{bundle}: ")]
        assert sorted(rule.split()[1:]) == [path.relative_to(PROJECT).as_posix() for path in sources(PROJECT)]


def test_setup_refuses_an_old_node(tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\ncase $1 in --version) echo v16.1.0 ;; *) exit 1 ;; esac\n")
    node.chmod(0o755)
    (tmp_path / "npm").symlink_to(node)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    command = ["tools/setup.sh", "browser-code"]
    ended = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "node is v16.1.0, bundling the scripts needs 18 or newer" in ended.stderr


@pytest.mark.parametrize(("installed", "option"), [("lunr", "--omit=dev"), ("axe-core", "--include=dev")])
def test_bundling_keeps_the_checkers_that_are_installed(installed: str, option: str, tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copy(PROJECT / "tools/setup.sh", tmp_path / "tools")
    (tmp_path / "browser/node_modules" / installed).mkdir(parents=True)
    for name in ("node", "npm"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$0 $*" >&2\n')
        (tmp_path / name).chmod(0o755)
    ended = subprocess.run(
        [tmp_path / "tools/setup.sh", "browser-code"],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"/npm ci {option} " in ended.stderr
    assert "/npm run --silent build" in ended.stderr


def test_clean_keeps_what_people_wrote() -> None:
    for word in make("clean").split():
        assert not word.startswith(("content", "seeds", "./content"))


def test_continuous_integration_runs_what_the_readme_says() -> None:
    script = (PROJECT / ".ci/run").read_text()
    assert "exec make test" in script
    assert "make test" in (PROJECT / "README.md").read_text("utf-8")
