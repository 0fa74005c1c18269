"""A page for each paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.slugs import term_slug
from generator.library.order import day_of
from generator.library.permalinks import HOME, TAXONOMIES, day_url, issue_url, page_file
from generator.model.artifact import Artifact
from generator.model.library import Related
from generator.model.page_views import PaperView, RelatedView
from generator.model.paper import PaperPage
from generator.model.views import FeedRef, Meta, PaperRef, Ref
from generator.plan.beside import papers_of_day, papers_of_organisations, related_view
from generator.plan.desk import Desk, paper_ref, site_feeds
from generator.plan.exports import paper_exports


def paper_artifacts(desk: Desk) -> list[Artifact]:
    """Plan one page a paper; its neighbours are those beside it in time."""
    papers = desk.library.papers
    shared = _shared(desk)
    artifacts = []
    for i, page in enumerate(papers):
        newer = papers[i - 1] if i > 0 else None
        older = papers[i + 1] if i + 1 < len(papers) else None
        view = _view(desk, shared, page, newer, older)
        artifacts.append(Artifact(page_file(view.meta.url), "html", view, "paper.html"))
    return artifacts


@dataclass(frozen=True, slots=True)
class _Shared:
    """What many pages show, made once."""

    feeds: tuple[FeedRef, ...]
    topics: Ref
    refs: Mapping[str, PaperRef]
    """By paper id."""
    keywords: Mapping[str, Ref]
    """By the phrase as printed."""
    of_day: Mapping[str, tuple[RelatedView, ...]]
    of_organisations: Mapping[str, tuple[RelatedView, ...]]


def _shared(desk: Desk) -> _Shared:
    papers = desk.library.papers
    phrases = dict.fromkeys(name for page in papers for name in page.paper.keywords)
    return _Shared(
        feeds=site_feeds(desk.config),
        topics=Ref(desk.words.gettext("Topics"), TAXONOMIES["topic"]),
        refs={page.paper.id: paper_ref(desk, page) for page in papers},
        keywords={name: Ref(name, desk.keyword_urls.get(term_slug(name), HOME)) for name in phrases},
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
        newer=shared.refs[newer.paper.id] if newer else None,
        older=shared.refs[older.paper.id] if older else None,
        day=Ref(day.isoformat(), day_url(day) if paper.date else issue_url(day)),
        arxiv_id=paper.arxiv_id,
        doi=paper.doi,
        sources=paper.sources,
        authors=desk.authors[paper.id],
        citation=desk.citations[paper.id],
        exports=paper_exports(desk, paper),
        of_day=shared.of_day.get(paper.id, ()),
        of_organisations=shared.of_organisations.get(paper.id, ()),
    )


def _related(desk: Desk, related: Related) -> RelatedView:
    return related_view(desk, related.page, ", ".join(related.shared))
