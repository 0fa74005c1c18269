"""One paper as RSS and Atom print it, exactly as feedgen would.

Input:   a FeedItem and its Entry.
Output:  an <item> or <entry> for the namespaces of outputs.feeds. A test holds it to the bytes of feedgen,
         which takes ten times as long.
"""

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from html import escape

from generator.base.text import clean
from generator.model.file_views import FeedItem
from generator.model.views import TopicRef
from generator.outputs.feed_items import Entry

ARXIV_TERMS = "http://arxiv.org/schemas/atom"
"""The scheme in which arXiv's own Atom feeds give categories: term "cs.CV"."""
ARXIV_NAMES = "https://arxiv.org/category_taxonomy"
"""Where the same categories have the names that people know; RSS has room for one text only."""


def rss_item(item: FeedItem, entry: Entry, linked: bool) -> str:
    """Return the paper as an item of RSS 2.0, `linked` with an XHTML link for people in front."""
    moment = format_datetime(datetime.fromisoformat(item.published))
    parts = [
        *_for_people(entry, linked),
        *(f"<dc:creator>{_text(name)}</dc:creator>" for name in entry.names),
        f"<title>{_text(entry.title)}</title><link>{_text(entry.url)}</link>",
        *_description(entry),
        f'<guid isPermaLink="false">{_text(item.id)}</guid>',
        *map(_rss_category, item.topics),
        f"<pubDate>{moment}</pubDate>",
    ]
    return f"<item>{''.join(parts)}</item>"


def atom_entry(item: FeedItem, entry: Entry, linked: bool) -> str:
    """Return the paper as an entry of Atom, `linked` with an XHTML link for people in front."""
    parts = [
        *_for_people(entry, linked),
        f"<id>{_text(item.id)}</id><title>{_text(entry.title)}</title><updated>{item.updated}</updated>",
        *(f"<author><name>{_text(name)}</name></author>" for name in entry.names),
        _element("content", entry.content, ' type="html"'),
        f'<link href="{_value(entry.url)}"/>',  # rel="alternate" is what no rel means
        _element("summary", entry.teaser),
        *map(_atom_category, item.topics),
        f"<published>{item.published}</published>",
    ]
    return f"<entry>{''.join(parts)}</entry>"


def _for_people(entry: Entry, linked: bool) -> Iterator[str]:
    if linked:
        yield f'<h:a href="{_value(entry.url)}">{_text(entry.title)}</h:a>'


def _description(entry: Entry) -> Iterator[str]:
    """The teaser, and the whole text beside it; without a teaser, the whole text in its place."""
    if entry.teaser:
        yield f"<description>{_text(entry.teaser)}</description>"
        yield f"<content:encoded>{_text(entry.content)}</content:encoded>"
    else:
        yield f"<description>{_text(entry.content)}</description>"


def _rss_category(topic: TopicRef) -> str:
    domain = f' domain="{ARXIV_NAMES}"' if topic.code else ""
    return f"<category{domain}>{_text(clean(topic.name))}</category>"


def _atom_category(topic: TopicRef) -> str:
    name = _value(clean(topic.name))
    if topic.code:
        return f'<category term="{_value(topic.code)}" scheme="{ARXIV_TERMS}" label="{name}"/>'
    return f'<category term="{name}"/>'


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{_text(text)}</{name}>" if text else f"<{name}{attributes}/>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\r", "&#13;")


def _value(text: str) -> str:
    """An attribute's value; no text here holds line breaks or tabs."""
    return _text(text).replace('"', "&quot;")
