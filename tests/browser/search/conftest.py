"""Every test of this folder that asks for a site holds for both engines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import REPOSITORY, serve
from tests.browser.searching import LOADED


@pytest.fixture(scope="module", params=list(LOADED))
def engine(request: pytest.FixtureRequest) -> str:
    """Everything here holds for both engines."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(sites: Callable[[str], Path], engine: str) -> Path:
    return sites(engine)


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    yield from serve(site, "/digest/")


@pytest.fixture(scope="module")
def home_at_root(site: Path) -> Iterator[str]:
    yield from serve(site, "/")


@pytest.fixture(scope="module")
def source_page(browser: Browser) -> Iterator[Page]:
    """A page that may import the sources of the scripts."""
    with browser.new_context() as context:
        for root in serve(REPOSITORY / "browser/src", "/"):
            page = context.new_page()
            page.goto(f"{root}query.js")
            yield page
