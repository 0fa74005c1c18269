"""Pages that are not made of papers: about and its like, search, 404, redirects."""

from functools import partial

from generator.library.permalinks import (
    NOT_FOUND,
    SEARCH,
    page_file,
    paper_url,
    year_url,
)
from generator.model.artifact import Mapped, Sketch
from generator.model.page_views import (
    NotFoundView,
    RedirectView,
    SearchView,
    TextView,
)
from generator.model.paper import TextPage
from generator.model.views import Meta, Ref
from generator.plan.desk import Desk, site_feeds, term_count

KEYWORDS_SHOWN = 60


def text_artifacts(desk: Desk) -> list[Sketch]:
    """Plan the pages of content/pages, the search page and 404.html."""
    search = Mapped("search", SEARCH)
    return [
        *(_text(desk, text) for text in desk.library.texts),
        Sketch(page_file(SEARCH), "html", partial(_search_view, desk), "search.html", search),
        Sketch(NOT_FOUND, "html", partial(_lost_view, desk), "404.html"),
    ]


def _text(desk: Desk, text: TextPage) -> Sketch:
    url = f"{text.slug}/"
    make = partial(_text_view, desk, text, url)
    return Sketch(page_file(url), "html", make, "text.html", Mapped("text", url))


def _text_view(desk: Desk, text: TextPage, url: str) -> TextView:
    meta = Meta("text", text.title, text.description, url, (), site_feeds(desk.config))
    return TextView(meta, text.title, text.body)


def _lost_view(desk: Desk) -> NotFoundView:
    title, said = desk.words.gettext("Page not found"), desk.words.gettext("This page is not here.")
    return NotFoundView(Meta("404", title, said, NOT_FOUND, (), site_feeds(desk.config), indexed=False))


def _search_view(desk: Desk) -> SearchView:
    library = desk.library
    keywords = sorted(library.keywords, key=lambda term: (-len(term.papers), term.slug))[:KEYWORDS_SHOWN]
    years = dict.fromkeys(day.date.year for day in library.days)
    return SearchView(
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


def redirect_artifacts(desk: Desk) -> list[Sketch]:
    """Plan a page at every alias that leads to where its paper or text lives now."""
    pairs = [
        (alias, paper_url(page.paper)) for page in desk.library.papers for alias in page.paper.aliases
    ] + [(alias, f"{text.slug}/") for text in desk.library.texts for alias in text.aliases]
    return [
        Sketch(page_file(_as_page(alias)), "html", partial(RedirectView, target), "redirect.html")
        for alias, target in pairs
    ]


def _as_page(alias: str) -> str:
    """Make an alias an address that hosts serve as HTML: "old/name" → "old/name/"."""
    return alias if alias.endswith(("/", ".html", ".htm")) else f"{alias}/"
