"""Feeds of a really built site: what people see who open one, and what feed readers make of them."""

import json
import re
from calendar import timegm
from datetime import datetime
from pathlib import Path
from typing import Literal

import feedparser
import pytest
from lxml import etree
from playwright.sync_api import Browser, ConsoleMessage, ViewportSize

pytestmark = pytest.mark.browser

FEEDS = ("feed.xml", "atom.xml", "topics/cs-cv/atom.xml")
SEEN = """() => {
  const shown = (element) => element.getClientRects().length > 0;
  const links = [...document.querySelectorAll("a")];
  const room = document.documentElement.clientWidth;
  return {
    links: links.filter(shown).length,
    low: links.filter((link) => link.getBoundingClientRect().height < 24).map((link) => link.textContent),
    wide: document.documentElement.scrollWidth > room,
    raw: [...document.querySelectorAll("content, encoded, guid, id, pubDate")].filter(shown).length,
    ground: getComputedStyle(document.documentElement).backgroundColor,
    titles: document.querySelectorAll("item > title, entry > title").length,
  };
}"""


class Complaints(list[str]):
    """What the browser says of a page, but for the favicon, which a feed cannot name."""

    def hear(self, message: ConsoleMessage) -> None:
        if "404" not in message.text:
            self.append(message.text)


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_can_be_read_in_a_browser(browser: Browser, whole_home: str, path: str) -> None:
    grounds = set()
    views: list[tuple[int, Literal["light", "dark"]]] = [(320, "light"), (1280, "dark")]
    for width, scheme in views:
        size: ViewportSize = {"width": width, "height": 800}
        with browser.new_context(viewport=size, color_scheme=scheme) as context:
            page, complaints = context.new_page(), Complaints()
            page.on("console", complaints.hear)
            page.goto(whole_home + path)
            seen = page.evaluate(SEEN)
            assert seen["links"] >= seen["titles"] + 2 > 2
            assert (seen["low"], seen["wide"], seen["raw"]) == ([], False, 0)
            assert complaints == []
            grounds.add(seen["ground"])
    assert len(grounds) == 2


def test_a_feed_leads_to_its_papers(browser: Browser, whole_home: str) -> None:
    page = browser.new_page()
    page.goto(f"{whole_home}topics/cs-cv/feed.xml")
    link = page.locator("item > a").first
    address = link.get_attribute("href") or ""
    assert re.fullmatch(r"https?://[^/]+/(.+/)?papers/[^/]+/", address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "a"
    page.close()


def feeds_of(site: Path, name: str) -> list[Path]:
    """The site's feed, those of all topics, and of some authors."""
    return [
        site / name,
        *sorted(site.glob(f"topics/*/{name}")),
        *sorted(site.glob(f"authors/*/{name}"))[:40:4],
    ]


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_feed_readers_understand_every_word(whole_site: Path, name: str) -> None:
    relax_ng = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "outputs/atom.rng"))
    for path in feeds_of(whole_site, name):
        data = path.read_bytes()
        feed = feedparser.parse(data)
        told = json.loads(path.with_name("feed.json").read_text("utf-8"))
        assert not feed.bozo, path
        assert name == "feed.xml" or relax_ng.validate(etree.fromstring(data)), relax_ng.error_log
        assert (feed.feed.title, feed.feed.language) == (told["title"], told["language"])
        for entry, item in zip(feed.entries, told["items"], strict=True):
            names = [author["name"] for author in item.get("authors", [])]
            tags = item.get("tags", [])
            assert (entry.id, entry.link, entry.title) == (item["id"], item["url"], item["title"])
            assert [author["name"] for author in entry.get("authors", [])] == names
            assert [tag.get("label") or tag["term"] for tag in entry.get("tags", [])] == tags
            seconds = int(datetime.fromisoformat(item["date_published"]).timestamp())
            assert timegm(entry.published_parsed) == seconds
            assert entry.content[0].value
            assert not re.search(r"\\[a-zA-Z]+|\$[^$ ]+\$", entry.title), entry.title
