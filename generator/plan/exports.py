"""Files for reference managers: each paper, and each list that stays (terms and days), in every format.

The four files of a page share one view. A new paper changes those of its own terms and days, and no other.
Lists too long for one file are cut by year, oldest first, so that old parts keep still.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.library.order import day_of
from generator.library.permalinks import day_url, export_url, paper_url, term_url
from generator.model.artifact import Artifact
from generator.model.file_views import ExportView
from generator.model.library import Day, Term
from generator.model.paper import Paper, PaperPage
from generator.model.views import FileRef
from generator.plan.desk import Desk

FORMATS = {
    # extension: name, MIME type, renderer
    "bib": ("BibTeX", "application/x-bibtex", "bibtex"),
    "ris": ("RIS", "application/x-research-info-systems", "ris"),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", "csl-json"),
    "md": ("Markdown", "text/markdown", "markdown"),
}

LARGEST = 40_000_000
"""Bytes of BibTeX in one file of a list."""

OVERHEAD = 700
"""Bytes of an entry besides title, authors and abstract."""

NAME = 40
"""Bytes of an author, rather too many: a paper of 3000 people is in 3000 lists, too often to read it all."""

Papers = Sequence[PaperPage]


def export_artifacts(desk: Desk, largest: int = LARGEST) -> list[Artifact]:
    """Plan the files of every paper and, unless switched off, of every term and day."""
    artifacts: list[Artifact] = []
    for page in desk.library.papers:
        artifacts += _files(desk, "", paper_url(page.paper), [[page]])
    if desk.config.exports.lists:
        for title, url, papers in _lists(desk):
            artifacts += _files(desk, title, url, split_by_year(papers, largest))
    return artifacts


def paper_exports(desk: Desk, paper: Paper) -> tuple[FileRef, ...]:
    """Return the files of a paper, as its page offers them."""
    return _refs(desk, paper_url(paper), 1)


def term_exports(desk: Desk, term: Term, largest: int = LARGEST) -> tuple[FileRef, ...]:
    """Return the files of a term's papers."""
    return _list_exports(desk, term_url(term), term.papers, largest)


def day_exports(desk: Desk, day: Day, largest: int = LARGEST) -> tuple[FileRef, ...]:
    """Return the files of a day's papers."""
    return _list_exports(desk, day_url(day.date), day.papers, largest)


def split_by_year(papers: Papers, largest: int) -> list[Papers]:
    """Cut a list, newest first, into parts whose BibTeX has about `largest` bytes at most, oldest part first.

    A year stays whole where it can; within a part, the newest paper is first.
    """
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


def _lists(desk: Desk) -> Iterator[tuple[str, str, Papers]]:
    library = desk.library
    for term in (*library.topics, *library.keywords, *library.organisations, *library.authors):
        yield f"{term.name} ({term.note})" if term.note else term.name, term_url(term), term.papers
    for day in library.days:
        yield desk.words.day(day.date), day_url(day.date), day.papers


def _files(desk: Desk, title: str, url: str, parts: Sequence[Papers]) -> Iterator[Artifact]:
    for part, papers in enumerate(parts, 1):
        view = ExportView(title, tuple(desk.citations[page.paper.id] for page in papers))
        for extension in desk.config.exports.formats:
            yield Artifact(export_url(url, extension, part), FORMATS[extension][2], view)


def _list_exports(desk: Desk, url: str, papers: Papers, largest: int) -> tuple[FileRef, ...]:
    if not desk.config.exports.lists:
        return ()
    return _refs(desk, url, len(split_by_year(papers, largest)))


def _refs(desk: Desk, url: str, parts: int) -> tuple[FileRef, ...]:
    return tuple(
        FileRef(f"{name} {part}" if parts > 1 else name, export_url(url, extension, part), mime)
        for extension in desk.config.exports.formats
        for name, mime, _ in (FORMATS[extension],)
        for part in range(1, parts + 1)
    )


def _size(page: PaperPage) -> int:
    """Return about how many bytes of BibTeX a paper makes; escapes make texts a little longer."""
    texts = len(page.paper.title.encode()) + NAME * len(page.paper.authors)
    return OVERHEAD + texts + page.size * 11 // 10
