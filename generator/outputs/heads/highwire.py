"""Highwire tags and Zotero's own, by which Google Scholar and reference managers read a paper's page.

Input:   one Citation and the address of the site.
Output:  (name, content) of each <meta>, in a fixed order; nothing for what is not known.
Sources: Google Scholar's inclusion guidelines for webmasters; Zotero's translators "Embedded Metadata" and
         "RDF", which read these tags, Dublin Core and Open Graph as one record, Highwire first.
"""

from collections.abc import Iterator

from generator.library.names import inverted
from generator.model.citation import Citation, ItemType, Name
from generator.outputs.filters import absolute

Tag = tuple[str, str]

PREPRINT = "preprint"
ZOTERO_TYPES: dict[ItemType, str] = {
    "preprint": PREPRINT,
    "article": "journalArticle",
    "conference": "conferencePaper",
}


def highwire_tags(citation: Citation, base_url: str, abstract: str, language: str) -> list[Tag]:
    """Return the tags of a paper; `abstract` is its text, which a Citation only refers to, `language` theirs.

    A date that nobody said stays out, and then so does citation_online_date: Zotero would take the day on
    which the site learnt of the paper for the paper's own.
    """
    date = scholar_date(citation.date)
    first, last = page_range(citation.pages)
    pairs = [
        ("citation_title", citation.title),
        *(("citation_author", author) for author in authors(citation.names)),
        ("citation_publication_date", date),
        ("citation_online_date", scholar_date(citation.added) if date else ""),
        *_container(citation),
        ("citation_volume", citation.volume),
        ("citation_issue", citation.number),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_publisher", citation.publisher),
        ("citation_doi", citation.doi),
        ("citation_arxiv_id", citation.arxiv_id),
        ("citation_abstract_html_url", absolute(citation.url, base_url)),
        ("citation_pdf_url", citation.pdf_url),
        ("citation_language", language),
        ("citation_keywords", "; ".join(word.replace(";", ",") for word in citation.keywords)),
        # Zotero would take og:description, which is cut, for the abstract
        ("citation_abstract", abstract),
    ]
    return [(name, content) for name, content in (*pairs, *zotero_tags(citation)) if content]


def zotero_tags(citation: Citation) -> list[Tag]:
    """Return what names the type of the item and where it is archived, as Zotero's arXiv translator does."""
    tags = [("z:itemType", ZOTERO_TYPES.get(citation.type, PREPRINT))]
    if citation.arxiv_id and citation.type == "preprint":
        tags += [("z:repository", "arXiv"), ("z:archiveID", f"arXiv:{citation.arxiv_id}")]
    return tags


def authors(names: tuple[Name, ...]) -> list[str]:
    """Return each author as "Family, Given"; whoever has one name only ends with a comma.

    Zotero takes a page's only author for two people when there are several words on both sides of the comma;
    no-break spaces between the given names, which it makes plain ones again, keep them one.
    """
    listed = [inverted(name) for name in names]
    if len(listed) == 1:
        family, comma, given = listed[0].partition(", ")
        if " " in family:
            listed = [family + comma + given.replace(" ", "\N{NO-BREAK SPACE}")]
    return listed


def _container(citation: Citation) -> Iterator[Tag]:
    """Give where the paper appeared; each of these tags also decides the type that Zotero takes."""
    if citation.type == "article":
        yield "citation_journal_title", citation.journal
    elif citation.type == "conference":
        yield "citation_conference_title", citation.conference


def scholar_date(iso: str) -> str:
    """Turn "2024-07-11" into "2024/07/11"; of a month only the year stays, as Google Scholar asks."""
    return iso.replace("-", "/") if len(iso) == len("2024-07-11") else iso[:4]


def page_range(pages: str) -> tuple[str, str]:
    """Turn "176–190" into ("176", "190"); what is no range is a first page: ("e1023", "")."""
    first, _, last = pages.replace("--", "–").replace("-", "–").partition("–")
    return first.strip(), last.strip()
