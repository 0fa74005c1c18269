"""What every planner works from: the library, the configuration, and each paper's list entry, made once.

Entries are made when a view first asks for them: where one paper has changed, few are needed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct

from generator.base.dates import iso_day
from generator.base.made import Made
from generator.base.slugs import term_slug
from generator.base.words import ENGLISH, Words
from generator.config.schema import Config
from generator.library.names import inverted
from generator.library.permalinks import HOME, TAXONOMIES, page_file, paper_url, term_url
from generator.library.terms import UNCLASSIFIED, topic_label
from generator.model.artifact import Grounds, Mapped, Sketch
from generator.model.citation import Citation
from generator.model.file_views import LONGEST_ABSTRACT
from generator.model.library import Library, Taxonomy, Term
from generator.model.paper import Paper, PaperPage
from generator.model.views import (
    LISTED_AUTHORS,
    EntryView,
    FeedRef,
    PaperRef,
    Ref,
    TermCount,
    TopicRef,
)
from generator.plan.export_lists import LARGEST, ExportList, export_lists

T = TypeVar("T")

FEED_FILES = {
    "rss": ("feed.xml", "application/rss+xml", "RSS"),
    "atom": ("atom.xml", "application/atom+xml", "Atom"),
    "json": ("feed.json", "application/feed+json", "JSON"),
}
"""Format of a feed → its file's name, its MIME type, what readers call it."""


class Desk(Struct, frozen=True):
    """Immutable: planners read it and give artifacts back."""

    library: Library
    config: Config
    entries: Mapping[str, EntryView]
    """By paper id."""

    keyword_urls: Mapping[str, str]
    """By slug, for the keywords that have a page."""

    words: Words
    """The interface's words, for the sentences that planners make."""

    authors: Mapping[str, tuple[Ref, ...]]
    """By paper id: all its authors as printed, with the pages of the people behind them."""

    export_lists: Mapping[str, ExportList]
    """By permalink, the lists that have files for reference managers of their own."""

    @property
    def citations(self) -> Mapping[str, Citation]:
        """By paper id."""
        return self.library.citations

    def parts_of(self, url: str) -> int:
        """Return how many files of each format the list at a permalink has of its own."""
        own = self.export_lists.get(url)
        return len(own.parts) if own else 0

    def prepare(self) -> None:
        """Make the entries of all papers; for a build in which most are needed."""
        self.entries_of(self.library.papers)

    def entries_of(self, pages: Iterable[PaperPage]) -> tuple[EntryView, ...]:
        """Return the list entries of these papers, in their order."""
        return tuple(self.entries[page.paper.id] for page in pages)


def make_desk(
    library: Library, config: Config, words: Words = ENGLISH, largest_export: int = LARGEST
) -> Desk:
    """Prepare the entries of all papers and the lists to export, in files of about `largest_export` bytes."""
    pages = {page.paper.id: page for page in library.papers}
    authors = Made(_author_refs(library, pages))
    return Desk(
        library,
        config,
        Made(lambda paper: _entry(pages[paper], authors[paper], library.citations[paper], words, config)),
        {term.slug: term_url(term) for term in library.keywords},
        words,
        authors,
        export_lists(library, words, largest_export),
    )


def _author_refs(library: Library, pages: Mapping[str, PaperPage]) -> Callable[[str], tuple[Ref, ...]]:
    # most names stand on several papers
    refs = Made[tuple[str, str], Ref](lambda who: Ref(who[0], f"{TAXONOMIES['author']}{who[1]}/"))

    def of_paper(paper: str) -> tuple[Ref, ...]:
        people = zip(pages[paper].paper.authors, library.person_slugs[paper], strict=True)
        return tuple(refs[author] for author in people)

    return of_paper


