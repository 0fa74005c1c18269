"""Files for reference managers: each paper, and each list that stays (terms and days), in every format.

The four files of a page share one view. A new paper changes those of its own terms and days, and no other.
A paper's own files name all its authors. Those of lists name the first of many: a paper of 3000 people is in
3000 lists, which would hold nine million names.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from generator.base.made import Made
from generator.library.permalinks import day_url, export_url, paper_url, term_url
from generator.model.artifact import Grounds, Sketch
from generator.model.citation import Citation
from generator.model.file_views import NAMED_AUTHORS, ExportView
from generator.model.library import Day, Term
from generator.model.paper import Paper, PaperPage
from generator.model.views import FileRef
from generator.plan.desk import Desk, ids_of
from generator.plan.export_lists import Papers

FORMATS = {
    # extension: name, MIME type, renderer
    "bib": ("BibTeX", "application/x-bibtex", "bibtex"),
    "ris": ("RIS", "application/x-research-info-systems", "ris"),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", "csl-json"),
    "md": ("Markdown", "text/markdown", "markdown"),
}


def export_artifacts(desk: Desk) -> list[Sketch]:
    """Plan the files of every paper and, unless switched off, of every term and day of several papers."""
    sketches: list[Sketch] = []
    if not desk.config.exports.formats:
        return sketches
    for page in desk.library.papers:
        sketches += _files(desk, paper_url(page.paper), 1, partial(_paper_view, desk, page), _paper_grounds)
    if desk.config.exports.lists:
        listed = Made[str, Citation](lambda paper: _listed(desk.citations[paper]))
        for url, found in desk.export_lists.items():
            for part, papers in enumerate(found.parts, 1):
                make = partial(_list_view, found.title, papers, listed)
                sketches += _files(desk, url, part, make, _list_grounds)
    return sketches


def _paper_view(desk: Desk, page: PaperPage) -> ExportView:
    return ExportView("", (desk.citations[page.paper.id],))


def _paper_grounds(_desk: Desk, page: PaperPage) -> Grounds:
    return Grounds((page.paper.id,))


def _list_view(title: str, papers: Papers, listed: Mapping[str, Citation]) -> ExportView:
    return ExportView(title, tuple(listed[page.paper.id] for page in papers))


def _list_grounds(title: str, papers: Papers, _listed: object) -> Grounds:
    return Grounds(ids_of(papers), (title,))


def paper_exports(desk: Desk, paper: Paper) -> tuple[FileRef, ...]:
    """Return the files of a paper, as its page offers them."""
    return _refs(desk, paper_url(paper), 1)


def term_exports(desk: Desk, term: Term) -> tuple[FileRef, ...]:
    """Return the files of a term's papers."""
    return _list_exports(desk, term_url(term), term.papers)


def day_exports(desk: Desk, day: Day) -> tuple[FileRef, ...]:
    """Return the files of a day's papers."""
    return _list_exports(desk, day_url(day.date), day.papers)


def _listed(citation: Citation) -> Citation:
    """Return a citation as the files of lists hold it: with the first of many authors."""
    if len(citation.names) <= NAMED_AUTHORS:
        return citation
    return replace(citation, names=citation.names[:NAMED_AUTHORS], complete=False)


def _files(
    desk: Desk,
    url: str,
    part: int,
    make: "partial[ExportView]",
    grounds: Callable[..., Grounds],
) -> Iterator[Sketch]:
    for extension in desk.config.exports.formats:
        yield Sketch(export_url(url, extension, part), FORMATS[extension][2], make, grounds=grounds)


def _list_exports(desk: Desk, url: str, papers: Papers) -> tuple[FileRef, ...]:
    if not desk.config.exports.lists:
        return ()
    if own := desk.export_lists.get(url):
        return _refs(desk, url, len(own.parts))
    return paper_exports(desk, papers[0].paper)


def _refs(desk: Desk, url: str, parts: int) -> tuple[FileRef, ...]:
    return tuple(
        FileRef(f"{name} {part}" if parts > 1 else name, export_url(url, extension, part), mime)
        for extension in desk.config.exports.formats
        for name, mime, _ in (FORMATS[extension],)
        for part in range(1, parts + 1)
    )
