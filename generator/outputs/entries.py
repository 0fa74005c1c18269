"""What lists say of papers, as filters: in Python, since each paper is in some ten lists."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.model.views import EntryView, TopicRef
from generator.outputs.texts import as_line

if TYPE_CHECKING:
    from markupsafe import Markup

KEPT = 4096
"""Entries whose attributes a process remembers (about half a kB each)."""


@lru_cache(maxsize=KEPT)
def data_attributes(entry: EntryView, names: bool = False) -> "Markup":
    """Return what scripts may know of an entry, as attributes; several values stand in lines.

    With `names`, people too: for entries that do not print them. A title with a formula comes as plain text.
    """
    from markupsafe import Markup

    from generator.outputs.escaping import escaped

    pairs = [("id", entry.id)]
    if "$" in entry.title:
        pairs.append(("title", as_line(entry.title)))
    if names:
        pairs.append(("authors", "\n".join(author.name for author in entry.authors)))
        pairs.append(("organisations", "\n".join(place.name for place in entry.organisations)))
    pairs.append(("added", entry.added))
    if entry.date:
        pairs.append(("date", entry.date))
    if entry.score is not None:
        pairs.append(("score", str(entry.score)))
    if entry.has_code:
        pairs.append(("code", ""))
    pairs.append(("topics", "\n".join(topic.code for topic in entry.topics)))
    if entry.keywords:
        pairs.append(("keywords", "\n".join(entry.keywords)))
    texts = [f'data-{name}="{escaped(value)}"' if name != "code" else "data-code" for name, value in pairs]
    return Markup(" ".join(texts))  # noqa: S704  every value is escaped


def coded(topics: Iterable[TopicRef], usual: str = "") -> list[TopicRef]:
    """Return the topics that have a code, without the one at the permalink `usual`."""
    return [topic for topic in topics if topic.code and topic.url != usual]


def distinct(entries: Iterable[EntryView], field: str) -> list[str]:
    """Return the values of a field, each once, in their order; none that is empty."""
    return [value for value in dict.fromkeys(getattr(entry, field) for entry in entries) if value]
