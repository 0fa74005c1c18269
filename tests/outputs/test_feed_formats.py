"""Feeds as others read them: RFC 4287's own grammar, RFC 5005, feedparser, and people in a browser."""

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.model.artifact import Artifact, RenderContext
from generator.model.file_views import FeedItem, FeedView
from generator.model.views import SiteView, TopicRef
from generator.outputs.registry import find_renderer
from tests.outputs.desk import BASE, make_context, make_item, render

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HUB = "https://hub.example/"
ASSETS = {
    "feed.css": "assets/feed.1.css",
    "icon.png": "assets/icon.1.png",
    "favicon.svg": "assets/favicon.1.svg",
}
RELAX_NG = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> RenderContext:
    plain = make_context(tmp_path_factory.mktemp("feeds"))
    site = SiteView("Lab Digest", "", "", BASE, "en", "", (), ASSETS, feeds_url="feeds/")
    return RenderContext(plain.content_dir, (), site)


def feed_of(items: tuple[FeedItem, ...], **fields: Any) -> FeedView:
    updated = items[0].updated if items else "1970-01-01T00:00:00+00:00"
    return FeedView("Vision", "", "topics/cs-cv/", "topics/cs-cv/atom.xml", updated, items, **fields)


def archive(items: tuple[FeedItem, ...]) -> FeedView:
    return FeedView(
        "Vision",
        "",
        "topics/cs-cv/",
        "topics/cs-cv/atom/2026-05-01.xml",
        items[0].updated,
        items,
        subscription="topics/cs-cv/atom.xml",
        older="topics/cs-cv/atom/2026-04-01.xml",
        newer="topics/cs-cv/atom/2026-05-09.xml",
    )


@pytest.mark.parametrize("count", [0, 1, 5])
def test_atom_keeps_the_rules_of_rfc_4287(context: RenderContext, count: int) -> None:
    items = tuple(make_item(context, number) for number in range(count))
    feed = etree.fromstring(render(context, "atom", feed_of(items, hub=HUB)))
    RELAX_NG.assertValid(feed)
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        relations = [link.get("rel", "alternate") for link in element.findall(f"{ATOM}link")]
        assert relations.count("alternate") == 1  # 4.1.1, 4.1.2: no two of one type and language
        assert element is not feed or element.findall(f"{ATOM}author")
    entries = feed.findall(f"{ATOM}entry")
    assert len({e.find(f"{ATOM}id").text for e in entries}) == count
    assert len({e.find(f"{ATOM}updated").text for e in entries}) == count


def links_of(feed: Any) -> dict[str, str]:
    return {link.get("rel"): link.get("href").removeprefix(BASE) for link in feed.findall(f"{ATOM}link")}


def test_an_archive_says_what_it_is_and_where_the_others_are(context: RenderContext) -> None:
    items = (make_item(context, 1),)
    feed = etree.fromstring(render(context, "atom", archive(items)))
    RELAX_NG.assertValid(feed)
    assert len(feed.findall(f"{HISTORY}archive")) == 1
    assert feed.findtext(f"{ATOM}id") == f"{BASE}topics/cs-cv/atom.xml"  # one feed in several documents
    assert links_of(feed) == {
        "self": "topics/cs-cv/atom/2026-05-01.xml",
        "alternate": "topics/cs-cv/",
        "current": "topics/cs-cv/atom.xml",
        "prev-archive": "topics/cs-cv/atom/2026-04-01.xml",
        "next-archive": "topics/cs-cv/atom/2026-05-09.xml",
    }


def test_a_feed_with_a_past_leads_to_it_and_is_no_archive(context: RenderContext) -> None:
    view = feed_of((make_item(context, 1),), older="topics/cs-cv/atom/2026-05-01.xml")
    feed = etree.fromstring(render(context, "atom", view))
    assert feed.findall(f"{HISTORY}archive") == []
    assert links_of(feed)["prev-archive"] == "topics/cs-cv/atom/2026-05-01.xml"
    assert {"current", "next-archive", "hub"}.isdisjoint(links_of(feed))


