"""Filters above a list: what they show, where it stands, and what happens without all that they need."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

SITE = 'title = "Lists"\nbase_url = "https://papers.lab.test/digest/"\n[lists]\npage_size = 4\n'
# topic, other topic, day, score, key phrases, code
PAPERS = [
    ("cs.CV", "cs.LG", "2026-05-03", 40.0, "retina", True),
    ("cs.CV", "", "2026-05-02", 90.0, "retina", False),
    ("cs.CV", "", "2026-05-01", None, "<b>x</b>", False),
    ("cs.CV", "cs.LG", "2025-03-04", 70.0, "lung", False),
    ("cs.CV", "", "2025-03-03", 95.0, "retina", True),
    ("cs.CV", "", "2025-03-02", None, "lung", False),
    *(("cs.CV", "", f"2024-0{month}-01", float(month), "old", month == 2) for month in range(1, 10)),
    *(("cs.CV", "", f"2024-0{month}-15", float(month), "old", False) for month in range(1, 6)),
    ("eess.IV", "cs.CV", "2023-01-01", 1.0, "retina", True),
    ("math.ST", "", "null", None, "undated", False),
]


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a digest whose topic cs.CV is split: 2026, 2025, 2024 with months, 2023."""
    root = tmp_path_factory.mktemp("lists")
    folder = root / "content/papers"
    folder.mkdir(parents=True)
    (root / "content/site.toml").write_text(SITE, "utf-8")
    for number, (topic, other, day, score, phrase, code) in enumerate(PAPERS, 1):
        topics = ", ".join(filter(None, (topic, other)))
        (folder / f"paper-{number}.md").write_text(
            f"---\ntitle: Paper {number}\nauthors: [Ada Lovelace]\ndate: {day}\nadded: 2026-05-28\n"
            f"topics: [{topics}]\nkeywords: ['{phrase}']\nhas_code: {str(code).lower()}\n"
            f"score: {score or 'null'}\n---\n\nSome words.\n",
            "utf-8",
        )
    assert build(open_project(str(root)), jobs=1).problems == ()
    return root / "output"


@pytest.fixture(scope="session")
def lists_home(lists: Path) -> Iterator[str]:
    yield from serve(lists, "/digest/")


def titles(page: Page) -> list[str]:
    return page.locator(".list .entry:visible .title a").all_inner_texts()


def said(page: Page, text: str) -> None:
    expect(page.locator(".filters [role=status]")).to_have_text(text)


DAY = "2026/05/03/"
ISSUE = "digests/2026-05-28/"
CHOICES = [
    # address, what is said, titles
    (f"{ISSUE}?topic=eess.IV", "1 of 22 papers", [21]),
    (f"{ISSUE}?topic=EESS.iv&code=1", "1 of 22 papers", [21]),
    (f"{ISSUE}?keyword=Retina&year=2025", "1 of 22 papers", [5]),
    (f"{ISSUE}?year=2026", "3 of 22 papers", [2, 1, 3]),
    (f"{ISSUE}?year=undated", "1 of 22 papers", [22]),
    ("2026/?year=undated", "1 of 4 papers", [22]),
    (f"{ISSUE}?keyword=nobody", "No paper of this list fits", []),
    ("trending/?code=1&sort=date", "4 of 19 papers", [1, 5, 8, 21]),
    ("topics/cs-cv/?year=2025&sort=score", "3 papers", [5, 4, 6]),
    ("topics/cs-cv/?year=2023&code=1", "1 paper", [21]),
    ("2025/?keyword=lung", "2 of 3 papers", [4, 6]),
]


@pytest.mark.parametrize(("address", "words", "numbers"), CHOICES)
def test_an_address_says_what_is_shown(
    address: str, words: str, numbers: list[int], page: Page, lists_home: str
) -> None:
    page.goto(lists_home + address)
    said(page, words)
    assert titles(page) == [f"Paper {number}" for number in numbers]


LONG = [
    # address, what is said after every five further pages, titles at the end (None: any)
    (
        "topics/cs-cv/?code=1",
        [
            "2 papers among the 10 looked through so far",
            "2 papers among the 16 looked through so far",
            "4 papers",
        ],
        [1, 5, 8, 21],
    ),
    (
        "topics/cs-cv/?year=2024&keyword=OLD&sort=score",
        ["4 papers among the 8 looked through so far", "14 papers"],
        None,
    ),
    ("topics/cs-cv/?keyword=nobody", ["0 papers among the 10 looked through so far"], []),
]


@pytest.mark.parametrize(("address", "told", "numbers"), LONG)
def test_a_long_list_is_looked_through_a_few_pages_at_a_time(
    address: str, told: list[str], numbers: list[int] | None, page: Page, lists_home: str
) -> None:
    fetched: list[str] = []
    page.on(
        "request", lambda request: fetched.append(request.url) if request.resource_type == "fetch" else None
    )
    page.goto(lists_home + address)
    more = page.get_by_role("button", name="Look further back")
    for rounds, words in enumerate(told, 1):
        said(page, words)
        assert len(fetched) <= 5 * rounds
        if words != told[-1]:
            more.click()
        if rounds < len(told) - 1:  # after the last pages it goes
            expect(more).to_be_focused()
    if numbers is not None:
        assert titles(page) == [f"Paper {number}" for number in numbers]


