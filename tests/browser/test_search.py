import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import REPOSITORY, serve
from tests.browser.papers import HOSTILE, MANY

pytestmark = pytest.mark.browser

BOX = "input[type=search]"
RESULTS = "main .search-results"
TITLES = f"{RESULTS} li.entry .title"
FOUND = f"{RESULTS} .list li.entry .title"
CASES = json.loads((Path(__file__).parent / "search_cases.json").read_text("utf-8"))


LOADED = {
    "lunr": ["search.bundle", "search/manifest.js", "search/index.", "search/papers."],
    "words": ["words.bundle", "search/segments.js", "/range.", "/rows."],
}
"""What each engine loads to find a lesion."""


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


@pytest.fixture
def shaky_home(site: Path, refused: set[str]) -> Iterator[str]:
    yield from serve(site, "/digest/", refused)


@pytest.fixture(scope="module")
def home_at_root(site: Path) -> Iterator[str]:
    yield from serve(site, "/")


def search(page: Page, text: str) -> None:
    """Put `text` into the box and wait until its answer stands there."""
    page.fill(BOX, text)
    expect(page.locator("#search-status")).to_have_text(re.compile("found"))


@pytest.mark.parametrize("start", ["", "papers/policy/", "topics/", "404.html"])
def test_results_appear_while_typing(page: Page, home: str, start: str) -> None:
    page.goto(home + start)
    own, title = page.locator("main :is(h1, h2)").first.text_content(), page.title()
    page.locator(BOX).press_sequentially("lesio")
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    expect(page.locator("#search-status")).to_have_text("2 papers found")
    expect(page.locator(f"{RESULTS} #search-heading")).to_have_text("Search for lesio")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(BOX)).to_be_focused()
    expect(page).to_have_title("Search: lesio – Test Digest")
    expect(page).to_have_url(home + start)  # only the search page's address tells the query
    page.fill(BOX, "")
    expect(page).to_have_title(title)
    expect(page.locator("main :is(h1, h2)").first).to_have_text(own or "")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator("#search-status")).to_have_text("")
    expect(page).to_have_url(home + start)


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


def test_an_address_with_a_query_searches_at_once(page: Page, home_at_root: str) -> None:
    page.goto(f"{home_at_root}search/?q=lesion")
    expect(page.locator(BOX)).to_have_value("lesion")
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    page.locator(TITLES).first.locator("a").click()
    expect(page).to_have_url(f"{home_at_root}papers/lesions/")


def test_the_address_of_the_search_page_tells_the_query(page: Page, home: str) -> None:
    page.goto(f"{home}search/")
    search(page, "lesion")
    expect(page).to_have_url(f"{home}search/?q=lesion")
    expect(page).to_have_title("Search: lesion – Test Digest")
    page.reload()
    expect(page.locator(TITLES)).to_have_count(2)


def test_the_keyboard_is_enough(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}search/?q=lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.keyboard.press("/")
    links = page.locator(f"{TITLES} a")
    page.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("")
    page.keyboard.type("a/b")  # a slash in the box is a slash
    expect(page.locator(BOX)).to_have_value("a/b")


def test_escape_in_the_box_brings_the_page_back(page: Page, home: str) -> None:
    page.goto(f"{home}papers/policy/?q=lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.locator(BOX).press("Escape")
    expect(page.locator("main h1")).to_have_text("Learning Policies")
    expect(page).to_have_url(f"{home}papers/policy/")


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["query"])
def test_what_is_found(open_page: Page, case: dict[str, Any]) -> None:
    """One page answers them all, as when somebody goes on typing."""
    search(open_page, case["query"])
    expect(open_page.locator(FOUND)).to_have_text(case["titles"])


