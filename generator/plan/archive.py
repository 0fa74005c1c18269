"""The archive: days, months, years, and the papers of highest score.

A day shows all its papers, in parts where they are many; a month and a year show their best and lead to
the days. Only the parts of time that a new paper belongs to change.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from generator.library.order import best_of_newest
from generator.library.permalinks import (
    ARCHIVE,
    TRENDING,
    day_url,
    month_url,
    page_file,
    year_url,
)
from generator.model.artifact import Grounds, Mapped, Sketch
from generator.model.library import Day
from generator.model.page_views import IndexGroup, IndexView, ListView
from generator.model.paper import PaperPage
from generator.model.pictures import NO_PICTURES, Pictures
from generator.model.views import Meta, Ref, TermCount
from generator.plan.desk import Desk, beside, ids_of, list_page, site_feeds
from generator.plan.exports import day_exports
from generator.plan.pictures import day_map
from generator.plan.sentences import day_sentence, span_papers

DAY_PAGE = 200
"""Most papers on one page of a day."""


def archive_artifacts(desk: Desk) -> list[Sketch]:
    """Plan days, months, years, their index and the trending page."""
    days = desk.library.days
    months = [list(group) for _, group in groupby(days, key=lambda day: (day.date.year, day.date.month))]
    years = [list(group) for _, group in groupby(days, key=lambda day: day.date.year)]
    return [
        *_day_pages(desk, days),
        *_month_pages(desk, months),
        *_year_pages(desk, years),
        _index(desk, years),
        _trending(desk),
    ]


def _month_name(desk: Desk, day: dt.date) -> str:
    return desk.words.month(day.year, day.month)


def _meta(desk: Desk, kind: str, name: str, url: str, crumbs: tuple[Ref, ...]) -> Meta:
    feeds = site_feeds(desk.config)
    words = desk.words
    description = words.gettext("Research papers of %(date)s.", date=name)
    return Meta(kind, name, description, url, (Ref(words.gettext("Archive"), ARCHIVE), *crumbs), feeds)


def _day_pages(desk: Desk, days: Sequence[Day]) -> list[Sketch]:
    refs = [Ref(desk.words.day(day.date), day_url(day.date)) for day in days]
    artifacts = []
    for i, day in enumerate(days):
        parts = [day.papers[k : k + DAY_PAGE] for k in range(0, len(day.papers), DAY_PAGE)]
        more = tuple(
            Ref(desk.words.gettext("Part %(number)s", number=k), f"{refs[i].url}{k}/")
            for k in range(2, len(parts) + 1)
        )
        for ref, papers in zip((refs[i], *more), parts, strict=True):
            make = partial(_day_view, desk, day, papers, refs, i, more, ref)
            artifacts.append(list_page(make, "day", ref.url, papers, _day_grounds))
    return artifacts


def _day_view(
    desk: Desk,
    day: Day,
    papers: Sequence[PaperPage],
    refs: Sequence[Ref],
    i: int,
    more: tuple[Ref, ...],
    part: Ref,
) -> ListView:
    """Return the page of the day refs[i], or that of a further part of it."""
    newer, older = beside(refs, i)
    crumbs = (
        Ref(str(day.date.year), year_url(day.date.year)),
        Ref(_month_name(desk, day.date), month_url(day.date.year, day.date.month)),
    )
    first = part is refs[i]
    name = part.name if first else part_name(desk, refs[i].name, more.index(part) + 2)
    return ListView(
        _meta(desk, "day", name, part.url, crumbs if first else (*crumbs, refs[i])),
        heading=name,
        note="",
        summary=day_sentence(desk, day),
        entries=desk.entries_of(papers),
        exports=day_exports(desk, day),
        more=more if first else (),
        newer=newer,
        older=older,
    )


def _day_grounds(
    desk: Desk,
    day: Day,
    papers: Sequence[PaperPage],
    refs: Sequence[Ref],
    i: int,
    more: tuple[Ref, ...],
    _part: Ref,
) -> Grounds:
    shown = (papers[0].paper.id, len(papers))
    return Grounds(ids_of(day.papers), (shown, beside(refs, i), more, desk.parts_of(refs[i].url)))


def _month_pages(desk: Desk, months: Sequence[list[Day]]) -> list[Sketch]:
    refs = [
        Ref(_month_name(desk, days[0].date), month_url(days[0].date.year, days[0].date.month))
        for days in months
    ]
    return [
        _span(
            desk,
            "month",
            refs,
            i,
            days,
            more=tuple(Ref(desk.words.day(day.date), day_url(day.date)) for day in days),
            crumbs=(Ref(str(days[0].date.year), year_url(days[0].date.year)),),
        )
        for i, days in enumerate(months)
    ]


def _year_pages(desk: Desk, years: Sequence[list[Day]]) -> list[Sketch]:
    refs = [Ref(str(days[0].date.year), year_url(days[0].date.year)) for days in years]
    artifacts = []
    for i, days in enumerate(years):
        firsts = dict.fromkeys(day.date.replace(day=1) for day in days)
        more = tuple(
            Ref(desk.words.month_name(first.month), month_url(first.year, first.month)) for first in firsts
        )
        artifacts.append(_span(desk, "year", refs, i, days, more=more, crumbs=()))
    return artifacts


def _span(
    desk: Desk,
    kind: str,
    refs: Sequence[Ref],
    i: int,
    days: Sequence[Day],
    *,
    more: tuple[Ref, ...],
    crumbs: tuple[Ref, ...],
) -> Sketch:
    """Plan the page of a month or year: its best papers, and the way to all."""
    papers: tuple[PaperPage, ...] = best_of_newest(page for day in days for page in day.papers)
    shown = papers[: desk.config.lists.page_size]
    make = partial(_span_view, desk, kind, refs, i, days, papers, shown, more, crumbs)
    return list_page(make, kind, refs[i].url, shown, _span_grounds)


def _span_view(
    desk: Desk,
    kind: str,
    refs: Sequence[Ref],
    i: int,
    days: Sequence[Day],
    papers: tuple[PaperPage, ...],
    shown: tuple[PaperPage, ...],
    more: tuple[Ref, ...],
    crumbs: tuple[Ref, ...],
) -> ListView:
    newer, older = beside(refs, i)
    said = span_papers(desk.words, papers, refs[i].name)
    summary = _span_summary(desk, kind, said, len(papers), len(shown))
    meta = _meta(desk, kind, refs[i].name, refs[i].url, crumbs)
    drawn = _drawn(desk, days, newest=i == 0) if kind == "year" else NO_PICTURES
    return ListView(
        meta,
        heading=refs[i].name,
        note="",
        summary=summary,
        entries=desk.entries_of(shown),
        more=more,
        newer=newer,
        older=older,
        pictures=drawn,
        whole=len(shown) == len(papers),
    )


def _span_grounds(
    _desk: Desk,
    _kind: str,
    refs: Sequence[Ref],
    i: int,
    _days: Sequence[Day],
    papers: tuple[PaperPage, ...],
    *_rest: object,
) -> Grounds:
    return Grounds(ids_of(papers), beside(refs, i))


def _span_summary(desk: Desk, kind: str, papers: str, count: int, shown: int) -> str:
    """Say what a month or year has ("47 papers"), and which of its `count` papers are `shown`."""
    if shown == count:
        return desk.words.gettext("%(papers)s.", papers=papers)
    if kind == "year":
        return desk.words.gettext(
            "%(papers)s: the best %(shown)s by score, and all by month.", papers=papers, shown=shown
        )
    return desk.words.gettext(
        "%(papers)s: the best %(shown)s by score, and all by day.", papers=papers, shown=shown
    )


def part_name(desk: Desk, name: str, number: int) -> str:
    """Return the title of a further part of something long: "28 May 2026, part 2"."""
    return desk.words.gettext("%(name)s, part %(number)s", name=name, number=number)


def _index(desk: Desk, years: Sequence[list[Day]]) -> Sketch:
    make = partial(_index_view, desk, years)
    return Sketch(page_file(ARCHIVE), "html", make, "index.html", Mapped("index", ARCHIVE))


def _index_view(desk: Desk, years: Sequence[list[Day]]) -> IndexView:
    groups = []
    for days in years:
        months = [
            TermCount(
                desk.words.month_name(month),
                month_url(days[0].date.year, month),
                sum(len(day.papers) for day in in_month),
            )
            for month, in_month in groupby(days, key=lambda day: day.date.month)
        ]
        groups.append(IndexGroup(str(days[0].date.year), tuple(months)))
    words = desk.words
    name, description = words.gettext("Archive"), words.gettext("All papers by year, month and day.")
    papers = words.ngettext("%(num)s paper", "%(num)s papers", len(desk.library.papers))
    on = words.ngettext(
        "%(papers)s on %(num)s day.", "%(papers)s on %(num)s days.", len(desk.library.days), papers=papers
    )
    meta = Meta("index", name, description, ARCHIVE, (), site_feeds(desk.config))
    newest = _drawn(desk, years[0], newest=True) if years else NO_PICTURES
    return IndexView(meta, name, on, tuple(groups), newest)


def _drawn(desk: Desk, days: Sequence[Day], *, newest: bool) -> Pictures:
    """Return the picture of a year's days."""
    if not desk.config.lists.pictures:
        return NO_PICTURES
    return Pictures(days=day_map(days[0].date.year, days, newest=newest))


def _trending(desk: Desk) -> Sketch:
    scored = (page for page in desk.library.papers if page.paper.score is not None)
    shown = best_of_newest(scored)[: desk.config.lists.trending]
    return list_page(partial(_trending_view, desk, shown), "trending", TRENDING, shown)


def _trending_view(desk: Desk, shown: Sequence[PaperPage]) -> ListView:
    meta = Meta(
        "trending",
        desk.words.gettext("Trending papers"),
        desk.words.gettext("The papers of highest score."),
        TRENDING,
        (),
        site_feeds(desk.config),
    )
    summary = desk.words.ngettext(
        "%(num)s paper of highest score.", "%(num)s papers of highest score.", len(shown)
    )
    return ListView(meta, desk.words.gettext("Trending"), "", summary, desk.entries_of(shown))
