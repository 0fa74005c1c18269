"""The rules of sitemaps and of their index (sitemaps.org protocol 0.9)."""

import re
from collections.abc import Iterator

from generator.check.findings import Finding
from generator.check.markup import Element, line_of
from generator.outputs.sitemap import MOST_BYTES
from generator.plan.crawlers import MOST_URLS

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LONGEST = 2048
"""Characters of an address; the protocol asks for fewer."""

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def check_sitemap(path: str, size: int, base_url: str, root: Element) -> Iterator[Finding]:
    """Give what search engines would refuse of a sitemap, or an index of them, of `size` bytes."""
    split = "report this: the site should have split it"
    if len(root) > MOST_URLS:
        fault = f"{len(root):,} addresses in one sitemap; search engines read {MOST_URLS:,}"
        yield Finding(path, 0, fault, split)
    if size > MOST_BYTES:
        yield Finding(path, 0, f"{size:,} bytes in one sitemap; search engines read {MOST_BYTES:,}", split)
    for element in root.iter(f"{SITEMAPS}loc"):
        address = (element.text or "").strip()
        if not address.startswith(base_url) or len(address) >= LONGEST:
            fault = f"{address[:80]!r} is no address of this site, which stands at {base_url}"
            yield Finding(
                path, line_of(element), fault, "set base_url in content/site.toml, then: digest build"
            )
    for element in root.iter(f"{SITEMAPS}lastmod"):
        if not _DAY.fullmatch(element.text or ""):
            fix = "build it anew: digest build --all"
            yield Finding(path, line_of(element), f"{element.text!r} is no day", fix)
