"""A reader who has the page open while the site is deployed anew: search goes on with what is there now."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.conftest import serve
from tests.browser.papers import write_papers
from tests.browser.searching import BOX, FOUND

pytestmark = pytest.mark.browser


@pytest.fixture(params=["lunr", "words"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    write_papers(tmp_path, request.param)
    assert build(open_project(str(tmp_path)), jobs=1).problems == ()
    return tmp_path


@pytest.fixture
def deployed(root: Path) -> Iterator[str]:
    yield from serve(root / "output", "/")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that may miss files, but must make no fault of it."""
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


def add_paper(root: Path, name: str) -> None:
    """A paper that comes before all others, so that every other one has a number that was another's."""
    lines = (root / "content/papers/lesions.md").read_text("utf-8").replace("Skin Lesion", f"{name} Lesion")
    early = re.sub("added: .*", "added: 2026-05-01", lines).replace("We see lesions.", f"We see {name}.")
    (root / "content/papers" / f"{name.lower()}.md").write_text(early, "utf-8")
    build(open_project(str(root)), jobs=1)


def test_what_is_asked_after_a_deploy_is_answered_from_the_new_build(
    page: Page, root: Path, deployed: str
) -> None:
    page.goto(f"{deployed}search/")
    page.fill(BOX, "x-ray")
    expect(page.locator(FOUND)).to_have_text(["Zero-shot X-ray Reading"])
    add_paper(root, "Zebra")
    page.reload()
    page.fill(BOX, "zebra")
    expect(page.locator(FOUND)).to_have_text(["Zebra Lesion Recognition"])
    add_paper(root, "Walrus")
    page.fill(BOX, "cardiac segmentation")
    expect(page.locator(FOUND).first).to_have_text("Cardiac Segmentation")
    expect(page.locator(f"{FOUND} >> nth=0").locator("xpath=ancestor::li")).to_contain_text(
        "Segmenting hearts"
    )
    page.fill(BOX, '"see walrus"')
    expect(page.locator(FOUND)).to_have_text(["Walrus Lesion Recognition"])


@pytest.mark.parametrize("root", ["words"], indirect=True)
def test_what_fails_after_all_has_begun_anew_is_no_failure(page: Page, root: Path, deployed: str) -> None:
    page.goto(f"{deployed}search/")
    page.fill(BOX, "x-ray")
    expect(page.locator(FOUND)).to_have_text(["Zero-shot X-ray Reading"])
    expect(page.locator("main li.entry")).to_contain_text("No training at all.")  # the last that it asks for
    add_paper(root, "Zebra")
    late: list[Route] = []
    goes_on: list[str] = []
    page.route("**/range.*.js", lambda route: route.continue_() if goes_on else late.append(route))
    page.fill(BOX, "cardiac")
    while not late:
        page.evaluate("0")
    goes_on.append("from here")
    page.fill(BOX, "lesion")
    expect(page.locator(FOUND).filter(has_text="Zebra")).to_have_count(1)
    page.fill(BOX, "cardiac")
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])
    with page.expect_response(late[0].request.url) as answer:
        for route in late:
            route.continue_()
    assert answer.value.status == 404
    page.wait_for_load_state("networkidle")
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])


def test_where_the_same_build_lacks_a_file_search_says_so(page: Page, root: Path, deployed: str) -> None:
    lost = [*root.glob("output/search/*/words.*/*.js"), *root.glob("output/search/index.*.js")]
    page.goto(f"{deployed}search/")
    for file in lost:
        file.unlink()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill(BOX, "lesion")
    expect(page.locator("#search-status")).to_have_text("Search could not be loaded")
    assert sum(bool(re.search("manifest|segments.js", url)) for url in asked) <= 3


def use_engine(root: Path, name: str) -> None:
    site = root / "content/site.toml"
    site.write_text(re.sub('engine = ".*"', f'engine = "{name}"', site.read_text("utf-8")), "utf-8")
    assert build(open_project(str(root)), jobs=1).problems == ()


def test_where_the_engine_has_changed_the_page_offers_to_be_loaded_again(
    page: Page, root: Path, deployed: str
) -> None:
    page.goto(f"{deployed}search/")
    has_words = (root / "output/search/segments.js").exists()
    if has_words:  # the other engine would have all that there is
        page.fill(BOX, "x-ray")
        expect(page.locator(FOUND)).to_have_text(["Zero-shot X-ray Reading"])
    use_engine(root, "lunr" if has_words else "words")
    page.fill(BOX, "cardiac")
    again = page.locator("button.more")
    expect(again).to_have_text("The site has changed: reload")
    again.click()
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])
    expect(page.locator(BOX)).to_have_value("cardiac")


def test_more_results_after_a_deploy_are_those_of_the_new_build(
    page: Page, root: Path, deployed: str
) -> None:
    page.goto(f"{deployed}search/")
    page.fill(BOX, "filler study")
    expect(page.locator(FOUND)).to_have_count(20)
    for path in root.glob("content/papers/filler-*.md"):
        path.write_text(path.read_text("utf-8").replace("Filler Study", "Filler Work study"), "utf-8")
    build(open_project(str(root)), jobs=1)
    page.locator("button.more").click()
    more = page.locator(f"{FOUND} >> nth=20")
    if not list(root.glob("output/search/segments.js")):
        expect(more).to_contain_text("Filler Study")  # all of them had come before
        return
    expect(page.locator(f"{FOUND} >> nth=0")).to_contain_text("Filler Work")
    page.locator("button.more").click()
    expect(more).to_contain_text("Filler Work")
