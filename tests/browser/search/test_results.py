"""What a result tells of its paper, and which words are marked in it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.papers import HOSTILE
from tests.browser.searching import RESULTS, TITLES, search

pytestmark = pytest.mark.browser


def test_a_result_tells_what_it_is(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "cardiac lesion")
    entry = page.locator(f"{RESULTS} ol.entries > li.entry")
    expect(entry).to_have_count(1)
    expect(entry.locator(".people")).to_have_text("Lin Wang et al. Clinic of Zürich")
    expect(entry.locator(".facts")).to_have_text("eess.IV 21 May 2026 Code Score 53.2")
    expect(entry.locator(".facts a.code")).to_have_attribute("href", "https://example.org/cardiac")
    expect(entry.locator(".score .fill")).to_have_class("fill w-55")
    listed = page.context.request.get(f"{home}topics/eess-iv/").text()
    assert 'class="fill w-55"' in listed  # the same as in a list
    expect(entry.locator("mark")).to_have_text(["Cardiac", "lesion"])
    entry.locator(".title a").click()
    expect(page).to_have_url(f"{home}papers/cardiac/")
    page.go_back()
    expect(page.locator(TITLES)).to_have_text(["Cardiac Segmentation"])


def test_a_result_says_no_more_than_is_known(open_page: Page) -> None:
    search(open_page, "the who and")
    entry = open_page.locator(f"{RESULTS} li.entry").first
    expect(entry.locator(".people")).to_have_count(0)
    expect(entry.locator(".facts")).to_have_text("added 28 May 2026")


def test_hostile_titles_are_text(page: Page, home: str) -> None:
    page.goto(f"{home}?q=onerror")
    expect(page.locator(TITLES)).to_have_text([HOSTILE])
    assert page.locator(f"{RESULTS} img, {RESULTS} script").count() == 0


def test_a_word_of_a_field_is_marked_only_there(open_page: Page) -> None:
    search(open_page, "title:lesion")
    expect(open_page.locator(f"{RESULTS} .title mark")).to_have_text(["Lesion"])
    expect(open_page.locator(f"{RESULTS} .teaser")).to_have_text("We see lesions.")
    expect(open_page.locator(f"{RESULTS} .teaser mark")).to_have_count(0)
    search(open_page, "title:recognition lesion")
    expect(open_page.locator(f"{RESULTS} mark")).to_have_text(["Lesion", "Recognition", "lesions"])


def test_a_teaser_ends_with_a_whole_line(page: Page, home: str) -> None:
    """What comes behind must not show: the ground of a mark reaches above its line."""
    page.goto(f"{home}?q=lesion")
    teaser = page.locator(f"{RESULTS} .teaser").first
    expect(teaser).to_have_text("We see lesions.")
    height, line = teaser.evaluate(
        """(teaser) => {
            teaser.textContent = "lesions ".repeat(200);
            return [teaser.getBoundingClientRect().height, parseFloat(getComputedStyle(teaser).lineHeight)];
        }"""
    )
    assert height == pytest.approx(2 * line, abs=0.1)


MARKED = [
    ("セグメンテーションによる医用画像の研究", "医用画像", "医用画像"),
    ("テ\u3099モ", "デモ", "テ\u3099モ"),
    ("GPT模型と3D模型", "模型", "模型|模型"),
    ("テモ", "デモ", ""),
    ("Jörg Müller", "mueller", "Müller"),
]
CUT = """async ([text, query]) => {
  const { asked, cut, words } = await import("./words.js");
  const pieces = cut(text, new Set(asked(words(query).flat())));
  return pieces.filter(([, found]) => found).map(([piece]) => piece).join("|");
}"""


@pytest.mark.parametrize(("text", "query", "marked"), MARKED)
def test_only_the_signs_asked_for_are_marked(source_page: Page, text: str, query: str, marked: str) -> None:
    assert source_page.evaluate(CUT, [text, query]) == marked


def test_results_show_where_the_words_stand(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=hearts")
    teaser = page.locator(f"{RESULTS} li.entry .teaser")
    expect(teaser).to_have_text("Segmenting hearts and a lesion.")
    expect(teaser.locator("mark")).to_have_text("hearts")
    expect(page.locator(f"{RESULTS} li.entry")).to_have_attribute("data-topics", "eess.IV")
