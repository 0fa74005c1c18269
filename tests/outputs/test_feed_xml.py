"""The papers of feeds are written by ourselves, and must be what feedgen writes."""

from datetime import datetime
from typing import Any

from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import clean
from generator.model.file_views import FeedItem
from generator.model.paper import Body
from generator.model.views import TopicRef
from generator.outputs.feed_items import Entry, clean_xml
from generator.outputs.feed_xml import ARXIV_NAMES, ARXIV_TERMS, atom_entry, rss_item

XHTML = "http://www.w3.org/1999/xhtml"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class Extras:
    """Adds what feedgen has no words for."""

    entry: Entry

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE, "h": XHTML}

    def extend_rss(self, element: Any) -> None:
        if element.tag == "item":
            for place, name in enumerate(self.entry.names):
                creator = xml_elem(f"{{{DUBLIN_CORE}}}creator")
                creator.text = name
                element.insert(place, creator)
            self.extend_atom(element)

    def extend_atom(self, element: Any) -> None:
        if element.tag in ("item", "entry"):
            link = xml_elem(f"{{{XHTML}}}a", element, href=self.entry.url)
            link.text = self.entry.title
            element.insert(0, link)


def by_feedgen(item: FeedItem, entry: Entry, kind: str) -> bytes:
    """Return a paper's element as feedgen writes it within a feed."""
    feed = FeedGenerator()
    feed.register_extension("extras", Extras, Extras)
    feed.id("https://a.bc/")
    feed.title("x")
    feed.description("x")
    feed.link(href="https://a.bc/")
    made = feed.add_entry()
    made.id(item.id)
    made.guid(item.id, permalink=False)
    made.title(entry.title)
    made.link(href=entry.url)
    made.published(datetime.fromisoformat(item.published))
    made.updated(datetime.fromisoformat(item.updated))
    made.author([{"name": name} for name in entry.names] if kind == "atom" else [])
    made.summary(entry.teaser)
    made.description(entry.teaser)
    made.content(entry.content, type="html" if kind == "atom" else None)
    made.category([category(topic, kind) for topic in item.topics])
    made.extras.entry = entry
    whole = feed.atom_str() if kind == "atom" else feed.rss_str()
    tag = b"entry" if kind == "atom" else b"item"
    return bytes(whole[whole.index(b"<%s>" % tag) : whole.index(b"</%s>" % tag)]) + b"</%s>" % tag


def category(topic: TopicRef, kind: str) -> dict[str, str]:
    name = clean(topic.name)
    if not topic.code:
        return {"term": name}
    if kind == "rss":
        return {"term": name, "scheme": ARXIV_NAMES}
    return {"term": topic.code, "scheme": ARXIV_TERMS, "label": name}


TEXT = st.text(st.sampled_from("<>&\"']] é日\U0001f600x") | st.characters(), max_size=12).map(clean)
NAMED = TEXT.filter(bool)
CONTENT = st.text(st.sampled_from("<p>&amp;\"'\r\n\té") | st.characters(), max_size=20).map(clean_xml)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2099, 1, 1), timezones=st.timezones()).map(str)
TOPICS = st.lists(st.builds(TopicRef, st.sampled_from(["", "cs.CV", 'x"<&']), NAMED, NAMED), max_size=3)


@given(NAMED, NAMED, st.lists(NAMED, max_size=3), TEXT, CONTENT, MOMENTS, TOPICS)
def test_papers_in_feeds_are_what_feedgen_writes(
    title: str, url: str, names: list[str], teaser: str, content: str, moment: str, topics: list[TopicRef]
) -> None:
    moment = datetime.fromisoformat(moment).isoformat()
    item = FeedItem("urn:x&y", url, "", (), True, tuple(topics), moment, moment, "", Body("", ""))
    entry = Entry(url, title, tuple(names), teaser, content)
    assert rss_item(item, entry, True).encode() == by_feedgen(item, entry, "rss")
    assert atom_entry(item, entry, True).encode() == by_feedgen(item, entry, "atom")
