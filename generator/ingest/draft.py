"""What the seeds alone would write: a MergedPaper → the front matter and body of its page.

TeX becomes text, the abstract becomes Markdown, links are lifted, keywords are found. All of it depends on
this one paper only, so that a new paper never changes another one's file.
"""

from dataclasses import dataclass

from generator.base.slugs import slugify
from generator.base.tex import plain, readable
from generator.base.text import shorten
from generator.base.weblinks import is_web_link
from generator.content.markdown import escape
from generator.errors import Problem, Severity
from generator.ingest.keywords import find_keywords
from generator.ingest.links import lift_links
from generator.model.paper import Paper
from generator.records.identity import location
from generator.records.merge import MergedPaper

LONGEST_TITLE = 500
LONGEST_ABSTRACT = 20_000
"""Characters; what is longer is no title or abstract, and is cut and reported."""

LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper as the seeds tell it, ready to be written or to be merged into its file."""

    paper: Paper
    """With the slug that its title asks for, which another paper may have already."""

    body: str
    """The abstract as Markdown."""

    ids: tuple[str, ...]
    """All ids under which the paper's file may be kept."""

    problems: tuple[Problem, ...] = ()


def draft_paper(merged: MergedPaper, seeds_dir: str) -> Draft:
    """Turn what the seeds tell of one paper into a page; `seeds_dir` is for messages."""
    problems: list[Problem] = []
    title = _cut(readable(merged.title), LONGEST_TITLE, "title", merged, seeds_dir, problems)
    abstract = _cut(readable(merged.abstract), LONGEST_ABSTRACT, "abstract", merged, seeds_dir, problems)
    paper = Paper(
        id=merged.ids[0],
        slug=slugify(plain(title), LONGEST_SLUG) or "paper",
        title=title or "Untitled",
        added=merged.added,
        authors=_readable(merged.authors),
        authors_complete=merged.authors_complete,
        organisations=_readable(merged.organisations),
        date=merged.date,
        topics=merged.topics,
        keywords=find_keywords(plain(title), plain(abstract)),
        score=merged.score,
        has_code=merged.has_code,
        arxiv_id=merged.arxiv_id,
        doi=merged.doi,
        links=lift_links(abstract, (link for link in merged.links if is_web_link(link.url))),
        sources=merged.sources,
    )
    return Draft(paper, escape(abstract), merged.ids, tuple(problems))


def _readable(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (plain(text) for text in texts)))


def _cut(
    text: str, longest: int, name: str, merged: MergedPaper, seeds_dir: str, problems: list[Problem]
) -> str:
    if len(text) > longest:
        fault = f"this {name} has {len(text)} characters; all behind the first {longest} is left out"
        where = location(merged.sources[0], seeds_dir)
        problems.append(
            Problem(where, Severity.WARNING, fault, "check the listing: is a line break missing?")
        )
    # cutting may halve a formula or a link
    return readable(shorten(text, longest)) if len(text) > longest else text