def _entry(
    page: PaperPage, authors: tuple[Ref, ...], citation: Citation, words: Words, config: Config
) -> EntryView:
    paper = page.paper
    return EntryView(
        id=paper.id,
        url=paper_url(paper),
        title=paper.title,
        authors=authors[:LISTED_AUTHORS],
        authors_complete=paper.authors_complete or not paper.authors,
        topics=tuple(topic_ref(code, words) for code in paper.topics or ("",)),
        organisations=tuple(
            Ref(name, f"{TAXONOMIES['organisation']}{term_slug(name)}/") for name in paper.organisations
        ),
        date=iso_day(paper.date) if paper.date else "",
        added=iso_day(paper.added),
        score=paper.score,
        has_code=paper.publishes_code,
        code_url=code_url(paper),
        teaser=page.teaser,
        body=page.body,
        more_authors=len(authors[LISTED_AUTHORS:]),
        keywords=paper.keywords,
        language=foreign_language(paper, config),
        type=citation.type,
        cited=tuple(inverted(name) for name in citation.names[:LISTED_AUTHORS]),
        doi=citation.doi,
        long_abstract=page.size > LONGEST_ABSTRACT,
    )


def code_url(paper: Paper) -> str:
    """Return where its code is, "" when nobody said."""
    return next((link.url for link in paper.links if link.kind == "code"), "")


def foreign_language(paper: Paper, config: Config) -> str:
    """Return the language of a paper, "" where nothing need be said: it is that of the page."""
    language = paper.language or config.paper_language
    return "" if language.lower() == config.language.lower() else language


def paper_ref(desk: Desk, page: PaperPage) -> PaperRef:
    """Return the link to a paper's page."""
    entry = desk.entries[page.paper.id]
    return PaperRef(entry.title, entry.url, entry.language)


def topic_ref(code: str, words: Words) -> TopicRef:
    """Return the link to a topic; "" is Unclassified."""
    return TopicRef(
        code, topic_label(code, words), f"{TAXONOMIES['topic']}{term_slug(code or UNCLASSIFIED)}/"
    )


def ids_of(pages: Iterable[PaperPage]) -> list[str]:
    """Return the ids of these papers, in their order."""
    return [page.paper.id for page in pages]


def beside(items: Sequence[T], i: int) -> tuple[T | None, T | None]:
    """Return what stands before and behind items[i], None at the ends."""
    return (items[i - 1] if i > 0 else None), (items[i + 1] if i + 1 < len(items) else None)


def neighbours_together(desk: Desk, terms: Iterable[Term]) -> list[Term]:
    """Sort terms by their newest paper: who renders its text for one author has it at hand for the next."""
    places = {page.paper.id: place for place, page in enumerate(desk.library.papers)}
    return sorted(terms, key=lambda term: places[term.papers[0].paper.id])


def list_page(
    make: "partial[Any]",
    kind: str,
    url: str,
    shown: Iterable[PaperPage],
    grounds: Callable[..., Grounds] | None = None,
) -> Sketch:
    """Return the page of a list that shows these papers."""
    changed = max((page.paper.added for page in shown), default=None)
    mapped = Mapped(kind, url, iso_day(changed) if changed else "")
    return Sketch(page_file(url), "html", make, "list.html", mapped, grounds)


def feed_files(config: Config) -> tuple[tuple[str, str, str], ...]:
    """Return name, type and kind of the files of each feed."""
    return tuple(file for key, file in FEED_FILES.items() if key in config.feeds.formats)


def has_keywords(config: Config) -> bool:
    """Tell whether keywords have pages."""
    return bool(config.lists.keyword_min_papers)


def site_feeds(config: Config) -> tuple[FeedRef, ...]:
    """The whole site's feeds, which every page announces."""
    return tuple(
        FeedRef(f"{config.title} ({kind})", HOME + name, mime) for name, mime, kind in feed_files(config)
    )


def term_feeds(term: Term, config: Config) -> tuple[FeedRef, ...]:
    """A term's own feeds; () when it has none."""
    if not has_feeds(term.taxonomy, config):
        return ()
    return tuple(
        FeedRef(f"{term.name} – {config.title} ({kind})", term_url(term) + name, mime)
        for name, mime, kind in feed_files(config)
    )


def has_feeds(taxonomy: Taxonomy, config: Config) -> bool:
    """Tell whether terms of this kind have feeds of their own."""
    return taxonomy == "topic" or (taxonomy == "author" and config.feeds.authors)


def term_count(term: Term) -> TermCount:
    """Return the term as lists show it, with its number of papers."""
    return TermCount(term.name, term_url(term), len(term.papers), term.note)
