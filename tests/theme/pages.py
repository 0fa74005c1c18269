"""Render the sample views with a theme of this checkout."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.model.artifact import Artifact, RenderContext
from generator.model.views import StyleView
from generator.outputs.html import start
from generator.theme.load import Theme, load_theme
from tests.theme.sample_views import make_site

CHECKOUT = Path(__file__).parent.parent.parent
THEMES = ("base", "journal")

RenderPage = Callable[[str, str, Any], str]


def renderer(theme_name: str, content_dir: Path, **site: Any) -> RenderPage:
    """Return the function (path, template, view) → text of the page."""
    theme = load_theme(theme_name, CHECKOUT)
    render = start(RenderContext(str(content_dir), theme.dirs, make_site(options=theme.options, **site)))
    return lambda path, template, view: render(Artifact(path, "html", view, template)).decode("utf-8")


def stylesheet(theme: Theme, *names: str) -> str:
    """Return the stylesheets of the theme's pages, or those of them named, as a browser gets them."""
    render = start(RenderContext("content", theme.dirs, make_site(options=theme.options)))
    sheets = [
        render(Artifact(name, "html", StyleView(theme.options), name))
        for name in names or ("style.css", "lists.css")
    ]
    return b"".join(sheets).decode("utf-8")
