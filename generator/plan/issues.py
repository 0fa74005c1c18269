"""Daily digests: one issue for each day on which papers were added.

What is new is decided by `added`, so that a paper reaches readers once, whatever its own date is.
"""

import datetime as dt

from generator.base.text import plural
from generator.library.permalinks import DIGESTS, issue_url, page_file
from generator.model.artifact import Artifact
from generator.model.library import Day
from generator.model.paper import PaperPage
from generator.model.views import IndexGroup, IndexView, IssueGroup, IssueView, Meta, Ref, TermCount
from generator.plan.archive import day_name
from generator.plan.desk import Desk, site_feeds, topic_ref

PAGE_PAPERS = 500
"""Most papers on an issue's page."""


def issue_artifacts(desk: Desk) -> list[Artifact]:
    """Plan a page for every issue, and their index."""
    issues = desk.library.issues
    views = [issue_view(desk, day.date, PAGE_PAPERS) for day in issues]
    pages = [Artifact(page_file(view.meta.url), "html", view, "issue.html") for view in views if view]
    return [*pages, _index(desk)]


def issue_view(desk: Desk, day: dt.date, most: int) -> IssueView | None:
    """Return the issue of a day with at most `most` papers; None when nothing was added on that day."""
    issues = desk.library.issues
    found = next((i for i, issue in enumerate(issues) if issue.date == day), None)
    if found is None:
        return None
    papers = issues[found].papers
    shown = papers[:most]
    scored = [page for page in shown if page.paper.score is not None]
    top = scored[: desk.config.mail.top]
    rest = [page for page in shown if page not in top]
    newer = issues[found - 1] if found else None
    older = issues[found + 1] if found + 1 < len(issues) else None
    return IssueView(
        meta=_meta(desk, day, papers),
        day=day.isoformat(),
        number=len(issues) - found,
        total=len(papers),
        top=desk.entries_of(top),
        groups=_groups(desk, rest),
        more=len(papers) - len(shown),
        newer=_ref(newer),
        older=_ref(older),
    )


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


def _groups(desk: Desk, pages: list[PaperPage]) -> tuple[IssueGroup, ...]:
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
