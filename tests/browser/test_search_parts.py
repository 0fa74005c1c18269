"""Search over papers in several parts: the newest first, older ones when little is found or somebody asks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.build.run import build
from generator.config.project import open_project
from generator.plan import search_parts
from tests.browser.conftest import serve
from tests.browser.papers import MANY, write_papers
from tests.browser.searching import BOX, FOUND

pytestmark = pytest.mark.browser

SMALL = 20
"""Papers of a part here; each claims to hold 600, so that two are enough for a start."""


@pytest.fixture(scope="module")
def parted_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("parted")
    write_papers(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_parts, "PART", SMALL)
        assert build(open_project(str(root)), jobs=1).problems == ()
    manifest = root / "output/search/manifest.js"
    text, changed = re.subn(r'"count":\d+', '"count":600', manifest.read_text("utf-8"))
    assert changed == 3
    manifest.write_text(text, "utf-8")
    yield from serve(root / "output", "/")


def indexes(asked: list[str]) -> list[str]:
    return [Path(url).name.split(".")[2] for url in asked if "/search/index." in url]


@pytest.fixture
def asked(page: Page) -> list[str]:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


def test_many_results_wait_for_whoever_asks(page: Page, asked: list[str], parted_home: str) -> None:
    page.goto(f"{parted_home}search/?q=filler")
    older = page.get_by_role("button", name="Look through 600 older papers too")
    expect(older).to_be_visible()
    expect(page.locator("#search-status")).not_to_have_text(f"{MANY} papers found")
    assert indexes(asked) == ["3", "2"]
    older.click()
    expect(page.locator("#search-status")).to_have_text(f"{MANY} papers found")
    expect(older).to_have_count(0)
    assert indexes(asked) == ["3", "2", "1"]


def test_few_results_look_further_by_themselves(page: Page, asked: list[str], parted_home: str) -> None:
    page.goto(parted_home)
    with page.expect_request(lambda request: indexes([request.url]) == ["1"]):
        page.fill(BOX, "lesion")
    expect(page.locator(FOUND)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    assert indexes(asked) == ["3", "2", "1"]
    page.fill(BOX, '"hearts and a lesion"')
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])
    assert len(asked) == len(set(asked))


def test_the_best_of_several_parts_are_those_of_one(page: Page, parted_home: str, home: str) -> None:
    best = []
    for site in (parted_home, home):
        page.goto(f"{site}search/?q=hearts")  # one result: all parts are looked through
        expect(page.locator(FOUND)).to_have_count(1)
        page.fill(BOX, "deep learning research")
        expect(page.locator("#search-status")).to_have_text(re.compile(r"5\d papers found"))
        best.append(set(page.locator(FOUND).all_text_contents()[:9]))
    assert best[0] == best[1]
