"""Views of every kind, and the themes that render them."""

from pathlib import Path
from typing import Any

import pytest

from tests.theme.pages import THEMES, RenderPage, renderer
from tests.theme.sample_views import make_views

BASE_URL = "https://lab.example/digest/"


class Views(list[tuple[str, str, Any]]):
    """(path, template, view) of every kind."""

    def __repr__(self) -> str:
        return "views"  # hypothesis prints arguments; these fill 100 kB


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


@pytest.fixture(scope="module")
def views(content: Path) -> Views:
    return Views(make_views(content))


@pytest.fixture(scope="module", params=THEMES)
def render(request: pytest.FixtureRequest, content: Path) -> RenderPage:
    return renderer(request.param, content)
