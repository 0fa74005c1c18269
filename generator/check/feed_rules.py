"""The rules of feeds that readers rely on, beyond being well-formed.

Formats: RSS 2.0 (RSS Advisory Board, best practices), Atom (RFC 4287), archives (RFC 5005, section 4),
         JSON Feed 1.1.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from generator.check.findings import Finding
from generator.check.markup import Element, line_of, parse_html, select

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
JSON_VERSION = "https://jsonfeed.org/version/1.1"

REPORT = "build it anew: digest build --all; if that does not help, report this"

_RFC_822 = re.compile(
    r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LINKED = etree.XPath("//*[@href or @src]")
_WHOLE = re.compile(r"(https?://[^/]|mailto:)")


def check_rss(path: str, address: str, root: Element) -> Iterator[Finding]:
    """Give what is wrong with the RSS feed that shall stand at `address`."""
    channel = root.find("channel")
    items = [] if channel is None else channel.findall("item")
    own = [] if channel is None else channel.findall(f"{ATOM}link[@rel='self']")
    yield from _check_own(path, address, [link.get("href", "") for link in own])
    yield from _check_ids(path, [item.findtext("guid") or "" for item in items])
    for element in root.iter("pubDate", "lastBuildDate"):
        yield from _check_date(path, line_of(element), element.text or "", _is_rfc_822)
    for guid in root.iter("guid"):
        if guid.get("isPermaLink") != "false" and not _WHOLE.match(guid.text or ""):
            fault = f'the guid {guid.text!r} is no address, so it needs isPermaLink="false"'
            yield Finding(path, line_of(guid), fault, REPORT)
    for item in items:
        yield from _check_content(path, line_of(item), item.findtext(CONTENT) or "")


def check_atom(path: str, address: str, root: Element) -> Iterator[Finding]:
    """Give what is wrong with the Atom feed, or archive of one, that shall stand at `address`."""
    entries = root.findall(f"{ATOM}entry")
    links = {link.get("rel", "alternate"): link.get("href", "") for link in root.findall(f"{ATOM}link")}
    yield from _check_own(path, address, [links.get("self", "")])
    yield from _check_ids(path, [entry.findtext(f"{ATOM}id") or "" for entry in entries])
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    yield from _check_distinct(path, moments)
    for element in (root, *entries):
        if not element.findtext(f"{ATOM}updated"):
            yield Finding(path, line_of(element), "this feed or entry does not say when it changed", REPORT)
    for element in root.iter(f"{ATOM}updated", f"{ATOM}published"):
        yield from _check_date(path, line_of(element), element.text or "", _is_rfc_3339)
    if root.find(ARCHIVE) is not None and "current" not in links:
        yield Finding(path, 0, "this archive does not lead to the feed that it belongs to", REPORT)
    for entry in entries:
        yield from _check_content(path, line_of(entry), entry.findtext(f"{ATOM}content") or "")


def check_json(path: str, address: str, feed: dict[str, Any]) -> Iterator[Finding]:
    """Give what is wrong with the JSON Feed that shall stand at `address`; raises KeyError or TypeError."""
    items = feed["items"]
    if feed.get("version") != JSON_VERSION:
        yield Finding(path, 0, f"its version is {feed.get('version')!r}, not {JSON_VERSION!r}", REPORT)
    yield from _check_own(path, address, [feed.get("feed_url", "")])
    yield from _check_ids(path, [item["id"] for item in items])
    yield from _check_distinct(path, [item.get("date_published", "") for item in items])
    for item in items:
        for key in ("date_published", "date_modified"):
            yield from _check_date(path, 0, item.get(key, ""), _is_rfc_3339)
        yield from _check_content(path, 0, item.get("content_html", ""))


def _check_own(path: str, address: str, told: list[str]) -> Iterator[Finding]:
    """A feed names its own address, by which readers know it wherever they got it from."""
    for url in told or [""]:
        if url != address:
            fault = f"this feed says that it stands at {url!r}, but it is {address}"
            yield Finding(path, 0, fault, "set base_url in content/site.toml, then: digest build")


def _check_ids(path: str, ids: list[str]) -> Iterator[Finding]:
    for name, count in sorted(Counter(ids).items()):
        if not name:
            yield Finding(path, 0, "an entry has no id", REPORT)
        elif count > 1:
            fix = "report this: every paper of a feed has an id of its own"
            yield Finding(path, 0, f"two entries have the id {name!r}", fix)


def _check_distinct(path: str, moments: Iterable[str]) -> Iterator[Finding]:
    """Entries of one moment would stand in any order."""
    for moment, count in sorted(Counter(moments).items()):
        if moment and count > 1:
            yield Finding(path, 0, f"two entries are of one moment, {moment}", REPORT)


def _check_date(path: str, line: int, text: str, good: Callable[[str], bool]) -> Iterator[Finding]:
    if not good(text):
        yield Finding(path, line, f"{text!r} is no date that feed readers understand", REPORT)


def _is_rfc_822(text: str) -> bool:
    try:
        return bool(_RFC_822.fullmatch(text) and parsedate_to_datetime(text))
    except ValueError:
        return False


def _is_rfc_3339(text: str) -> bool:
    try:
        return bool(_RFC_3339.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _check_content(path: str, line: int, html: str) -> Iterator[Finding]:
    """Content is read away from the site, so its links must be whole."""
    root = parse_html(html.encode()) if "href" in html or "src" in html else None
    for element in [] if root is None else select(_LINKED, root):
        link = element.get("href") or element.get("src") or ""
        if not _WHOLE.match(link):
            fault = f"{link!r} in an entry's text must be a full address"
            yield Finding(path, line, fault, "write the full address", quote=link)
