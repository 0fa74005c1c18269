"""What Google Scholar and Zotero would reject, or get wrong, on a page.

Input:   a page's Head, and the paper that the page is of (None for other kinds of pages).
Output:  Findings; and for Google Scholar its verdict.
Sources: Google Scholar, "Inclusion Guidelines for Webmasters": title, an author and a year at least, or the
         page counts as one without tags; dates as 2010/5/12 or a year; a PDF beside its page; names alone.
         For Zotero see check.zotero.
"""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from generator.base.identifiers import read_arxiv_id, read_doi
from generator.base.text import plural
from generator.check.findings import Finding
from generator.check.heads import Head
from generator.check.zotero import ITEM_TYPES, listed_items, zotero_items
from generator.errors import Location, Problem, Severity
from generator.library.names import split_name
from generator.model.paper import PaperPage

ONCE = (
    "citation_title",
    "citation_publication_date",
    "citation_doi",
    "citation_arxiv_id",
    "citation_abstract_html_url",
    "citation_pdf_url",
    "z:itemType",
)
"""Tags of which a page of one paper has one."""

PARTIAL = "citation.html"
TEMPLATE = f"mend the theme's {PARTIAL}"

_DATE = re.compile(r"\d{4}(/\d{1,2}/\d{1,2})?", re.ASCII)
_NOT_A_NAME = re.compile(r"\d|@|https?:")
_MARKUP = re.compile(r"[<>{}=\\]")
_AFFILIATION = re.compile(
    r"\b(universit|institut|department|faculty|hospital|laborator|college)", re.IGNORECASE
)


def check_head(path: str, head: Head, page: PaperPage | None, base_url: str) -> Iterator[Finding]:
    """Give what is wrong with what the page at `path` tells programs."""
    yield from _check_data(path, head)
    if page is None:
        yield from _check_other(path, head)
        return
    yield from _check_parts(path, head, page)
    yield from _check_once(path, head)
    yield from _check_title(path, head)
    yield from _check_authors(path, head)
    yield from _check_dates(path, head)
    yield from _check_identifiers(path, head)
    yield from _check_addresses(path, head, base_url)


def scholar_lacks(head: Head) -> list[str]:
    """Return what Google Scholar misses on a paper's page: "title", "author", "year"; [] when it takes it."""
    needed = (
        ("title", "citation_title"),
        ("author", "citation_author"),
        ("year", "citation_publication_date"),
    )
    return [name for name, tag in needed if not head.first(tag)]


