"""What all tests share: one browser, and Hypothesis without a clock."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# in one place only: a fixture of the session that is imported twice is set up twice
from tests.databases import database_address, postgresql, server  # noqa: F401

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A slow machine is no failure; in continuous integration a run is the same every time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests leave the user's cache alone; the programs that they start, too."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A real Chromium; one for all tests, because Playwright runs only once in a process."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()
