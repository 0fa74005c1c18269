"""Results that nothing else puts in order come newest first, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.conftest import serve
from tests.browser.papers import write_papers
from tests.browser.searching import BOX, FOUND

pytestmark = pytest.mark.browser

NEWEST = [
    "Scaling R² Upwards",
    "深度学习 for Everybody",
    "Shot Boundaries in Video",
    "Zero-shot X-ray Reading",
]


@pytest.fixture(params=["lunr", "words"])
def deployed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    write_papers(tmp_path, request.param)
    old = tmp_path / "content/papers/policy.md"  # of 2024, and added after all others
    old.write_text(old.read_text("utf-8").replace("added: 2026-05-28", "added: 2026-05-29"), "utf-8")
    (tmp_path / "content/papers/the.md").unlink()
    (tmp_path / "content/papers/hostile.md").unlink()
    assert build(open_project(str(tmp_path)), jobs=1).problems == ()
    yield from serve(tmp_path / "output", "/")


@pytest.mark.parametrize("query", ["-lesion ", "-lesion sort:date "])
def test_the_newest_come_first_among_more_than_are_shown(
    context: BrowserContext, deployed: str, query: str
) -> None:
    page = context.new_page()
    page.goto(f"{deployed}search/")
    page.fill(BOX, query)
    expect(page.locator(FOUND)).to_have_count(20)
    assert page.locator(FOUND).all_text_contents()[: len(NEWEST)] == NEWEST
    assert "Learning Policies" not in page.locator(FOUND).all_text_contents()


def test_papers_whose_words_weigh_the_same_come_newest_first(context: BrowserContext, deployed: str) -> None:
    page = context.new_page()
    page.goto(f"{deployed}search/")
    page.fill(BOX, "topic:cs.LG ")
    expect(page.locator(FOUND)).to_have_text(["深度学习 for Everybody", "Learning Policies"])