def check_shared(identifiers: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Give the DOIs that stand on several pages, from (DOI, path) of all pages."""
    places: dict[str, list[str]] = {}
    for doi, path in identifiers:
        places.setdefault(doi.lower(), []).append(path)
    for doi, paths in places.items():
        if len(paths) > 1:
            fault = f"{doi} is the DOI of {plural(len(paths), 'paper')}, for example of {paths[0]}"
            yield Finding(paths[1], 0, fault, "keep it where it belongs", Severity.WARNING, doi)


def unlisted(papers: Iterable[PaperPage]) -> list[Problem]:
    """Return one note on the papers that Google Scholar passes by: nobody said who wrote them, or when."""
    lacking = sum(1 for page in papers if not (page.paper.authors and page.paper.date))
    if not lacking:
        return []
    fault = f"Google Scholar passes by {plural(lacking, 'paper')} without authors or date; Zotero takes them"
    fix = "add authors and date to their files, or leave it: nothing breaks"
    return [Problem(Location("content/papers"), Severity.NOTE, fault, fix)]


def is_tag_of_paper(name: str) -> bool:
    """Tell whether only pages of papers have this tag."""
    return name.lower().startswith(("citation_", "dc.", "dcterms.", "z:"))


def _check_data(path: str, head: Head) -> Iterator[Finding]:
    for text in head.json_ld:
        try:
            json.loads(text)
        except ValueError as error:
            yield Finding(path, 0, f"the structured data are no JSON: {error}", "mend the theme's head.html")


def _check_other(path: str, head: Head) -> Iterator[Finding]:
    """Lists and texts: no tags of papers, and COinS that can be read."""
    tag = next((tag for tag in head.tags if is_tag_of_paper(tag.name)), None)
    if tag:
        fault = f"only a paper's page may have the tag {tag.name}: this page would count as a paper"
        yield Finding(path, tag.line, fault, f"include {PARTIAL} in paper.html alone")
    items = listed_items(head)
    if len(items) < len(head.coins) or not all(item.title and item.type in ITEM_TYPES for item in items):
        fault = "Zotero cannot read a paper of this list: its COinS lacks format, type or title"
        yield Finding(path, 0, fault, "mend the macro coins in the theme's entry.html")
    twice = len(head.coins) - len(set(head.coins))
    if twice:
        fault = f"Zotero would offer {twice} of this page's papers twice"
        yield Finding(path, 0, fault, "print each paper's COinS once", Severity.WARNING)


def _check_parts(path: str, head: Head, page: PaperPage) -> Iterator[Finding]:
    """What the paper has, its page must tell; what the paper lacks is told by `check.content`."""
    expected = (
        ("title", "citation_title", True),
        ("authors", "citation_author", bool(page.paper.authors)),
        ("date", "citation_publication_date", page.paper.date is not None),
        ("abstract", "citation_abstract", bool(page.teaser)),
    )
    for part, tag, known in expected:
        if known and not head.first(tag):
            fault = f"the page does not tell the paper's {part}: {tag} is missing"
            yield Finding(path, 0, fault, f"include {PARTIAL} in the theme's paper.html")
    item_type = head.first("z:itemType")
    if item_type not in ITEM_TYPES:
        fault = (
            f"Zotero knows no item type {item_type!r}" if item_type else "Zotero would guess the item type"
        )
        yield Finding(path, head.line("z:itemType"), fault, TEMPLATE)
    if head.coins:
        fault = "Zotero would offer a list instead of this page's paper: a paper's page may have no COinS"
        yield Finding(path, 0, fault, "show other papers without the macro coins")
    day = zotero_items(head, "")[0].date
    if day and not page.paper.date and not head.coins:
        fault = f"Zotero would take {day} for the date of a paper that has none"
        fix = "leave out citation_online_date, and <time datetime> for other days than the paper's"
        yield Finding(path, 0, fault, fix)


def _check_once(path: str, head: Head) -> Iterator[Finding]:
    for name in ONCE:
        found = head.all(name)
        if len(found) > 1:
            fault = f"{name} stands {len(found)} times: a page may hold the tags of one paper only"
            yield Finding(path, head.line(name), fault, TEMPLATE)


def _check_title(path: str, head: Head) -> Iterator[Finding]:
    title = head.first("citation_title")
    letters = [sign for sign in title if sign.isalpha()]
    if len(title.split()) > 2 and len(letters) > 15 and title == title.upper() != title.lower():
        fault = f"the title is in capitals: {title!r}"
        yield Finding(path, 0, fault, "write it as the paper's citations do", Severity.WARNING, title)


def _check_authors(path: str, head: Head) -> Iterator[Finding]:
    authors = head.all("citation_author")
    for name in sorted(name for name, count in Counter(authors).items() if count > 1):
        fault = f"the author {name!r} stands twice"
        yield Finding(path, head.line("citation_author"), fault, "name each once", Severity.WARNING)
    seen: Counter[str] = Counter()
    first: dict[str, tuple[str, str]] = {}
    for author in authors:
        if wrong := _wrong_author(author):
            fault, fix = wrong
            seen[fix] += 1
            first.setdefault(fix, (fault, author))
    for fix, (fault, author) in first.items():
        more = f" (and {seen[fix] - 1} more of this page)" if seen[fix] > 1 else ""
        printed = " ".join(reversed(author.rstrip(",").split(", ")))
        yield Finding(path, 0, fault + more, fix, quote=printed)


def _wrong_author(author: str) -> tuple[str, str] | None:
    """Return what is wrong with a name, and the fix; None for one that everybody reads as it is meant."""
    alone = not author.endswith(",")  # others are groups, which may have any name
    if ";" in author:
        return f"Zotero would divide the author {author!r} at the semicolon", "give each author a tag"
    if found := _MARKUP.search(author):
        return f"the author {author!r} is more than a name: {found[0]!r}", "write the name as people read it"
    if alone and "," not in author and " " in author and split_name(author).literal:
        return f"Zotero would cut the group {author!r} into given and family name", "end it with a comma"
    if alone and (found := _NOT_A_NAME.search(author) or _AFFILIATION.search(author)):
        fix = "name authors without numbers, affiliations and addresses"
        return f"the author {author!r} is more than a name: {found[0]!r}", fix
    return None


def _check_dates(path: str, head: Head) -> Iterator[Finding]:
    for name in ("citation_publication_date", "citation_online_date"):
        for text in head.all(name):
            if not _is_date(text):
                fault = f"Google Scholar cannot read {name} {text!r}"
                yield Finding(path, head.line(name), fault, 'write it as "2024/07/11", or the year alone')


def _check_identifiers(path: str, head: Head) -> Iterator[Finding]:
    """Zotero takes them as they are, and looks papers up by them."""
    kinds = (("citation_doi", read_doi, "DOI"), ("citation_arxiv_id", read_arxiv_id, "number of arXiv"))
    for name, read, kind in kinds:
        for text in head.all(name):
            if read(text) != text:
                fix = "correct the paper's file, or leave it out there"
                yield Finding(path, head.line(name), f"{name} {text!r} is no {kind}", fix, quote=text)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    year, month, day = (int(part) for part in [*text.split("/"), "1", "1"][:3])
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _check_addresses(path: str, head: Head, base_url: str) -> Iterator[Finding]:
    here = base_url + path.removesuffix("index.html")
    if head.canonical != (here,):
        said = " and ".join(map(repr, head.canonical)) or "none"
        fault = f"the page's canonical address is {said} instead of its own"
        yield Finding(path, 0, fault, "mend the theme's head.html")
    for address in head.all("citation_abstract_html_url"):
        if address != here:
            fault = f"citation_abstract_html_url leads elsewhere: {address!r}"
            yield Finding(path, head.line("citation_abstract_html_url"), fault, TEMPLATE)
    for address in head.all("citation_pdf_url"):
        if not address.startswith(base_url):
            fault = f"citation_pdf_url leads out of the site: {address!r}"
            fix = "name only PDFs that lie on this site; others are links"
            yield Finding(path, head.line("citation_pdf_url"), fault, fix, quote=address)
        elif urljoin(address, ".") != here:
            fault = f"Google Scholar passes by a PDF that does not lie beside its page: {address!r}"
            fix = f"put it into content/static/{path.removesuffix('index.html')}"
            yield Finding(path, head.line("citation_pdf_url"), fault, fix, Severity.WARNING, address)
