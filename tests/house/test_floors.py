"""The house: who may import whom, and where third-party libraries live (docs/architecture.md)."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.modules import PACKAGE, PROJECT, Module, all_modules

FLOORS = {
    "errors": 0, "base": 0,
    "model": 1,
    "config": 2,
    "readers": 3, "records": 3, "content": 3, "markup": 3, "theme": 3,
    "library": 4,
    "plan": 5,
    "outputs": 6,
    "ingest": 7, "build": 7, "mail": 7, "check": 7,
    "serve": 8,
    "commands": 9, "cli": 9,
}  # fmt: skip

CONFINED = {
    # library: where it may be imported; a room, or a module
    "jinja2": ("theme", "outputs.html"),
    "markupsafe": ("theme", "outputs.html"),
    "markdown": ("markup",),
    "nh3": ("markup",),
    "latex2mathml": ("markup",),
    "frontmatter": ("content",),
    "yaml": ("content",),
    "feedgen": ("outputs.feeds",),
    "lunr": ("outputs.search",),
    "sqlite3": ("build",),
    "bm25s": ("library",),
    "yake": ("records", "ingest"),
    "pylatexenc": ("base",),
    "anyascii": ("base", "plan.indexes"),
    "css_inline": ("mail",),
    "lxml": ("check", "outputs.feeds"),
    "watchfiles": ("serve",),
    "msgspec": ("base", "build"),
}

HEAVY = (
    "jinja2", "markdown", "lxml", "feedgen", "lunr", "yake", "networkx", "numpy", "bm25s", "pylatexenc",
    "css_inline", "watchfiles", "sqlite3", "yaml", "multiprocessing", "http.server", "email.message",
)  # fmt: skip

LONGEST_FILE = 300

MODULES = all_modules()
by_name = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def own_imports(module: Module) -> Iterator[tuple[str, int]]:
    """Give (room, line) of what a module imports from the package."""
    for found in module.imports:
        if found.name.startswith("generator."):
            yield found.name.split(".")[1], found.line


@by_name
def test_rooms_import_only_from_lower_floors(module: Module) -> None:
    if not module.room:
        return
    assert module.room in FLOORS, "give the new room a floor, here and in docs/architecture.md"
    own = FLOORS[module.room]
    wrong = [
        f"line {line}: {room}"
        for room, line in own_imports(module)
        if room != module.room
        and FLOORS[room] >= own
        and not (own == 0 or {room, module.room} == {"cli", "commands"})
    ]
    assert wrong == []


@by_name
def test_imports_are_absolute(module: Module) -> None:
    assert [found.line for found in module.imports if found.relative] == []


@by_name
def test_libraries_stay_in_their_rooms(module: Module) -> None:
    place = module.name.removeprefix("generator.")
    wrong = [
        f"line {found.line}: {found.name}"
        for found in module.imports
        if (allowed := CONFINED.get(found.name.split(".")[0])) and not place.startswith(allowed)
    ]
    assert wrong == []


def test_libraries_are_known() -> None:
    """What is imported is the standard library, the package, or in the table above."""
    names = {found.name.split(".")[0] for module in MODULES for found in module.imports}
    assert names - set(sys.stdlib_module_names) - set(CONFINED) == {"generator"}


def test_there_are_no_import_cycles() -> None:
    graph = {
        module.name: {f.name for f in module.imports if f.name.startswith("generator.")} for module in MODULES
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name not in done:
            for target in sorted(graph.get(name, ())):
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda p: p.parent.name)
def test_init_files_are_empty(path: Path) -> None:
    assert path.read_bytes() == b""


@by_name
def test_files_are_short(module: Module) -> None:
    assert len(module.path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_starting_the_program_is_cheap() -> None:
    """Heavy libraries are imported by the function that needs them."""
    code = "import sys, generator.cli; print(*sorted(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert set(result.stdout.split()).intersection(HEAVY) == set()
