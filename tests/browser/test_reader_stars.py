"""Stars: kept, listed on their page, cited, saved and loaded elsewhere."""

import json
import re
from pathlib import Path

import bibtexparser
import pytest
import rispy
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.reader_marks import LESIONS, TOPIC, ZERO, mark, saved

pytestmark = pytest.mark.browser


def test_stars_are_kept_and_taken_along(page: Page, home: str, browser: Browser) -> None:
    page.goto(home + TOPIC)
    star = mark(page, LESIONS, "starred")
    expect(star).to_have_attribute("aria-pressed", "false")
    expect(star).to_have_accessible_name(f"Star: {LESIONS}")
    star.click()
    mark(page, ZERO, "starred").click()
    page.reload()
    expect(mark(page, LESIONS, "starred")).to_have_attribute("aria-pressed", "true")
    link = page.locator("[data-starred]")
    expect(link).to_have_accessible_name("Starred papers: 2 papers")
    link.click()
    expect(page.locator("h1")).to_have_text("Starred papers")
    expect(page.locator(".entry .title a")).to_have_text([ZERO, LESIONS])
    expect(page.locator(".entry .people").last).to_have_text("Siyuan Yan, Jörg Müller")
    page.get_by_label("Order").select_option("title")
    expect(page.locator(".entry .title a")).to_have_text([LESIONS, ZERO])
    check_citations(page)
    name, backup = saved(page, page.get_by_role("button", name="Save marks and rules").click)
    assert name == "paper-digest-reader.json"
    with browser.new_context() as other:
        for fresh in watched_page(other):
            check_loading(fresh, home, backup)


def check_citations(page: Page) -> None:
    told = page.locator("[data-told]")
    files = {}
    for words in ("BibTeX", "RIS", "CSL-JSON", "Markdown"):
        name, files[words] = saved(page, page.get_by_role("button", name=words).click)
        assert name.startswith("starred.")
        expect(told).to_have_text("2 citations were saved.")
    bibtex = bibtexparser.parse_string(files["BibTeX"])
    assert len({found.key for found in bibtex.entries}) == 2
    assert not bibtex.failed_blocks
    assert [re.sub("[{}]", "", found["title"]) for found in bibtex.entries] == [LESIONS, ZERO]
    ris = rispy.loads(files["RIS"])
    assert [found.get("title", found.get("primary_title")) for found in ris] == [LESIONS, ZERO]
    assert [found["title"] for found in json.loads(files["CSL-JSON"])] == [LESIONS, ZERO]
    assert files["Markdown"].index(LESIONS) < files["Markdown"].index(ZERO)


def check_loading(page: Page, home: str, backup: str) -> None:
    page.goto(f"{home}starred/")
    expect(page.locator(".reader > .none")).to_be_visible()
    file = {"name": "reader.json", "mimeType": "application/json", "buffer": backup.encode()}
    page.get_by_label("Load a file").set_input_files([file])  # type: ignore[list-item]
    expect(page.locator("[data-loaded]")).to_have_text("Loaded: 2 marks are new, 0 rules are new or changed.")
    expect(page.locator(".entry .title a")).to_have_text([ZERO, LESIONS])
    page.get_by_label("Load a file").set_input_files([file | {"buffer": b'{"version": 1, "marks": [{}]}'}])  # type: ignore[list-item]
    expect(page.locator("[data-loaded]")).to_have_text(
        "This file was not loaded. Mark 1: “id” is wrong or missing."
    )
    expect(page.locator(".entry")).to_have_count(2)


def test_citations_that_cannot_be_fetched_are_named(
    context: BrowserContext, shaky_home: str, refused: set[str]
) -> None:
    page = context.new_page()
    page.goto(shaky_home + TOPIC)
    for title in (LESIONS, ZERO):
        mark(page, title, "starred").click()
    page.goto(f"{shaky_home}starred/")
    refused.add("lesions.ris")
    text = saved(page, page.get_by_role("button", name="RIS").click)[1]
    assert len(rispy.loads(text)) == 1
    expect(page.locator("[data-told]")).to_have_text(
        f"1 citation was saved. Not among them, for they could not be fetched: {LESIONS}"
    )
    refused.update({"lesions.bib", "zero-shot.bib"})
    page.get_by_role("button", name="BibTeX").click()
    expect(page.locator("[data-told]")).to_have_text("Nothing was saved: the citations could not be fetched.")


def test_stars_work_on_pages_opened_from_files(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        for page in watched_page(context):
            page.goto((site / TOPIC / "index.html").as_uri())
            mark(page, LESIONS, "starred").click()
            page.locator("[data-starred]").click()
            expect(page.locator(".entry .title a")).to_have_text([LESIONS])
            expect(page.locator("[data-from-file]")).to_be_visible()
            expect(page.get_by_role("button", name="BibTeX")).to_be_hidden()
            text = saved(page, page.get_by_role("button", name="Markdown").click)[1]
            address = "https://papers.lab.test/digest/papers/lesions/"
            assert text == f"- [{LESIONS}]({address}), Siyuan Yan, Jörg Müller, 2026-05-20\n"
            page.locator(".entry .title a").click()
            expect(page.locator("h1")).to_contain_text(LESIONS)
