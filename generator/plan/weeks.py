"""Weekly digests: one page for each week in which papers were added, beside the daily ones.

It shows the best of the week, and leads to the days, which show all. Only the current week changes daily.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from generator.base.words import Words
from generator.library.permalinks import issue_url, page_file, week_url
from generator.library.weeks import weeks_of
from generator.model.artifact import Grounds, Mapped, Sketch
from generator.model.library import Day, Week
from generator.model.page_views import IndexGroup, IssueView
from generator.model.views import Meta, Ref, TermCount
from generator.plan.desk import Desk, beside, ids_of, site_feeds
from generator.plan.topic_groups import digests_ref, topic_groups

WEEK_PAPERS = 300
"""Most papers on a week's page."""


def week_artifacts(desk: Desk) -> list[Sketch]:
    """Plan a page for every week."""
    weeks = weeks_of(desk.library.issues)
    return [
        Sketch(
            page_file(week_url(week.first)),
            "html",
            partial(_view, desk, weeks, number),
            "issue.html",
            Mapped("issue", week_url(week.first), week.days[0].date.isoformat()),
            _grounds,
        )
        for number, week in enumerate(weeks)
    ]


def week_groups(desk: Desk) -> dict[int, IndexGroup]:
    """Return the weeks for the index of digests, by year, newest first."""
    found: dict[int, list[TermCount]] = {}
    for week in weeks_of(desk.library.issues):
        ref = week_ref(week.first, desk.words)
        entry = TermCount(ref.name, ref.url, len(week.papers))
        found.setdefault(week.last.year, []).append(entry)
    label = desk.words.gettext
    return {
        year: IndexGroup(label("Weeks of %(year)s", year=str(year)), tuple(t)) for year, t in found.items()
    }


def week_ref(day: dt.date, words: Words) -> Ref:
    """Return the link to the digest of the week that holds a day: "25–31 May 2026"."""
    first = day - dt.timedelta(days=day.weekday())
    return Ref(words.days(first, first + dt.timedelta(days=6)), week_url(day))


def gaps_of(desk: Desk, days: Sequence[Day]) -> tuple[str, ...]:
    """Return what the listings of these days lacked."""
    return tuple(gap for day in reversed(days) for gap in desk.library.gaps.get(day.date, ()))


def _view(desk: Desk, weeks: Sequence[Week], found: int) -> IssueView:
    week, words = weeks[found], desk.words
    newer, older = beside(weeks, found)
    shown = week.papers[:WEEK_PAPERS]
    top = tuple(page for page in shown if page.paper.score is not None)[: desk.config.mail.top]
    span = words.days(week.first, week.last)
    title = words.gettext("Digest of %(days)s", days=span)
    description = words.ngettext(
        "%(num)s new paper of the week %(days)s.",
        "%(num)s new papers of the week %(days)s.",
        len(week.papers),
        days=span,
    )
    return IssueView(
        meta=Meta(
            "issue", title, description, week_url(week.first), (digests_ref(words),), site_feeds(desk.config)
        ),
        day="",
        number=0,
        total=len(week.papers),
        top=desk.entries_of(top),
        groups=topic_groups(desk, shown[len(top) :]),
        more=len(week.papers) - len(shown),
        newer=week_ref(newer.first, words) if newer else None,
        older=week_ref(older.first, words) if older else None,
        week=week.number,
        days=tuple(Ref(words.day(day.date), issue_url(day.date)) for day in week.days),
        gaps=gaps_of(desk, week.days),
    )


def _grounds(desk: Desk, weeks: Sequence[Week], found: int) -> Grounds:
    week = weeks[found]
    neighbours = [other.first if other else None for other in beside(weeks, found)]
    return Grounds(ids_of(week.papers), (neighbours, gaps_of(desk, week.days)))
