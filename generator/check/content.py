"""Check what papers tell about themselves: what is missing, unknown or left over from TeX.

A paper that came from a seed may lack what the seed does not say; that is one counted warning per field.
What is missing in a paper that a person wrote is told file by file.
"""

import re
from collections.abc import Iterable, Iterator

from generator.base.nearest import nearest
from generator.base.tex import split_formulas
from generator.base.text import plural
from generator.base.topics import full_code, topics
from generator.errors import Location, Problem, Severity
from generator.model.paper import PaperPage

FIELDS = ("authors", "date", "topics", "abstract")
"""What a reader expects of every paper besides its title, which content files must have."""

_TEX = re.compile(r"\\[A-Za-z]+|\\[\"'`^~=.]|[{}]|\$")


def check_papers(papers: Iterable[PaperPage]) -> list[Problem]:
    """Return what is wrong with the papers' data, sorted."""
    pages = sorted(papers, key=lambda page: page.body.path)
    problems = [problem for page in pages for problem in (*_unknown_topics(page), *_tex_leftovers(page))]
    for field in FIELDS:
        problems += _missing(field, [page for page in pages if _lacks(page, field)])
    return sorted(problems)


def _where(page: PaperPage) -> Location:
    return Location(f"content/{page.body.path}")


def _lacks(page: PaperPage, field: str) -> bool:
    return not (page.teaser if field == "abstract" else getattr(page.paper, field))


def _missing(field: str, pages: list[PaperPage]) -> Iterator[Problem]:
    """One problem for all papers from seeds, one for each that has no seed."""
    listed = [page for page in pages if page.paper.sources]
    for page in pages:
        if not page.paper.sources:
            fault, fix = f"this paper has no {field}", f"add {field} to the file"
            yield Problem(_where(page), Severity.WARNING, fault, fix)
    if listed:
        count = f"{plural(len(listed), 'paper')} {'has' if len(listed) == 1 else 'have'}"
        fault = f"{count} no {field}, because the seeds do not say; the first is {_where(listed[0])}"
        fix = f"add {field} to these files, or leave it: nothing breaks"
        yield Problem(Location("content/papers"), Severity.NOTE, fault, fix)


def _unknown_topics(page: PaperPage) -> Iterator[Problem]:
    for code in page.paper.topics:
        if code not in topics():
            near = full_code(code) or nearest(code, topics())
            fix = f'did you mean "{near}"?' if near else "use a category of arxiv.org/category_taxonomy"
            yield Problem(_where(page), Severity.ERROR, f'arXiv has no category "{code}"', fix)


def _tex_leftovers(page: PaperPage) -> Iterator[Problem]:
    prose = " ".join(piece for piece, is_formula in split_formulas(page.paper.title) if not is_formula)
    found = _TEX.search(prose)
    if found:
        fault = f"the title holds TeX that readers will see as it is: {found[0]!r}"
        yield Problem(_where(page), Severity.WARNING, fault, "write it as text, or a formula between two $")
