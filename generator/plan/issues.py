"""Daily digests: one issue for each day on which papers were added.

What is new is decided by `added`, so that a paper reaches readers once, whatever its own date is.
"""

import datetime as dt
from collections.abc import Sequence

from generator.base.dates import day_name
from generator.base.text import plural
from generator.library.permalinks import DIGESTS, issue_url, page_file
from generator.model.artifact import Artifact
from generator.model.library import Day
from generator.model.page_views import IndexGroup, IndexView, IssueGroup, IssueView, ListView
from generator.model.paper import PaperPage
from generator.model.views import Meta, Ref, TermCount
from generator.plan.desk import Desk, site_feeds, topic_ref

PAGE_PAPERS = 300
"""Most papers on an issue's page."""


def issue_artifacts(desk: Desk) -> list[Artifact]:
    """Plan a page for every issue, further pages where it is long, and the index of issues."""
    artifacts = []
    for number in range(len(desk.library.issues)):
        view = _view(desk, number, PAGE_PAPERS)
        artifacts.append(Artifact(page_file(view.meta.url), "html", view, "issue.html"))
        artifacts += _parts(desk, desk.library.issues[number])
    return [*artifacts, _index(desk)]


def issue_view(desk: Desk, day: dt.date, most: int) -> IssueView | None:
    """Return the issue of a day with at most `most` papers; None when nothing was added on that day."""
    days = [issue.date for issue in desk.library.issues]
    return _view(desk, days.index(day), most) if day in days else None


def _view(desk: Desk, found: int, most: int) -> IssueView:
    issues = desk.library.issues
    day, papers = issues[found].date, issues[found].papers
    shown = papers[:most]
    top = tuple(page for page in shown if page.paper.score is not None)[: desk.config.mail.top]
    newer = issues[found - 1] if found else None
    older = issues[found + 1] if found + 1 < len(issues) else None
    return IssueView(
        meta=_meta(desk, day, papers),
        day=day.isoformat(),
        number=len(issues) - found,
        total=len(papers),
        top=desk.entries_of(top),
        groups=_groups(desk, shown[len(top) :]),  # best first: what has a score stands in front
        more=len(papers) - len(shown),
        newer=_ref(newer),
        older=_ref(older),
        rest=_part_ref(day, 2) if len(papers) > PAGE_PAPERS else None,
    )


def _part_ref(day: dt.date, number: int) -> Ref:
    return Ref(f"Part {number}", f"{issue_url(day)}{number}/")


def _parts(desk: Desk, issue: Day) -> list[Artifact]:
    """Plan the pages of a long issue beyond its first."""
    parts = [issue.papers[i : i + PAGE_PAPERS] for i in range(PAGE_PAPERS, len(issue.papers), PAGE_PAPERS)]
    name = f"Digest of {day_name(issue.date)}"
    artifacts = []
    for number, papers in enumerate(parts, 2):
        ref = _part_ref(issue.date, number)
        title = f"{name}, part {number}"
        crumbs = (Ref("Digests", DIGESTS), Ref(name, issue_url(issue.date)))
        meta = Meta("issue", title, f"{title}.", ref.url, crumbs, site_feeds(desk.config))
        view = ListView(
            meta,
            heading=title,
            note="",
            summary=f"{plural(len(papers), 'paper')}.",
            entries=desk.entries_of(papers),
            newer=_part_ref(issue.date, number - 1) if number > 2 else Ref(name, issue_url(issue.date)),
            older=_part_ref(issue.date, number + 1) if number <= len(parts) else None,
        )
        artifacts.append(Artifact(page_file(ref.url), "html", view, "list.html"))
    return artifacts


def _meta(desk: Desk, day: dt.date, papers: tuple[PaperPage, ...]) -> Meta:
    return Meta(
        kind="issue",
        title=f"Digest of {day_name(day)}",
        description=f"{plural(len(papers), 'new paper')}, added on {day_name(day)}.",
        url=issue_url(day),
        crumbs=(Ref("Digests", DIGESTS),),
        feeds=site_feeds(desk.config),
    )


def _ref(issue: Day | None) -> Ref | None:
    return Ref(day_name(issue.date), issue_url(issue.date)) if issue else None


def _groups(desk: Desk, pages: Sequence[PaperPage]) -> tuple[IssueGroup, ...]:
    """Group by the primary topic, largest first; papers without one come last."""
    groups: dict[str, list[PaperPage]] = {}
    for page in pages:
        groups.setdefault(page.paper.topics[0] if page.paper.topics else "", []).append(page)
    order = sorted(groups, key=lambda code: (not code, -len(groups[code]), code))
    return tuple(IssueGroup(topic_ref(code), desk.entries_of(groups[code])) for code in order)


def _index(desk: Desk) -> Artifact:
    issues = desk.library.issues
    years: dict[int, list[TermCount]] = {}
    for issue in issues:
        entry = TermCount(day_name(issue.date), issue_url(issue.date), len(issue.papers))
        years.setdefault(issue.date.year, []).append(entry)
    groups = tuple(IndexGroup(str(year), tuple(terms)) for year, terms in years.items())
    meta = Meta("index", "Digests", "All daily digests.", DIGESTS, (), site_feeds(desk.config))
    view = IndexView(meta, "Digests", f"{plural(len(issues), 'issue')}.", groups)
    return Artifact(page_file(DIGESTS), "html", view, "index.html")
