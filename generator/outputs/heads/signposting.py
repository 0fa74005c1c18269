"""Signposts: typed links by which machines find a paper's authors, files and licence.

Input:   the view of a paper's page.
Output:  the <link> elements of its head, in a fixed order.
Source:  signposting.org, "FAIR Signposting Profile", level 1.

There is no cite-as: DOIs lead to the publisher or to arXiv, not to this site.
"""

from msgspec import Struct

from generator.base.weblinks import web
from generator.model.page_views import PaperView

TYPES = ("https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle")
"""What the page is, and what it is about."""

MOST_AUTHORS = 24
"""A paper of 3000 people names them all in its tags; as links the first ones are enough."""


class Signpost(Struct, frozen=True):
    """One <link>."""

    rel: str
    href: str
    """Permalink, or absolute."""
    type: str = ""
    """MIME type of what it leads to."""

    @property
    def within(self) -> bool:
        """True for a permalink."""
        return not self.href.startswith(("http://", "https://"))


def signposts(view: PaperView) -> list[Signpost]:
    """Return the typed links of a paper's page."""
    citation = view.citation
    people = [name for name in citation.names if name.url][:MOST_AUTHORS]
    return [
        *(Signpost("type", address) for address in TYPES),
        *(Signpost("author", name.url) for name in people),
        *(Signpost("author", f"https://orcid.org/{name.orcid}") for name in people if name.orcid),
        *(Signpost("describedby", export.url, export.type) for export in view.exports),
        *(Signpost("item", url, "application/pdf") for url in [citation.pdf_url] if url),
        *(Signpost("license", url) for url in [web(citation.license)] if url),
    ]
