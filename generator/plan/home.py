"""The front page: what is new, and what matters."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from generator.library.order import best_first, newest_first
from generator.library.permalinks import HOME, issue_url, page_file
from generator.model.artifact import Mapped, Sketch
from generator.model.library import Day
from generator.model.page_views import HomeView
from generator.model.paper import PaperPage
from generator.model.views import Meta, Ref, TermCount
from generator.plan.desk import Desk, site_feeds, term_count
from generator.plan.trends import topic_trend

DAYS_SHOWN = 7
TOPICS_SHOWN = 12
KEYWORDS_SHOWN = 24
ENOUGH = 5
"""With fewer scored papers in the newest days, "top" looks back further; with fewer papers, nothing leads."""


def home_artifacts(desk: Desk) -> list[Sketch]:
    """Plan the front page."""
    issues = desk.library.issues
    mapped = Mapped("home", HOME, issues[0].date.isoformat() if issues else "")
    return [Sketch(page_file(HOME), "html", partial(_view, desk), "home.html", mapped)]


def _view(desk: Desk) -> HomeView:
    library, lists = desk.library, desk.config.lists
    days = library.days
    newest = library.issues[0] if library.issues else Day(dt.date.min, ())
    newest_day = days[0].date if days else newest.date
    heading, best = _top(desk)
    lead = [page for page in _lead(newest) if page not in best[: lists.top]]
    if len(lead) < min(ENOUGH, lists.home):  # a short issue stays whole, and the best are others
        lead = list(_lead(newest))
        best = [page for page in best if page not in lead[: lists.home]]
    keywords = sorted(library.keywords, key=lambda term: (-len(term.papers), term.slug))
    return HomeView(
        meta=Meta("home", desk.config.title, desk.config.description, HOME, (), site_feeds(desk.config)),
        lead_day=Ref(newest.date.isoformat(), issue_url(newest.date)) if days else Ref("", HOME),
        lead_count=len(newest.papers),
        lead=desk.entries_of(lead[: lists.home]),
        top=desk.entries_of(best[: lists.top]),
        top_heading=heading,
        days=tuple(
            TermCount(issue.date.isoformat(), issue_url(issue.date), len(issue.papers))
            for issue in library.issues[:DAYS_SHOWN]
        ),
        topics=tuple(topic_trend(term, newest_day) for term in library.topics[:TOPICS_SHOWN]),
        keywords=tuple(term_count(term) for term in keywords[:KEYWORDS_SHOWN]),
        paper_count=len(library.papers),
        author_count=len(library.authors),
    )


def _lead(newest: Day) -> tuple[PaperPage, ...]:
    """Order the newest issue for the front page: newest papers first, undated ones after them."""
    return tuple(sorted(newest_first(newest.papers), key=lambda page: page.paper.date is None))


def _top(desk: Desk) -> tuple[str, list[PaperPage]]:
    """Return the papers with a score that were added in the newest days, the best first.

    Where these have few, it looks back further. What was all added on one day is no week's choice.
    """
    days, issues = desk.config.lists.top_days, desk.library.issues
    if len(issues) > 1:
        for span in (days, 31):
            newest = _scored(_newest(issues, span))
            if len(newest) >= ENOUGH:
                return _heading(desk, span), newest
    return desk.words.gettext("Highest scores"), _scored(desk.library.papers)


def _newest(issues: Sequence[Day], span: int) -> Iterator[PaperPage]:
    """Give the papers that were added in so many days up to the newest one."""
    for issue in takewhile(lambda issue: (issues[0].date - issue.date).days < span, issues):
        yield from issue.papers


def _scored(pages: Iterable[PaperPage]) -> list[PaperPage]:
    """Return the papers that have a score, the best first."""
    return list(best_first(page for page in pages if page.paper.score is not None))


def _heading(desk: Desk, days: int) -> str:
    words = desk.words
    known = {7: words.gettext("Best of the week"), 31: words.gettext("Best of the month")}
    return known.get(days) or words.ngettext("Best of %(num)s day", "Best of %(num)s days", days)
