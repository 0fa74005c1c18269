"""Pictures on their pages: the table says what is drawn, and a browser shows them under a strict policy."""

import re

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from generator.model.page_views import IndexView, ListView
from generator.theme.load import load_theme
from tests.theme.pages import CHECKOUT, THEMES, renderer, stylesheet
from tests.theme.sample_views import make_views
from tests.theme.test_layout import open_site
from tests.theme.test_style import measured_contrast

AXE = CHECKOUT / "browser/node_modules/axe-core/axe.min.js"
KEYWORDS, TOPICS, AUTHOR, TOPIC = (
    "authors/index.html",
    "topics/index.html",
    "authors/zhang-wei/index.html",
    "topics/cs-cv/index.html",
)


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages that have pictures, and the stylesheet of a theme, by path."""
    content = tmp_path_factory.mktemp("content")
    render = renderer(request.param, content, assets={"style.css": "style.css"})
    files = {
        path: render(path, template, view)
        for path, template, view in make_views(content)
        if isinstance(view, ListView | IndexView) and any_picture(view)
    }
    assert files.keys() == {KEYWORDS, TOPICS, AUTHOR, TOPIC}
    return files | {"style.css": stylesheet(load_theme(request.param, CHECKOUT))}


def any_picture(view: ListView | IndexView) -> bool:
    pictures = view.pictures
    return any((pictures.course, pictures.topics, pictures.rising, pictures.days, pictures.circle))


Trees = dict[str, tuple[lxml.html.HtmlElement, ListView]]


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    content = tmp_path_factory.mktemp("content")
    render = renderer("base", content)
    return {
        path: (lxml.html.document_fromstring(render(path, template, view)), view)
        for path, template, view in make_views(content)
        if path in (KEYWORDS, TOPICS, AUTHOR, TOPIC) and any_picture(view)
    }


def rows(tree: lxml.html.HtmlElement, table: str) -> list[list[str]]:
    """Return the cells of a table's body as text."""
    found = tree.xpath(f"//table[@id='{table}-numbers']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_the_table_of_a_course_has_its_numbers(
    trees: Trees,
) -> None:
    tree, view = trees[TOPIC]
    assert view.pictures.course
    drawn = [(span.name, f"{span.count:,}") for span in view.pictures.course.spans]
    assert rows(tree, "course") == [list(pair) for pair in drawn]
    bars = [title.text for title in tree.xpath("//*[contains(@aria-labelledby, 'course-t')]//rect/title")]
    assert bars == [f"{name}: {count}" for name, count in drawn if count != "0"]
    assert "137 papers without a date are not in the picture." in tree.text_content()


@pytest.mark.parametrize(("path", "kind"), [(TOPICS, "topics"), (KEYWORDS, "rising")])
def test_the_table_of_courses_has_their_numbers(path: str, kind: str, trees: Trees) -> None:
    tree, view = trees[path]
    courses = getattr(view.pictures, kind)
    found = rows(tree, "courses")
    assert [row[1:] for row in found] == [[f"{count:,}" for count in row.counts] for row in courses.rows]
    assert [row[0] for row in found] == [row.name or "31 others" for row in courses.rows]
    assert len(tree.xpath("//*[contains(@class, 'multiples')]//svg")) == len(courses.rows)


def test_the_table_of_days_has_their_numbers(
    trees: Trees,
) -> None:
    tree, view = trees[TOPICS]
    assert view.pictures.days
    expected = [(f"../{day.url}", str(day.count)) for day in view.pictures.days.days]
    links = tree.xpath("//table[@id='days-numbers']//a")
    assert [(link.get("href"), link.text) for link in links] == expected
    drawn = tree.xpath("//figure[contains(@class, 'days')]//svg//*[@aria-hidden='true']//a[@tabindex='-1']")
    assert [link.get("href") for link in drawn] == [address for address, _ in expected]
    legend = [item.text_content().strip() for item in tree.xpath("//ul[@class='legend']/li")]
    assert legend[0].startswith("1 to ")
    assert len(legend) == 5


def test_the_table_of_a_circle_has_everybody(
    trees: Trees,
) -> None:
    tree, view = trees[AUTHOR]
    assert view.pictures.circle
    people = view.pictures.circle.people
    assert rows(tree, "circle") == [[person.name, str(person.count), "2019–2026"] for person in people]
    assert "1,204 other co-authors are not in the picture." in tree.text_content()


def test_ids_are_unique(trees: Trees) -> None:
    for tree, _ in trees.values():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {name for names in tree.xpath("//svg/@aria-labelledby") for name in names.split()} <= set(ids)