def test_a_hub_is_named_in_every_format(context: RenderContext) -> None:
    view = feed_of((make_item(context, 1),), hub=HUB)
    assert links_of(etree.fromstring(render(context, "atom", view)))["hub"] == HUB
    assert links_of(etree.fromstring(render(context, "rss", view))[0])["hub"] == HUB
    assert json.loads(render(context, "json-feed", view))["hubs"] == [{"type": "WebSub", "url": HUB}]


def test_icons_are_of_the_kind_that_each_format_asks_for(context: RenderContext) -> None:
    view = feed_of(())
    image = etree.fromstring(render(context, "rss", view))[0].find("image")
    assert {element.tag: element.text for element in image} == {
        "url": f"{BASE}assets/icon.1.png",
        "title": "Vision",
        "link": f"{BASE}topics/cs-cv/",
        "width": "88",
        "height": "88",
    }
    atom = etree.fromstring(render(context, "atom", view))
    assert atom.findtext(f"{ATOM}icon") == f"{BASE}assets/favicon.1.svg"
    told = json.loads(render(context, "json-feed", view))
    assert (told["icon"], told["favicon"]) == (f"{BASE}assets/icon.1.png", f"{BASE}assets/favicon.1.svg")


@pytest.mark.parametrize(("kind", "entry"), [("rss", "channel/item"), ("atom", f"{ATOM}entry")])
def test_people_find_links_and_a_stylesheet(context: RenderContext, kind: str, entry: str) -> None:
    view = feed_of((make_item(context, 1, title="A $x^2$ <b>"),))
    data = find_renderer(kind).start(context)(Artifact("topics/cs-cv/x.xml", kind, view))
    assert data.split(b"\n")[1] == b'<?xml-stylesheet type="text/css" href="../../assets/feed.1.css"?>'
    feed = etree.fromstring(data)
    links = feed.findall(f"{entry}/{XHTML}a")
    assert [(link.text, link.get("href")) for link in links] == [("A x² <b>", f"{BASE}papers/paper-1/")]
    (block,) = feed.iter(f"{XHTML}div")
    assert [link.get("href") for link in block.iter(f"{XHTML}a")] == [f"{BASE}topics/cs-cv/", f"{BASE}feeds/"]


def test_a_theme_without_a_stylesheet_for_feeds_has_plain_ones(context: RenderContext) -> None:
    bare = RenderContext(context.content_dir, (), SiteView("T", "", "", BASE, "en", "", (), {}))
    data = render(bare, "rss", feed_of((make_item(context, 1),)))
    assert b"stylesheet" not in data
    assert XHTML.strip("{}").encode() not in data


HOSTILE = st.one_of(
    st.text(st.characters(codec=None), max_size=60),  # lone surrogates and controls, too
    st.text("<>&'\"]$\\{}^_ \x00\x0b\u202e\ufffeax2/:", max_size=60),
    st.sampled_from(
        ["]]>", "<![CDATA[", "&#0;", "--><script>", "$\\frac{a}{b}$", "\ud800", "a\u0085b", "$ $"]
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(title=HOSTILE, name=HOSTILE, topic=HOSTILE, text=HOSTILE)
def test_whatever_a_paper_says_comes_back_whole(
    context: RenderContext, title: str, name: str, topic: str, text: str
) -> None:
    body = make_item(context, 7, text=text.encode("utf-8", "replace").decode()).body
    item = make_item(
        context,
        8,
        title=title,
        authors=(name,),
        topics=(TopicRef("cs.X", topic, "t/"),),
        teaser=text,
        body=body,
    )
    view = feed_of((item,))
    (told,) = json.loads(render(context, "json-feed", view))["items"]
    for kind, version in (("rss", "rss20"), ("atom", "atom10")):
        data = render(context, kind, view)
        seen = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        assert (seen.bozo, seen.version, len(seen.entries)) == (False, version, 1)
        (entry,) = seen.entries
        assert (entry.id, entry.link) == (told["id"], told["url"])
        root = etree.fromstring(data)
        (shown,) = root.xpath("//*[local-name() = 'entry' or local-name() = 'item']")
        assert shown.xpath("string(*[local-name() = 'title'])") == told["title"]
        names = ("encoded", "content", "description")  # without a teaser, RSS has the content as description
        content = next(
            filter(None, (shown.xpath(f"string(*[local-name() = '{name}'])") for name in names)), ""
        )
        assert content == told["content_html"].replace("\r\n", "\n").replace("\r", "\n")
