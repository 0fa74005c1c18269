"""What the browser's search loads, for one of two engines.

`lunr`    a whole index of a part of the papers in one file: best for few papers (plan/search_parts)
`words`   an index cut into ranges of words, loaded on demand: best for many (plan/search_segments)
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from generator.base.dates import iso_day
from generator.content.scan import read_body
from generator.errors import InputError
from generator.indexing.segment import TextSource
from generator.library.permalinks import SEARCH_MANIFEST, SEARCH_SEGMENTS, paper_url
from generator.library.terms import topic_label
from generator.model.artifact import Artifact
from generator.model.file_views import SearchDocument
from generator.model.paper import Body, PaperPage
from generator.plan.desk import Desk, code_url, foreign_language
from generator.plan.search_parts import part_artifacts
from generator.plan.search_segments import segments_begun

FEW = 250
"""Papers up to which a site is searched by lunr, unless site.toml says otherwise: one part, some 130 kB."""

SCRIPTS = {"lunr": "search.bundle.js", "words": "words.bundle.js"}
"""Engine → the theme's script."""

MANIFESTS = {"lunr": SEARCH_MANIFEST, "words": SEARCH_SEGMENTS}
"""Engine → the file that names all others of search."""


def search_engine(desk: Desk) -> str:
    """Return the engine that suits the site."""
    wanted = desk.config.search.engine
    if wanted in SCRIPTS:
        return wanted
    return "lunr" if len(desk.library.papers) <= FEW else "words"


def search_artifacts(desk: Desk, texts: TextSource) -> list[Artifact]:
    """Plan the search data, as `search_begun` does."""
    with search_begun(desk, texts) as finish:
        return finish()


@contextmanager
def search_begun(desk: Desk, texts: TextSource) -> Iterator[Callable[[], list[Artifact]]]:
    """Begin to plan the search data, which takes the words of all texts; what is given waits for the plan.

    The manifest comes last. A paper whose text cannot be read is found by the rest of what is known of it: a
    bad file costs itself.
    """
    ordered = sorted(desk.library.papers, key=_place)
    documents = [_document(desk, page, _searched(page.body, texts)) for page in ordered]
    if search_engine(desk) == "lunr":
        if texts.memory is not None:
            texts.memory.forget_segments_but(())
        yield lambda: part_artifacts(documents, texts.edition)
    else:
        with segments_begun(documents, texts) as finish:
            yield finish


def _place(page: PaperPage) -> tuple[dt.date, dt.date, str]:
    """Return what papers are numbered by, so that browsers have the newest first without knowing its day."""
    paper = page.paper
    return paper.added, paper.date or paper.added, paper.slug


def _searched(body: Body, texts: TextSource) -> Body:
    """Return the text as search has it: none where it is not there as it was when it could last be read."""
    if body.path not in texts.unread:
        return body
    try:
        read_body(Path(texts.content_dir), body)
    except InputError:  # told by the scan
        return replace(body, hash="")
    return body


def _document(desk: Desk, page: PaperPage, body: Body) -> SearchDocument:
    paper = page.paper
    return SearchDocument(
        id=paper.id,
        url=paper_url(paper),
        title=paper.title,
        authors=paper.authors,
        topics=paper.topics,
        topic_names=tuple(topic_label(code) for code in paper.topics),
        keywords=paper.keywords,
        date=iso_day(paper.date) if paper.date else "",
        added=iso_day(paper.added),
        score=paper.score,
        has_code=paper.publishes_code,
        body=body,
        authors_complete=paper.authors_complete or not paper.authors,
        organisations=paper.organisations,
        code_url=code_url(paper),
        language=foreign_language(paper, desk.config),
    )