def test_the_stylesheet_gives_pictures_only_colours_of_the_theme() -> None:
    css = (CHECKOUT / "themes/base/templates/style/pictures.css").read_text("utf-8")
    plain = re.sub(r"color-mix\(in srgb, (var\(--\w+\)) \d+%, (var\(--\w+\))\)", r"\1; color: \2", css)
    colours = set(re.findall(r"(?:fill|stroke|color|background): *([^;}]+)", plain))
    tokens = ("accent", "ink", "quiet", "panel", "ground")
    assert colours == {"none", "transparent", *(f"var(--{name})" for name in tokens)}


MARKS = """() => {
  // "rgb(0, 103, 120)", or of a mixed colour "color(srgb 0.1 0.4 0.5)"
  const rgb = (text) => {
    const scale = text.startsWith("color(") ? 255 : 1;
    return text.match(/[\\d.]+/g).slice(0, 3).map((part) => Math.round(part * scale));
  };
  const stroked = ["p-axis", "p-tie", "p-spoke", "p-cells"];
  const seen = {}, sides = {};
  for (const mark of document.querySelectorAll(".picture svg :is(path, rect, circle, text)")) {
    const { fill, stroke } = getComputedStyle(mark);
    const kind = mark.getAttribute("class") ?? mark.localName;
    seen[kind] = rgb(stroked.includes(kind) ? stroke : fill);
    if (mark.closest("a rect")) sides[kind] = mark.getBoundingClientRect().width;
  }
  return [seen, sides];
}"""
GROUND = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
DAYS = ["d1", "d2", "d3", "d4", "d5"]


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mark_can_be_seen(browser: Browser, site: dict[str, str], scheme: str, media: str) -> None:
    page, said = open_site(browser, site)
    page.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
    seen: dict[str, list[int]] = {}
    sides: dict[str, float] = {}
    for name in (AUTHOR, TOPICS):
        page.goto(f"http://site.test/{name}")
        marks, sides = page.evaluate(MARKS)
        seen |= marks
    ground = hexadecimal(page.evaluate(GROUND))
    page.close()
    assert said == []
    cell = hexadecimal(seen.pop("p-cells"))  # the ground of days
    assert seen.keys() == {*DAYS, *"p-bar p-axis p-tie p-spoke p-self p-other p-name text".split()}
    for kind, colour in seen.items():
        for behind in (ground, cell) if kind in DAYS else (ground,):
            assert measured_contrast(hexadecimal(colour), behind) >= 3, (kind, colour, behind)
    shades = [measured_contrast(hexadecimal(seen[day]), ground) for day in DAYS]
    assert shades == sorted(set(shades))  # more papers are further from the ground, and larger
    assert [round(12 * sides[day] / sides["d5"]) for day in DAYS] == [4, 6, 8, 10, 12]


def hexadecimal(colour: list[int]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)


FAULTS = """async () => {
  const { violations } = await axe.run(".picture", { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
}"""


@pytest.mark.browser
def test_axe_finds_nothing_in_pictures_and_open_tables(browser: Browser, site: dict[str, str]) -> None:
    page, _ = open_site(browser, site)
    page.set_viewport_size({"width": 320, "height": 800})
    for name in (TOPICS, AUTHOR, KEYWORDS):
        page.goto(f"http://site.test/{name}")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(FAULTS) == []
    page.close()


@pytest.mark.browser
def test_time_runs_from_left_to_right_in_every_script(browser: Browser, site: dict[str, str]) -> None:
    mirrored = {name: text.replace('dir="ltr"', 'dir="rtl"', 1) for name, text in site.items()}
    page, _ = open_site(browser, mirrored)
    page.goto(f"http://site.test/{TOPIC}")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    first, last = page.locator(".picture text", has_text=re.compile("2019|2026")).all()
    assert place(first)["x"] < place(last)["x"]
    assert place(first)["x"] >= 0
    page.close()


def place(label: object) -> dict[str, float]:
    box: dict[str, float] = label.bounding_box()  # type: ignore[attr-defined]
    return box


@pytest.mark.browser
def test_the_mouse_follows_a_day_and_the_keyboard_a_person(browser: Browser, site: dict[str, str]) -> None:
    page, _ = open_site(browser, site)
    page.goto(f"http://site.test/{TOPICS}")
    page.locator(".days svg a").first.click()
    assert page.url == "http://site.test/2026/01/01/"
    page.goto(f"http://site.test/{AUTHOR}")
    reached = tabbed(page)
    assert "../../authors/0/" in reached
    assert not [address for address in reached if re.search(r"\d{4}/\d\d/\d\d/", address)]
    page.close()


def tabbed(page: Page) -> list[str]:
    """Return the addresses that the tab key comes by."""
    reached: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))
    return reached
