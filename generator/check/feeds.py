"""Read feeds, the sitemap and other small files back: are they well-formed, and whom do they name?

Formats: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, OPML 2.0, sitemaps.org, CSS.
"""

import json
import re
from collections import Counter

from lxml import etree

from generator.check.findings import Finding
from generator.check.markup import line_of, parse_xml, select
from generator.check.pages import Reference
from generator.errors import Severity

ATOM = "{http://www.w3.org/2005/Atom}"

_ADDRESSED = etree.XPath(
    "//*[local-name() = 'link' or local-name() = 'loc'] | //*[@href or @xmlUrl or @htmlUrl]"
)
_ENTRIES = etree.XPath("/rss/channel/item | /*[local-name() = 'feed']/*[local-name() = 'entry']")
_CSS_URL = re.compile(r"""url\(\s*(['"]?)([^'")]+)\1\s*\)""")
_SCRIPT_FILE = re.compile(r'"([\w./-]+\.js)"')

Read = tuple[list[Reference], list[Finding]]


def read_xml(path: str, data: bytes) -> Read:
    """Return what an RSS, Atom, OPML or sitemap file refers to, and what is wrong with it."""
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError as error:
        fault = f"not well-formed XML: {error.msg}"
        return [], [Finding(path, error.lineno or 0, fault, "build it anew: digest build --all")]
    references = [
        Reference(address.strip(), line_of(element))
        for element in select(_ADDRESSED, root)
        for address in (element.text, element.get("href"), element.get("xmlUrl"), element.get("htmlUrl"))
        if address and address.strip()
    ]
    ids = [entry.findtext("guid") or entry.findtext(f"{ATOM}id") or "" for entry in select(_ENTRIES, root)]
    return references, [*_relative(path, references), *_check_ids(path, ids)]


def read_json_feed(path: str, data: bytes) -> Read:
    """Return what a JSON Feed refers to, and what is wrong with it."""
    try:
        feed = json.loads(data)
        items = feed["items"]
        addresses = [feed[key] for key in ("home_page_url", "feed_url") if key in feed]
        addresses += [item["url"] for item in items]
        ids = [item["id"] for item in items]
    except (ValueError, KeyError, TypeError) as error:
        fault = f"not a JSON Feed: {error!r}"
        return [], [Finding(path, 0, fault, "build it anew: digest build --all")]
    references = [Reference(str(address), 0) for address in addresses]
    return references, [*_relative(path, references), *_check_ids(path, ids)]


def read_style(_path: str, data: bytes) -> Read:
    """Return the files that a stylesheet loads."""
    text = data.decode("utf-8", "replace")
    return [
        Reference(match[2].strip(), text.count("\n", 0, match.start()) + 1)
        for match in _CSS_URL.finditer(text)
    ], []


def read_manifest(_path: str, data: bytes) -> Read:
    """Return the files that search loads: addresses below the site's root."""
    text = data.decode("utf-8", "replace")
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


def _check_ids(path: str, ids: list[str]) -> list[Finding]:
    twice = sorted(name for name, count in Counter(ids).items() if count > 1)
    fix = "report this: every paper of a feed has an id of its own"
    return [Finding(path, 0, f"two entries have the id {name!r}", fix, Severity.ERROR) for name in twice]
