"""Sites in other languages than English, as a reader sees them: German, and Arabic from right to left."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.conftest import serve
from tests.browser.papers import write_papers

pytestmark = pytest.mark.browser

ARABIC = {
    "Trending": "الأكثر رواجًا",
    "Topics": "المواضيع",
    "Authors": "المؤلفون",
    "Keywords": "الكلمات المفتاحية",
    "Organisations": "المؤسسات",
    "Archive": "الأرشيف",
    "Digests": "النشرات",
    "Feeds": "الخلاصات",
    "Home": "الرئيسية",
    "Follow": "متابعة",
    "Latest digests": "أحدث الأعداد",
    "Search": "بحث",
    "Search papers": "البحث في الأوراق",
    "Search papers and people": "ابحث عن أوراق وأشخاص",
    "more": "المزيد",
    "less": "أقل",
    "Abstract": "الملخص",
    ", ": "، ",
    "Links": "روابط",
}
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'

PAPER = """\
---
title: {title}
authors: [محمد الأحمد, Lin Wang]
date: 2026-05-28
added: 2026-05-28
topics: [cs.CV]
keywords: [deep learning]
score: 61.5
language: {language}
---

{abstract}
"""
ARABIC_PAPER = PAPER.format(
    title="التعلم العميق لتشخيص أمراض الشبكية",
    language="ar",
    abstract="نقدم طريقة جديدة لتشخيص أمراض الشبكية من الصور. " * 8,
)
FRENCH_PAPER = PAPER.format(
    title="L’apprentissage profond", language="fr", abstract="Nous étudions la rétine. " * 9
)


def build_site(root: Path, settings: str) -> Path:
    write_papers(root)
    papers = root / "content/papers"
    for filler in papers.glob("filler-*"):
        filler.unlink()
    (papers / "arabic.md").write_text(ARABIC_PAPER, "utf-8")
    (papers / "french.md").write_text(FRENCH_PAPER, "utf-8")
    with (root / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    build(open_project(str(root)), jobs=1)
    return root / "output"


@pytest.fixture(scope="module")
def german_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("german"), 'language = "de"\npaper_language = "en"\n')


@pytest.fixture(scope="module")
def german(german_site: Path) -> Iterator[str]:
    yield from serve(german_site, "/digest/")


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("arabic")
    theme = root / "themes/sahifa"
    (theme / "locale").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n', "utf-8")
    words = "\n".join(f'msgid "{english}"\nmsgstr "{arabic}"\n' for english, arabic in ARABIC.items())
    (theme / "locale/ar.po").write_text(f"{HEAD}\n{words}", "utf-8")
    yield from serve(build_site(root, 'language = "ar"\ntheme = "sahifa"\n'), "/digest/")


def test_the_front_page_is_german(page: Page, german: str) -> None:
    page.goto(german)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".sections")).to_contain_text("Themen")
    expect(page.locator(".nameplate time")).to_have_text("Donnerstag, 28. Mai 2026")
    expect(page.locator("#lead")).to_contain_text(re.compile(r"Neu am 28\. Mai 2026\s+11 Arbeiten"))
    expect(page.locator("[data-theme-toggle]")).to_have_attribute("aria-label", "Farbschema: wie das System")
    expect(page.locator(".entry .score").first).to_have_attribute(
        "title", re.compile(r"^Wertung \d+,\d von 100$")
    )


def test_search_speaks_german(page: Page, german: str) -> None:
    page.goto(f"{german}search/")
    page.get_by_role("searchbox").fill("lesion")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Suche nach")
    expect(page.locator("#search-status")).to_have_text("2 Arbeiten gefunden")
    expect(page.locator(".entry time").first).to_have_text(re.compile(r"2[01]\. Mai 2026"))
    expect(page).to_have_title("Suche: lesion – Test Digest")
    expect(page.locator(".search-results .title a").first).to_have_attribute("lang", "en")
    page.get_by_role("searchbox").fill("skin lesion")
    expect(page.locator("#search-status")).to_have_text("1 Arbeit gefunden")


def test_a_site_on_disk_speaks_german(page: Page, german_site: Path) -> None:
    page.goto((german_site / "search/index.html").as_uri())
    page.get_by_role("searchbox").fill("lesion")
    expect(page.locator("#search-status")).to_have_text("2 Arbeiten gefunden")


def test_text_of_another_language_says_so(page: Page, german: str) -> None:
    """Titles are English unless they say otherwise; the words around them are the page's."""
    page.goto(f"{german}topics/cs-cv/")
    for title, language in (("L’app", "fr"), ("التعلم", "ar"), ("Skin", "en")):
        whole = page.locator(".entry").filter(has=page.locator("span.teaser"))
        entry = whole.filter(has=page.locator(".title", has_text=title)).first
        expect(entry.locator(".title a")).to_have_attribute("lang", language)
        expect(entry.locator("span.teaser")).to_have_attribute("lang", language)
        assert entry.locator("[lang] .unfold").count() == 0
    page.goto(f"{german}papers/french/")
    expect(page.locator("h1 span[dir]")).to_have_attribute("lang", "fr")
    expect(page.locator(".abstract-full")).to_have_attribute("lang", "fr")
    expect(page.locator(".related a").filter(has_text="Learning Policies")).to_have_attribute("lang", "en")
    expect(page.locator(".neighbours b").first).to_have_attribute("lang", "ar")


