"""Which lists have files for reference managers, and how long ones are cut.

A list of two papers or more has files of its own; a list of one shows that paper's, so that the many authors
of one paper cost nothing. Lists too long for one file are cut by year, oldest first: old parts keep still.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from generator.base.words import Words
from generator.library.order import day_of
from generator.library.permalinks import day_url, term_url
from generator.model.file_views import NAMED_AUTHORS
from generator.model.library import Library
from generator.model.paper import PaperPage

LARGEST = 40_000_000
"""Bytes of BibTeX in one file of a list."""

OVERHEAD = 700
"""Bytes of an entry besides title, authors and abstract."""

NAME = 40
"""Bytes of an author, rather too many."""

Papers = Sequence[PaperPage]


class ExportList(Struct, frozen=True):
    """A term or day, and its papers as its files hold them."""

    title: str
    parts: Sequence[Papers]
    """Oldest part first; within one, the newest paper is first."""


def export_lists(library: Library, words: Words, largest: int = LARGEST) -> Mapping[str, ExportList]:
    """Return the lists that have files of their own, by the permalinks of their pages."""
    longest = max(map(_size, library.papers), default=0)
    return {
        url: ExportList(title, split_by_year(papers, largest, longest))
        for title, url, papers in _lists(library, words)
        if len(papers) > 1
    }


def split_by_year(papers: Papers, largest: int, longest: int) -> list[Papers]:
    """Cut a list, newest first, into parts whose BibTeX has about `largest` bytes at most, oldest part first.

    A year stays whole where it can. No paper has more bytes than `longest`: most lists need no counting.
    """
    if len(papers) * longest <= largest:
        return [papers]
    parts: list[list[PaperPage]] = []
    room = 0
    for _, in_year in groupby(reversed(papers), key=lambda page: day_of(page.paper).year):
        year = list(in_year)
        if sum(map(_size, year)) > room:
            parts.append([])
            room = largest
        for page in year:
            if parts[-1] and _size(page) > room:
                parts.append([])
                room = largest
            parts[-1].append(page)
            room -= _size(page)
    return [part[::-1] for part in parts]


def _lists(library: Library, words: Words) -> Iterator[tuple[str, str, Papers]]:
    for term in (*library.topics, *library.keywords, *library.organisations, *library.authors):
        yield f"{term.name} ({term.note})" if term.note else term.name, term_url(term), term.papers
    for day in library.days:
        yield words.day(day.date), day_url(day.date), day.papers


def _size(page: PaperPage) -> int:
    """Return about how many bytes of BibTeX a paper makes in a list; escapes make texts a little longer."""
    texts = len(page.paper.title.encode()) + NAME * min(len(page.paper.authors), NAMED_AUTHORS)
    return OVERHEAD + texts + page.size * 11 // 10
