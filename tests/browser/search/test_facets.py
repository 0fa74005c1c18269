"""Facets narrow what was found; another order turns it around."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import BOX, FOUND, search

pytestmark = pytest.mark.browser


def test_facets_narrow_and_the_way_back_widens(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=lesion")
    expect(page.locator(FOUND)).to_have_count(2)
    page.locator(".facets").get_by_role("link", name="eess.IV 1").or_(
        page.locator(".facets").get_by_role("link", name="eess.IV")
    ).first.click()
    expect(page.locator(BOX)).to_have_value("lesion topic:eess.IV")
    expect(page).to_have_url(f"{home}search/?q=lesion+topic%3Aeess.IV")
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])
    expect(page.locator("#search-heading")).to_be_focused()
    expect(page.locator(".facets")).to_have_count(0)  # one paper leaves no choice
    page.go_back()
    expect(page.locator(BOX)).to_have_value("lesion")
    expect(page.locator(FOUND)).to_have_count(2)
    page.go_forward()
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])
    page.get_by_role("link", name="Remove the filter topic:eess.IV").click()
    expect(page.locator(BOX)).to_have_value("lesion")
    expect(page.locator(FOUND)).to_have_count(2)


def test_facets_are_links_that_can_be_shared(page: Page, home: str) -> None:
    page.goto(f"{home}papers/policy/")
    search(page, "lesion")
    link = page.locator(".facets").get_by_role("link", name="with code")
    address = link.evaluate("link => link.href")
    page.goto(address)
    expect(page.locator(BOX)).to_have_value("lesion code:yes")
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation"])


def test_on_a_phone_facets_are_folded(browser: Browser, home: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as phone:
        page = phone.new_page()
        page.goto(f"{home}search/?q=lesion")
        links = page.locator(".facets a")
        expect(page.locator(FOUND)).to_have_count(2)
        expect(links.first).to_be_hidden()
        page.locator(".facets summary").click()
        expect(links.first).to_be_visible()
        page.locator(BOX).press("End")
        page.locator(BOX).press_sequentially(" year:2026")
        expect(links.first).to_be_visible()  # what is unfolded stays so


def test_results_in_another_order(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=lesion")
    orders = page.locator(".orders a")
    expect(orders.and_(page.locator("[aria-current]"))).to_have_text("relevance")
    page.get_by_role("link", name="date", exact=True).click()
    expect(page.locator(FOUND)).to_have_text(["Cardiac Segmentation", "Skin Lesion Recognition"])
    expect(orders.and_(page.locator("[aria-current]"))).to_have_text("date")
    page.get_by_role("link", name="relevance", exact=True).click()
    expect(page.locator(BOX)).to_have_value("lesion")
