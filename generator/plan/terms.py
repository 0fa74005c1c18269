"""Pages of a topic, author, keyword or organisation.

A term's page shows its newest papers. When there are more, each year has a page of its own below it, and a
very full year one for each month: with page/2/ a new paper would change every later page, so it changes two.
"""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from generator.base.words import gettext_noop
from generator.library.order import day_of
from generator.library.permalinks import TAXONOMIES, month_url, term_url, year_url
from generator.model.artifact import Grounds, Sketch
from generator.model.library import Taxonomy, Term
from generator.model.page_views import ListView
from generator.model.paper import PaperPage
from generator.model.pictures import NO_PICTURES
from generator.model.views import Meta, Ref
from generator.plan.desk import Desk, beside, ids_of, list_page, neighbours_together, site_feeds, term_feeds
from generator.plan.exports import term_exports
from generator.plan.facets import Facets, make_facets
from generator.plan.pictures import term_pictures
from generator.plan.sentences import span_papers, term_sentence

FULL_YEAR = 3
"""A year is split into months when it fills more than this many pages."""

HEADINGS: dict[Taxonomy, str] = {
    "topic": gettext_noop("Topics"),
    "author": gettext_noop("Authors"),
    "keyword": gettext_noop("Keywords"),
    "organisation": gettext_noop("Organisations"),
}


class _Part(Struct, frozen=True):
    """A year of a term's papers, or a month of it."""

    ref: Ref
    papers: tuple[PaperPage, ...]
    months: tuple["_Part", ...] = ()
    """Of a full year."""


def index_ref(desk: Desk, taxonomy: Taxonomy) -> Ref:
    """Return the link to the index of a taxonomy."""
    return Ref(desk.words.gettext(HEADINGS[taxonomy]), TAXONOMIES[taxonomy])


def term_artifacts(desk: Desk) -> list[Sketch]:
    """Plan the pages of every term of every taxonomy."""
    library = desk.library
    facets = make_facets(library)
    artifacts: list[Sketch] = []
    terms = (*library.topics, *library.keywords, *library.organisations)
    for term in (*terms, *neighbours_together(desk, library.authors)):
        artifacts += _pages_of(desk, term, facets)
    return artifacts


def _pages_of(desk: Desk, term: Term, facets: Facets) -> list[Sketch]:
    size = desk.config.lists.page_size
    parts = _split(desk, term, size) if len(term.papers) > size else []
    years = tuple(part.ref for part in parts)
    make = partial(_term_view, desk, term, years, facets)
    page = list_page(make, term.taxonomy, term_url(term), term.papers[:size], _term_grounds)
    return [page, *_part_pages(desk, term, parts)]


def _term_view(desk: Desk, term: Term, years: tuple[Ref, ...], facets: Facets) -> ListView:
    companions = facets.companions(term)
    sentence = term_sentence(desk, term, companions)
    drawn = desk.config.lists.pictures
    pictures = term_pictures(term, [ref.url for ref in years], facets) if drawn else NO_PICTURES
    shown = () if pictures.circle else companions  # the circle shows the same people
    return ListView(
        meta=_meta(desk, term, sentence),
        heading=term.name,
        note=term.note,
        summary=sentence,
        entries=desk.entries_of(term.papers[: desk.config.lists.page_size]),
        more=years,
        related=shown,
        related_heading=_companions_heading(desk, term) if companions else "",
        exports=term_exports(desk, term),
        keywords=facets.phrases(term),
        external=term.links,
        pictures=pictures,
    )


def _term_grounds(desk: Desk, term: Term, years: tuple[Ref, ...], _facets: Facets) -> Grounds:
    parts = desk.parts_of(term_url(term))
    return Grounds(ids_of(term.papers), (term.name, term.note, term.links, years, parts))


def _companions_heading(desk: Desk, term: Term) -> str:
    if term.taxonomy == "author":
        return desk.words.gettext("Wrote with")
    return desk.words.gettext("Most papers by")


def _meta(desk: Desk, term: Term, sentence: str) -> Meta:
    name = f"{term.name} ({term.note})" if term.note else term.name
    return Meta(
        kind=term.taxonomy,
        title=name,
        description=f"{name}: {sentence}",
        url=term_url(term),
        crumbs=(index_ref(desk, term.taxonomy),),
        feeds=term_feeds(term, desk.config) + site_feeds(desk.config),
    )


def _split(desk: Desk, term: Term, size: int) -> list[_Part]:
    """Cut a term's papers into years, and full years into months; newest first."""
    years = []
    base = term_url(term)
    for year, in_year in groupby(term.papers, key=lambda page: day_of(page.paper).year):
        papers = tuple(in_year)
        months = _months(desk, base, papers) if len(papers) > FULL_YEAR * size else ()
        years.append(_Part(Ref(str(year), base + year_url(year)), papers, months))
    return years


def _months(desk: Desk, base: str, of_year: tuple[PaperPage, ...]) -> tuple[_Part, ...]:
    year = day_of(of_year[0].paper).year
    return tuple(
        _Part(Ref(desk.words.month(year, month), base + month_url(year, month)), tuple(papers))
        for month, papers in groupby(of_year, key=lambda page: day_of(page.paper).month)
    )


def _part_pages(desk: Desk, term: Term, years: Sequence[_Part]) -> list[Sketch]:
    months = [month for year in years for month in year.months]
    return [
        list_page(
            partial(_part_view, desk, term, level, i),
            term.taxonomy,
            part.ref.url,
            _shown(desk, part),
            _part_grounds,
        )
        for level in (years, months)
        for i, part in enumerate(level)
    ]


def _shown(desk: Desk, part: _Part) -> Sequence[PaperPage]:
    return part.papers[: desk.config.lists.page_size] if part.months else part.papers


def _part_view(desk: Desk, term: Term, level: Sequence[_Part], i: int) -> ListView:
    """Return the page of a year among years, or of a month among months."""
    part = level[i]
    newer, older = beside(level, i)
    shown = _shown(desk, part)
    papers = span_papers(desk.words, part.papers, part.ref.name)
    return ListView(
        meta=_part_meta(desk, term, part.ref),
        heading=f"{term.name}, {part.ref.name}",
        note=term.note,
        summary=_summary_of_part(desk, papers, len(part.papers), len(shown)),
        entries=desk.entries_of(shown),
        more=tuple(month.ref for month in part.months),
        newer=newer.ref if newer else None,
        older=older.ref if older else None,
    )


def _part_grounds(_desk: Desk, term: Term, level: Sequence[_Part], i: int) -> Grounds:
    neighbours = [part.ref if part else None for part in beside(level, i)]
    return Grounds(ids_of(level[i].papers), (term.name, term.note, neighbours))


def _part_meta(desk: Desk, term: Term, ref: Ref) -> Meta:
    return Meta(
        kind=term.taxonomy,
        title=f"{term.name}, {ref.name}",
        description=desk.words.gettext("Papers of %(date)s: %(name)s.", date=ref.name, name=term.name),
        url=ref.url,
        crumbs=(
            index_ref(desk, term.taxonomy),
            Ref(term.name, term_url(term)),
        ),
        feeds=term_feeds(term, desk.config),
    )


def _summary_of_part(desk: Desk, papers: str, count: int, shown: int) -> str:
    if shown == count:
        return desk.words.gettext("%(papers)s.", papers=papers)
    return desk.words.gettext(
        "%(papers)s: the newest %(shown)s here, the others by month.", papers=papers, shown=shown
    )
