"""A list of feeds that feed readers import.

Input:   an OpmlView, the base address of the site.
Output:  OPML 2.0 (opml.org/spec2): one outline a group, one outline type="rss" a feed, whatever its format.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.base.text import clean
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import OpmlView
from generator.outputs.filters import absolute


def _start(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return render_opml(artifact.view, context.site.base_url)

    return render


def render_opml(view: OpmlView, base_url: str) -> bytes:
    """Return the OPML file of `view`; without a date, which would change it every day."""
    opml = Element("opml", version="2.0")
    SubElement(SubElement(opml, "head"), "title").text = clean(view.title)
    body = SubElement(opml, "body")
    for label, feeds in view.groups:
        group = SubElement(body, "outline", text=clean(label))
        for feed in feeds:
            title = clean(feed.title)
            page = absolute(view.pages.get(feed.url, ""), base_url)
            SubElement(
                group,
                "outline",
                type="rss",
                text=title,
                title=title,
                xmlUrl=absolute(feed.url, base_url),
                htmlUrl=page,
            )
    indent(opml, " ")
    data: bytes = tostring(opml, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


OPML = Renderer(version=1, uses_site=True, start=_start)
