"""Read from a built page what reference managers and search engines read: tags, canonical address, COinS."""

import re

from lxml import etree
from msgspec import Struct

from generator.check.markup import Element, line_of, select, text_of

_META = etree.XPath("//meta[@content and (@name or @property)]")
_CANONICAL = etree.XPath("//link[@rel = 'canonical' and @href]")
_COINS = etree.XPath("//span[contains(concat(' ', @class, ' '), ' Z3988 ') and @title]")
_JSON_LD = etree.XPath("//script[@type = 'application/ld+json']")
_TIME = etree.XPath("//time[@datetime]")


class Tag(Struct, frozen=True):
    """One <meta>."""

    name: str
    """Its name, or its property: "citation_title", "og:url"."""
    content: str
    line: int


class Head(Struct, frozen=True):
    """What a page tells programs about itself."""

    title: str
    language: str
    tags: tuple[Tag, ...]
    canonical: tuple[str, ...]
    coins: tuple[str, ...]
    """ContextObjects, in the order of the page."""
    json_ld: tuple[str, ...]
    times: tuple[str, ...]
    """The machine-readable days of the page."""

    def all(self, name: str) -> list[str]:
        """Return what all tags of this name say; names are compared without case."""
        return [tag.content for tag in self.tags if tag.name.lower() == name.lower()]

    def first(self, *names: str) -> str:
        """Return what the first of these tags that the page has says; "" for none."""
        return next((found[0] for found in map(self.all, names) if found), "")

    def line(self, name: str) -> int:
        """Return the line of the first tag of this name, 0 without one."""
        return next((tag.line for tag in self.tags if tag.name.lower() == name.lower()), 0)


def read_head(root: Element) -> Head:
    """Return the head of a parsed page. Values are as written, white space evened out."""
    return Head(
        title=_even(root.findtext(".//title") or ""),
        language=root.get("lang", ""),
        tags=tuple(
            Tag(meta.get("name") or meta.get("property") or "", _even(meta.get("content", "")), line_of(meta))
            for meta in select(_META, root)
            if _even(meta.get("content", ""))
        ),
        canonical=tuple(link.get("href", "").strip() for link in select(_CANONICAL, root)),
        coins=tuple(span.get("title", "") for span in select(_COINS, root)),
        json_ld=tuple(text_of(script) for script in select(_JSON_LD, root)),
        times=tuple(time.get("datetime", "") for time in select(_TIME, root)),
    )


def _even(text: str) -> str:
    """Even out white space, but for no-break spaces, which mean something in names."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
