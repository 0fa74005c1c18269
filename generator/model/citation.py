"""What scholarly clients want to know of a paper: reference managers, Google Scholar, citation styles.

One frozen record feeds them all (Highwire tags, JSON-LD, Dublin Core, COinS, BibTeX, RIS, CSL-JSON), so that
no two of them can disagree.
"""

from typing import Literal

from msgspec import Struct

from generator.model.paper import Body

ItemType = Literal["preprint", "article", "conference"]


class Name(Struct, frozen=True):
    """An author as citations cut it: a person by family and given names, or a group by `literal` alone."""

    family: str
    given: str = ""
    particle: str = ""
    """"van der", which sorts with the given names in some styles (CSL: non-dropping-particle)."""
    suffix: str = ""
    """"Jr.", "III"."""
    literal: str = ""
    """A group or an indivisible name ("ATLAS Collaboration"); the parts are empty then."""
    orcid: str = ""
    """"0000-0002-1825-0097"."""
    url: str = ""
    """Permalink of the person's page."""


class Citation(Struct, frozen=True):
    """A paper as it is cited. Texts are plain Unicode: formulas are readable, no TeX is left."""

    key: str
    """"wang2026masked-3f0a": unique on the site; follows from the paper alone."""
    type: ItemType
    title: str
    names: tuple[Name, ...]
    complete: bool
    """False when there are more authors than `names`."""
    date: str
    """ISO day, month or year of publication; "" when nobody said."""
    added: str
    """ISO day on which the site learnt of it."""
    url: str
    """Permalink of the paper's page."""
    body: Body
    """The abstract, by reference; the templates' filter "abstract" reads it as one line of text."""
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """arXiv categories, primary first."""
    arxiv_id: str = ""
    doi: str = ""
    """As registered; for arXiv papers without another, 10.48550/arXiv.<id>."""
    journal: str = ""
    conference: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    license: str = ""
    """Address of the licence, https://creativecommons.org/…; "" when not known."""
    language: str = ""
    """BCP 47 tag of title and abstract."""
    pdf_url: str = ""
    """Absolute; only of a PDF that lies on the site itself."""
    links: tuple[str, ...] = ()
    """Web addresses of the same work elsewhere: arXiv, publisher, code."""
    updated: str = ""
    """ISO day on which title or abstract were last changed on the site; "" when they never were."""
