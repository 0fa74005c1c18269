"""Compiled templates are remembered, and never in place of others."""

from pathlib import Path

import pytest
from msgspec import structs

from generator.model.artifact import Artifact, RenderContext
from generator.outputs.compiled import compiled_templates
from generator.outputs.html import start
from generator.theme.load import load_theme
from tests.theme.pages import CHECKOUT
from tests.theme.sample_views import make_site, make_views


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "paper-digest" / "templates"


@pytest.fixture
def context(tmp_path: Path) -> RenderContext:
    theme = load_theme("base", CHECKOUT)
    return RenderContext(str(tmp_path), theme.dirs, make_site(options=theme.options), "digest of the code")


def not_found(context: RenderContext) -> bytes:
    """Return the page for what is not found, as a process that starts renders it."""
    view = next(view for _, name, view in make_views(Path(context.content_dir)) if name == "404.html")
    return start(context)(Artifact("404.html", "html", view, "404.html"))


def kept(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_ino, path.read_bytes()) for path in folder.iterdir()}


def test_templates_are_compiled_once(folder: Path, context: RenderContext) -> None:
    page, files = not_found(context), kept(folder)
    assert len(files) > 3
    assert not_found(context) == page
    assert kept(folder) == files


def test_what_goes_into_templates_counts(folder: Path, context: RenderContext) -> None:
    not_found(context)
    files = kept(folder)
    other = structs.replace(context, site=structs.replace(context.site, title="Another name"))
    assert b"Another name" in not_found(other)
    assert kept(folder).keys() == files.keys()
    assert not any(now == files[name] for name, now in kept(folder).items())


@pytest.mark.parametrize(
    "damage", [lambda data: data[:40], lambda data: b"", lambda data: data[:-9] + b"012345678"]
)
def test_what_is_damaged_is_compiled_again(damage, folder: Path, context: RenderContext) -> None:  # type: ignore[no-untyped-def]
    page, files = not_found(context), kept(folder)
    for path in folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert not_found(context) == page
    assert {name: data for name, (_, data) in kept(folder).items()} == {
        name: data for name, (_, data) in files.items()
    }


def test_a_folder_that_others_may_write_is_left_alone(folder: Path, context: RenderContext) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert compiled_templates(context) is None
    folder.chmod(0o700)
    assert compiled_templates(context)


def test_nowhere_to_write_is_no_error(folder: Path, context: RenderContext) -> None:
    folder.parent.parent.write_text("a file")
    assert b"<h1>" in not_found(context)


def test_templates_of_others_are_not_remembered(folder: Path, context: RenderContext, tmp_path: Path) -> None:
    own = tmp_path / "themes" / "own" / "templates"
    own.mkdir(parents=True)
    (own / "404.html").write_text("mine")
    own_context = structs.replace(context, theme_dirs=(str(own.parent), *context.theme_dirs))
    assert not_found(own_context) == b"mine\n"
    assert list(folder.iterdir()) == []


def test_renderers_that_name_no_code_remember_nothing(folder: Path, context: RenderContext) -> None:
    not_found(structs.replace(context, code=""))
    assert not folder.exists()
