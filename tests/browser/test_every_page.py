"""What must hold of every kind of page, in both themes, by day and by night, on phone and desktop."""

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import serve, watched_page
from tests.browser.kinds import THEMES, build_site, pages_of

pytestmark = pytest.mark.browser

NODE_MODULES = Path(__file__).parents[2] / "browser/node_modules"
AXE = NODE_MODULES / "axe-core/axe.min.js"
HTML_CHECKER = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"], "preload": False}
"""All that night can change of what day showed on a screen of the same width, or day of what night did."""

FAULTS = """async (rules) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...rules });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`));
}"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1)
    .map((e) => e.outerHTML.slice(0, 120));
}"""
WATCH_SHIFTS = """() => {
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
SETTLED = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts))))"
)

MOST_SCRIPT, MOST_PAPER = 10_000, 20_000


@pytest.fixture(scope="module", params=THEMES)
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    yield from serve(output, "/digest/")


PLAIN, OTHER = [(390, "light"), (1280, "dark")], [(390, "dark"), (1280, "light")]
"""Width and colours of screens."""


@pytest.fixture(params=[*PLAIN, *OTHER], ids=str)
def view(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    size = {"width": width, "height": 900}
    with browser.new_context(viewport=size, color_scheme=scheme, has_touch=width < 600) as context:  # type: ignore[arg-type]
        yield from watched_page(context)


def test_axe_finds_nothing(view: Page, address: str, output: Path, request: pytest.FixtureRequest) -> None:
    axe = AXE.read_text("utf-8")
    rules = RULES if request.node.callspec.params["view"] in PLAIN else OF_COLOUR
    faults = []
    for _, page in [*pages_of(output), ("search", "search/?q=study")]:
        view.goto(address + page)
        if "?q=" in page:
            view.wait_for_selector(".search-results .entry")
        view.evaluate(axe)
        faults += [f"{page}: {fault}" for fault in view.evaluate(FAULTS, rules)]
    assert faults == []


def test_nothing_moves_comes_from_elsewhere_or_is_refused_by_the_policy(
    view: Page, address: str, output: Path
) -> None:
    foreign: list[str] = []
    view.on(
        "request", lambda request: None if request.url.startswith(address) else foreign.append(request.url)
    )
    view.add_init_script(f"({WATCH_SHIFTS})()")
    shifted = {}
    for _, page in pages_of(output):
        view.goto(address + page)
        shifted[page] = view.evaluate(SETTLED)
    assert foreign == []
    assert {page: shift for page, shift in shifted.items() if shift} == {}


def test_four_hundred_per_cent_zoom_needs_no_sideways_scrolling(
    browser: Browser, address: str, output: Path
) -> None:
    with browser.new_context(viewport={"width": 320, "height": 256}) as context:
        page = context.new_page()
        wide = []
        for _, permalink in pages_of(output):
            page.goto(address + permalink)
            wide += [f"{permalink}: {element}" for element in page.evaluate(TOO_WIDE)]
        assert wide == []


def test_pages_are_light(output: Path) -> None:
    heavy = {}
    for kind, page in pages_of(output):
        if kind == "404":  # its addresses start at the root; it has what the others have
            continue
        html = (output / page / "index.html").read_text("utf-8")
        scripts = _packed(output / page, re.findall(r'<script[^>]* src="([^"]+)"', html))
        styles = _packed(output / page, re.findall(r'rel="stylesheet" href="([^"]+)"', html))
        whole = len(gzip.compress(html.encode(), 6)) + scripts + styles
        if scripts > MOST_SCRIPT or (kind == "paper" and whole > MOST_PAPER):
            heavy[page] = f"{whole} bytes with {scripts} of scripts"
    assert heavy == {}


def _packed(folder: Path, links: list[str]) -> int:
    return sum(len(gzip.compress((folder / link).read_bytes(), 6)) for link in links)


@pytest.mark.skipif(not shutil.which("java"), reason="the Nu HTML checker needs Java")
def test_the_html_checker_finds_no_error(output: Path) -> None:
    java = ["java", "-Xmx512m", "-jar", str(HTML_CHECKER), "--errors-only", "--skip-non-html", str(output)]
    checked = subprocess.run(java, capture_output=True, text=True, check=False)
    assert (checked.stderr.replace(str(output), ""), checked.returncode) == ("", 0)
