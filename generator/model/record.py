"""One paper as one seed tells it: what readers give and records are merged from."""

import datetime as dt

from msgspec import Struct


class Source(Struct, frozen=True, order=True):
    """The place in a seed where a paper was listed."""

    seed: str
    """Path of the seed below the seeds folder, with "/": "000_998f5e3a1a3234fc.txt"."""

    line: int
    """1 is the first line."""


class Link(Struct, frozen=True, order=True):
    """A link that belongs to a paper."""

    kind: str
    """"paper", "pdf", "code", "project", "data" or "link"."""

    url: str
    """http or https, absolute."""


class Seed(Struct, frozen=True):
    """One listing file, ready to be read."""

    name: str
    """Path below the seeds folder, with "/"; what Source.seed says."""

    path: str
    """As the person would type it, for problems."""

    text: str
    """Decoded, without BOM, newlines as "\\n"; bytes that were not UTF-8 stand as U+FFFD."""

    captured: dt.date | None
    """Day on which the listing was captured; None when seeds.toml does not say."""


class PaperRecord(Struct, frozen=True):
    """One paper as one seed describes it, before seeds are merged."""

    source: Source
    title: str
    """As printed, white space evened out; may hold TeX."""

    abstract: str
    """As printed, lines joined by a space; may hold TeX and bare links; "" when missing."""

    authors: tuple[str, ...] = ()
    """Names as printed, in printed order; () when the seed names nobody."""

    authors_complete: bool = False
    """False after "et al." and where the seed names nobody."""

    organisations: tuple[str, ...] = ()
    """As printed: ("ibm-research",)."""

    date: dt.date | None = None
    """The paper's own day; None when the seed does not say."""

    captured: dt.date | None = None
    """Day on which the seed was captured: the day on which readers learn of the paper."""

    topics: tuple[str, ...] = ()
    """Full arXiv categories, primary first: ("cs.CV",)."""

    score: float | None = None
    """0 to 100."""

    has_code: bool = False
    """True when the seed says that code is published."""

    arxiv_id: str = ""
    """Without version: "2401.01230" or "hep-th/9901001". A string: as a number it loses its last zero."""

    doi: str = ""
    """Lower case, without resolver: "10.1000/182"."""

    links: tuple[Link, ...] = ()
    """Links that the seed gives apart from the abstract."""

    confidence: float = 1.0
    """How sure the reader is of the split of title and authors, 0 to 1."""

    alternatives: tuple[str, ...] = ()
    """Other readings of an uncertain split, best first: ("Title | First Author", …)."""
