"""Write a Paper as a content file: the reverse of content.reader.

Keys stand in the order of Paper's fields. Empty values are left out, but for those that a person would look
for; unknown keys of an existing file come last, as they were.
"""

from datetime import date
from typing import Any

from generator.content.front_matter import dump_front_matter
from generator.model.paper import Paper
from generator.model.record import Link, Source

ALWAYS = frozenset(
    "id title authors authors_complete date added topics keywords has_code links sources".split()
)


def paper_path(paper: Paper) -> str:
    """Return the path of a new paper's file below the content folder."""
    year = f"{paper.date.year:04}" if paper.date else "undated"
    return f"papers/{year}/{paper.slug}.md"


def render_paper(paper: Paper, body: str, extra: dict[str, Any] | None = None) -> bytes:
    """Return the bytes of the paper's file; `body` is Markdown, `extra` holds keys that we do not know."""
    values: dict[str, Any] = {}
    for name in paper.__struct_fields__:
        value = getattr(paper, name)
        empty = value is None or value is False or value in ("", ())
        if name != "slug" and (name in ALWAYS or not empty):
            values[name] = _plain_data(value)
    return dump_front_matter(values | (extra or {}), body.strip()).encode("utf-8")


def _plain_data(value: Any) -> Any:
    match value:
        case tuple():
            return [_plain_data(item) for item in value]
        case Source():
            return f"{value.seed}:{value.line}"
        case Link():
            return {"kind": value.kind, "url": value.url}
        case date() | str() | bool() | float() | int() | None:
            return value
    raise TypeError(f"a Paper holds no {type(value).__name__}")
