"""What the seeds alone would write: a MergedPaper → the front matter and body of its page.

TeX becomes text, the abstract becomes Markdown, links are lifted, keywords are found. All of it depends on
this one paper only. So a new paper changes another one's file in one case: when the names and words that it
brings make the reader draw the line between the other's title and first author elsewhere. The file keeps
its id and slug then, and the new reading is reported (desk.py).
"""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.base.hashing import digest_text
from generator.base.identifiers import read_arxiv_id, read_doi
from generator.base.slugs import slugify
from generator.base.tex import plain, readable
from generator.base.text import shorten
from generator.base.weblinks import is_web_link
from generator.content.markdown import escape
from generator.errors import Problem, Severity
from generator.ingest.keywords import find_keywords, rules_digest
from generator.ingest.links import lift_links
from generator.model.paper import Paper
from generator.model.record import Link
from generator.records.identity import location
from generator.records.merge import MergedPaper

LONGEST_TITLE = 500
LONGEST_ABSTRACT = 20_000
"""Characters; what is longer is no title or abstract, and is cut and reported."""

LONGEST_SLUG = 60
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into is of on or over the to towards under using via with".split()
)


class Draft(Struct, frozen=True):
    """One paper as the seeds tell it, ready to be written or to be merged into its file."""

    paper: Paper
    """With the slug that its title asks for, which another paper may have already."""

    body: str
    """The abstract as Markdown."""

    ids: tuple[str, ...]
    """All ids under which the paper's file may be kept."""

    plain_title: str
    plain_abstract: str
    """What keywords are found in. They cost more than all the rest, so they are found last, if at all."""

    problems: tuple[Problem, ...] = ()

    told: date | None = None
    """Day of capture of the listing that title or abstract are taken from."""


def draft_paper(merged: MergedPaper, seeds_dir: str) -> Draft:
    """Turn what the seeds tell of one paper into a page; `seeds_dir` is for messages."""
    problems: list[Problem] = []
    title = _readable(merged.title, LONGEST_TITLE, "title", merged, seeds_dir, problems)
    abstract = _readable(merged.abstract, LONGEST_ABSTRACT, "abstract", merged, seeds_dir, problems)
    plain_title = plain(title)
    paper = Paper(
        id=merged.ids[0],
        slug=short_slug(plain_title) or "paper",
        title=title or "Untitled",
        added=merged.added,
        authors=_plain(merged.authors),
        authors_complete=merged.authors_complete,
        organisations=_plain(merged.organisations),
        date=merged.date,
        topics=merged.topics,
        score=merged.score,
        has_code=merged.has_code,
        arxiv_id=read_arxiv_id(merged.arxiv_id),
        doi=read_doi(merged.doi).lower(),
        links=_links(abstract, merged),
        sources=merged.sources,
    )
    text = plain(abstract)
    return Draft(paper, escape(abstract), merged.ids, plain_title, text, tuple(problems), merged.told)


def keywords_of(draft: Draft) -> str:
    """Return what names the text and the rules from which a draft's keywords follow."""
    return digest_text(f"{rules_digest()}\n{draft.plain_title}\n{draft.plain_abstract}")[:12]


def with_keywords(draft: Draft, known: tuple[str, ...] | None = None) -> Draft:
    """Return the draft with its keywords: those `known`, or else found now."""
    keywords = find_keywords(draft.plain_title, draft.plain_abstract) if known is None else known
    return replace(draft, paper=replace(draft.paper, keywords=keywords))


def short_slug(title: str) -> str:
    """Return the slug of a title; one that had to be cut does not end in "of" or "the"."""
    slug = slugify(title, LONGEST_SLUG)
    if slug == slugify(title, len(title) * 8):
        return slug
    words = slug.split("-")
    while len(words) > 1 and words[-1] in _SMALL_WORDS:
        words.pop()
    return "-".join(words)


def _links(abstract: str, merged: MergedPaper) -> tuple[Link, ...]:
    """Links of all records: given apart, in the abstract that is kept, in those that are not."""
    links = lift_links(abstract, (link for link in merged.links if is_web_link(link.url)))
    for other in merged.other_abstracts:
        links = lift_links(readable(shorten(other, LONGEST_ABSTRACT)), links)
    return links


def _plain(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (plain(text) for text in texts)))


def _readable(
    text: str, longest: int, name: str, merged: MergedPaper, seeds_dir: str, problems: list[Problem]
) -> str:
    if len(text) > longest:
        fault = f"this {name} has {len(text)} characters; all behind the first {longest} is left out"
        where = location(merged.sources[0], seeds_dir)
        problems.append(
            Problem(where, Severity.WARNING, fault, "check the listing: is a line break missing?")
        )
        text = shorten(text, longest)
    text = readable(text)
    # reading may add a few characters; cutting may halve a formula or a link
    return readable(shorten(text, longest)) if len(text) > longest else text
