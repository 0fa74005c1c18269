"""The reader's own marks: stars, read, hidden, new; the page of starred papers; rules; keys."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.papers import HOSTILE

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "browser/node_modules/axe-core/axe.min.js"
TOPIC = "topics/cs-cv/"
LESIONS, ZERO = "Skin Lesion Recognition", "Zero-shot X-ray Reading"
KEY = "Object.keys(localStorage).find((key) => key.startsWith('paper-digest/'))"


def entry(page: Page, title: str) -> Any:
    return page.locator(".entry", has=page.locator(".title", has_text=title)).first


def mark(page: Page, title: str, kind: str) -> Any:
    return entry(page, title).locator(f"[data-mark={kind}]")


def stored(page: Page) -> dict[str, Any]:
    kept: dict[str, Any] = page.evaluate(f"JSON.parse(localStorage.getItem({KEY}))")
    return kept


def saved(page: Page, act: Callable[[], None]) -> tuple[str, str]:
    """Return name and text of the file that the page hands out when somebody acts."""
    with page.expect_download() as waiting:
        act()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_text("utf-8")


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


def test_read_and_hidden_papers_say_so(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    mark(page, LESIONS, "read").click()
    expect(entry(page, LESIONS).locator(".said")).to_have_text("Read")
    mark(page, ZERO, "hidden").click()
    undo = page.get_by_role("button", name=f"Show again: {ZERO}")
    expect(undo).to_be_focused()
    page.reload()
    hidden = page.locator(".entry.is-hidden")
    expect(hidden).to_have_text(re.compile(f"Hidden: {ZERO}"))
    expect(hidden.locator(".title")).to_be_hidden()
    undo.click()
    expect(page.locator(".is-hidden")).to_have_count(0)
    expect(mark(page, ZERO, "hidden")).to_be_focused()
    mark(page, LESIONS, "read").click()
    assert stored(page)["marks"] == []


def test_a_paper_has_its_marks_on_its_own_page_and_among_results(page: Page, home: str) -> None:
    page.goto(f"{home}papers/formula/")
    page.get_by_role("button", name="Star: Scaling").click()
    kept = stored(page)["marks"][0]
    assert kept["url"] == "papers/formula/"
    assert "$" not in kept["title"]
    page.goto(f"{home}search/?q=scaling")
    expect(mark(page, "Scaling", "starred")).to_have_attribute("aria-pressed", "true")
    mark(page, "Scaling", "read").click()
    expect(entry(page, "Scaling").locator(".said")).to_have_text("Read")


def test_what_was_added_since_the_last_visit_is_new(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    expect(mark(page, LESIONS, "starred")).to_be_attached()
    expect(page.locator(".said b")).to_have_count(0)
    assert stored(page)["visited"]["seen"] == "2026-05-28"
    page.evaluate(  # an hour ago, a visit whose newest paper is older
        f"""() => {{ const kept = JSON.parse(localStorage.getItem({KEY}));
          Object.assign(kept.visited, {{ at: Date.now() - 3600_000, seen: "2026-05-27" }});
          localStorage.setItem({KEY}, JSON.stringify(kept)); }}"""
    )
    page.reload()
    expect(mark(page, LESIONS, "starred")).to_be_attached()
    expect(page.locator(".said b")).to_have_count(0)  # still the same visit
    page.evaluate(
        f"""() => {{ const kept = JSON.parse(localStorage.getItem({KEY}));
          Object.assign(kept.visited, {{ at: Date.now() - 86_400_000, seen: "2026-05-27" }});
          localStorage.setItem({KEY}, JSON.stringify(kept)); }}"""
    )
    for address in (TOPIC, ""):  # the whole visit long
        page.goto(home + address)
        expect(page.locator(".entry .said b").first).to_have_text("New")


BROKEN = [
    "no JSON", "null", "[]", "3", '{"marks": 3, "rules": {}, "visited": "x", "keys": 1}',
    '{"marks": [null, {"id": "a"}, {"id": "b", "starred": "2026-05-28T07:00:00Z", "day": "2026-05-28", '
    '"url": "javascript:alert(1)", "title": "x"}], "rules": [{"name": "x", "words": ["***"]}, {"name": 5}]}',
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_what_lies_in_storage_is_not_trusted(page: Page, home: str, text: str) -> None:
    page.goto(home + TOPIC)
    page.evaluate(f"(text) => localStorage.setItem({KEY}, text)", text)
    page.goto(f"{home}starred/")
    expect(page.locator(".reader > .none")).to_be_visible()
    page.goto(home + TOPIC)
    mark(page, LESIONS, "starred").click()
    assert [kept["title"] for kept in stored(page)["marks"]] == [LESIONS]


def test_stored_names_turn_nothing_around(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    star = {"id": "x", "starred": "2026-05-28T07:00:00Z", "day": "2026-05-28", "url": "papers/x/"}
    kept = {
        "marks": [star | {"title": "A \u202etitle", "authors": "Ada\u2067"}],
        "rules": [{"name": "Se\u202eeing", "words": ["le\u00adsion*"]}, {"name": "Seeing", "code": True}],
    }
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [page.evaluate(KEY), json.dumps(kept)])
    page.goto(f"{home}starred/")
    assert page.locator(".entry .title a").text_content() == "A title"
    assert page.locator(".entry .people").text_content() == "Ada"
    page.goto(f"{home}rules/")
    assert page.locator("[data-rules] b").all_text_contents() == ["Seeing"]


NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("x", "SecurityError"); } });"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('x', 'QuotaExceededError'); };"


@pytest.mark.parametrize("fault", [NO_STORAGE, FULL], ids=["none", "full"])
def test_without_storage_marks_last_as_long_as_the_page(page: Page, home: str, fault: str) -> None:
    page.add_init_script(fault)
    page.goto(home + TOPIC)
    mark(page, LESIONS, "starred").click()
    mark(page, ZERO, "starred").click()
    expect(page.locator("[data-said]")).to_have_text("This is not kept: the browser’s storage is off or full")
    for title in (LESIONS, ZERO):
        expect(mark(page, title, "starred")).to_have_attribute("aria-pressed", "true")


def test_tabs_tell_each_other_and_other_sites_do_not(
    context: BrowserContext, page: Page, home: str, home_at_root: str
) -> None:
    page.goto(home + TOPIC)
    other = context.new_page()
    other.goto(home)
    mark(other, LESIONS, "starred").click()
    expect(mark(page, LESIONS, "starred")).to_have_attribute("aria-pressed", "true")
    mark(page, ZERO, "starred").click()
    expect(other.locator("[data-starred]")).to_have_attribute("data-starred", "2")
    assert len(stored(page)["marks"]) == 2
    key = page.evaluate(KEY)
    assert key == "paper-digest/1/digest/"


def test_rules_say_what_they_caught(page: Page, home: str) -> None:
    page.goto(f"{home}rules/")
    page.get_by_label("Name").fill("Seeing")
    page.get_by_role("button", name="Save the rule", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Say what the papers must have: a word, a topic, a name …")
    expect(page.get_by_label("Words")).to_be_focused()
    page.get_by_label("Words").fill("lesion*, reading")
    page.get_by_label("Topics").fill("cs.*")
    page.get_by_label("But not").fill("survey")
    page.keyboard.press("Enter")
    item = page.locator("[data-rules] li")
    expect(item).to_contain_text("topic cs.* · lesion* or reading · not survey – catches 2 of these papers")
    expect(page.locator(".entry:visible .title a")).to_have_text([ZERO, LESIONS])
    page.goto(home + TOPIC)
    expect(entry(page, LESIONS).locator(".rule")).to_have_text("Rule: Seeing")
    page.goto(f"{home}rules/")
    page.get_by_role("button", name="Edit the rule Seeing").click()
    page.get_by_label("Name").fill(HOSTILE[:60])
    page.get_by_label("Words").fill("lesion")
    page.keyboard.press("Enter")
    expect(page.locator(".entry:visible .rule")).to_have_text([f"Rule: {HOSTILE[:60]}"])
    name, text = saved(page, page.get_by_role("button", name="Save the rules").click)
    assert name == "rules.json"
    rule = {"name": HOSTILE[:60], "topics": ["cs.*"], "words": ["lesion"], "none": ["survey"]}
    assert json.loads(text) == {"version": 1, "rules": [rule]}
    page.get_by_role("button", name="Delete the rule").click()
    expect(item).to_have_count(0)
    expect(page.locator(".entry").nth(5)).to_be_visible()


def test_a_rule_that_catches_none_of_the_newest_papers_says_so(page: Page, home: str) -> None:
    page.goto(f"{home}rules/")
    none = page.locator("[data-uncaught]")
    expect(page.locator(".reader")).to_have_class(re.compile("is-ready"))
    expect(none).to_be_hidden()
    for words, said in (("nowhere", "nowhere – none of the newest papers"), ("lesion*", "")):
        if not said:
            page.get_by_role("button", name="Edit the rule Seeing").click()
        page.get_by_label("Name").fill("Seeing")
        page.get_by_label("Words").fill(words)
        page.keyboard.press("Enter")
        expect(none).to_be_visible() if said else expect(none).to_be_hidden()
        expect(page.locator("[data-rules] li")).to_contain_text(said or "catches")
        expect(page.locator("[data-caught]")).to_have_text("" if said else re.compile("of the newest"))


def test_no_rule_takes_the_place_of_another(page: Page, home: str) -> None:
    page.goto(f"{home}rules/")
    for words in ("lesion*", "survey"):
        page.get_by_label("Name").fill("Seeing")
        page.get_by_label("Words").fill(words)
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Another rule has this name.")
    expect(page.locator("[data-rules] li")).to_contain_text(["Seeing lesion* – "])


def test_an_edited_rule_stays_as_it_was_loaded(page: Page, home: str) -> None:
    """A sign that divides patterns in the form counts for nothing within one."""
    rule = {"name": "Seeing", "words": ["skin, lesion", "x"]}
    page.goto(f"{home}rules/")
    data = {
        "name": "r.json",
        "mimeType": "text/json",
        "buffer": json.dumps({"version": 1, "rules": [rule]}).encode(),
    }
    page.locator("input[type=file]").set_input_files(data)  # type: ignore[arg-type]
    page.get_by_role("button", name="Edit the rule Seeing").click()
    page.keyboard.press("Enter")
    expect(page.locator("[data-rules] li")).to_contain_text("Seeing skin lesion or x – ")


def test_the_script_of_rules_and_help_comes_to_those_who_use_it(
    context: BrowserContext, shaky_home: str, refused: set[str]
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "extras.bundle" in request.url else None)
    page.goto(shaky_home + TOPIC)
    page.keyboard.press("j")
    mark(page, LESIONS, "read").click()
    assert asked == []
    refused.add("extras.bundle")
    page.keyboard.press("?")
    expect(page.locator("[data-said]")).to_have_text("A part of this page could not be loaded")
    for _ in range(2):  # the next key tries again
        page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_have_count(1)
    assert len(asked) == 2
    rule = {"name": "Seeing", "words": ["lesion*"]}
    page.evaluate(f"(rules) => localStorage.setItem({KEY}, JSON.stringify({{ rules }}))", [rule])
    page.reload()
    expect(entry(page, LESIONS).locator(".rule")).to_have_text("Rule: Seeing")


COVERED = """([mark]) => {
  const star = mark.getBoundingClientRect();
  const beside = (box) => box.right < star.left + 4 || box.left > star.right - 4;
  const near = (box) => !beside(box) && box.bottom > star.top && box.top < star.bottom;
  const parts = mark.closest(".entry").querySelectorAll(".title a, .people a, .facts > *, .track");
  return [...parts].filter((part) => [...part.getClientRects()].some(near)).map((part) => part.outerHTML);
}"""


LENGTHEN = """() => {
  for (const link of document.querySelectorAll(".title a")) link.append(" and More Words".repeat(9));
}"""


@pytest.mark.parametrize("width", [390, 900, 1280])
def test_a_star_covers_nothing_in_dense_lists(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(home + TOPIC)
    page.locator("[data-density-toggle]").click()
    expect(page.locator("html")).to_have_attribute("data-density", "dense")
    page.evaluate(
        "document.querySelectorAll('.title a').forEach((link) => link.append(' and More Words'.repeat(9)))"
    )
    for star in page.locator("[data-mark=starred]").all():
        assert star.evaluate_all(COVERED) == []


def test_keys_move_and_mark(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    titles = page.locator(".entry .title a").all_text_contents()
    focused = page.locator(".title a:focus")
    page.keyboard.press("j")
    expect(focused).to_have_text(titles[0])
    page.keyboard.press("j")
    expect(focused).to_have_text(titles[1])
    page.keyboard.press("s")
    page.keyboard.press("r")
    expect(mark(page, titles[1], "starred")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-said]")).to_have_text("Marked as read")
    page.keyboard.press("k")
    expect(focused).to_have_text(titles[0])
    page.keyboard.press("h")
    expect(page.get_by_role("button", name=f"Show again: {titles[0]}")).to_be_focused()
    page.keyboard.press("j")
    expect(focused).to_have_text(titles[1])
    page.keyboard.press("Control+s")
    expect(mark(page, titles[1], "starred")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jsk?")
    expect(page.get_by_role("searchbox")).to_have_value("jsk?")
    page.goto(home + TOPIC)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text(titles[1])


def test_keys_can_be_switched_off(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    for key in ("j", "?", "/"):
        page.keyboard.press(key)
    expect(page.locator("body")).to_be_focused()
    expect(dialog).to_have_count(0)


def test_marks_move_nothing_and_axe_finds_nothing(page: Page, home: str) -> None:
    page.goto(home + TOPIC)
    before = page.evaluate("[...document.querySelectorAll('.entry')].map((e) => e.offsetTop)")
    page.evaluate("document.querySelectorAll('.marks').forEach((marks) => marks.remove())")
    assert page.evaluate("[...document.querySelectorAll('.entry')].map((e) => e.offsetTop)") == before
    page.reload()
    for title, kind in ((LESIONS, "read"), (ZERO, "starred")):
        mark(page, title, kind).click()
    page.goto(f"{home}rules/")
    page.get_by_label("Name").fill("Seeing")
    page.get_by_label("Words").fill("lesion*")
    page.keyboard.press("Enter")
    axe = AXE.read_text("utf-8")
    faults = []
    for address in (TOPIC, "starred/", "rules/", "papers/lesions/"):
        page.goto(home + address)
        expect(page.locator(".mark").first).to_be_attached()
        if address == TOPIC:
            page.keyboard.press("?")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        faults += [(address, v["id"], v["nodes"][0]["html"]) for v in found["violations"]]
    assert faults == []


def test_without_scripts_there_are_no_dead_buttons(browser: Browser, home: str) -> None:
    with browser.new_context(java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(home + TOPIC)
        expect(page.locator(".mark, [data-keys] button")).to_have_count(0)
        for address in ("starred/", "rules/"):
            page.goto(home + address)
            expect(page.locator("main .summary:visible").last).to_contain_text("JavaScript")
            expect(page.locator("main :is(button, input, select):visible")).to_have_count(0)


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
