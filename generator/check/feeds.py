"""Read feeds, the sitemap and other small files back: are they well-formed, and whom do they name?

Formats: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, OPML 2.0, sitemaps.org, CSS.
"""

import json
import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from generator.check.feed_rules import ATOM, check_atom, check_json, check_rss
from generator.check.findings import Finding
from generator.check.markup import Element, line_of, parse_xml, select
from generator.check.pages import Reference
from generator.check.sitemaps import SITEMAPS, check_sitemap
from generator.outputs.filters import absolute

_NAMES = ("link", "loc", "icon", "url", "Image")
"""Elements whose text is an address."""
_ATTRIBUTES = ("href", "xmlUrl", "htmlUrl", "template")
_ADDRESSED = etree.XPath(
    " | ".join([*(f"//*[local-name() = '{name}']" for name in _NAMES), *(f"//*[@{a}]" for a in _ATTRIBUTES)])
)
_CSS_URL = re.compile(r"""url\(\s*(['"]?)([^'")]+)\1\s*\)""")
_SCRIPT_FILE = re.compile(r'"([\w./-]+\.js)"')

Read = tuple[list[Reference], list[Finding]]


class File(Struct, frozen=True):
    """A small file of the output folder."""

    path: str
    """Below the output folder, with "/"."""
    data: bytes
    base_url: str

    @property
    def address(self) -> str:
        """Where it will stand."""
        return absolute(self.path, self.base_url)


def read_xml(file: File) -> Read:
    """Return what an RSS, Atom, OPML, OpenSearch or sitemap file refers to, and what is wrong with it."""
    try:
        root = parse_xml(file.data)
    except etree.XMLSyntaxError as error:
        fault = f"not well-formed XML: {error.msg}"
        return [], [Finding(file.path, error.lineno or 0, fault, "build it anew: digest build --all")]
    references = [
        Reference(address, line_of(element))
        for element in select(_ADDRESSED, root)
        for address in _addresses(element)
    ]
    return references, [*_relative(file.path, references), *_check_rules(file, root)]


def _addresses(element: Element) -> Iterator[str]:
    """Give the addresses that an element holds; of a search template, what stands before the words."""
    text = element.text if etree.QName(element).localname in _NAMES else ""
    for address in (text, *map(element.get, _ATTRIBUTES)):
        if address and address.strip():
            yield address.strip().partition("?q={")[0]


def _check_rules(file: File, root: Element) -> list[Finding]:
    if root.tag == "rss":
        return list(check_rss(file.path, file.address, root))
    if root.tag == f"{ATOM}feed":
        return list(check_atom(file.path, file.address, root))
    if root.tag in (f"{SITEMAPS}urlset", f"{SITEMAPS}sitemapindex"):
        return list(check_sitemap(file.path, len(file.data), file.base_url, root))
    return []


def read_json_feed(file: File) -> Read:
    """Return what a JSON Feed refers to, and what is wrong with it."""
    try:
        feed = json.loads(file.data)
        addresses = [feed[key] for key in ("home_page_url", "feed_url") if key in feed]
        addresses += [item["url"] for item in feed["items"]]
        wrong = list(check_json(file.path, file.address, feed))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = f"not a JSON Feed: {error!r}"
        return [], [Finding(file.path, 0, fault, "build it anew: digest build --all")]
    references = [Reference(str(address), 0) for address in addresses]
    return references, [*_relative(file.path, references), *wrong]


def read_style(file: File) -> Read:
    """Return the files that a stylesheet loads."""
    text = file.data.decode("utf-8", "replace")
    return [
        Reference(match[2].strip(), text.count("\n", 0, match.start()) + 1)
        for match in _CSS_URL.finditer(text)
    ], []


def read_manifest(file: File) -> Read:
    """Return the files that search loads: addresses below the site's root."""
    text = file.data.decode("utf-8", "replace")
    return [Reference(f"../{name}", 1) for name in _SCRIPT_FILE.findall(text)], []


def _relative(path: str, references: list[Reference]) -> list[Finding]:
    """Feeds and sitemaps are read away from the site, so their addresses must be whole."""
    return [
        Finding(
            path,
            ref.line,
            f"{ref.address!r} must be a full address here",
            "set base_url in content/site.toml",
        )
        for ref in references
        if not re.match(r"https?://", ref.address)
    ]
