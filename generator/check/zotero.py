"""What Zotero would save from a page, after the rules of its translators "COinS" and "Embedded Metadata".

Input:   a page's Head and its address.
Output:  Items: one for the page itself, or one for each paper of a list.
Source:  zotero/translators (Embedded Metadata.js of 2024, RDF.js, COinS.js), zotero/utilities (cleanAuthor,
         parseContextObject). Only what this site writes is modelled; tests compare it with the real ones.
"""

import re
from urllib.parse import unquote

from msgspec import Struct

from generator.check.heads import Head

Creator = tuple[str, str]
"""(family name, given names); ("ATLAS Collaboration", "") stands in one field."""

ITEM_TYPES = frozenset(
    "book bookSection conferencePaper dataset document journalArticle preprint report thesis webpage".split()
)
"""Those that a paper may be."""

_BY_TAG = (
    ("citation_journal_title", "journalArticle"),
    ("citation_technical_report_institution", "report"),
    ("citation_conference_title", "conferencePaper"),
    ("citation_conference", "conferencePaper"),
    ("citation_book_title", "bookSection"),
    ("citation_inbook_title", "bookSection"),
    ("citation_dissertation_institution", "thesis"),
)
_CONTAINED = ("journalArticle", "bookSection", "conferencePaper")
_INITIALS = re.compile("[A-ZА-Я]{1,3}")
_INITIAL = re.compile("-?[A-ZА-Я]")
_CUT = " \t\n\N{NO-BREAK SPACE}.,/[]:"


class Item(Struct, frozen=True):
    """What Zotero saves; "" where it finds nothing."""

    type: str
    title: str
    creators: tuple[Creator, ...]
    date: str
    doi: str
    url: str
    abstract: str = ""
    container: str = ""
    repository: str = ""
    archive_id: str = ""
    pdf: str = ""


def zotero_items(head: Head, address: str) -> list[Item]:
    """Return what Zotero offers on a page: COinS come before tags, as their translator has priority."""
    return listed_items(head) or [_from_tags(head, address)]


def listed_items(head: Head) -> list[Item]:
    """Return those of a page's COinS that Zotero can read."""
    return [item for item in map(_from_context, head.coins) if item]


def _from_tags(head: Head, address: str) -> Item:
    date = head.first("citation_publication_date", "citation_date", "article:published_time", "DC.date")
    identifiers = [text for text in head.all("DC.identifier") if text.startswith(("10.", "DOI "))]
    return Item(
        type=_item_type(head),
        title=head.first("citation_title", "DC.title", "og:title") or head.title,
        creators=_creators(head),
        date=date or head.first("citation_online_date") or next(iter(head.times), ""),
        doi=head.first("citation_doi") or next(iter(identifiers), "").removeprefix("DOI "),
        url=head.first("og:url", "citation_abstract_html_url") or next(iter(head.canonical), address),
        abstract=head.first("citation_abstract", "og:description", "DCTERMS.abstract", "description"),
        container=head.first("citation_journal_title", "citation_conference_title", "DC.source"),
        repository=head.first("z:repository"),
        archive_id=head.first("z:archiveID"),
        pdf=head.first("citation_pdf_url"),
    )


def _item_type(head: Head) -> str:
    by_tag = [item_type for tag in head.tags for name, item_type in _BY_TAG if tag.name == name]
    named = head.first("z:itemType")
    if by_tag:
        return by_tag[-1]  # whatever else is said
    if named in ITEM_TYPES:
        return named
    if head.first("og:type") == "website":
        return "webpage"
    return "journalArticle" if head.first("citation_title") else "webpage"


def _creators(head: Head) -> tuple[Creator, ...]:
    authors = head.all("citation_author")
    named = [name for author in authors for name in _apart(author, alone=len(authors) == 1)]
    # Open Graph's authors are addresses of people, which it passes by
    if not named:
        return tuple(clean_author(name) for name in head.all("DC.creator"))
    cut = (clean_author(name) for name in named)
    return tuple((_fix_case(family), _fix_case(given)) if given else (family, given) for family, given in cut)


def _apart(author: str, *, alone: bool) -> list[str]:
    """Divide what stands in one tag as Zotero does: by semicolons, a page's only author also by commas."""
    parts = [part for part in re.split(r"\s*;\s*", author) if part.strip(_CUT + "-")]
    by_comma = re.split(r"\s*,\s*", author)
    if alone and len(parts) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
        return by_comma
    return parts


def clean_author(name: str) -> Creator:
    """Cut a name in two: at its comma, else before its last word; "ATLAS Collaboration," stays whole."""
    inverted = "," in name
    name = name.strip(_CUT)
    if inverted:
        family, _, given = name.partition(",")
    else:
        given, _, family = name.rpartition(" ")
    return family.strip(), _dotted(given.strip(), family)


def _dotted(given: str, family: str) -> str:
    """Put a full stop behind initials: "Rahul A" → "Rahul A.", "JP" → "J. P."."""
    if _INITIALS.fullmatch(given) and (len(given) == 1 or family != family.upper()):
        return " ".join(f"{sign}." for sign in given)
    words = filter(None, re.split(r"[\s.]+|(?=-)", given))
    return " ".join(f"{word}." if _INITIAL.fullmatch(word) else word for word in words).replace(" -", "-")


def _fix_case(name: str) -> str:
    """Capitalize a part of a name that is all in capitals or all in small letters."""
    if name not in (name.upper(), name.lower()):
        return name
    return re.sub(r"[^\s/-]+", lambda word: word[0].capitalize(), name)


def _from_context(context: str) -> Item | None:
    """Return the item of a ContextObject; None when it is none of Dublin Core, as this site writes them."""
    pairs = [(key, unquote(value.replace("+", " "))) for key, _, value in map(_halves, context.split("&"))]
    values = dict(reversed(pairs))  # the first of a key counts
    if values.get("rft_val_fmt") != "info:ofi/fmt:kev:mtx:dc":
        return None
    doi = next((value for key, value in pairs if key == "rft_id" and value.startswith("info:doi/")), "")
    names = [value for key, value in pairs if key in ("rft.creator", "rft.au") and value]
    item_type = values.get("rft.type", "webpage")
    order = [key for key, _ in pairs if key in ("rft.type", "rft.title")]
    # of an article, a title behind the type is that of the journal
    lost = item_type in _CONTAINED and order[0] == "rft.type"
    return Item(
        type=item_type,
        title="" if lost else values.get("rft.title", ""),
        creators=tuple(clean_author(name) for name in names),
        date=values.get("rft.date", ""),
        doi=doi.removeprefix("info:doi/"),
        url=values.get("rft.identifier", ""),
    )


def _halves(part: str) -> tuple[str, str, str]:
    return part.partition("=")
