import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.base.words import ENGLISH
from generator.model.artifact import RenderContext
from generator.model.file_views import FeedItem, FeedView
from generator.outputs.feed_items import byline, clean_xml
from tests.outputs.desk import BASE, make_context, make_item, render

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"

HOSTILE = "<script>alert(1)</script>\x0b ]]>\ufffe & so on"


def make_feed(context: RenderContext, name: str) -> FeedView:
    items = (
        make_item(
            context, 1, title=r"Scaling $\text{R}^2$ to $x<y$", text="It has $x^2$ & see https://a.org/b_c."
        ),
        make_item(context, 2, authors=("Ada Lovelace",), authors_complete=False),
        make_item(context, 3, authors=(), topics=()),
        make_item(context, 4, title=HOSTILE, text=HOSTILE, authors=(HOSTILE,)),
    )
    title, description = "Computer Vision – Lab Digest", "New papers: Computer Vision."
    return FeedView(title, description, "topics/cs-cv/", f"topics/cs-cv/{name}", items[0].updated, items)


@pytest.fixture
def context(tmp_path: Path) -> RenderContext:
    return make_context(tmp_path)


EXPECTED = [
    # title, names, content
    (
        "Scaling R² to x<y",
        ["Ada Lovelace", "José Müller"],
        "<p>Ada Lovelace and José Müller</p>\n"
        '<p>It has x² &amp; see <a href="https://a.org/b_c" rel="nofollow noopener">https://a.org/b_c</a>.</p>',
    ),
    ("Paper 2", ["Ada Lovelace"], "<p>Ada Lovelace et al.</p>\n<p>Abstract 2.</p>"),
    ("Paper 3", [], "<p>Abstract 3.</p>"),
    (
        "<script>alert(1)</script> ]]> & so on",
        ["<script>alert(1)</script> ]]> & so on"],
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; so on</p>\n"
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; so on</p>",
    ),
]


def texts(parent: Any, path: str) -> list[str]:
    return [element.text for element in parent.findall(path)]


def test_rss(context: RenderContext) -> None:
    view = make_feed(context, "feed.xml")
    channel = etree.fromstring(render(context, "rss", view))[0]
    assert texts(channel, "title") == [view.title]
    assert texts(channel, "link") == [f"{BASE}topics/cs-cv/"]
    assert texts(channel, "description") == [view.description]
    assert texts(channel, "language") == ["en"]
    assert texts(channel, "generator") == ["paper-digest"]
    assert [dict(link.attrib) for link in channel.findall(f"{ATOM}link")] == [
        {"href": f"{BASE}topics/cs-cv/feed.xml", "rel": "self", "type": "application/rss+xml"}
    ]
    (built,) = texts(channel, "lastBuildDate")
    assert parsedate_to_datetime(built) == datetime.fromisoformat(view.updated)
    for item, seen, (title, names, content) in zip(
        view.items, channel.findall("item"), EXPECTED, strict=True
    ):
        assert texts(seen, "title") == [title]
        assert texts(seen, "link") == [BASE + item.url]
        assert texts(seen, "guid") == [item.id]
        assert seen.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(seen.find("pubDate").text) == datetime.fromisoformat(item.published)
        assert texts(seen, f"{DC}creator") == names
        assert texts(seen, "category") == [topic.name for topic in item.topics]
        domains = {category.get("domain") for category in seen.findall("category")}
        assert domains <= {"https://arxiv.org/category_taxonomy"}
        assert texts(seen, "description") == [" ".join(clean_xml(item.teaser).split())]
        assert texts(seen, f"{CONTENT}encoded") == [content]


def test_atom(context: RenderContext) -> None:
    view = make_feed(context, "atom.xml")
    feed = etree.fromstring(render(context, "atom", view))
    assert texts(feed, f"{ATOM}id") == [f"{BASE}topics/cs-cv/atom.xml"]
    assert texts(feed, f"{ATOM}title") == [view.title]
    assert texts(feed, f"{ATOM}subtitle") == [view.description]
    assert texts(feed, f"{ATOM}updated") == [view.updated]
    assert texts(feed, f"{ATOM}author/{ATOM}name") == ["Lab Digest"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}topics/cs-cv/atom.xml", "alternate": f"{BASE}topics/cs-cv/"}
    entries = feed.findall(f"{ATOM}entry")
    for item, seen, (title, names, content) in zip(view.items, entries, EXPECTED, strict=True):
        assert texts(seen, f"{ATOM}title") == [title]
        assert texts(seen, f"{ATOM}id") == [item.id]
        assert texts(seen, f"{ATOM}published") == [item.published]
        assert texts(seen, f"{ATOM}updated") == [item.updated]
        assert texts(seen, f"{ATOM}author/{ATOM}name") == names
        links = [(link.get("rel"), link.get("href")) for link in seen.findall(f"{ATOM}link")]
        assert links == [(None, BASE + item.url)]
        terms = [(c.get("term"), c.get("label")) for c in seen.findall(f"{ATOM}category")]
        assert terms == [(topic.code, topic.name) for topic in item.topics]
        assert {c.get("scheme") for c in seen.findall(f"{ATOM}category")} <= {"http://arxiv.org/schemas/atom"}
        assert seen.find(f"{ATOM}content").get("type") == "html"
        assert texts(seen, f"{ATOM}content") == [content]
        assert texts(seen, f"{ATOM}summary") == [" ".join(clean_xml(item.teaser).split())]


def test_json_feed(context: RenderContext) -> None:
    view = make_feed(context, "feed.json")
    feed = json.loads(render(context, "json-feed", view))
    items = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "description": view.description,
        "home_page_url": f"{BASE}topics/cs-cv/",
        "feed_url": f"{BASE}topics/cs-cv/feed.json",
        "language": "en",
    }
    for item, seen, (title, names, content) in zip(view.items, items, EXPECTED, strict=True):
        expected = {
            "id": item.id,
            "url": BASE + item.url,
            "title": title,
            "summary": " ".join(clean_xml(item.teaser).split()),
            "content_html": content,
            "date_published": item.published,
            "date_modified": item.updated,
            "authors": [{"name": name} for name in names],
            "tags": [topic.name for topic in item.topics],
        }
        assert seen == {key: value for key, value in expected.items() if value}


@pytest.mark.parametrize("kind", ["rss", "atom", "json-feed"])
def test_equal_views_give_equal_bytes(context: RenderContext, kind: str) -> None:
    view = make_feed(context, "feed")
    first = render(context, kind, view)
    assert render(context, kind, view) == first
    assert b"2026-05-28" in first or b"28 May 2026" in first
    assert first.endswith(b"\n")


BYLINES: list[tuple[tuple[str, ...], bool, str]] = [
    ((), True, ""),
    (("A",), True, "A"),
    (("A", "B"), True, "A and B"),
    (("A", "B", "C"), True, "A, B and C"),
    (("A",), False, "A et al."),
    (("A", "B"), False, "A, B et al."),
]


@pytest.mark.parametrize(("authors", "complete", "text"), BYLINES)
def test_byline(context: RenderContext, authors: tuple[str, ...], complete: bool, text: str) -> None:
    item: FeedItem = make_item(context, 1, authors=authors, authors_complete=complete)
    assert byline(item, ENGLISH) == text


def test_clean_xml_leaves_what_xml_may_hold() -> None:
    every = "".join(map(chr, range(0x11000)))
    etree.fromstring(f"<a>{clean_xml(every).replace('&', '').replace('<', '')}</a>")
    assert clean_xml("a\tb\nc é 𝒙\x00\x0b\ud800\ufffe") == "a\tb\nc é 𝒙"
