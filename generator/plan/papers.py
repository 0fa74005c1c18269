"""A page for each paper."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec import Struct

from generator.base.dates import iso_day
from generator.base.made import Made
from generator.base.slugs import term_slug
from generator.library.order import day_of
from generator.library.permalinks import HOME, TAXONOMIES, day_url, issue_url, page_file, paper_url
from generator.model.artifact import Grounds, Mapped, Sketch
from generator.model.library import Related
from generator.model.page_views import PaperView, RelatedView
from generator.model.paper import Paper, PaperPage
from generator.model.views import FeedRef, Meta, Ref
from generator.plan.beside import Others, papers_of_day, papers_of_organisations, related_view
from generator.plan.desk import Desk, paper_ref, site_feeds
from generator.plan.exports import paper_exports


def paper_artifacts(desk: Desk) -> list[Sketch]:
    """Plan one page a paper; its neighbours are those beside it in time."""
    papers = desk.library.papers
    shared = _shared(desk)
    sketches = []
    for page, newer, older in zip(papers, (None, *papers), (*papers[1:], None), strict=False):
        make = partial(_view, desk, shared, page, newer, older)
        mapped = Mapped("paper", paper_url(page.paper), _changed(page.paper))
        sketches.append(Sketch(page_file(mapped.url), "html", make, "paper.html", mapped, _grounds))
    return sketches


def _changed(paper: Paper) -> str:
    return iso_day(max(paper.added, paper.updated or paper.added))


class _Shared(Struct, frozen=True):
    """What many pages show, made once."""

    feeds: tuple[FeedRef, ...]
    topics: Ref
    keywords: Mapping[str, Ref]
    """By the phrase as printed."""
    of_day: Callable[[str], Others]
    of_organisations: Callable[[str], Others]


def _shared(desk: Desk) -> _Shared:
    return _Shared(
        feeds=site_feeds(desk.config),
        topics=Ref(desk.words.gettext("Topics"), TAXONOMIES["topic"]),
        keywords=Made(lambda name: Ref(name, desk.keyword_urls.get(term_slug(name), HOME))),
        of_day=papers_of_day(desk),
        of_organisations=papers_of_organisations(desk),
    )


def _view(
    desk: Desk, shared: _Shared, page: PaperPage, newer: PaperPage | None, older: PaperPage | None
) -> PaperView:
    paper = page.paper
    entry = desk.entries[paper.id]
    day = day_of(paper)
    topic = entry.topics[0]
    meta = Meta(
        kind="paper",
        title=desk.citations[paper.id].title,
        description=page.teaser,
        url=entry.url,
        crumbs=(shared.topics, Ref(topic.name, topic.url)),
        feeds=shared.feeds,
    )
    return PaperView(
        meta=meta,
        entry=entry,
        keywords=tuple(shared.keywords[name] for name in paper.keywords),
        links=paper.links,
        related=tuple(_related(desk, related) for related in desk.library.related.get(paper.id, ())),
        newer=paper_ref(desk, newer) if newer else None,
        older=paper_ref(desk, older) if older else None,
        day=Ref(day.isoformat(), day_url(day) if paper.date else issue_url(day)),
        arxiv_id=paper.arxiv_id,
        doi=paper.doi,
        sources=paper.sources,
        authors=desk.authors[paper.id],
        citation=desk.citations[paper.id],
        exports=paper_exports(desk, paper),
        of_day=_beside(desk, shared.of_day(paper.id)),
        of_organisations=_beside(desk, shared.of_organisations(paper.id)),
    )


def _grounds(
    desk: Desk, shared: _Shared, page: PaperPage, newer: PaperPage | None, older: PaperPage | None
) -> Grounds:
    paper = page.paper.id
    related = [found.page.paper.id for found in desk.library.related.get(paper, ())]
    beside = (shared.of_day(paper), shared.of_organisations(paper))
    at_hand = [paper, *related, *(other for others in beside for other, _ in others)]
    neighbours = [other.paper.id if other else "" for other in (newer, older)]
    return Grounds((*at_hand, *filter(None, neighbours)), (related, beside, neighbours))


def _beside(desk: Desk, others: Others) -> tuple[RelatedView, ...]:
    return tuple(related_view(desk, other, reason) for other, reason in others)


def _related(desk: Desk, related: Related) -> RelatedView:
    return related_view(desk, related.page.paper.id, ", ".join(related.shared))
