"""Closed views of the pages: what each kind of page may print.

The rules of model.views hold here too.
"""

from msgspec import Struct

from generator.model.citation import Citation
from generator.model.paper import Body
from generator.model.pictures import NO_PICTURES, Pictures
from generator.model.record import Link, Source
from generator.model.views import EntryView, FeedRef, FileRef, Meta, PaperRef, Ref, TermCount, TopicRef


class RelatedView(Struct, frozen=True):
    """A related paper and why."""

    title: str
    url: str
    reason: str
    """Shared key phrases, "skin lesion, domain generalization"; "" when only words are alike."""
    language: str = ""
    """BCP 47 tag of the title where it is not the page's."""
    author: str = ""
    """The first one, as printed."""
    others: bool = False
    """Whether there are more authors."""
    year: str = ""
    """Of its own date; "" when nobody said."""


class PaperView(Struct, frozen=True):
    """The page of one paper."""

    meta: Meta
    entry: EntryView
    keywords: tuple[Ref, ...]
    """url "" for a keyword that has no page."""
    links: tuple[Link, ...]
    related: tuple[RelatedView, ...]
    newer: PaperRef | None
    older: PaperRef | None
    """Neighbours in time."""
    day: Ref
    """Archive page of the paper's day; without a date of its own, the digest that it came with."""
    arxiv_id: str
    doi: str
    sources: tuple[Source, ...]
    authors: tuple[Ref, ...]
    """All of them."""
    citation: Citation
    exports: tuple[FileRef, ...] = ()
    """The paper as file of citations, in each format."""
    of_day: tuple[RelatedView, ...] = ()
    """Some others of its day, or undated ones of its digest; none added later: old pages keep still."""
    of_organisations: tuple[RelatedView, ...] = ()
    """Some others of its organisations, which are the reason; none that was added later."""


class ListView(Struct, frozen=True):
    """A list of papers: of a topic, author, keyword, organisation, day, month, year, or by score."""

    meta: Meta
    heading: str
    note: str
    """Beside the heading: "cs.CV"."""
    summary: str
    """What this is in one sentence made of its own numbers."""
    entries: tuple[EntryView, ...]
    more: tuple[Ref, ...] = ()
    """The parts of a long list (years or months), newest first; without counts, so that they keep still."""
    newer: Ref | None = None
    older: Ref | None = None
    related: tuple[TermCount, ...] = ()
    """Co-authors of an author, neighbouring topics …"""
    related_heading: str = ""
    external: tuple[Link, ...] = ()
    """ORCID and home page of a person."""
    exports: tuple[FileRef, ...] = ()
    """The papers of the list as files of citations."""
    keywords: tuple[TermCount, ...] = ()
    """The key phrases that most papers of the list have; counts are those within the list."""
    pictures: Pictures = NO_PICTURES
    whole: bool = False
    """Whether all of its papers are among `entries`, so that `more` leads to no others."""


class IndexGroup(Struct, frozen=True):
    """Terms that stand together in an index: those of one letter, or of one archive of arXiv."""

    label: str
    terms: tuple[TermCount, ...]


class IndexView(Struct, frozen=True):
    """All topics, authors, keywords, organisations, digests, or the archive's years and days."""

    meta: Meta
    heading: str
    summary: str
    groups: tuple[IndexGroup, ...]
    pictures: Pictures = NO_PICTURES


class TopicTrend(Struct, frozen=True):
    """A topic and how it goes."""

    topic: TermCount
    span: int
    """Days that one number of `course` counts."""
    course: tuple[int, ...]
    """Papers of each span, oldest first; the last one ends with the site's newest day."""


class HomeView(Struct, frozen=True):
    """The front page."""

    meta: Meta
    lead_day: Ref
    """The newest issue; name is its ISO day."""
    lead_count: int
    lead: tuple[EntryView, ...]
    """The newest issue's newest papers."""
    top: tuple[EntryView, ...]
    top_heading: str
    days: tuple[TermCount, ...]
    """The newest issues; names are ISO days."""
    topics: tuple[TopicTrend, ...]
    keywords: tuple[TermCount, ...]
    paper_count: int
    author_count: int


class TextView(Struct, frozen=True):
    """A page of content/pages."""

    meta: Meta
    heading: str
    body: Body


class FeedsView(Struct, frozen=True):
    """The page that lists every feed."""

    meta: Meta
    site: tuple[FeedRef, ...]
    topics: tuple[TermCount, ...]
    """url is the topic's page; its feeds lie below it: SiteView.feed_formats."""
    authors: tuple[IndexGroup, ...]
    """By first letter; a few authors are one group without a label."""
    opml: str
    all_authors: str = ""
    """Where the other authors are, when only those with most papers stand here."""


class SearchView(Struct, frozen=True):
    """The search page; also useful without JavaScript."""

    meta: Meta
    topics: tuple[TermCount, ...]
    keywords: tuple[TermCount, ...]
    years: tuple[Ref, ...]


class StarredView(Struct, frozen=True):
    """The page of starred papers; they are kept in the reader's browser."""

    meta: Meta


class RulesView(Struct, frozen=True):
    """The page on which a reader makes rules, and sees what they catch."""

    meta: Meta
    entries: tuple[EntryView, ...]
    """The papers added last."""


class NotFoundView(Struct, frozen=True):
    """404.html; served at any depth, so its links start at the site's root."""

    meta: Meta


class IssueGroup(Struct, frozen=True):
    """The papers of one topic in a day's digest."""

    topic: TopicRef
    entries: tuple[EntryView, ...]


class IssueView(Struct, frozen=True):
    """The digest of a day or a week as a page of the site."""

    meta: Meta
    day: str
    """ISO day on which its papers were added; "" for a week."""
    number: int
    """1 is the site's first issue; 0 for a week."""
    total: int
    """Papers of this issue, shown or not."""
    top: tuple[EntryView, ...]
    """The best by score; not repeated in groups."""
    groups: tuple[IssueGroup, ...]
    more: int
    """Papers that the issue counts but does not show."""
    newer: Ref | None
    older: Ref | None
    rest: Ref | None = None
    """Where those papers are."""
    gaps: tuple[str, ...] = ()
    """What the listings lacked, in sentences."""
    whole_week: Ref | None = None
    """The week of a day."""
    week: int = 0
    """Number of the week by ISO 8601; 0 for a day."""
    days: tuple[Ref, ...] = ()
    """The daily digests of a week, newest first."""


class RedirectView(Struct, frozen=True):
    """An old address that leads to a new one."""

    target: str
