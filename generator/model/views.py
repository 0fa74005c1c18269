"""Closed views: everything that one output file may print, and nothing else.

A template gets one of these and a SiteView. What a page shows *is* what it depends on, so the digest of
the view is the page's key. Rules that keep this true:

- Addresses are permalinks below the site's root without a leading slash ("papers/x/", "" is home);
  templates turn them into relative links. Links that leave the site are absolute.
- Texts are plain (may hold TeX formulas between "$"); Markdown comes by reference (Body).
- Nothing in SiteView changes from day to day.
"""

from msgspec import Struct, field

from generator.model.citation import ItemType
from generator.model.paper import Body


class Ref(Struct, frozen=True):
    """A link within the site."""

    name: str
    url: str


class PaperRef(Ref, frozen=True):
    """A link to a paper; its name is the title."""

    language: str = ""
    """BCP 47 tag of the title where it is not the page's."""


class FeedRef(Struct, frozen=True):
    """A feed that a page announces (autodiscovery)."""

    title: str
    url: str
    type: str
    """MIME type: application/rss+xml, application/atom+xml or application/feed+json."""


class FileRef(Struct, frozen=True):
    """A file that a page offers beside itself: its papers in a format of reference managers."""

    name: str
    """"BibTeX"; "BibTeX 2" for the second part of a long list."""
    url: str
    type: str
    """MIME type: application/x-bibtex."""


class SiteView(Struct, frozen=True):
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
    """Theme file name → address with its hash: {"style.css": "assets/style.1f0c.css"}; one that begins with
    "/" is no permalink but a path from the host's root."""
    options: dict[str, str] = field(default_factory=dict)
    """The theme's options, already checked."""
    search_url: str = ""
    """The search page."""
    search_script: str = ""
    """The theme's script for the engine of this site."""
    search_manifest: str = ""
    """The script that tells the browser where the search data lies."""
    feeds_url: str = ""
    """The page that lists every feed."""
    opensearch_url: str = ""
    """The file that tells browsers how to search here."""
    starred_url: str = ""
    """The page of the papers that a reader has starred in this browser."""
    rules_url: str = ""
    """The page on which a reader makes rules."""
    subscribe_url: str = ""
    """Web page or mailbox where readers subscribe to the mail; "" when there is none."""
    service_url: str = ""
    """Where `digest service` answers, ends with "/": every page has the form that begins a subscription."""
    feed_formats: tuple[Ref, ...] = ()
    """The files that lie below a term with feeds: Ref("RSS", "feed.xml")."""
    cards: dict[str, Ref] = field(default_factory=dict)
    """By kind of page (Meta.kind), "" for all others: the PNG of previews, 1200 by 630, and its text."""
    words: str = ""
    """Digest of the catalogues that translate the interface; "" for English."""


class Meta(Struct, frozen=True):
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


class TopicRef(Struct, frozen=True):
    """A topic as an entry shows it."""

    code: str
    """"cs.CV"; "" for Unclassified."""
    name: str
    url: str


LISTED_AUTHORS = 12
"""Authors of a paper whom lists and results name, and at whom rules look: a paper of 3000 people is in 3000
lists. browser/src/entries.js reads them from the lists."""


class EntryView(Struct, frozen=True):
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
    keywords: tuple[str, ...] = ()
    """Key phrases, for filters and rules in the browser."""
    language: str = ""
    """BCP 47 tag of title and abstract where it is not the page's."""
    type: ItemType = "preprint"
    cited: tuple[str, ...] = ()
    """The same authors as reference managers cut them: "van der Maaten, Laurens", "ATLAS Collaboration,"."""
    doi: str = ""
    long_abstract: bool = False
    """True when lists do not hold the whole abstract: a paper of 3000 people is in 3000 lists."""

    def __hash__(self) -> int:
        return hash(self.url)  # of a build no two have one; to hash all fields costs more than to print some


class TermCount(Struct, frozen=True):
    """A term in an index: "Computer Vision (74)"."""

    name: str
    url: str
    count: int
    note: str = ""
    """"cs.CV", or what tells two people of one name apart."""


class StyleView(Struct, frozen=True):
    """The theme's stylesheet, rendered with the theme's options (also in SiteView.options)."""

    options: dict[str, str]
