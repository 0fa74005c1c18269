"""Pages that are not made of papers: about and its like, search, 404, redirects."""

from generator.library.permalinks import (
    NOT_FOUND,
    SEARCH,
    page_file,
    paper_url,
    year_url,
)
from generator.model.artifact import Artifact
from generator.model.page_views import (
    NotFoundView,
    RedirectView,
    SearchView,
    TextView,
)
from generator.model.views import Meta, Ref
from generator.plan.desk import Desk, site_feeds, term_count

KEYWORDS_SHOWN = 60


def text_artifacts(desk: Desk) -> list[Artifact]:
    """Plan the pages of content/pages, the search page and 404.html."""
    feeds = site_feeds(desk.config)
    artifacts = [
        Artifact(
            page_file(f"{text.slug}/"),
            "html",
            TextView(
                Meta("text", text.title, text.description, f"{text.slug}/", (), feeds), text.title, text.body
            ),
            "text.html",
        )
        for text in desk.library.texts
    ]
    words = desk.words
    lost = Meta(
        "404",
        words.gettext("Page not found"),
        words.gettext("This page is not here."),
        NOT_FOUND,
        (),
        feeds,
        indexed=False,
    )
    return [*artifacts, _search(desk), Artifact(NOT_FOUND, "html", NotFoundView(lost), "404.html")]


def _search(desk: Desk) -> Artifact:
    library = desk.library
    keywords = sorted(library.keywords, key=lambda term: (-len(term.papers), term.slug))[:KEYWORDS_SHOWN]
    years = dict.fromkeys(day.date.year for day in library.days)
    view = SearchView(
        meta=Meta(
            "search",
            desk.words.gettext("Search"),
            desk.words.gettext("Search all papers."),
            SEARCH,
            (),
            site_feeds(desk.config),
        ),
        topics=tuple(term_count(term) for term in library.topics),
        keywords=tuple(term_count(term) for term in sorted(keywords, key=lambda t: t.name.casefold())),
        years=tuple(Ref(str(year), year_url(year)) for year in years),
    )
    return Artifact(page_file(SEARCH), "html", view, "search.html")


def redirect_artifacts(desk: Desk) -> list[Artifact]:
    """Plan a page at every alias that leads to where its paper or text lives now."""
    pairs = [
        (alias, paper_url(page.paper)) for page in desk.library.papers for alias in page.paper.aliases
    ] + [(alias, f"{text.slug}/") for text in desk.library.texts for alias in text.aliases]
    return [
        Artifact(page_file(_as_page(alias)), "html", RedirectView(target), "redirect.html")
        for alias, target in pairs
    ]


def _as_page(alias: str) -> str:
    """Make an alias an address that hosts serve as HTML: "old/name" → "old/name/"."""
    return alias if alias.endswith(("/", ".html", ".htm")) else f"{alias}/"