def test_odd_input_never_breaks_search(page: Page, home: str) -> None:
    page.goto(home)
    for text in [
        *":~*+-^\"'()[]{}<>\\/%&?.",
        "a*",
        "title:",
        ":x",
        "+",
        "--",
        "author:-",
        '"',
        "~1",
        "a^2",
        "x" * 500,
    ]:
        page.fill(BOX, text)
    page.fill(BOX, "%E0%A4%A ?q=& #")
    search(page, "lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    page.fill(BOX, "***")
    expect(page.locator(RESULTS)).to_have_count(0)


HUGE = ["x" * 8000, "an " + "lesion" * 1500, "lesion " * 3000, "学" * 8000, '"' * 8000, "author:" * 2000]


@pytest.mark.parametrize("query", HUGE, ids=["word", "two", "many", "signs", "quotes", "fields"])
def test_a_link_cannot_stop_the_page(page: Page, home: str, query: str) -> None:
    """Lunr needs time by the square of a word's length and more: minutes for the first of these."""
    page.set_default_timeout(5_000)
    page.goto(f"{home}search/")
    page.fill(BOX, query)
    expect(page.locator(RESULTS)).to_have_count(1 if query.strip('"') else 0)
    search(page, "cardiac")
    expect(page.locator(TITLES)).to_have_text(["Cardiac Segmentation"])


def test_a_result_says_no_more_than_is_known(open_page: Page) -> None:
    search(open_page, "the who and")
    entry = open_page.locator(f"{RESULTS} li.entry").first
    expect(entry.locator(".people")).to_have_count(0)
    expect(entry.locator(".facts")).to_have_text("added 28 May 2026")


def test_no_result_leads_on(page: Page, home: str) -> None:
    page.goto(f"{home}papers/policy/")
    search(page, "qwertyuiop")
    expect(page.locator("#search-status")).to_have_text("No paper found")
    links = page.locator(f"{RESULTS} .empty a")
    expect(links).to_have_text(["Topics", "Keywords", "Authors", "Archive"])
    for link in links.all():
        assert page.request.get(link.evaluate("link => link.href")).ok


def test_no_result_shows_papers_with_most_of_the_words(open_page: Page) -> None:
    search(open_page, "cardiac lesion qwertyuiop")
    expect(open_page.locator("#search-status")).to_have_text("No paper found")
    expect(open_page.locator(TITLES)).to_have_text(["Cardiac Segmentation"])


def test_a_missing_page_suggests_what_was_meant(context: BrowserContext, home: str) -> None:
    page = context.new_page()  # unwatched: Chromium reports the status 404 as an error
    page.goto(f"{home}papers/skin-lesion-recognition-of-old/")
    expect(page.locator("main h1")).to_have_text("Page not found")
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition"])
    page.locator(f"{TITLES} a").click()
    expect(page).to_have_url(f"{home}papers/lesions/")


@pytest.mark.parametrize("address", ["nothing/here", "papers/the-who/", "topics/zero-y/", "a/skin", "the/%"])
def test_a_missing_page_guesses_nothing_from_a_word(context: BrowserContext, home: str, address: str) -> None:
    page = context.new_page()
    page.goto(home + address)
    page.locator(BOX).focus()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main h1")).to_have_text("Page not found")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_hostile_titles_are_text(page: Page, home: str) -> None:
    page.goto(f"{home}?q=onerror")
    expect(page.locator(TITLES)).to_have_text([HOSTILE])
    assert page.locator(f"{RESULTS} img, {RESULTS} script").count() == 0


def test_long_lists_come_in_parts(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "filler")
    expect(page.locator("#search-status")).to_have_text(f"{MANY} papers found")
    for shown in (20, 40):
        expect(page.locator(TITLES)).to_have_count(shown)
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(f"{TITLES} a").nth(shown)).to_be_focused()
    expect(page.locator(TITLES)).to_have_count(MANY)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_results_are_announced_and_named(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "lesion")
    expect(page.get_by_role("region", name="Search for lesion")).to_be_visible()
    expect(page.get_by_role("search").get_by_role("searchbox")).to_have_count(1)
    assert page.locator("#search-status").get_attribute("aria-live") == "polite"
    expect(page.locator("h1")).to_have_count(1)


