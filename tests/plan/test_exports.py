"""Files of citations: which there are, how long lists are cut, what a new paper changes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.schema import Config, ExportsConfig
from generator.library.build import build_library
from generator.library.order import newest_first
from generator.model.file_views import NAMED_AUTHORS
from generator.plan.desk import make_desk
from generator.plan.export_lists import LARGEST, OVERHEAD, split_by_year
from generator.plan.exports import day_exports, export_artifacts, paper_exports, term_exports
from tests.samples import make_page

CONFIG = Config()
PAPER = OVERHEAD + 100
"""More than a sample paper's bytes, less than two's."""


def desk_of(*pages, config=CONFIG, largest=LARGEST):
    return make_desk(build_library(pages, [], [], config), config, largest_export=largest)


def year_page(year, title):
    return make_page(title, date=dt.date(year, 5, 20))


def test_every_paper_term_and_day_has_all_formats():
    page = make_page("Masked Diffusion", keywords=("diffusion",), organisations=("ibm",))
    other = make_page("Other", keywords=("diffusion",), organisations=("ibm",))
    paths = {artifact.path: artifact.renderer for artifact in export_artifacts(desk_of(page, other))}
    stems = {
        "papers/masked-diffusion/masked-diffusion",
        "papers/other/other",
        "topics/cs-cv/cs-cv",
        "authors/ada-lovelace/ada-lovelace",
        "keywords/diffusion/diffusion",
        "organisations/ibm/ibm",
        "2026/05/20/2026-05-20",
    }
    kinds = {"bib": "bibtex", "ris": "ris", "json": "csl-json", "md": "markdown"}
    assert paths == {f"{stem}.{kind}": renderer for stem in stems for kind, renderer in kinds.items()}


def test_a_list_of_one_paper_offers_the_files_of_that_paper():
    page = make_page("Masked Diffusion", organisations=("ibm",))
    desk = desk_of(page)
    own = paper_exports(desk, page.paper)
    assert {a.path for a in export_artifacts(desk)} == {ref.url for ref in own}
    library = desk.library
    for term in (*library.topics, *library.organisations, *library.authors):
        assert term_exports(desk, term) == own
    assert day_exports(desk, library.days[0]) == own


def test_lists_name_the_first_of_many_authors_and_papers_all():
    many = tuple(f"Ann Author{n}" for n in range(NAMED_AUTHORS + 1))
    pages = [make_page("Many", authors=many), make_page("Few", authors=many[:NAMED_AUTHORS])]
    views = {a.path: a.view for a in export_artifacts(desk_of(*pages)) if a.path.endswith(".bib")}
    (own,) = views["papers/many/many.bib"].citations
    assert (len(own.names), own.complete) == (NAMED_AUTHORS + 1, True)
    listed = {c.url: c for c in views["topics/cs-cv/cs-cv.bib"].citations}
    assert listed["papers/many/"].names == own.names[:NAMED_AUTHORS]
    assert [listed[f"papers/{name}/"].complete for name in ("many", "few")] == [False, True]


def test_pages_name_the_files_that_there_are():
    desk = desk_of(make_page("Masked Diffusion"), make_page("Other"))
    (topic,) = desk.library.topics
    paths = {artifact.path for artifact in export_artifacts(desk)}
    refs = (*paper_exports(desk, desk.library.papers[0].paper), *term_exports(desk, topic))
    assert {ref.url for ref in refs} < paths
    assert [(ref.name, ref.url, ref.type) for ref in refs[-4:-2]] == [
        ("BibTeX", "topics/cs-cv/cs-cv.bib", "application/x-bibtex"),
        ("RIS", "topics/cs-cv/cs-cv.ris", "application/x-research-info-systems"),
    ]


@pytest.mark.parametrize(
    ("exports", "kinds"),
    [
        (ExportsConfig(formats=("bib",)), {"papers/a/a.bib", "papers/b/b.bib", "topics/cs-cv/cs-cv.bib"}),
        (
            ExportsConfig(formats=("bib", "md"), lists=False),
            {f"papers/{name}/{name}.{kind}" for name in "ab" for kind in ("bib", "md")},
        ),
        (ExportsConfig(formats=()), set()),
    ],
)
def test_formats_and_lists_can_be_switched_off(exports, kinds):
    pages = [make_page(title, authors=(), date=None) for title in ("A", "B")]
    desk = desk_of(*pages, config=Config(exports=exports))
    paths = {a.path for a in export_artifacts(desk) if not a.path[0].isdigit()}
    assert paths == kinds
    linked = {ref for page in pages for ref in paper_exports(desk, page.paper)}
    linked |= {*term_exports(desk, desk.library.topics[0])}
    assert {ref.url for ref in linked} == kinds


def test_long_lists_are_cut_by_year_oldest_first():
    pages = [year_page(year, f"{year} {word}") for year in (2023, 2024, 2025) for word in ("A", "B")]
    desk = desk_of(*pages, largest=4 * PAPER)
    (topic,) = desk.library.topics
    wanted = {"topics/cs-cv/cs-cv.bib", "topics/cs-cv/cs-cv-2.bib"}
    files = {a.path: a.view for a in export_artifacts(desk) if a.path in wanted}
    years = {path: [c.date[:4] for c in view.citations] for path, view in files.items()}
    assert years == {
        "topics/cs-cv/cs-cv.bib": ["2024", "2024", "2023", "2023"],
        "topics/cs-cv/cs-cv-2.bib": ["2025", "2025"],
    }
    names = [ref.name for ref in term_exports(desk, topic)]
    assert names[:3] == ["BibTeX 1", "BibTeX 2", "RIS 1"]


papers = st.lists(st.tuples(st.integers(2020, 2025), st.integers(0, 3 * PAPER)), min_size=1, max_size=12)


@given(papers, st.integers(PAPER, 5 * PAPER), st.integers(1, 3))
def test_parts_hold_everything_and_old_ones_keep_still(found, largest, more):
    def page(number, year, size):
        made = year_page(year, f"P{number:03}")
        return type(made)(made.paper, made.body, made.teaser, size)

    old = [page(n, *paper) for n, paper in enumerate(found)]
    parts = split_by_year(newest_first(old), largest, 4 * PAPER)
    assert sorted(p.paper.title for part in parts for p in part) == sorted(p.paper.title for p in old)
    newest = max(year for year, _ in found)
    new = [page(100 + n, newest + 1, PAPER) for n in range(more)]
    after = split_by_year(newest_first([*new, *old]), largest, 4 * PAPER)
    assert after[: len(parts) - 1] == parts[:-1]


def test_a_new_paper_changes_only_the_files_of_its_terms_and_days():
    pages = [make_page(f"P{n}", topics=(f"cs.{n % 2}",), authors=(f"Ann Author{n % 2}",)) for n in range(4)]
    new = make_page("New", topics=("cs.0",), authors=("Ann Author0",), date=dt.date(2026, 5, 27))
    before = {a.path: a.view for a in export_artifacts(desk_of(*pages))}
    after = {a.path: a.view for a in export_artifacts(desk_of(*pages, new))}
    changed = {path.rpartition("/")[0] for path, view in after.items() if before.get(path) != view}
    assert changed == {"papers/new", "topics/cs-0", "authors/ann-author0"}
