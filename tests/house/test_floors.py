"""The house: who may import whom, and where third-party libraries live (docs/architecture.md)."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.modules import PACKAGE, PROJECT, Module, all_modules

FLOORS = {
    "errors": 0, "base": 0,
    "model": 1,
    "config": 2,
    "readers": 3, "records": 3, "content": 3, "markup": 3, "theme": 3,
    "library": 4, "indexing": 4,
    "plan": 5,
    "outputs": 6,
    "ingest": 7, "build": 7, "mail": 7, "subscribers": 7, "check": 7,
    "serve": 8, "sending": 8,
    "service": 9,
    "commands": 10, "cli": 10,
}  # fmt: skip

CONFINED = {
    # library: the modules that import it, and no others
    "alembic": {
        "subscribers.migrate",
        "subscribers.migrations.env",
        "subscribers.migrations.versions.v0001_first",
    },
    "numpy": {"library.related"},
    "PIL": {"outputs.card"},
    "anyascii": {"base.slugs", "plan.indexes"},
    "babel": {"theme.catalogue", "theme.words"},
    "css_inline": {"mail.printed"},
    "distributed": {"build.cluster"},
    "dns": {"sending.names"},
    "dkim": {"sending.signing"},
    "feedgen": {"outputs.feed_reading", "outputs.feeds"},
    "font_source_serif_pro": {"outputs.card"},
    "frontmatter": {"content.yaml_front_matter"},
    "fsspec": {"build.bucket"},
    "httpx": {"sending.listmonk_api"},
    "idna": {"subscribers.address"},
    "jinja2": {
        *("outputs.compiled", "outputs.folding", "outputs.heads.filters", "outputs.html"),
        *("outputs.keeping", "outputs.sandbox", "theme.closure", "theme.templates"),
    },
    "latex2mathml": {"markup.formula"},
    "lunr": {"check.search"},
    "lxml": {"check.feed_rules", "check.feeds", "check.heads", "check.markup", "check.pages"},
    "markdown": {"markup.render"},
    "markupsafe": {
        "outputs.entries",
        "outputs.escaping",
        "outputs.heads.filters",
        "outputs.html",
        "outputs.sandbox",
    },
    "nh3": {"markup.render"},
    "pylatexenc": {"base.tex_macros"},
    "sqlalchemy": {
        *("subscribers.columns", "subscribers.database", "subscribers.deliveries", "subscribers.inserts"),
        *("subscribers.issues", "subscribers.journal", "subscribers.keys", "subscribers.limits"),
        *("subscribers.migrate", "subscribers.migrations.versions.v0001_first", "subscribers.people"),
        *("subscribers.moving", "subscribers.numbers", "subscribers.recovery", "subscribers.requests"),
        *("subscribers.roster", "subscribers.schema", "subscribers.suppress", "subscribers.tally"),
        "subscribers.told",
    },
    "sqlite3": {"build.state"},
    "starlette": {"service.app", "service.form", "service.guard", "service.run"},
    "svg": {"outputs.pictures.canvas"},
    "textblob": {"ingest.phrases"},
    "uvicorn": {"service.protocol", "service.run"},
    "watchfiles": {"serve.watch"},
    "yaml": {"content.yaml_front_matter"},
}

ANYWHERE = {"msgspec"}
"""Its Struct is what records are made of, in all rooms."""

HEAVY = {"asyncio", "concurrent.futures", "email.message", "http.server", "multiprocessing", "sqlite3"}
"""Parts of the standard library that only some verbs need."""

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


def test_libraries_are_imported_where_the_table_says() -> None:
    """Whatever is neither the package nor the standard library (SQLite apart) stands in the table."""
    places: dict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        for found in module.imports:
            library = found.name.split(".")[0]
            if library == "sqlite3" or library not in {"generator", *ANYWHERE, *sys.stdlib_module_names}:
                places[library].add(module.name.removeprefix("generator."))
    assert places == CONFINED


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


START = """\
import sys
from generator.cli import main
try:
    main(["--help"])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def test_starting_the_program_is_cheap() -> None:
    """Help is printed without any library: python -S has no site-packages, so an import of one would fail."""
    ended = subprocess.run(
        [sys.executable, "-S", "-c", START], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    loaded = set(ended.stderr.split())
    assert loaded & HEAVY == set()
    rooms = {name.split(".")[1] for name in loaded if name.startswith("generator.")}
    assert rooms == {"base", "cli", "commands", "config", "errors"}
