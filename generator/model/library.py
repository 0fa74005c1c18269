"""The site model: papers, and everything that groups them. Built by `library`, read by `plan` and `mail`."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from generator.model.citation import Citation
from generator.model.paper import PaperPage, TextPage
from generator.model.record import Link

Taxonomy = Literal["topic", "author", "keyword", "organisation"]


class Term(Struct, frozen=True):
    """One topic, person, keyword or organisation and its papers."""

    taxonomy: Taxonomy
    slug: str
    """Unique within the taxonomy; never changes while the term has the same name."""

    name: str
    """As readers see it: "Computer Vision and Pattern Recognition", "Lin Wang"."""

    note: str
    """"cs.CV" for a topic; what tells a person from a namesake; otherwise ""."""

    papers: tuple[PaperPage, ...]
    """Newest first, never empty."""

    links: tuple[Link, ...] = ()
    """A person's ORCID and home page."""


class Day(Struct, frozen=True):
    """The papers of one day: dated so, or undated and added on it."""

    date: dt.date
    papers: tuple[PaperPage, ...]
    """Highest score first."""


class Gap(Struct, frozen=True):
    """What a listing lacked."""

    listing: str
    """Name of the seed, or whatever a person calls it."""

    day: dt.date
    """Day on which its papers were added."""

    note: str
    """A sentence for readers; "" tells nobody."""


class Week(Struct, frozen=True):
    """The papers added in one week of ISO 8601."""

    year: int
    """That of the week's Thursday: the last days of December may be in week 1 of the next one."""

    number: int
    days: tuple[Day, ...]
    """Its daily issues, newest first, never empty."""

    papers: tuple[PaperPage, ...]
    """Of all its days, highest score first."""

    @property
    def name(self) -> str:
        """Return "2026-W22"."""
        return f"{self.year:04}-W{self.number:02}"

    @property
    def first(self) -> dt.date:
        """Return its Monday."""
        return dt.date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        """Return its Sunday."""
        return dt.date.fromisocalendar(self.year, self.number, 7)


class Related(Struct, frozen=True):
    """A paper that is like another one."""

    page: PaperPage
    shared: tuple[str, ...]
    """Key phrases that both have, in the order of the other paper's."""


class Library(Struct, frozen=True):
    """Everything that the site shows, without a word about how.

    Mappings by paper id are to be looked up, not gone through: they may make a value when it is asked for.
    """

    papers: tuple[PaperPage, ...]
    """Newest first."""

    texts: tuple[TextPage, ...]
    topics: tuple[Term, ...]
    """Most papers first; Unclassified last."""

    authors: tuple[Term, ...]
    """By family name."""

    keywords: tuple[Term, ...]
    """Only those with enough papers, by name."""

    organisations: tuple[Term, ...]
    days: tuple[Day, ...]
    """Newest first."""

    issues: tuple[Day, ...]
    """Papers by the day on which they were added, newest first."""

    related: Mapping[str, tuple[Related, ...]]
    """By paper id, most alike first."""

    times: Mapping[str, dt.datetime]
    """By paper id: the moment at which feeds say that it was added; no two are the same."""

    person_slugs: Mapping[str, tuple[str, ...]]
    """By paper id: the slug of the person behind each of its authors, in their order."""

    citations: Mapping[str, Citation]
    """By paper id."""

    citation_keys: Mapping[str, str]
    """By paper id, those of `citations`."""

    gaps: Mapping[dt.date, tuple[str, ...]] = field(default_factory=dict)
    """By day of adding: what the listings of that day lacked, in sentences for readers."""
