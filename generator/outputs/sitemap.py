"""sitemap.xml and robots.txt: what search engines may read, and where it all is.

Formats: sitemaps.org protocol 0.9 (at most 50 000 addresses and 50 MB a file); robots.txt after RFC 9309.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.errors import InputError, Location
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import RobotsView, SitemapView
from generator.outputs.filters import absolute

MOST_URLS = 50_000


def _start_sitemap(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: SitemapView = artifact.view
        if len(view.urls) > MOST_URLS:
            fault = f"{len(view.urls):,} addresses in one sitemap; search engines read {MOST_URLS:,}"
            raise InputError(Location(artifact.path), fault, "split the sitemap")
        return render_sitemap(view, context.site.base_url)

    return render


def render_sitemap(view: SitemapView, base_url: str) -> bytes:
    """Return the XML of `view` with absolute addresses."""
    urlset = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for url, day in view.urls:
        entry = SubElement(urlset, "url")
        SubElement(entry, "loc").text = absolute(url, base_url)
        if day:
            SubElement(entry, "lastmod").text = day
    indent(urlset, " ")
    data: bytes = tostring(urlset, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _start_robots(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view: RobotsView = artifact.view
        return (
            f"User-agent: *\nAllow: /\n\nSitemap: {absolute(view.sitemap, context.site.base_url)}\n".encode()
        )

    return render


SITEMAP = Renderer(version=1, uses_site=True, start=_start_sitemap)
ROBOTS = Renderer(version=1, uses_site=True, start=_start_robots)
