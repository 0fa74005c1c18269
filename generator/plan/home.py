"""The front page: what is new, and what matters."""

import datetime as dt

from generator.library.order import best_first, day_of, newest_first
from generator.library.permalinks import HOME, day_url, issue_url, page_file
from generator.model.artifact import Artifact
from generator.model.library import Day
from generator.model.page_views import HomeView
from generator.model.paper import PaperPage
from generator.model.views import EntryView, Meta, Ref, TermCount
from generator.plan.desk import Desk, site_feeds, term_count
from generator.plan.trends import topic_trend

DAYS_SHOWN = 7
TOPICS_SHOWN = 12
KEYWORDS_SHOWN = 24
ENOUGH = 5
"""With fewer scored papers in the newest days, "top" looks back further."""


def home_artifacts(desk: Desk) -> list[Artifact]:
    """Plan the front page."""
    library, lists = desk.library, desk.config.lists
    days = library.days
    newest = library.issues[0] if library.issues else Day(dt.date.min, ())
    newest_day = days[0].date if days else newest.date
    heading, top = _top(desk)
    keywords = sorted(library.keywords, key=lambda term: (-len(term.papers), term.slug))
    view = HomeView(
        meta=Meta("home", desk.config.title, desk.config.description, HOME, (), site_feeds(desk.config)),
        lead_day=Ref(newest.date.isoformat(), issue_url(newest.date)) if days else Ref("", HOME),
        lead_count=len(newest.papers),
        lead=desk.entries_of(_lead(newest)[: lists.home]),
        top=top,
        top_heading=heading,
        days=tuple(
            TermCount(day.date.isoformat(), day_url(day.date), len(day.papers)) for day in days[:DAYS_SHOWN]
        ),
        topics=tuple(topic_trend(term, newest_day) for term in library.topics[:TOPICS_SHOWN]),
        keywords=tuple(term_count(term) for term in keywords[:KEYWORDS_SHOWN]),
        paper_count=len(library.papers),
        author_count=len(library.authors),
    )
    return [Artifact(page_file(HOME), "html", view, "home.html")]


def _lead(newest: Day) -> tuple[PaperPage, ...]:
    """Order the newest issue for the front page: newest papers first, undated ones after them."""
    return tuple(sorted(newest_first(newest.papers), key=lambda page: page.paper.date is None))


def _top(desk: Desk) -> tuple[str, tuple[EntryView, ...]]:
    """Return the best of the newest days, looking back further where these have few scores."""
    lists, library = desk.config.lists, desk.library
    scored = [page for page in best_first(library.papers) if page.paper.score is not None]
    for days, heading in ((lists.top_days, _heading(desk, lists.top_days)), (31, _heading(desk, 31))):
        newest = [p for p in scored if (library.days[0].date - day_of(p.paper)).days < days]
        if len(newest) >= ENOUGH:
            return heading, desk.entries_of(newest[: lists.top])
    return desk.words.gettext("Highest scores"), desk.entries_of(scored[: lists.top])


def _heading(desk: Desk, days: int) -> str:
    words = desk.words
    known = {7: words.gettext("Best of the week"), 31: words.gettext("Best of the month")}
    return known.get(days) or words.ngettext("Best of %(num)s day", "Best of %(num)s days", days)
