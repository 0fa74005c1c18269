"""Closed views: everything that one output file may print, and nothing else.

A template gets one of these and a SiteView. What a page shows *is* what it depends on, so the digest of
the view is the page's key. Rules that keep this true:

- Addresses are permalinks below the site's root without a leading slash ("papers/x/", "" is home);
  templates turn them into relative links. Links that leave the site are absolute.
- Texts are plain (may hold TeX formulas between "$"); Markdown comes by reference (Body).
- Nothing in SiteView changes from day to day.
"""

from dataclasses import dataclass, field

from generator.model.paper import Body
from generator.model.record import Link, Source


@dataclass(frozen=True, slots=True)
class Ref:
    """A link within the site."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedRef:
    """A feed that a page announces (autodiscovery)."""

    title: str
    url: str
    type: str
    """MIME type: application/rss+xml, application/atom+xml or application/feed+json."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page may print about the site."""

    title: str
    tagline: str
    description: str
    base_url: str
    """Absolute, ends with "/"."""
    language: str
    contact: str
    navigation: tuple[Ref, ...]
    assets: dict[str, str]
    """Theme file name → address with its hash: {"style.css": "assets/style.1f0c.css"}."""
    options: dict[str, str] = field(default_factory=dict)
    """The theme's options, already checked."""
    search_url: str = ""
    """The search page."""
    search_manifest: str = ""
    """The script that tells the browser where the search data lies."""
    feeds_url: str = ""
    """The page that lists every feed."""
    feed_formats: tuple[Ref, ...] = ()
    """The files that lie below a term with feeds: Ref("RSS", "feed.xml")."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What every HTML page has: its head, its place in the site."""

    kind: str
    """"home", "paper", "topic", "author", "keyword", "organisation", "day", "month", "year", "index", …"""
    title: str
    """Plain text, without the site's name; the site's title on home."""
    description: str
    url: str
    crumbs: tuple[Ref, ...] = ()
    """From home (exclusive) to the parent."""
    feeds: tuple[FeedRef, ...] = ()
    indexed: bool = True
    """False asks search engines to pass this page by."""


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A topic as an entry shows it."""

    code: str
    """"cs.CV"; "" for Unclassified."""
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One paper as every list shows it."""

    id: str
    url: str
    title: str
    authors: tuple[Ref, ...]
    authors_complete: bool
    topics: tuple[TopicRef, ...]
    organisations: tuple[Ref, ...]
    date: str
    """ISO day the paper is of; "" when nobody said."""
    added: str
    """ISO day on which readers learnt of it."""
    score: float | None
    has_code: bool
    code_url: str
    """"" when code is said to be published but nobody said where."""
    teaser: str
    body: Body
    more_authors: int = 0
    """Known authors beyond those of `authors`."""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A related paper and why."""

    title: str
    url: str
    reason: str
    """Shared key phrases, "skin lesion, domain generalization"; "" when only words are alike."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """The page of one paper."""

    meta: Meta
    entry: EntryView
    keywords: tuple[Ref, ...]
    """url "" for a keyword that has no page."""
    links: tuple[Link, ...]
    related: tuple[RelatedView, ...]
    newer: Ref | None
    older: Ref | None
    """Neighbours in time."""
    day: Ref
    """Archive page of the paper's day."""
    arxiv_id: str
    doi: str
    sources: tuple[Source, ...]
    authors: tuple[Ref, ...] = ()  # all of them


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term in an index: "Computer Vision (74)"."""

    name: str
    url: str
    count: int
    note: str = ""
    """"cs.CV", or what tells two people of one name apart."""


@dataclass(frozen=True, slots=True)
class ListView:
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
    history: tuple[TermCount, ...] = ()
    """Papers of each year (or month), oldest first, without gaps; drawn as a small picture. () draws none."""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Terms that stand together in an index: those of one letter, or of one archive of arXiv."""

    label: str
    terms: tuple[TermCount, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """All topics, authors, keywords, organisations, digests, or the archive's years and days."""

    meta: Meta
    heading: str
    summary: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
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
    topics: tuple[TermCount, ...]
    keywords: tuple[TermCount, ...]
    paper_count: int
    author_count: int


@dataclass(frozen=True, slots=True)
class TextView:
    """A page of content/pages."""

    meta: Meta
    heading: str
    body: Body


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page that lists every feed."""

    meta: Meta
    site: tuple[FeedRef, ...]
    topics: tuple[TermCount, ...]
    """url is the topic's page; its feeds lie below it: SiteView.feed_formats."""
    authors: tuple[TermCount, ...]
    opml: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; also useful without JavaScript."""

    meta: Meta
    topics: tuple[TermCount, ...]
    keywords: tuple[TermCount, ...]
    years: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """404.html; served at any depth, so its links start at the site's root."""

    meta: Meta


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The papers of one topic in a day's digest."""

    topic: TopicRef
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """One day's digest, as mail and as a page of the site."""

    meta: Meta
    day: str
    """ISO day on which its papers were added."""
    number: int
    """1 is the site's first issue."""
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
    """Where those papers are; a mail leads to its page on the web instead."""
    unsubscribe_url: str = ""
    """Only in a mail to one person: the link that ends it; "" while nobody sends."""
    postal_address: str = ""
    """Only in a mail: printed at its end."""


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address that leads to a new one."""

    target: str


@dataclass(frozen=True, slots=True)
class StyleView:
    """The theme's stylesheet, rendered with the theme's options (also in SiteView.options)."""

    options: dict[str, str]
