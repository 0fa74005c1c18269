"""Pages of a topic, author, keyword or organisation.

A term's page shows its newest papers. When there are more, each year has a page of its own below it, and a
very full year one for each month: with page/2/ a new paper would change every later page, so it changes two.
"""

from collections import Counter
from itertools import groupby

from generator.base.dates import month_name
from generator.base.text import plural
from generator.library.order import day_of
from generator.library.permalinks import TAXONOMIES, month_url, page_file, term_url, year_url
from generator.model.artifact import Artifact
from generator.model.library import Taxonomy, Term
from generator.model.page_views import ListView
from generator.model.paper import PaperPage
from generator.model.views import Meta, Ref, TermCount
from generator.plan.desk import Desk, site_feeds, term_feeds

FULL_YEAR = 3
"""A year is split into months when it fills more than this many pages."""

HEADINGS: dict[Taxonomy, str] = {
    "topic": "Topics",
    "author": "Authors",
    "keyword": "Keywords",
    "organisation": "Organisations",
}

COMPANIONS = 12

LEAST_YEARS = 3
"""Fewer years with papers make no picture."""


def term_artifacts(desk: Desk) -> list[Artifact]:
    """Plan the pages of every term of every taxonomy."""
    library = desk.library
    by_slug = {term.slug: term for term in library.authors}
    artifacts: list[Artifact] = []
    for term in (*library.topics, *library.keywords, *library.organisations, *library.authors):
        artifacts += _pages_of(desk, term, by_slug)
    return artifacts


def _pages_of(desk: Desk, term: Term, people: dict[str, Term]) -> list[Artifact]:
    size = desk.config.lists.page_size
    parts = _split(term, size) if len(term.papers) > size else []
    years = tuple(ref for ref, _ in parts if ref.url.count("/") == 3)
    related_heading, related = _companions(desk, term, people)
    view = ListView(
        meta=_meta(desk, term),
        heading=term.name,
        note=term.note,
        summary=_summary(desk, term),
        entries=desk.entries_of(term.papers[:size]),
        more=years,
        related=related,
        related_heading=related_heading,
        external=term.links,
        history=_history(term),
    )
    return [_artifact(view), *_part_pages(desk, term, parts)]


def _artifact(view: ListView) -> Artifact:
    return Artifact(page_file(view.meta.url), "html", view, "list.html")


def _meta(desk: Desk, term: Term) -> Meta:
    name = f"{term.name} ({term.note})" if term.note else term.name
    return Meta(
        kind=term.taxonomy,
        title=name,
        description=f"{name}: {_summary(desk, term)}",
        url=term_url(term),
        crumbs=(Ref(HEADINGS[term.taxonomy], TAXONOMIES[term.taxonomy]),),
        feeds=term_feeds(term, desk.config) + site_feeds(desk.config),
    )


def _split(term: Term, size: int) -> list[tuple[Ref, tuple[PaperPage, ...]]]:
    """Cut a term's papers into years, and full years into months; newest first."""
    parts: list[tuple[Ref, tuple[PaperPage, ...]]] = []
    base = term_url(term)
    for year, in_year in groupby(term.papers, key=lambda page: day_of(page.paper).year):
        papers = tuple(in_year)
        parts.append((Ref(str(year), base + year_url(year)), papers))
        if len(papers) > FULL_YEAR * size:
            for month, in_month in groupby(papers, key=lambda page: day_of(page.paper).month):
                ref = Ref(month_name(year, month), base + month_url(year, month))
                parts.append((ref, tuple(in_month)))
    return parts


def _part_pages(desk: Desk, term: Term, parts: list[tuple[Ref, tuple[PaperPage, ...]]]) -> list[Artifact]:
    artifacts = []
    for depth in (3, 4):
        level = [(ref, papers) for ref, papers in parts if ref.url.count("/") == depth]
        for i, (ref, papers) in enumerate(level):
            months = tuple(r for r, _ in parts if r.url != ref.url and r.url.startswith(ref.url))
            shown = papers[: desk.config.lists.page_size] if months else papers
            view = ListView(
                meta=_part_meta(desk, term, ref),
                heading=f"{term.name}, {ref.name}",
                note=term.note,
                summary=_summary_of_part(len(papers), len(shown)),
                entries=desk.entries_of(shown),
                more=months,
                newer=level[i - 1][0] if i > 0 else None,
                older=level[i + 1][0] if i + 1 < len(level) else None,
            )
            artifacts.append(_artifact(view))
    return artifacts


def _part_meta(desk: Desk, term: Term, ref: Ref) -> Meta:
    return Meta(
        kind=term.taxonomy,
        title=f"{term.name}, {ref.name}",
        description=f"Papers of {ref.name}: {term.name}.",
        url=ref.url,
        crumbs=(
            Ref(HEADINGS[term.taxonomy], TAXONOMIES[term.taxonomy]),
            Ref(term.name, term_url(term)),
        ),
        feeds=term_feeds(term, desk.config),
    )


def _summary_of_part(count: int, shown: int) -> str:
    text = plural(count, "paper")
    return f"{text}, the newest {shown} here, the others by month." if shown < count else f"{text}."


def _summary(desk: Desk, term: Term) -> str:
    """Say what the term is in one sentence made of its own numbers."""
    count = plural(len(term.papers), "paper")
    years = sorted({day_of(page.paper).year for page in term.papers if page.paper.date})
    if not years:
        return f"{count}."
    span = f"from {years[0]}" if years[0] == years[-1] else f"from {years[0]} to {years[-1]}"
    coded = sum(1 for entry in desk.entries_of(term.papers) if entry.has_code)
    code = f", {coded:,} with code" if coded else ""
    return f"{count} {span}{code}."


def _history(term: Term) -> tuple[TermCount, ...]:
    """Count a term's papers year by year, without gaps; () where there is no course to see."""
    counts = Counter(page.paper.date.year for page in term.papers if page.paper.date)
    if len(counts) < LEAST_YEARS:
        return ()
    years = range(min(counts), max(counts) + 1)
    return tuple(TermCount(str(year), "", counts[year]) for year in years)


def _companions(desk: Desk, term: Term, people: dict[str, Term]) -> tuple[str, tuple[TermCount, ...]]:
    """Return who wrote most of a term's papers; for an author, the people they wrote them with."""
    slugs = desk.library.person_slugs
    counts = Counter(slug for page in term.papers for slug in dict.fromkeys(slugs[page.paper.id]))
    if term.taxonomy == "author":
        del counts[term.slug]
    ranked = sorted(counts, key=lambda slug: (-counts[slug], slug))[:COMPANIONS]
    least = 1 if term.taxonomy == "author" else 2
    found = tuple(
        TermCount(people[slug].name, term_url(people[slug]), counts[slug], people[slug].note)
        for slug in ranked
        if counts[slug] >= least
    )
    return ("Wrote with" if term.taxonomy == "author" else "Most papers by", found) if found else ("", ())