def test_nothing_is_loaded_before_it_is_needed(page: Page, home: str, engine: str) -> None:
    parts = [*LOADED[engine], "/facets.js"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(home)))
    page.goto(home)
    page.wait_for_load_state("networkidle")
    before = len(asked)
    assert not [url for url in asked if any(part in url for part in parts)]
    search(page, "lesion")
    loaded = [url for url in asked[before:] if "texts." not in url]
    assert len(loaded) == len(set(loaded))
    assert all(any(part in url for part in parts) for url in loaded)
    assert all(any(part in url for url in loaded) for part in LOADED[engine])


def test_the_names_of_the_parts_are_fetched_beside_the_script(
    context: BrowserContext, home: str, engine: str
) -> None:
    page = context.new_page()
    page.route(f"**/{LOADED[engine][0]}.*.js", lambda _: None)  # it is long in coming
    with page.expect_request(re.compile("/search/(manifest|segments).js")):
        page.goto(f"{home}search/?q=lesion", wait_until="commit")


def test_search_that_cannot_be_loaded_says_so(browser: Browser, home: str, engine: str) -> None:
    page = browser.new_page()
    page.route(re.compile(re.escape(LOADED[engine][2])), lambda route: route.abort())
    page.goto(f"{home}?q=lesion")
    expect(page.locator(RESULTS)).to_contain_text("Search could not be loaded.")
    expect(page.locator(f"{RESULTS} a").first).to_have_text("Topics")
    page.close()


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("typed", ["", "les"])
def test_search_that_failed_is_loaded_again(
    context: BrowserContext, shaky_home: str, refused: set[str], engine: str, number: int, typed: str
) -> None:
    """Also when it failed while the box was empty: the next key tries again."""
    part = LOADED[engine][number]
    refused.add(part)
    if part in ("/range.", "/rows."):
        typed = "les"  # before that, they are not loaded
    page = context.new_page()  # unwatched: Chromium reports the status 503 as an error
    page.goto(f"{shaky_home}?q={typed}")
    if not typed:
        page.locator(BOX).focus()
    expect(page.locator("#search-status")).to_have_text("Search could not be loaded")
    page.locator(BOX).press("End")
    page.locator(BOX).press_sequentially("lesion".removeprefix(typed))
    expect(page.locator(TITLES)).to_have_text(["Skin Lesion Recognition", "Cardiac Segmentation"])
    expect(page.locator("#search-status")).to_have_text("2 papers found")
    expect(page.locator("script[src*='search/']")).to_have_count(0)


def test_a_failure_is_gone_with_the_query(context: BrowserContext, home: str) -> None:
    page = context.new_page()
    page.route(re.compile("/search/(manifest|segments)"), lambda route: route.abort())
    page.goto(home)
    page.fill(BOX, "lesion")
    expect(page.locator(RESULTS)).to_contain_text("Search could not be loaded.")
    page.fill(BOX, "")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator("#lead")).to_be_visible()


def test_the_front_page_keeps_its_name_above_results(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "lesion")
    name = page.locator("h1")
    expect(name).to_have_text("Test Digest")
    expect(name).to_be_visible()
    name.locator("a").click()
    expect(page).to_have_url(home)
    expect(page.locator("#lead")).to_be_visible()


def test_a_page_asked_for_anew_searches_for_nothing(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "lesion")
    page.evaluate("""() => {
      history.replaceState({ query: "lesion" }, "");
      document.querySelector("h1 a").click();
    }""")
    page.wait_for_function("!document.querySelector('input[type=search]').value")
    expect(page.locator("#lead")).to_be_visible()


def test_without_javascript_the_box_leads_to_lists(browser: Browser, home: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}papers/policy/")
    page.fill(BOX, "lesion")
    page.press(BOX, "Enter")
    expect(page).to_have_url(f"{home}search/?q=lesion")
    expect(page.locator("main h1")).to_have_text("Search")
    expect(page.locator("main .summary:visible")).to_have_count(1)
    expect(page.locator("main .summary:visible")).to_contain_text("needs JavaScript")
    expect(page.locator(".hints")).to_be_hidden()
    page.locator("main").get_by_role("link", name="Machine Learning").first.click()
    expect(page.locator("main")).to_contain_text("Learning Policies")
    page.close()


