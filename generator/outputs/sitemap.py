"""Sitemaps, their index and robots.txt: what search engines may read, and where it all is.

Formats: sitemaps.org protocol 0.9 (at most 50 000 addresses and 50 MB a file); robots.txt after RFC 9309.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.errors import InputError, Location
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import RobotsView
from generator.outputs.filters import absolute
from generator.plan.crawlers import MOST_URLS

MOST_BYTES = 50 * 1024 * 1024


def _start_sitemap(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return _render("urlset", "url", artifact.view.urls, context, artifact.path)

    return render


def _start_index(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return _render("sitemapindex", "sitemap", artifact.view.sitemaps, context, artifact.path)

    return render


def _render(
    whole: str, part: str, urls: Iterable[tuple[str, str]], context: RenderContext, path: str
) -> bytes:
    """Return the XML with absolute addresses; raises InputError where search engines would not read it."""
    root = Element(whole, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for url, day in urls:
        entry = SubElement(root, part)
        SubElement(entry, "loc").text = absolute(url, context.site.base_url)
        if day:
            SubElement(entry, "lastmod").text = day
    if len(root) > MOST_URLS:
        fault = f"{len(root):,} addresses in one sitemap; search engines read {MOST_URLS:,}"
        raise InputError(Location(path), fault, "split the sitemap")
    indent(root, " ")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    if len(data) > MOST_BYTES:
        fault = f"a sitemap of {len(data):,} bytes; search engines read {MOST_BYTES:,}"
        raise InputError(Location(path), fault, "shorten base_url, or split the sitemap")
    return data


def _start_robots(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: RobotsView = artifact.view
        return (
            f"User-agent: *\nAllow: /\n\nSitemap: {absolute(view.sitemap, context.site.base_url)}\n".encode()
        )

    return render


SITEMAP = Renderer(version=2, uses_site=True, start=_start_sitemap)
INDEX = Renderer(version=1, uses_site=True, start=_start_index)
ROBOTS = Renderer(version=1, uses_site=True, start=_start_robots)
"""Each has the addresses of the whole site in it, so all depend on its base address."""
