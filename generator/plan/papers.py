"""A page for each paper."""

from dataclasses import replace

from generator.base.slugs import term_slug
from generator.base.tex import plain
from generator.library.order import day_of
from generator.library.permalinks import HOME, TAXONOMIES, day_url, issue_url, page_file
from generator.model.artifact import Artifact
from generator.model.library import Related
from generator.model.page_views import PaperView, RelatedView
from generator.model.paper import PaperPage
from generator.model.views import Meta, PaperRef, Ref
from generator.plan.beside import papers_of_day, papers_of_organisations, related_view
from generator.plan.desk import Desk, author_refs, paper_ref, site_feeds
from generator.plan.exports import paper_exports


def paper_artifacts(desk: Desk) -> list[Artifact]:
    """Plan one page a paper; its neighbours are those beside it in time."""
    papers = desk.library.papers
    of_day, of_organisations = papers_of_day(desk), papers_of_organisations(desk)
    artifacts = []
    for i, page in enumerate(papers):
        newer = papers[i - 1] if i > 0 else None
        older = papers[i + 1] if i + 1 < len(papers) else None
        view = replace(
            _view(desk, page, newer, older),
            of_day=of_day.get(page.paper.id, ()),
            of_organisations=of_organisations.get(page.paper.id, ()),
        )
        artifacts.append(Artifact(page_file(view.meta.url), "html", view, "paper.html"))
    return artifacts


def _view(desk: Desk, page: PaperPage, newer: PaperPage | None, older: PaperPage | None) -> PaperView:
    paper = page.paper
    entry = desk.entries[paper.id]
    day = day_of(paper)
    topic = entry.topics[0]
    meta = Meta(
        kind="paper",
        title=plain(paper.title),
        description=page.teaser,
        url=entry.url,
        crumbs=(Ref(desk.words.gettext("Topics"), TAXONOMIES["topic"]), Ref(topic.name, topic.url)),
        feeds=site_feeds(desk.config),
    )
    return PaperView(
        meta=meta,
        entry=entry,
        keywords=tuple(Ref(name, desk.keyword_urls.get(term_slug(name), HOME)) for name in paper.keywords),
        links=paper.links,
        related=tuple(_related(desk, related) for related in desk.library.related.get(paper.id, ())),
        newer=_neighbour(desk, newer),
        older=_neighbour(desk, older),
        day=Ref(day.isoformat(), day_url(day) if paper.date else issue_url(day)),
        arxiv_id=paper.arxiv_id,
        doi=paper.doi,
        sources=paper.sources,
        authors=author_refs(page, desk.library),
        citation=desk.citations[paper.id],
        exports=paper_exports(desk, paper),
    )


def _neighbour(desk: Desk, page: PaperPage | None) -> PaperRef | None:
    return paper_ref(desk, page) if page else None


def _related(desk: Desk, related: Related) -> RelatedView:
    return related_view(desk, related.page, ", ".join(related.shared))
