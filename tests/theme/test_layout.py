"""What only a browser can tell: nothing sticks out, targets can be hit, a strict policy holds."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.theme.load import load_theme
from tests.theme.pages import CHECKOUT, THEMES, renderer, stylesheet
from tests.theme.sample_views import make_views

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
WIDTHS = (320, 390, 768, 1280)

SMALL_TARGETS = """() => [...document.querySelectorAll("nav a, button, summary, .links a, input")]
  .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 23.5 || box.width < 23.5))
  .map(([html, box]) => `${html} ${box.width}×${box.height}`)"""

SMALL_ON_A_PHONE = SMALL_TARGETS.replace("nav a,", "a.code, .onward a, .follow a, .formats a,")

STICKING_OUT = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 80))
  : []"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages and the stylesheet of a theme, by path."""
    content = tmp_path_factory.mktemp("content")
    render = renderer(request.param, content, assets={"style.css": "style.css"})
    files = {
        f"{n}/{path}": render(path, template, view)
        for n, (path, template, view) in enumerate(make_views(content))
    }
    return files | {"style.css": stylesheet(load_theme(request.param, CHECKOUT))}


def open_site(browser: Browser, site: dict[str, str]) -> tuple[Page, list[str]]:
    """Return a page that is served `site` under a strict policy, and the list of what its console says."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    def answer(route: object, request: object) -> None:
        name = request.url.removeprefix("http://site.test/")  # type: ignore[attr-defined]
        found = site.get(name, site["style.css"] if name.endswith("style.css") else "")
        kind = "text/css" if name.endswith(".css") else "text/html"
        headers = {"content-type": f"{kind}; charset=utf-8", "content-security-policy": POLICY}
        route.fulfill(body=found, headers=headers)  # type: ignore[attr-defined]

    page.route("**/*", answer)
    return page, said


def pages(site: dict[str, str]) -> list[str]:
    return [name for name in site if name.endswith(".html") and not re.search("mail|papers/old/", name)]


def test_nothing_sticks_out_and_every_target_can_be_hit(browser: Browser, site: dict[str, str]) -> None:
    page, said = open_site(browser, site)
    for name in pages(site):
        page.goto(f"http://site.test/{name}")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(STICKING_OUT) == [], (name, width)
            if width < 400:
                assert page.evaluate(SMALL_ON_A_PHONE) == [], name
        assert page.evaluate(SMALL_TARGETS) == [], name
    assert said == []
    page.close()


def test_an_abstract_unfolds_by_keyboard_without_script(browser: Browser, site: dict[str, str]) -> None:
    page, _ = open_site(browser, site)
    name = next(name for name in pages(site) if "topics/cs-cv/" in name)
    page.goto(f"http://site.test/{name}")
    first = page.locator(".entry").first
    assert not first.locator(".prose").is_visible()
    assert not first.get_by_text("less", exact=True).is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.locator(".prose math").first.is_visible()
    assert not first.locator(".teaser").is_visible()
    assert not first.get_by_text("more", exact=True).is_visible()
    less, text = first.get_by_text("less", exact=True), first.locator(".prose")
    assert less.evaluate(TOP) >= text.evaluate(BOTTOM)
    less.click()
    assert not text.is_visible()
    page.close()


TOP, BOTTOM = (f"(element) => element.getBoundingClientRect().{side}" for side in ("top", "bottom"))

LIST_SHAPE = """() => [...document.querySelectorAll(".list .entry:has(details)")].map((entry) => {
  const [box, title, mark] = [entry, entry.querySelector(".title"), entry.querySelector("summary")]
    .map((element) => element.getBoundingClientRect());
  return {
    height: box.height,
    usual: title.height < 30 && entry.querySelectorAll(".people a").length === 3, // one line each
    rule: getComputedStyle(entry).borderTopWidth,
    markBelowTitle: mark.top - title.top,
    markFromEdge: box.right - mark.right,
  };
})"""


def test_dense_entries_have_their_mark_at_the_end_of_the_first_line(browser: Browser, content: Path) -> None:
    for width in (390, 1280):
        entries = list_shape(browser, "journal", content, width)
        assert {round(entry["markFromEdge"]) for entry in entries} == {0}
        assert all(-8 < entry["markBelowTitle"] < 8 for entry in entries)
        assert {entry["rule"] for entry in entries} == {"0px"}  # so both columns begin alike


def test_eight_comfortable_entries_fit_a_screen(browser: Browser, content: Path) -> None:
    entries = list_shape(browser, "base", content, 1280)
    heights = [entry["height"] for entry in entries if entry["usual"]]
    assert heights
    assert max(heights) <= 900 / 8


def test_thirty_three_dense_entries_fit_a_tall_screen(browser: Browser, content: Path) -> None:
    entries = list_shape(browser, "base", content, 1280, density="dense")
    assert len(entries) > 1
    assert max(entry["height"] for entry in entries) <= 1080 / 33


def list_shape(
    browser: Browser, theme: str, content: Path, width: int, density: str = ""
) -> list[dict[str, Any]]:
    render = renderer(theme, content, assets={"style.css": "style.css"})
    path, template, view = next(view for view in make_views(content) if view[0] == "topics/cs-cv/index.html")
    site = {path: render(path, template, view), "style.css": stylesheet(load_theme(theme, CHECKOUT))}
    page, _ = open_site(browser, site)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"http://site.test/{path}")
    if density:
        page.evaluate("(density) => { document.documentElement.dataset.density = density; }", density)
    shape: list[dict[str, Any]] = page.evaluate(LIST_SHAPE)
    page.close()
    return shape


def test_the_code_of_a_topic_stays_whole(browser: Browser, site: dict[str, str]) -> None:
    page, _ = open_site(browser, site)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"http://site.test/{next(name for name in pages(site) if '/topics/index' in name)}")
    heights = page.locator(".terms .note").evaluate_all("(all) => all.map((note) => note.clientHeight)")
    assert len(heights) == 4
    assert max(heights) < 30
    page.close()


SCHEMES = [
    # what the system prefers, data-theme, what shows
    ("light", "", "light"),
    ("dark", "", "dark"),
    ("dark", "light", "light"),
    ("light", "dark", "dark"),
]


def test_schemes(browser: Browser, site: dict[str, str]) -> None:
    page, _ = open_site(browser, site)
    page.goto(f"http://site.test/{pages(site)[0]}")
    for system, chosen, shown in SCHEMES:
        page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", chosen)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == {"light": "rgb(253, 252, 249)", "dark": "rgb(20, 23, 28)"}[shown]
    page.close()


def test_print_leaves_the_machinery_out(browser: Browser, site: dict[str, str], tmp_path: Path) -> None:
    page, _ = open_site(browser, site)
    page.goto(f"http://site.test/{pages(site)[0]}")
    address = page.get_by_text("https://lab.example/digest/papers/paper-1/", exact=True)
    assert not address.is_visible()
    page.set_viewport_size({"width": 1100, "height": 800})
    page.emulate_media(media="print", color_scheme="dark")
    assert address.is_visible()
    assert page.locator("main .prose").evaluate("(part) => part.clientWidth") > 1000
    assert not page.locator(".bar").is_visible()
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()
