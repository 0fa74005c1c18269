"""What a paper says in a feed, in whatever format: clean texts, absolute addresses.

Input:   a FeedItem, the base address and language of the site.
Output:  an Entry; a paper is in some ten feeds of three formats, so each process remembers what it has made.
Formulas stand as text in feeds, since feed readers drop MathML. Where a seed named only the first authors
("et al."), the byline in the content says so; names themselves hold nothing else, for programs read them as
people.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path

from msgspec import Struct

from generator.base.tex import plain
from generator.base.text import clean, shorten
from generator.base.words import Words
from generator.content.scan import read_body
from generator.markup.render import render_body
from generator.model.artifact import RenderContext
from generator.model.file_views import LONGEST_ABSTRACT, FeedItem
from generator.outputs.filters import absolute
from generator.outputs.kept import keep
from generator.theme.words import load_words

KEPT = 12_000
"""Entries that a process remembers (about 3 kB each): see `exports.sources`."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(Struct, frozen=True):
    """One paper, ready to print: no text holds what XML 1.0 forbids."""

    url: str
    title: str
    names: tuple[str, ...]
    teaser: str
    content: str
    """The byline and the abstract as HTML, of a very long one the beginning; its links are absolute."""


def entries(context: RenderContext) -> Callable[[FeedItem], Entry]:
    """Return the function that makes entries of this site; it raises InputError for a text that is gone."""
    site = context.site
    return _entries(context.content_dir, site.base_url, site.language, context.theme_dirs)


@lru_cache(maxsize=1)
def _entries(
    content_dir: str, base_url: str, language: str, theme_dirs: tuple[str, ...]
) -> Callable[[FeedItem], Entry]:
    words = load_words(language, theme_dirs)

    def entry(item: FeedItem) -> Entry:
        url = absolute(item.url, base_url)
        people = byline(item, words)
        head = f"<p>{escape(people, quote=False)}</p>\n" if people else ""
        text = read_body(Path(content_dir), item.body)
        body = render_body(shorten(text, LONGEST_ABSTRACT), "text", base=url)
        if len(text) > LONGEST_ABSTRACT:
            rest = escape(words.gettext("Read on the site"), quote=False)
            body += f'<p><a href="{escape(url)}">{rest}</a></p>\n'
        return Entry(
            url=url,
            title=heading(item.title) or url,
            names=tuple(filter(None, map(clean, item.authors))),
            teaser=clean(item.teaser),
            content=clean_xml(head + body),
        )

    return keep(entry, lambda item: item.id, KEPT)


def heading(title: str) -> str:
    """Return a title as text: formulas readable, nothing that cannot be printed."""
    return clean(plain(title))


def byline(item: FeedItem, words: Words) -> str:
    """Return the authors as one text: "A, B and C", "A, B et al."; "" when the seed named nobody."""
    names = [name for name in map(clean, item.authors) if name]
    if names and not item.authors_complete:
        return words.gettext("%(names)s et al.", names=", ".join(names))
    return words.listed(names)


def clean_xml(text: str) -> str:
    """Drop the characters that XML 1.0 (section 2.2) forbids."""
    return text if text.isprintable() else _NOT_XML.sub("", text)
