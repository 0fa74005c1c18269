"""Texts of content files as the renderers of one process share them: each is read once for all its files.

A Body names a text by its path and its hash, so what is remembered of one can never be out of date.
"""

from functools import lru_cache
from pathlib import Path

from generator.content.markdown import plain_text
from generator.content.scan import read_body
from generator.model.paper import Body

TEXTS_KEPT = 2048
"""Abstracts that a process remembers (about 2 kB each)."""


@lru_cache(maxsize=TEXTS_KEPT)
def abstract_text(content_dir: str, body: Body) -> str:
    """Return an abstract as one line of plain text; raises InputError like `read_body`."""
    return plain_text(read_body(Path(content_dir), body))
