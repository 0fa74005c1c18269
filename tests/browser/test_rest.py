"""The abstracts of a long list: whole in the first entries, one fetch away in the others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

PAPER = "---\ntitle: Paper {0:02}\nadded: 2026-05-28\n---\n\n{1}\n\nThe end of *abstract* {0}. [Code](https://lab.test/{0})\n"
ISSUE = "digests/2026-05-28/"
LAST = ".entry:last-child"


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a digest whose issue has 61 papers."""
    root = tmp_path_factory.mktemp("long")
    (root / "content/papers").mkdir(parents=True)
    (root / "content/site.toml").write_text('base_url = "https://papers.lab.test/digest/"\n', "utf-8")
    for number in range(61):
        text = PAPER.format(number, "Many words. " * 40)
        (root / f"content/papers/paper-{number:02}.md").write_text(text, "utf-8")
    assert build(open_project(str(root)), jobs=1).problems == ()
    yield from serve(root / "output", "/digest/")


def unfold(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(f"{LAST} summary").click()


def test_a_late_entry_fetches_its_abstract(page: Page, long_list: str) -> None:
    unfold(page, long_list + ISSUE)
    entry = page.locator(LAST)
    expect(entry).to_contain_text("The end of abstract")
    expect(entry.locator("[data-rest]")).to_have_count(0)
    assert entry.locator(".prose em").inner_text() == "abstract"


def test_what_cannot_be_fetched_is_a_link_away(context: BrowserContext, long_list: str) -> None:
    complaints = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.route("**/papers/*/", lambda route: route.abort())
    with page.expect_event("requestfailed"), page.expect_console_message():
        unfold(page, long_list + ISSUE)
    expect(page.locator(f"{LAST} [data-rest]")).to_be_visible()
    assert complaints == ["Failed to load resource: net::ERR_FAILED"]  # the browser's own word on it


def test_without_script_the_fold_leads_to_the_abstract(browser: Browser, long_list: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        unfold(page, long_list + ISSUE)
        page.locator(f"{LAST} [data-rest]").click()
        expect(page.locator(".abstract-full")).to_contain_text("The end of abstract")
