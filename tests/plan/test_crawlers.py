"""Sitemaps that search engines read whole, and that stay as they are."""

import datetime as dt

from generator.config.schema import Config
from generator.library.build import build_library
from generator.model.artifact import Artifact
from generator.model.paper import PaperPage
from generator.plan.archive import archive_artifacts
from generator.plan.crawlers import crawler_artifacts
from generator.plan.desk import make_desk
from generator.plan.papers import paper_artifacts
from tests.samples import make_page

PAGES = [
    make_page(f"P{year}{n}", slug=f"p{year}-{n}", added=dt.date(year, 3, n), date=dt.date(year, 3, 1))
    for year in (2024, 2025)
    for n in (1, 2, 3)
]


def crawlers(pages: list[PaperPage], most: int = 50_000) -> dict[str, Artifact]:
    desk = make_desk(build_library(pages, (), [], Config()), Config())
    planned = [*paper_artifacts(desk), *archive_artifacts(desk)]
    return {sketch.path: sketch.made() for sketch in crawler_artifacts(desk, planned, most)}


def test_each_family_of_pages_and_year_of_change_has_a_sitemap() -> None:
    found = crawlers(PAGES)
    assert [path for path in found if path.startswith("sitemap-")] == [
        "sitemap-days-2024.xml",
        "sitemap-days-2025.xml",
        "sitemap-pages.xml",
        "sitemap-papers-2024.xml",
        "sitemap-papers-2025.xml",
    ]
    assert found["sitemap-papers-2024.xml"].view.urls == tuple(
        (f"papers/p2024-{n}/", f"2024-03-0{n}") for n in (1, 2, 3)
    )
    assert dict(found["sitemap.xml"].view.sitemaps)["sitemap-papers-2025.xml"] == "2025-03-03"
    assert found["robots.txt"].view.sitemap == "sitemap.xml"


def test_a_full_sitemap_goes_on_in_another() -> None:
    parts = {path: a for path, a in crawlers(PAGES, most=2).items() if path.startswith("sitemap-papers-")}
    assert {path: len(artifact.view.urls) for path, artifact in parts.items()} == {
        "sitemap-papers-2024.xml": 2,
        "sitemap-papers-2024-2.xml": 1,
        "sitemap-papers-2025.xml": 2,
        "sitemap-papers-2025-2.xml": 1,
    }
    index = [path for path, _ in crawlers(PAGES, most=2)["sitemap.xml"].view.sitemaps]
    assert set(parts) < set(index)


def test_an_edited_paper_has_the_day_of_its_edit() -> None:
    edited = make_page("P", added=dt.date(2024, 3, 1), updated=dt.date(2025, 3, 9))
    assert crawlers([edited])["sitemap-papers-2025.xml"].view.urls == (("papers/p/", "2025-03-09"),)


def test_a_new_paper_leaves_the_sitemaps_of_other_years_alone() -> None:
    new = make_page("New", added=dt.date(2026, 1, 9), date=dt.date(2026, 1, 8))
    before, after = crawlers(PAGES), crawlers([*PAGES, new])
    changed = {path for path, artifact in after.items() if before.get(path) != artifact}
    assert changed == {"sitemap-papers-2026.xml", "sitemap-days-2026.xml", "sitemap.xml"}


def test_an_empty_site_has_sitemaps_too() -> None:
    assert "sitemap.xml" in crawlers([])
