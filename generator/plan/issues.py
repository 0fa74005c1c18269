"""Daily digests: one issue for each day on which papers were added.

What is new is decided by `added`, so that a paper reaches readers once, whatever its own date is.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from generator.library.permalinks import DIGESTS, issue_url, page_file
from generator.model.artifact import Grounds, Mapped, Sketch
from generator.model.library import Day
from generator.model.page_views import IndexGroup, IndexView, IssueView, ListView
from generator.model.paper import PaperPage
from generator.model.views import Meta, Ref, TermCount
from generator.plan.archive import part_name
from generator.plan.desk import Desk, beside, ids_of, list_page, site_feeds
from generator.plan.topic_groups import digests_ref, topic_groups
from generator.plan.weeks import gaps_of, week_artifacts, week_groups, week_ref

PAGE_PAPERS = 300
"""Most papers on an issue's page."""


def issue_artifacts(desk: Desk) -> list[Sketch]:
    """Plan a page for every issue, further pages where it is long, and the index of issues."""
    artifacts = []
    for number, issue in enumerate(desk.library.issues):
        url = issue_url(issue.date)
        make = partial(_view, desk, number, PAGE_PAPERS)
        mapped = Mapped("issue", url, issue.date.isoformat())
        artifacts.append(Sketch(page_file(url), "html", make, "issue.html", mapped, _grounds))
        artifacts += _parts(desk, issue)
    return [*artifacts, *week_artifacts(desk), _index(desk)]


def _view(desk: Desk, found: int, most: int) -> IssueView:
    issues = desk.library.issues
    day, papers = issues[found].date, issues[found].papers
    shown = papers[:most]
    top = tuple(page for page in shown if page.paper.score is not None)[: desk.config.mail.top]
    newer, older = beside(issues, found)
    return IssueView(
        meta=_meta(desk, day, papers),
        day=day.isoformat(),
        number=len(issues) - found,
        total=len(papers),
        top=desk.entries_of(top),
        groups=topic_groups(desk, shown[len(top) :]),  # best first: what has a score stands in front
        more=len(papers) - len(shown),
        newer=_ref(desk, newer),
        older=_ref(desk, older),
        rest=_part_ref(desk, day, 2) if len(papers) > PAGE_PAPERS else None,
        gaps=gaps_of(desk, issues[found : found + 1]),
        whole_week=week_ref(day, desk.words),
    )


def _grounds(desk: Desk, found: int, _most: int) -> Grounds:
    issues = desk.library.issues
    neighbours = [issue.date if issue else None for issue in beside(issues, found)]
    gaps = gaps_of(desk, issues[found : found + 1])
    return Grounds(ids_of(issues[found].papers), (len(issues) - found, neighbours, gaps))


def _part_ref(desk: Desk, day: dt.date, number: int) -> Ref:
    return Ref(desk.words.gettext("Part %(number)s", number=number), f"{issue_url(day)}{number}/")


def _parts(desk: Desk, issue: Day) -> list[Sketch]:
    """Plan the pages of a long issue beyond its first."""
    parts = [issue.papers[i : i + PAGE_PAPERS] for i in range(PAGE_PAPERS, len(issue.papers), PAGE_PAPERS)]
    return [
        list_page(
            partial(_part_view, desk, issue, number, papers, len(parts) + 1),
            "issue",
            _part_ref(desk, issue.date, number).url,
            papers,
            _part_grounds,
        )
        for number, papers in enumerate(parts, 2)
    ]


def _part_view(desk: Desk, issue: Day, number: int, papers: Sequence[PaperPage], last: int) -> ListView:
    ref, name = _part_ref(desk, issue.date, number), _title(desk, issue.date)
    title = part_name(desk, name, number)
    first = Ref(name, issue_url(issue.date))
    return ListView(
        Meta("issue", title, f"{title}.", ref.url, (digests_ref(desk.words), first), site_feeds(desk.config)),
        heading=title,
        note="",
        summary=desk.words.ngettext("%(num)s paper.", "%(num)s papers.", len(papers)),
        entries=desk.entries_of(papers),
        more=tuple(_part_ref(desk, issue.date, later) for later in range(number + 1, last + 1)),
        newer=_part_ref(desk, issue.date, number - 1) if number > 2 else first,
        older=_part_ref(desk, issue.date, number + 1) if number < last else None,
    )


def _part_grounds(_desk: Desk, _issue: Day, _number: int, papers: Sequence[PaperPage], last: int) -> Grounds:
    return Grounds(ids_of(papers), (last,))


def _meta(desk: Desk, day: dt.date, papers: tuple[PaperPage, ...]) -> Meta:
    return Meta(
        kind="issue",
        title=_title(desk, day),
        description=desk.words.ngettext(
            "%(num)s new paper, added on %(day)s.",
            "%(num)s new papers, added on %(day)s.",
            len(papers),
            day=desk.words.day(day),
        ),
        url=issue_url(day),
        crumbs=(digests_ref(desk.words),),
        feeds=site_feeds(desk.config),
    )


def _title(desk: Desk, day: dt.date) -> str:
    return desk.words.gettext("Digest of %(day)s", day=desk.words.day(day))


def _ref(desk: Desk, issue: Day | None) -> Ref | None:
    return Ref(desk.words.day(issue.date), issue_url(issue.date)) if issue else None


def _index(desk: Desk) -> Sketch:
    make = partial(_index_view, desk)
    return Sketch(page_file(DIGESTS), "html", make, "index.html", Mapped("index", DIGESTS))


def _index_view(desk: Desk) -> IndexView:
    issues = desk.library.issues
    years: dict[int, list[TermCount]] = {}
    for issue in issues:
        entry = TermCount(desk.words.day(issue.date), issue_url(issue.date), len(issue.papers))
        years.setdefault(issue.date.year, []).append(entry)
    weeks = week_groups(desk)
    groups = tuple(
        group
        for year in sorted({*years, *weeks}, reverse=True)
        for group in (
            *([IndexGroup(str(year), tuple(years[year]))] if year in years else ()),
            *([weeks[year]] if year in weeks else ()),
        )
    )
    name, description = desk.words.gettext("Digests"), desk.words.gettext("All daily and weekly digests.")
    summary = desk.words.ngettext("%(num)s issue.", "%(num)s issues.", len(issues))
    meta = Meta("index", name, description, DIGESTS, (), site_feeds(desk.config))
    return IndexView(meta, name, summary, groups)