def test_everything_works_from_file(page: Page, site: Path) -> None:
    start = site / "papers" / "policy" / "index.html"
    page.goto(start.as_uri())
    page.fill(BOX, "lesion")
    expect(page.locator(TITLES)).to_have_count(2)
    assert page.url == start.as_uri()
    page.locator(TITLES).first.locator("a").click()
    expect(page.locator("main h1")).to_have_text("Skin Lesion Recognition")
    page.locator("nav a", has_text="Topics").first.click()
    expect(page).to_have_url((site / "topics" / "index.html").as_uri())


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


def test_a_slip_is_forgiven_and_the_right_word_offered(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=fillre+stuyd")
    expect(page.locator("#search-status")).to_have_text(f"{MANY} papers found")
    expect(page.locator(f"{RESULTS} .summary")).to_have_text(
        f"No exact match; {MANY} papers with similar spelling."
    )
    expect(page.locator(f"{FOUND} mark").first).to_have_text("Filler")
    page.locator(".meant a").click()
    expect(page.locator(BOX)).to_have_value("filler study")
    expect(page.locator(".meant")).to_have_count(0)


def test_no_result_says_what_to_leave_out(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=lesion+year:2019")
    expect(page.locator("#search-status")).to_have_text("No paper found")
    page.get_by_role("link", name="Without year:2019: 2 papers").click()
    expect(page.locator(FOUND)).to_have_count(2)


HINTS = [
    ("foo:filler", "There is no field “foo”"),
    ("filler year:soon x", "“year:soon” says nothing and is left out."),
]


@pytest.mark.parametrize(("query", "hint"), HINTS)
def test_what_cannot_be_read_is_said_politely(open_page: Page, query: str, hint: str) -> None:
    open_page.fill(BOX, query)
    expect(open_page.locator(f"{RESULTS} .opening .note")).to_contain_text(hint)


@pytest.mark.parametrize(
    ("query", "example"),
    [
        ("author:", "author:zhang"),
        ("topic:", "topic:cs.CV"),
        ("year:20", "year:2024"),
        ("-keyword:", "keyword:lesion"),
    ],
)
def test_a_filter_without_a_value_shows_how_it_goes_on(open_page: Page, query: str, example: str) -> None:
    open_page.fill(BOX, query)
    said = f"This finds nothing yet. An example: {example}"
    expect(open_page.locator(f"{RESULTS} .summary")).to_have_text(said)
    expect(open_page.locator("#search-status")).to_have_text(said)


def test_a_word_of_a_field_is_marked_only_there(open_page: Page) -> None:
    search(open_page, "title:lesion")
    expect(open_page.locator(f"{RESULTS} .title mark")).to_have_text(["Lesion"])
    expect(open_page.locator(f"{RESULTS} .teaser")).to_have_text("We see lesions.")
    expect(open_page.locator(f"{RESULTS} .teaser mark")).to_have_count(0)
    search(open_page, "title:recognition lesion")
    expect(open_page.locator(f"{RESULTS} mark")).to_have_text(["Lesion", "Recognition", "lesions"])


def test_searching_moves_nothing_under_the_hand(page: Page, home: str) -> None:
    page.goto(home)
    before = page.locator(BOX).bounding_box()
    search(page, "lesion")
    assert page.locator(BOX).bounding_box() == before


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


PARSED = """async (cases) => {
  const query = await import("./query.js");
  return cases.map(({ query: text }) => query.parse(text));
}"""
CHANGED = """async (cases) => {
  const query = await import("./query.js");
  return cases.map(({ change, query: text, field, value, order }) =>
    change === "narrowed" ? query.narrowed(text, field, value) : query.ordered(text, order));
}"""
UNBROKEN = """async (texts) => {
  const { LONGEST, narrowed, ordered, parse, withoutClause } = await import("./query.js");
  const { cut, words } = await import("./words.js");
  const wrong = [];
  for (const text of texts) {
    const { clauses } = parse(text);
    const parts = clauses.reduce((sum, clause) => sum + (clause.parts?.length ?? 1), 0);
    const placed = clauses.every(({ start, end }) => 0 <= start && start < end && end <= text.length);
    const shorter = clauses.every((clause) => withoutClause(text, clause).length < text.length);
    const longer = narrowed(text, "keyword", "skin lesion");
    const more = parse(longer).clauses.at(-1);
    const narrows = longer.length > LONGEST || parts > 18 || (more.field === "keywords" && more.whole);
    const whole = cut(text, new Set(words(text).flat())).map(([piece]) => piece).join("") === text;
    ordered(text, "date");
    if (parts > 20 || !placed || !shorter || !narrows || !whole) wrong.push(text);
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def source_page(browser: Browser) -> Iterator[Page]:
    """A page that may import the sources of the scripts."""
    with browser.new_context() as context:
        for root in serve(REPOSITORY / "browser/src", "/"):
            page = context.new_page()
            page.goto(f"{root}query.js")
            yield page


def test_queries_are_read_as_the_grammar_says(source_page: Page) -> None:
    for case, read in zip(CASES["read"], source_page.evaluate(PARSED, CASES["read"]), strict=True):
        told = [
            {key: found.get(key) for key in wanted}
            for wanted, found in zip(case["clauses"], read["clauses"], strict=True)
        ]
        assert told == case["clauses"], case["query"]
        assert read["order"] == case.get("order", "")
        assert read["hints"] == case.get("hints", read["hints"])
        assert read.get("unfinished") == case.get("unfinished", read.get("unfinished"))


def test_changes_of_a_query(source_page: Page) -> None:
    made = source_page.evaluate(CHANGED, CASES["changed"])
    assert made == [case["result"] for case in CASES["changed"]]


PIECES = [
    "author:",
    "year:",
    "score:>",
    "-",
    '"',
    "“",
    "”",
    " ",
    "..",
    "*",
    "zero-shot",
    "学习",
    "ß",
    "2024",
    "a",
]
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join)


@given(st.lists(TYPED, max_size=60))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_parser(source_page: Page, texts: list[str]) -> None:
    whole = [text.encode("utf-16", "replace").decode("utf-16") for text in texts]
    assert source_page.evaluate(UNBROKEN, whole) == []


@given(st.lists(TYPED, min_size=5, max_size=10))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_engine(open_page: Page, texts: list[str]) -> None:
    """Whatever is thrown fails the test: the page is watched."""
    for text in texts:
        open_page.fill(BOX, text.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace").decode())
    search(open_page, "lesion")
    expect(open_page.locator(FOUND)).to_have_count(2)


def test_every_paper_is_found_first_by_its_title(page: Page, whole_home: str, whole_site: Path) -> None:
    """The title as the paper's own page prints it."""
    page.goto(f"{whole_home}?q=a")
    expect(page.locator(f"{RESULTS} li.entry").first).to_be_visible()
    missed = page.evaluate(
        """async () => {
            const box = document.querySelector("input[type=search]");
            const urls = performance.getEntriesByType("resource").map((entry) => entry.name);
            const address = urls.find((url) => url.includes("/search/papers."));
            const script = await (await fetch(address)).text();
            const data = script.slice(script.indexOf(",") + 1, script.lastIndexOf(")"));
            const { columns, rows } = JSON.parse(data);
            const [url, title] = [columns.indexOf("url"), columns.indexOf("title")];
            const missed = [];
            for (const row of rows) {
                box.value = row[title];
                box.dispatchEvent(new Event("input"));
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                const first = document.querySelector(".search-results .entry a");
                if (!first?.href.endsWith("/" + row[url])) missed.push(row[title]);
            }
            return { missed, count: rows.length };
        }"""
    )
    assert missed == {"missed": [], "count": len([*(whole_site / "papers").glob("*/index.html")])}
    assert missed["count"] >= 213
