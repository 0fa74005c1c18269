"""How each paper is cited: one Citation a paper, with a key that stays.

Citation keys: family name, year and first significant word of the title, in ASCII and small letters:
"wang2026masked". A paper without authors has the title's first two such words, one without a date no year.
Where several papers come to one key, the first by (day of adding, id) has it; the others get a hyphen and
four hex digits (or as many as it takes) of the digest of their id: "wang2026masked-3f0a". So a paper that is
added on a later day never changes a key.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from generator.base.hashing import digest_text
from generator.base.slugs import slugify, term_slug
from generator.base.tex import plain
from generator.config.load import base_url
from generator.config.schema import Config
from generator.library.names import split_name
from generator.library.permalinks import TAXONOMIES, paper_url
from generator.model.citation import Citation, ItemType, Name
from generator.model.paper import Paper, PaperPage
from generator.model.people import Person
from generator.model.record import Link

ARXIV_DOI = "10.48550/arxiv."
"""What DOIs that arXiv gives begin with, in small letters."""

LONGEST_KEY = 60
SUFFIX_DIGITS = 4

_SMALL_WORDS = frozenset(
    "a an and are as at be by can do does for from how in into is it its of on or over the to toward towards"
    " under using via what when where which why with without".split()
)
_ARXIV_PATH = re.compile(
    r"/(?:abs|pdf|html)/(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_VERSION = re.compile(r"v\d+$")


def citations(
    pages: Iterable[PaperPage], people: Sequence[Person], slugs: Mapping[str, Sequence[str]], config: Config
) -> dict[str, Citation]:
    """Return each paper's citation by its id.

    `slugs` are those of its authors, as `person_slugs` gives them.
    """
    listed = {person.slug: person for person in people}
    names: dict[tuple[str, str], Name] = {}  # most names stand on several papers
    found = {}
    for page in pages:
        paper = page.paper
        signed = list(zip(paper.authors, slugs[paper.id], strict=True))
        for printed, slug in signed:
            if (printed, slug) not in names:
                names[printed, slug] = _name(printed, slug, listed.get(slug))
        found[paper.id] = _citation(page, tuple(names[author] for author in signed), config)
    return _with_keys(found)


def _citation(page: PaperPage, names: tuple[Name, ...], config: Config) -> Citation:
    """Return the citation of one paper; its key may still be another paper's too."""
    paper = page.paper
    arxiv_id, doi = _identifiers(paper)
    title = plain(paper.title)
    return Citation(
        key=_wanted_key(title, names[0] if names else None, paper),
        type=_type(paper),
        title=title,
        names=names,
        complete=paper.authors_complete or not paper.authors,
        date=paper.date.isoformat() if paper.date else "",
        added=paper.added.isoformat(),
        url=paper_url(paper),
        body=page.body,
        keywords=paper.keywords,
        topics=paper.topics,
        arxiv_id=arxiv_id,
        doi=doi,
        journal=paper.journal,
        conference=paper.conference,
        volume=paper.volume,
        number=paper.number,
        pages=paper.pages,
        publisher=paper.publisher,
        license=paper.license,
        language=paper.language or config.paper_language or config.language,
        pdf_url=next((link.url for link in paper.links if _is_own_pdf(link, base_url(config))), ""),
        links=tuple(link.url for link in paper.links),
    )


def _is_own_pdf(link: Link, site: str) -> bool:
    return link.kind == "pdf" and link.url.startswith(site)


def _type(paper: Paper) -> ItemType:
    if paper.journal:
        return "article"
    return "conference" if paper.conference else "preprint"


def _name(printed: str, slug: str, person: Person | None) -> Name:
    """Cut a printed name; what authors.toml says of the person goes before the rules."""
    name = split_name(printed)
    if person and person.family:
        name = _as_told(printed, person)
    orcid = person.orcid if person else ""
    return replace(name, orcid=orcid, url=f"{TAXONOMIES['author']}{slug}/")


def _as_told(printed: str, person: Person) -> Name:
    """Cut off the family name where it is printed, so that an initial stays one; else take the told parts."""
    told, words = person.family.split(), printed.replace(",", " ").split()
    count = len(told)
    given = ""
    if len(words) > count and term_slug(" ".join(words[-count:])) == term_slug(person.family):
        given = " ".join(words[:-count])
    elif len(words) > count and term_slug(" ".join(words[:count])) == term_slug(person.family):
        given = " ".join(words[count:])
    return Name(person.family, given or person.given)


def _identifiers(paper: Paper) -> tuple[str, str]:
    """Return arXiv id and DOI: the paper's own, else what its links say, as long as they agree."""
    links = [link.url for link in paper.links if link.kind in ("paper", "pdf", "link")]
    doi = paper.doi or _only(map(_linked_doi, links))
    arxiv_id = _VERSION.sub("", paper.arxiv_id) or _only(map(_linked_arxiv_id, links))
    if not arxiv_id and doi.lower().startswith(ARXIV_DOI):
        arxiv_id = _VERSION.sub("", doi[len(ARXIV_DOI) :])
    if arxiv_id and (doi.lower().startswith(ARXIV_DOI) or (not doi and _type(paper) == "preprint")):
        doi = f"10.48550/arXiv.{arxiv_id}"  # which stands for the preprint, not for the article
    return arxiv_id, doi


def _only(found: Iterable[str]) -> str:
    """Return the one value that was found; "" when there is none, or more than one."""
    values = set(filter(None, found))
    return values.pop() if len(values) == 1 else ""


def _linked_arxiv_id(url: str) -> str:
    parts = urlsplit(url)
    match = _ARXIV_PATH.fullmatch(unquote(parts.path))
    hosts = ("arxiv.org", "www.arxiv.org", "export.arxiv.org")
    return match["id"] if match and parts.hostname in hosts else ""


def _linked_doi(url: str) -> str:
    parts = urlsplit(url)
    path = unquote(parts.path).removeprefix("/")
    return path.lower() if parts.hostname in ("doi.org", "dx.doi.org") and _DOI.fullmatch(path) else ""


def _wanted_key(title: str, first: Name | None, paper: Paper) -> str:
    """Return the key that a paper would have if it were alone."""
    year = f"{paper.date.year:04}" if paper.date else ""
    words = [word for word in slugify(title, 200).split("-") if word not in _SMALL_WORDS and word]
    if not first:
        head, word = "".join(words[:1]), "".join(words[1:2])
    else:
        family = first.literal or f"{first.particle} {first.family}"
        head, word = slugify(family, 200).replace("-", ""), "".join(words[:1])
    head = head[: LONGEST_KEY - len(year)]
    return f"{head}{year}{word}"[:LONGEST_KEY] or "paper"


def _with_keys(found: Mapping[str, Citation]) -> dict[str, Citation]:
    """Give every citation a key of its own; see the rule above."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper_id, citation in sorted(found.items(), key=lambda item: (item[1].added, item[0])):
        key, name, digits = citation.key, digest_text(paper_id), SUFFIX_DIGITS
        while key in taken:
            key, digits = f"{citation.key}-{name[:digits]}", digits + 1
        taken.add(key)
        keys[paper_id] = key
    return {
        paper_id: citation if citation.key == keys[paper_id] else replace(citation, key=keys[paper_id])
        for paper_id, citation in found.items()
    }
