"""Papers as Markdown, to read and to keep in notes.

Input:   Citations with their abstracts.
Output:  a list begins with its name as heading; each paper is a heading of level 2, a line of facts, its
         addresses and its abstract. Everything is escaped: a title cannot become markup.
"""

from collections.abc import Sequence

from generator.content.markdown import escape
from generator.model.citation import Citation
from generator.model.file_views import ExportView
from generator.outputs.exports.reference import people
from generator.outputs.exports.sources import exporter


def join_markdown(view: ExportView, entries: Sequence[str]) -> str:
    """Return the list; the file of a single paper has no heading of its own."""
    head = [f"# {_heading(view.title)}\n"] if view.title else []
    return "\n".join([*head, *entries])


def markdown_entry(citation: Citation, address: str, abstract: str) -> str:
    """Return one paper: heading, facts, address, abstract."""
    facts = [escape(people(citation)), citation.date, escape(citation.journal or citation.conference)]
    blocks = [
        f"## {_heading(citation.title)}",
        " · ".join(filter(None, facts)),
        f"<{address}>",
        escape(abstract),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _heading(title: str) -> str:
    """Escape a heading; "#" at its end would close it."""
    text = escape(title)
    return f"{text[:-1]}\\#" if text.endswith("#") else text


MARKDOWN = exporter(markdown_entry, join_markdown)
