"""Papers that a paper's page shows beside it: others of its day, others of its organisations.

Rule that keeps old pages still: a paper shows those that stand before it when all are ordered by the day on
which they were added, and then as listed. A paper that arrives later stands behind; one that is listed within
a known day moves at most 2 * `most` pages. Only where too few stand before it do those follow that were added
on the same day.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice

from generator.base.made import Made
from generator.library.order import best_first
from generator.model.page_views import RelatedView
from generator.model.paper import PaperPage
from generator.plan.desk import Desk

OF_DAY = 4
OF_ORGANISATION = 3

Beside = dict[str, list[str]]
"""Papers of a group, each with the others that it shows."""


Others = tuple[tuple[str, str], ...]
"""Ids of other papers, each with the reason that is told, "" for none."""


def papers_of_day(desk: Desk) -> Callable[[str], Others]:
    """Find, by paper id, up to OF_DAY other papers of its date; of an undated one, others added with it."""
    dated = ([page for page in day.papers if page.paper.date] for day in desk.library.days)
    undated = ([page for page in issue.papers if not page.paper.date] for issue in desk.library.issues)
    groups = [*dated, *undated]
    place = {page.paper.id: i for i, papers in enumerate(groups) for page in papers}
    beside = Made[int, Beside](lambda i: _beside(groups[i], OF_DAY))
    return lambda paper: tuple((other, "") for other in beside[place[paper]][paper])


def papers_of_organisations(desk: Desk) -> Callable[[str], Others]:
    """Find, by paper id, up to OF_ORGANISATION other papers of its organisations, which are the reason."""
    terms = desk.library.organisations
    places: dict[str, list[int]] = defaultdict(list)
    for i, term in enumerate(terms):
        for page in term.papers:
            places[page.paper.id].append(i)
    beside = Made[int, Beside](lambda i: _beside(best_first(terms[i].papers), OF_ORGANISATION))

    def of_paper(paper: str) -> Others:
        reasons: dict[str, str] = {}
        for i in places.get(paper, ()):
            for other in beside[i][paper]:
                reasons.setdefault(other, terms[i].name)
        return tuple(islice(reasons.items(), OF_ORGANISATION))

    return of_paper


def related_view(desk: Desk, paper: str, reason: str) -> RelatedView:
    """Return a paper, by its id, as another one's page shows it."""
    entry = desk.entries[paper]
    return RelatedView(
        entry.title,
        entry.url,
        reason,
        entry.language,
        author=entry.authors[0].name if entry.authors else "",
        others=len(entry.authors) > 1 or not entry.authors_complete,
        year=entry.date[:4],
    )


def _beside(papers: Sequence[PaperPage], most: int) -> Beside:
    """Return those that each paper shows, nearest first."""
    ordered = sorted(papers, key=lambda page: page.paper.added)
    found = {}
    for i, page in enumerate(ordered):
        before = ordered[max(i - most, 0) : i][::-1]
        behind = ordered[i + 1 : i + 1 + most - len(before)]
        others = [*before, *(other for other in behind if other.paper.added == page.paper.added)]
        found[page.paper.id] = [other.paper.id for other in others]
    return found
