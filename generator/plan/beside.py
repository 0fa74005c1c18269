"""Papers that a paper's page shows beside it: others of its day, others of its organisations.

Rule that keeps old pages still: a paper shows those that stand before it when all are ordered by the day on
which they were added, and then as listed. A paper that arrives later stands behind; one that is listed within
a known day moves at most 2 * `most` pages. Only where too few stand before it do those follow that were added
on the same day.
"""

from collections.abc import Iterable, Mapping, Sequence

from generator.library.order import best_first
from generator.model.page_views import RelatedView
from generator.model.paper import PaperPage
from generator.plan.desk import Desk

OF_DAY = 4
OF_ORGANISATION = 3


def papers_of_day(desk: Desk) -> Mapping[str, tuple[RelatedView, ...]]:
    """Return, by paper id, up to OF_DAY other papers of its date; of an undated one, others added with it."""
    shown = {page.paper.id: related_view(desk, page, "") for page in desk.library.papers}
    dated = ([page for page in day.papers if page.paper.date] for day in desk.library.days)
    undated = ([page for page in issue.papers if not page.paper.date] for issue in desk.library.issues)
    return {
        page.paper.id: tuple(shown[other.paper.id] for other in others)
        for papers in (*dated, *undated)
        for page, others in _beside(papers, OF_DAY)
    }


def papers_of_organisations(desk: Desk) -> Mapping[str, tuple[RelatedView, ...]]:
    """Return, by paper id, up to OF_ORGANISATION other papers of its organisations, which are the reason."""
    found: dict[str, dict[str, RelatedView]] = {}
    for term in desk.library.organisations:
        for page, others in _beside(best_first(term.papers), OF_ORGANISATION):
            shown = found.setdefault(page.paper.id, {})
            for other in others:
                shown.setdefault(other.paper.id, related_view(desk, other, term.name))
    return {paper: tuple(shown.values())[:OF_ORGANISATION] for paper, shown in found.items()}


def related_view(desk: Desk, page: PaperPage, reason: str) -> RelatedView:
    """Return a paper as another one's page shows it."""
    entry = desk.entries[page.paper.id]
    return RelatedView(
        entry.title,
        entry.url,
        reason,
        entry.language,
        author=entry.authors[0].name if entry.authors else "",
        others=len(entry.authors) > 1 or not entry.authors_complete,
        year=entry.date[:4],
    )


def _beside(papers: Sequence[PaperPage], most: int) -> Iterable[tuple[PaperPage, Sequence[PaperPage]]]:
    """Give each paper with those that it shows, nearest first."""
    ordered = sorted(papers, key=lambda page: page.paper.added)
    for i, page in enumerate(ordered):
        before = ordered[max(i - most, 0) : i][::-1]
        behind = ordered[i + 1 : i + 1 + most - len(before)]
        yield page, [*before, *(other for other in behind if other.paper.added == page.paper.added)]
