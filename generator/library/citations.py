"""How each paper is cited: one Citation a paper, with a key that stays.

Citation keys: family name, year and first significant word of the title, in ASCII and small letters, and four
hex digits of the digest of the paper's id: "wang2026masked-3f0a". A paper without authors has the title's
first two such words, one without a date no year; what does not begin with a letter gets "paper" before it, as
BibTeX demands a letter. So a key follows from its own paper, whatever else is listed. Should two papers agree
in all of it, which one in some 65,000 of the same name, year and word does, the later has eight digits.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from generator.base.hashing import digest_text
from generator.base.made import Made
from generator.base.slugs import slugify, term_slug
from generator.base.tex import plain
from generator.config.load import base_url
from generator.config.schema import Config
from generator.library.names import split_name
from generator.library.permalinks import TAXONOMIES, paper_url
from generator.library.recall import Recall
from generator.model.citation import Citation, ItemType, Name
from generator.model.paper import Paper, PaperPage
from generator.model.people import Person
from generator.model.record import Link

ARXIV_DOI = "10.48550/arxiv."
"""What DOIs that arXiv gives begin with, in small letters."""

LONGEST_HEAD = 32
LONGEST_WORD = 16
"""Letters of a key's parts; most fit into one line with their year."""

LOOKED_AT = 8
"""Words of a title among which two telling ones are looked for first: to make a slug of all takes longer."""

DIGITS = 4

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
    pages: Sequence[PaperPage],
    people: Sequence[Person],
    slugs: Mapping[str, Sequence[str]],
    config: Config,
    keys: Mapping[str, str],
) -> Mapping[str, Citation]:
    """Return each paper's citation by its id, made when it is asked for.

    `slugs` are those of its authors, as `person_slugs` gives them; `keys` are those of `citation_keys`.
    """
    papers = {page.paper.id: page for page in pages}
    listed = {person.slug: person for person in people}
    # most names stand on several papers
    names = Made[tuple[str, str], Name](lambda who: _name(*who, listed.get(who[1])))

    def cited(paper: str) -> Citation:
        page = papers[paper]
        signed = zip(page.paper.authors, slugs[paper], strict=True)
        authors = tuple(names[author] for author in signed)
        return _citation(page, keys[paper], plain(page.paper.title), authors, config)

    return Made(cited)


def citation_keys(
    pages: Sequence[PaperPage],
    people: Sequence[Person],
    slugs: Mapping[str, Sequence[str]],
    recall: Recall | None = None,
) -> Mapping[str, str]:
    """Return each paper's citation key by its id; see the rule above."""
    listed = {person.slug: person for person in people}

    def first(page: PaperPage) -> Name | None:
        authors = page.paper.authors[:1]
        return _cut(authors[0], listed.get(slugs[page.paper.id][0])) if authors else None

    recall = recall or Recall()
    return recall.get("citation keys", lambda: _keys(pages, _stems(pages, first, recall)))


def _citation(page: PaperPage, key: str, title: str, names: tuple[Name, ...], config: Config) -> Citation:
    """Return the citation of one paper."""
    paper = page.paper
    arxiv_id, doi = _identifiers(paper)
    return Citation(
        key=key,
        type=_type(paper),
        title=title,
        names=names,
        complete=paper.authors_complete or not paper.authors,
        date=paper.date.isoformat() if paper.date else "",
        added=paper.added.isoformat(),
        updated=paper.updated.isoformat() if paper.updated else "",
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
    """Cut a printed name, and say who it is."""
    orcid = person.orcid if person else ""
    return replace(_cut(printed, person), orcid=orcid, url=f"{TAXONOMIES['author']}{slug}/")


def _cut(printed: str, person: Person | None) -> Name:
    """Cut a printed name; what authors.toml says of the person goes before the rules."""
    return _as_told(printed, person) if person and person.family else split_name(printed)


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


def _stem(title: str, first: Name | None, paper: Paper) -> str:
    """Return what a key begins with: who, when, and of what."""
    year = f"{paper.date.year:04}" if paper.date else ""
    words = _telling_words(title)
    if first:
        family = first.literal or f"{first.particle} {first.family}"
        words.insert(0, slugify(family, 200).replace("-", ""))
    head, word = "".join(words[:1])[:LONGEST_HEAD], "".join(words[1:2])[:LONGEST_WORD]
    stem = f"{head}{year}{word}"
    return stem if stem[:1].isalpha() else f"paper{stem}"


def _telling_words(title: str) -> list[str]:
    """Return the words of a title that are not small, at least the first two: keys have no more."""
    printed = title.split()
    words = _telling(" ".join(printed[:LOOKED_AT]))
    return words if len(words) > 2 else _telling(title)


def _telling(title: str) -> list[str]:
    return [word for word in slugify(title, 200).split("-") if word not in _SMALL_WORDS and word]


def _stems(
    pages: Sequence[PaperPage], first: Callable[[PaperPage], Name | None], recall: Recall
) -> Mapping[str, str]:
    """Return what every paper's key begins with, by its id."""
    papers = {page.paper.id: page for page in pages}
    told = {name: _told(page.paper) for name, page in papers.items()}

    def stem(name: str) -> str:
        page = papers[name]
        return _stem(plain(page.paper.title), first(page), page.paper)

    return recall.each("stems", told, stem)


def _told(paper: Paper) -> str:
    return f"{paper.slug}\n{paper.date}\n{paper.authors[:1]}\n{paper.title}"


def _keys(pages: Iterable[PaperPage], stems: Mapping[str, str]) -> dict[str, str]:
    """Return every paper's key by its id."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for page in sorted(pages, key=lambda page: (page.paper.added, page.paper.id)):
        stem = stems[page.paper.id]
        name, digits = digest_text(page.paper.id), DIGITS
        while (key := f"{stem}-{name[:digits]}") in taken:
            digits += DIGITS
        taken.add(key)
        keys[page.paper.id] = key
    return keys
