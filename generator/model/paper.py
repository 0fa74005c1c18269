"""One paper as the content folder tells it: the front matter and the abstract of one Markdown file."""

import datetime as dt

from msgspec import Struct

from generator.model.record import Link, Source


class Paper(Struct, frozen=True):
    """Front matter of one content file. Field order is the order in the file."""

    id: str
    """"arxiv:2401.01230", "doi:10.1000/182" or "title:" and 12 hex digits; given once, never changed."""

    slug: str
    """Name of the file and last part of the address; given once, never changed."""

    title: str
    """May hold formulas between "$"; otherwise plain text, never Markdown or HTML."""

    added: dt.date
    """Day on which readers learn of the paper (the seed's day of capture); decides what is new."""

    updated: dt.date | None = None
    """Day on which title or abstract were last changed, not before `added`; None when they never were."""

    authors: tuple[str, ...] = ()
    authors_complete: bool = False
    organisations: tuple[str, ...] = ()

    date: dt.date | None = None
    """The paper's own day; None when nobody said."""

    topics: tuple[str, ...] = ()
    """Full arXiv categories, primary first."""

    keywords: tuple[str, ...] = ()
    """3 to 8 key phrases, lower case but for names and acronyms."""

    score: float | None = None
    has_code: bool = False
    arxiv_id: str = ""
    doi: str = ""

    journal: str = ""
    """Where the paper is published, as citations name it; makes it an article instead of a preprint."""

    conference: str = ""
    """Proceedings or conference in which it is published; makes it a conference paper."""

    volume: str = ""
    number: str = ""
    """The journal's issue."""

    pages: str = ""
    """"12–34"."""

    publisher: str = ""
    license: str = ""
    """Address of its licence, http or https."""

    language: str = ""
    """BCP 47 tag of title and abstract; "" when nobody said."""

    links: tuple[Link, ...] = ()
    sources: tuple[Source, ...] = ()

    aliases: tuple[str, ...] = ()
    """Old addresses below the site's root that shall lead here: ("papers/old-name/",)."""

    draft: bool = False
    """True keeps the paper off the site; only a person sets it."""

    @property
    def publishes_code(self) -> bool:
        """True when somebody said that code is published, or where."""
        return self.has_code or any(link.kind == "code" for link in self.links)


class Body(Struct, frozen=True):
    """A text that a page shows, by reference: views stay small and workers read the text themselves."""

    path: str
    """File below the content folder, with "/"."""

    hash: str
    """Digest of the Markdown text behind the front matter; what a page's key depends on. "" stands
    for no text, where the file cannot be read."""


class PaperPage(Struct, frozen=True):
    """One content file as `content.scan` found it."""

    paper: Paper
    body: Body

    teaser: str
    """The abstract's beginning as plain text, cut at a word, for lists, descriptions and search."""

    size: int = 0
    """Bytes of the abstract's Markdown."""


class TextPage(Struct, frozen=True):
    """One file of content/pages: about, imprint …"""

    slug: str
    title: str
    body: Body
    description: str = ""
    in_navigation: bool = False
    aliases: tuple[str, ...] = ()