def test_a_choice_narrows_stands_in_the_address_and_is_undone_by_going_back(
    page: Page, lists_home: str
) -> None:
    page.goto(f"{lists_home}{ISSUE}?from=mail")
    before = titles(page)
    expect(page.get_by_label("Topic", exact=True).locator("option")).to_have_text(
        [
            "All topics",
            "cs.CV Computer Vision and Pattern Recognition (21)",
            "cs.LG Machine Learning (2)",
            "eess.IV Image and Video Processing (1)",
            "math.ST Statistics Theory (1)",
        ]
    )
    page.get_by_label("Topic", exact=True).select_option("cs.LG")
    said(page, "2 of 22 papers")
    page.get_by_label("Order").select_option("score")
    assert titles(page) == ["Paper 4", "Paper 1"]
    assert re.search(r"topic=cs\.LG&sort=score$", page.url)
    page.go_back()
    assert titles(page) == ["Paper 4", "Paper 1"]
    expect(page.get_by_label("Order")).to_have_value("")
    page.go_back()
    assert titles(page) == before
    page.go_forward()
    expect(page.get_by_label("Topic", exact=True)).to_have_value("cs.LG")
    page.get_by_role("button", name="Clear").click()
    said(page, "")
    assert titles(page) == before
    assert "topic" not in page.url


def test_groups_without_a_paper_are_hidden(page: Page, lists_home: str) -> None:
    page.goto(f"{lists_home}{ISSUE}?topic=eess.IV")
    said(page, "1 of 22 papers")
    assert page.locator(".list h2:visible").all_inner_texts() == ["Image and Video Processing eess.IV"]


def test_papers_of_further_pages_come_with_links_that_work(page: Page, lists_home: str) -> None:
    page.goto(f"{lists_home}topics/cs-cv/")
    assert len(titles(page)) == 4
    page.get_by_label("Year", exact=True).select_option("2023")
    said(page, "1 paper")
    link = page.locator(".entry:visible .title a")
    expect(link).to_have_attribute("href", f"{lists_home}papers/paper-21/")
    expect(page.locator(".entry:visible a.topic").first).to_have_attribute(
        "href", f"{lists_home}topics/eess-iv/"
    )
    page.get_by_role("button", name="Clear").click()
    said(page, "")
    assert titles(page) == ["Paper 1", "Paper 2", "Paper 3", "Paper 4"]


def test_a_phrase_with_markup_is_text(page: Page, lists_home: str) -> None:
    page.goto(f"{lists_home}{ISSUE}")
    page.get_by_label("Keyword", exact=True).select_option("<b>x</b>")
    said(page, "1 of 22 papers")
    assert titles(page) == ["Paper 3"]


def test_a_page_that_cannot_be_loaded_is_told_and_tried_again(browser: Browser, lists: Path) -> None:
    refused = {"/cs-cv/2025/"}
    for address in serve(lists, "/digest/", refused):
        page = browser.new_page()
        page.goto(f"{address}topics/cs-cv/?keyword=lung")
        said(page, "1 paper; a further page could not be loaded")
        page.get_by_role("button", name="Look further back").click()
        said(page, "2 papers among the 10 looked through so far")
        page.close()


def test_files_on_disk_filter_their_own_papers_and_say_so(browser: Browser, lists: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(lists / 'topics/cs-cv/index.html').as_uri()}?keyword=retina")
    said(page, "2 papers on this page; files on disk do not show others")
    page.close()


def test_without_script_a_list_has_its_links_and_no_bar(browser: Browser, lists_home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{lists_home}topics/cs-cv/")
    assert page.locator(".filters").bounding_box()["height"] == 0  # type: ignore[index]
    links = page.locator("aside .terms a").all_inner_texts()
    assert links[:6] == ["2026", "2025", "2024", "2023", "old", "retina"]
    context.close()


MOVED = """() => new Promise((done) => {
  new PerformanceObserver((list, observer) => {
    observer.disconnect();
    done(list.getEntries().reduce((sum, { value }) => sum + value, 0));
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
})"""


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_list_loads(width: int, browser: Browser, lists_home: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for address in ("", "topics/cs-cv/", "papers/paper-1/", "search/", ISSUE):
        page.goto(lists_home + address)
        expect(page.locator("[data-theme-toggle]")).to_be_visible()
        assert page.evaluate(MOVED) == 0, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()


def test_density_is_chosen_and_kept(page: Page, lists_home: str) -> None:
    page.goto(f"{lists_home}topics/cs-cv/")
    root, button = page.locator("html"), page.get_by_role("button", name="Dense lists")
    expect(root).to_have_attribute("data-density", "comfortable")
    tall = page.locator(".entry").first.bounding_box()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    low = page.locator(".entry").first.bounding_box()
    assert tall
    assert low
    assert low["height"] < tall["height"] / 2
    page.goto(lists_home)
    expect(root).to_have_attribute("data-density", "dense")
    button.click()
    page.reload()
    expect(root).to_have_attribute("data-density", "comfortable")


def test_a_list_without_scores_sorts_by_date(page: Page, lists_home: str) -> None:
    def forget_scores(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r' data-score="[^"]*"', "", answer.text()))

    page.route("**/topics/cs-cv/2025/", forget_scores)
    page.goto(f"{lists_home}topics/cs-cv/2025/")
    order = page.get_by_label("Order")
    assert order.locator("option").all_inner_texts() == ["As listed", "Newest first"]
    order.select_option("date")
    assert titles(page) == ["Paper 4", "Paper 5", "Paper 6"]
