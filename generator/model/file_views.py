"""Closed views of the files that are no pages: feeds, search data, what crawlers ask for, copied files.

The rules of model.views hold here too.
"""

from msgspec import Struct

from generator.model.citation import Citation
from generator.model.paper import Body
from generator.model.views import FeedRef, TopicRef

NAMED_AUTHORS = 30
"""Authors whom feeds and the files of lists name of a paper; "et al." stands for the rest."""

LONGEST_ABSTRACT = 6000
"""Letters of an abstract that feeds and the files of lists hold; its beginning, and where the rest is.
Pages of lists hold no longer abstract than this."""


class FeedItem(Struct, frozen=True):
    """One paper in a feed."""

    id: str
    """Permanent: "tag:" or "urn:"-like identifier that does not hold the site's address."""
    url: str
    title: str
    authors: tuple[str, ...]
    """The first NAMED_AUTHORS."""
    authors_complete: bool
    """False when there are more, named by the seed or not ("et al.")."""
    topics: tuple[TopicRef, ...]
    published: str
    """RFC 3339 with offset; distinct within a feed."""
    updated: str
    teaser: str
    body: Body


class FeedView(Struct, frozen=True):
    """One feed, for the RSS, Atom and JSON renderers alike."""

    title: str
    description: str
    page_url: str
    url: str
    """Address of this very feed (rel=self)."""
    updated: str
    """RFC 3339; of the newest item, or of the site's first day when there is none."""
    items: tuple[FeedItem, ...]
    """Newest first."""
    hub: str = ""
    """Address of the WebSub hub that passes new items on; "" for none."""
    subscription: str = ""
    """In an archive (RFC 5005, section 4): address of the feed that readers subscribe to, otherwise ""."""
    older: str = ""
    """Address of the archive before this document (rel=prev-archive)."""
    newer: str = ""
    """Address of the archive behind this one (rel=next-archive)."""


class ExportView(Struct, frozen=True):
    """Papers as reference managers import them; the files of all formats show the same view."""

    title: str
    """Name of the list; "" for a single paper."""
    citations: tuple[Citation, ...]
    """A list's name the first NAMED_AUTHORS, a single paper's all."""


class OpmlView(Struct, frozen=True):
    """All feeds of the site as one list that feed readers import (OPML 2.0)."""

    title: str
    groups: tuple[tuple[str, tuple[FeedRef, ...]], ...]
    pages: dict[str, str]
    """Feed address → address of the page that it follows."""


class SearchDocument(Struct, frozen=True):
    """One paper as search knows it."""

    id: str
    url: str
    title: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    """Codes: ("cs.CV",)."""
    topic_names: tuple[str, ...]
    """Their names, in the same order."""
    keywords: tuple[str, ...]
    date: str
    added: str
    """ISO day on which readers learnt of it."""
    score: float | None
    has_code: bool
    body: Body
    authors_complete: bool = True
    organisations: tuple[str, ...] = ()
    code_url: str = ""
    """Where the code is; "" when nobody said."""
    language: str = ""
    """BCP 47 tag of title and abstract where it is not the site's."""


class SearchPartView(Struct, frozen=True):
    """A part of the papers: rendered into its index, and into what results show and filters ask."""

    name: str
    """"2026.1": the year of adding, and the number of the part in it."""
    documents: tuple[SearchDocument, ...]
    """Never empty, in the order of adding."""
    block: int
    """Papers whose abstracts lie in one file."""
    texts: tuple[str, ...]
    """Addresses of those files."""


class SearchTextsView(Struct, frozen=True):
    """A few abstracts: what results show of the papers, and where phrases are looked up."""

    bodies: tuple[Body, ...]


class SearchPartRef(Struct, frozen=True):
    """A part as the manifest names it."""

    name: str
    count: int
    index: str
    papers: str
    """Addresses below the site's root, with their hashes."""


class SearchManifestView(Struct, frozen=True):
    """The one search file whose name is constant: it names the others."""

    parts: tuple[SearchPartRef, ...]
    """Newest first."""


class SearchSegmentView(Struct, frozen=True):
    """Some thousand papers whose words lie in many files: rendered into each of them."""

    name: str
    """"2026.1": the year of adding, and the number of the segment in it."""
    documents: tuple[SearchDocument, ...]
    """Never empty, in the order of adding."""


class SearchRowsView(Struct, frozen=True):
    """A few papers of a segment, as results show them."""

    documents: tuple[SearchDocument, ...]


class SearchFolders(Struct, frozen=True):
    """Folders of a segment, with ranges of words or with papers; each has the same number of them."""

    each: int
    names: tuple[str, ...]
    """Hashes of what is in them."""


class SearchSegmentRef(Struct, frozen=True):
    """A segment as the manifest names it."""

    name: str
    count: int
    folder: str
    """Address of its folders below the site's root."""
    folders: dict[str, SearchFolders]
    """Those of "words" hold ranges, those of "papers" rows and texts, that of "columns" what filters ask."""


class SearchSegmentsView(Struct, frozen=True):
    """The manifest where words are loaded on demand."""

    segments: tuple[SearchSegmentRef, ...]
    """Newest first."""
    rows: int
    """Papers whose rows lie in one file."""
    texts: int
    """Papers whose abstracts lie in one file."""


class SitemapView(Struct, frozen=True):
    """Pages that search engines shall know (sitemaps.org)."""

    urls: tuple[tuple[str, str], ...]
    """(permalink, ISO day of the last change or ""), sorted."""


class SitemapIndexView(Struct, frozen=True):
    """All sitemaps of the site."""

    sitemaps: tuple[tuple[str, str], ...]
    """(address below the root, ISO day of the newest page in it or ""), sorted."""


class OpenSearchView(Struct, frozen=True):
    """How other programs search the site (OpenSearch 1.1)."""

    title: str
    description: str
    contact: str
    """Mail address, or ""."""
    url: str
    """Address of this very file."""
    search: str
    """Address of the search page."""


class RobotsView(Struct, frozen=True):
    """What robots.txt says (RFC 9309): everything may be read."""

    sitemap: str


class AssetView(Struct, frozen=True):
    """A file that is copied as it is."""

    root: str
    """"theme:<name>" or "content"."""
    path: str
    """Below that theme's assets/ or below content/static/, with "/"."""
    hash: str


class ScriptView(Struct, frozen=True):
    """A script of the theme and what it says in another language than English (browser/src/messages.js)."""

    script: AssetView

    messages: dict[str, str | dict[str, str]]
    """English message → translation; for one with a plural, category of CLDR → form."""


class CardView(Struct, frozen=True):
    """What previews show of a kind of page, as a picture."""

    title: str
    """The site's."""
    tagline: str
    kind: str
    """"Topic", "Author" … in the site's language; "" for the site as a whole."""
    accent: str
    """"#8a2b1d", legible on the card's light ground."""
