"""The box that says how to cite a paper."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PAPER = "papers/formula/"


def copy(page: Page, what: str) -> None:
    page.get_by_role("button", name=what).click()
    expect(page.locator(".copies [role=status]")).to_have_text("Copied")


def test_reference_and_bibtex_are_copied(context: BrowserContext, page: Page, home: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(home + PAPER)
    for what, place in (("Copy BibTeX", "#cite-bibtex"), ("Copy reference", "#cite-reference")):
        copy(page, what)
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(place).text_content()


def test_without_a_clipboard_the_text_is_selected_and_copied(page: Page, home: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(home + PAPER)
    copy(page, "Copy reference")
    box = page.get_by_role("searchbox").first
    reference = page.locator("#cite-reference").text_content()
    box.focus()
    page.keyboard.press("Control+V")
    expect(box).to_have_value(reference or "nothing")
    expect(page.locator(".search-results")).to_be_visible()  # they stand in the place of the page
    page.keyboard.press("Escape")
    copy(page, "Copy BibTeX")
    expect(page.locator(".cite details")).to_have_attribute("open", "")
    assert page.evaluate("getSelection().toString()").startswith("@misc{")


def test_without_scripts_there_is_text_and_there_are_files(browser: Browser, home: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(home + PAPER)
        expect(page.locator(".copies")).to_be_hidden()
        page.get_by_text("BibTeX", exact=True).first.click()
        expect(page.locator("#cite-bibtex")).to_be_visible()
        files = page.locator(".cite .exports a")
        assert files.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON", "Markdown"]
        for link in files.all():
            address = link.evaluate("link => link.href")
            assert page.request.get(address).ok
