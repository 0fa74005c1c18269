"""Texts of content files as the renderers of one process share them: each is read once for all its files.

A Body names a text by its path and its hash, so what is remembered of one can never be out of date.
"""

from functools import lru_cache
from pathlib import Path

from generator.base.tex import plain
from generator.base.text import clean
from generator.content.markdown import plain_text
from generator.content.scan import read_body
from generator.model.paper import Body

TEXTS_KEPT = 2048
"""Abstracts that a process remembers (about 2 kB each)."""

LINES_KEPT = 8192
"""Titles and descriptions that a process remembers (about 0.2 kB each)."""


@lru_cache(maxsize=TEXTS_KEPT)
def abstract_text(content_dir: str, body: Body) -> str:
    """Return an abstract as one line of plain text; raises InputError like `read_body`."""
    return plain_text(read_body(Path(content_dir), body))


@lru_cache(maxsize=LINES_KEPT)
def as_line(text: str) -> str:
    """Return a title or a description as one line of plain text, its formulas too."""
    return clean(plain(str(text)))  # a template may give Markup, which would pass for the plain text
