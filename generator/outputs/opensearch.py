"""How browsers and other programs search the site: they offer it beside their own search engines.

Input:   an OpenSearchView, the base address, language and assets of the site.
Output:  an OpenSearch 1.1 description document (draft 6); its lengths are kept by cutting at words.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.base.text import clean, shorten
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import OpenSearchView
from generator.model.views import SiteView
from generator.outputs.filters import absolute

TYPE = "application/opensearchdescription+xml"
ICON_SIZE = "144"
"""Pixels of the theme's icon.png, both ways."""


def _start(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return render_description(artifact.view, context.site)

    return render


def render_description(view: OpenSearchView, site: SiteView) -> bytes:
    """Return the XML of `view`; elements stand in the order of the specification."""
    root = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")

    def add(name: str, text: str = "", **attributes: str) -> None:
        SubElement(root, name, attributes).text = text or None

    add("ShortName", shorten(clean(view.title), 16))
    add("Description", shorten(clean(view.description), 1024))
    add("Url", type="text/html", template=absolute(view.search, site.base_url) + "?q={searchTerms}")
    add("Url", type=TYPE, rel="self", template=absolute(view.url, site.base_url))
    if view.contact:
        add("Contact", view.contact)
    add("LongName", shorten(clean(view.title), 48))
    if "favicon.svg" in site.assets:
        add("Image", absolute(site.assets["favicon.svg"], site.base_url), type="image/svg+xml")
    if "icon.png" in site.assets:
        icon = absolute(site.assets["icon.png"], site.base_url)
        add("Image", icon, type="image/png", width=ICON_SIZE, height=ICON_SIZE)
    add("Query", role="example", searchTerms="survey")
    add("Language", site.language)
    add("OutputEncoding", "UTF-8")
    add("InputEncoding", "UTF-8")
    indent(root, " ")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


OPENSEARCH = Renderer(version=1, uses_site=True, start=_start)