def test_a_paper_has_one_edge_in_any_language(page: Page, german: str) -> None:
    page.goto(f"{german}papers/arabic/")
    body = page.locator(".abstract-full")
    assert body.evaluate("(element) => getComputedStyle(element).direction") == "rtl"
    parts = page.locator("h1, .opening .people, .abstract-full, .reference")
    edges = [part.evaluate("(element) => getComputedStyle(element).textAlign") for part in parts.all()]
    assert set(edges) == {"left"}
    assert page.locator(".reference").evaluate("(element) => getComputedStyle(element).direction") == "ltr"


def test_german_pages_are_light(german_site: Path) -> None:
    """Pages have only the words of their own scripts; those of its filters make a list a tenth heavier."""
    heavy = {}
    for page, most in (
        ("papers/cardiac", 10_000),
        ("", 10_000),
        ("topics", 10_000),
        ("topics/cs-cv", 11_200),
    ):
        html = (german_site / page / "index.html").read_text("utf-8")
        scripts = packed(german_site / page, html, r'<script[^>]* src="([^"]+)"')
        whole = scripts + packed(german_site / page, html, r'rel="stylesheet" href="([^"]+)"')
        whole += len(gzip.compress(html.encode(), 6))
        if scripts > most or (page.startswith("papers/") and whole > 20_000):
            heavy[page] = (scripts, whole)
    assert heavy == {}


def packed(folder: Path, html: str, links: str) -> int:
    return sum(len(gzip.compress((folder / link).read_bytes(), 6)) for link in re.findall(links, html))


ARABIC_PAGES = (
    "",
    "papers/arabic/",
    "papers/cardiac/",
    "topics/",
    "topics/cs-cv/",
    "archive/",
    "search/?q=lesion",
)


@pytest.mark.parametrize("path", ARABIC_PAGES)
def test_arabic_pages_run_from_right_to_left(page: Page, arabic: str, path: str) -> None:
    page.goto(arabic + path)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".sections")).to_contain_text("المواضيع")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []


# Whatever sticks out of the window without a box around it that scrolls or hides.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((element) => {
  const { left, right, width, height } = element.getBoundingClientRect();
  if (!width || !height || (left >= -1 && right <= innerWidth + 1)) return false;
  for (let box = element; box !== document.body; box = box.parentElement)
    if (getComputedStyle(box).overflowX !== 'visible') return false;
  return true;
}).map((element) => element.outerHTML.slice(0, 120))"""


def test_the_layout_is_mirrored(page: Page, arabic: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(arabic)
    lead, beside = page.locator(".lead-day").bounding_box(), page.locator(".beside").bounding_box()
    assert lead
    assert beside
    assert lead["x"] > beside["x"] + beside["width"]
    title = page.locator(".entry .title a").filter(has_text="التعلم").first
    assert title.evaluate("(element) => getComputedStyle(element).direction") == "rtl"
    latin = page.locator(".entry .title a").filter(has_text="Skin").first
    assert latin.evaluate("(element) => getComputedStyle(element).direction") == "ltr"
    expect(page.locator(".nameplate time")).to_have_text("الخميس، 28 مايو 2026")


def test_search_works_from_right_to_left(page: Page, arabic: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{arabic}search/")
    box = page.get_by_role("searchbox")
    glass = page.get_by_role("button", name="بحث")
    box_place, glass_place = box.bounding_box(), glass.bounding_box()
    assert box_place
    assert glass_place
    assert glass_place["x"] < box_place["x"] + 40  # at the end of the line, which is left
    box.fill("الشبكية")
    expect(page.locator(".search-results .entry")).to_have_count(1)
