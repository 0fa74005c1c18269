"""What templates say about values: addresses, days, figures, names. Pure functions, text in, text out.

Nothing here makes markup, so every result is escaped like any other text.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from generator.base.mailbox import is_mailbox
from generator.base.weblinks import web
from generator.base.words import ENGLISH, Words
from generator.model.views import Ref

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

_URL_SAFE = "/?#=&;:@!$*+,()%~"


class Place(Struct, frozen=True):
    """Where a page lies, as far as its links need to know."""

    root: str
    """What leads from the page to the site's root: "", "../../", or "/digest/" for a page served anywhere."""

    def link(self, permalink: str) -> str:
        """Return the address of `permalink` as seen from here: "papers/x/" → "../../papers/x/"."""
        address = self.root + _quoted(permalink)
        if not address:
            return "./"
        # what could pass for a scheme or a host ("javascript:", "//evil") stays a path
        head = address.split("/", 1)[0]
        return f"./{address}" if not self.root and (not head or ":" in head) else address


@lru_cache(maxsize=16_384)  # what stands in one list often stands in the next
def _quoted(permalink: str) -> str:
    return quote(permalink, safe=_URL_SAFE)


def place_of(path: str) -> Place:
    """Return the place of the page in this file below the output folder: "papers/x/index.html"."""
    return Place("../" * path.count("/"))


def root_place(base_url: str) -> Place:
    """Return the place of a page that is served at any depth: its links start at the path of `base_url`."""
    return Place(urlsplit(base_url).path or "/")


def absolute(permalink: str, base_url: str) -> str:
    """Return the full address of a permalink, for mail, canonical links and previews."""
    return base_url + _quoted(permalink)


def contact_link(contact: str) -> str:
    """Return the link to a mail address or web page, "" when `contact` is neither."""
    if is_mailbox(contact):
        return f"mailto:{quote(contact, safe='@+')}"
    return web(contact)


def host(address: str) -> str:
    """Return the host of a web address without "www.": what a link says about itself."""
    return (urlsplit(web(address)).hostname or "").removeprefix("www.")


def bare(address: str) -> str:
    """Return a web address as it is compared: "http://dx.doi.org/10.1000/X" → "doi.org/10.1000/x".

    Two links are one when they differ only by scheme, "www.", capitals, an arXiv version or a closing "/".
    """
    parts = urlsplit(web(address))
    server = (parts.hostname or "").removeprefix("www.").removeprefix("dx.")
    path = unquote(parts.path).rstrip("/").lower()
    if server == "arxiv.org":
        path = re.sub(r"v\d+$", "", path)
    return f"{server}{path}" + (f"?{parts.query}" if parts.query else "")


def day(iso: str, words: Words = ENGLISH) -> str:
    """Turn "2026-05-28" into "28 May 2026" and "2026-05" into "May 2026"; other text stays."""
    match = re.fullmatch(r"\d{4}-\d\d(-\d\d)?", iso, re.ASCII)
    if not match:
        return iso
    try:
        found = dt.date.fromisoformat(iso if match[1] else f"{iso}-01")
    except ValueError:
        return iso
    return words.day(found) if match[1] else words.month(found.year, found.month)


def long_day(iso: str, words: Words = ENGLISH) -> str:
    """Turn "2026-05-28" into "Thursday 28 May 2026"; other text stays."""
    try:
        return words.long_day(dt.date.fromisoformat(iso))
    except ValueError:
        return iso


def current(navigation: Iterable[Ref], url: str) -> tuple[str, ...]:
    """Tell of each item whether the page at `url` is its own ("page"), below ("true") or elsewhere ("")."""
    return tuple(
        "page" if item.url == url else "true" if item.url and url.startswith(item.url) else ""
        for item in navigation
    )


def step(value: float, full: float = 100.0) -> int:
    """Return the share of `value` in `full` as percent, in steps of 5, which have classes in CSS."""
    share = value / full if full > 0 else 0.0
    return round(20 * min(max(share, 0.0), 1.0)) * 5


def direction(language: str) -> str:
    """Return "rtl" for languages written from right to left, else "ltr"."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
