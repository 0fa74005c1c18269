"""What search filters and sorts papers by: a column holds one value of each paper of a segment."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from generator.base.weblinks import web
from generator.indexing.ranges import numbered
from generator.model.file_views import SearchDocument

Columns = dict[str, Callable[[SearchDocument], Hashable]]
"""Name of a column → what a paper has there."""


def code_of(document: SearchDocument) -> str | int:
    """Return where the code of a paper is, or 1 when it is somewhere, or 0."""
    return web(document.code_url) or int(document.has_code)


FACETS: Columns = {
    "topics": lambda document: document.topics,
    "date": lambda document: document.date[:4],
    "code": lambda document: int(bool(code_of(document))),
}
"""What narrows results: the year stands for the day."""

FIGURES: Columns = {
    "date": lambda document: document.date,
    "added": lambda document: document.added,
    "score": lambda document: document.score,
}
"""What papers are sorted by, and whole days."""


def pack_columns(documents: Sequence[SearchDocument], columns: Columns) -> dict[str, Any]:
    """Return of each column its distinct values, and in letters the place among them for each paper."""
    return {name: numbered([value(document) for document in documents]) for name, value in columns.items()}
