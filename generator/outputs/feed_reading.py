"""What a person sees who opens a feed in a browser: what it is, and a list of papers to click on.

Browsers show XML with a stylesheet of plain CSS, and elements of XHTML in it are what they are in a page. So
a feed names the theme's feed.css, and holds a short introduction and one link a paper in the namespace of
XHTML, which feed readers pass by. No XSLT: browsers are giving it up.
Formats: xml-stylesheet 1.0 (W3C); RFC 4287, section 6.4, and RSS 2.0, "Extending RSS", on other namespaces.
"""

from typing import Any
from xml.sax.saxutils import quoteattr

from generator.model.artifact import RenderContext
from generator.model.file_views import FeedView
from generator.outputs.feed_items import heading
from generator.outputs.filters import absolute, direction, place_of
from generator.theme.words import load_words

STYLE = "feed.css"
XHTML = "http://www.w3.org/1999/xhtml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Reading:
    """Makes the feeds of one site readable; does nothing where the theme has no feed.css."""

    def __init__(self, context: RenderContext) -> None:
        self._site = context.site
        self._style = context.site.assets.get(STYLE, "")
        self._words = load_words(context.site.language, context.theme_dirs)
        self.is_styled = bool(self._style)
        self.namespaces = {"h": XHTML} if self._style else {}

    def styled(self, data: bytes, path: str) -> bytes:
        """Return the feed with its stylesheet named behind the XML declaration."""
        if not self._style:
            return data
        href = quoteattr(place_of(path).link(self._style))
        declaration, _, rest = data.partition(b"\n")
        return b'%s\n<?xml-stylesheet type="text/css" href=%s?>\n%s' % (declaration, href.encode(), rest)

    def introduce(self, element: Any, view: FeedView) -> None:
        """Append what the feed is and where its page is to the element of the feed or channel."""
        if not self._style:
            return
        site, gettext = self._site, self._words.gettext
        block = _add(element, "div", dir=direction(site.language))
        block.set(LANGUAGE, site.language)
        _add(block, "meta", name="viewport", content="width=device-width")
        _add(block, "h1", heading(view.title))
        _add(block, "p", self._explanation(view))
        links = [(view.page_url, gettext("Read on the site")), (site.feeds_url, gettext("All feeds"))]
        links += [(view.subscription, gettext("The feed"))] if view.subscription else []
        links += [(view.newer, gettext("Newer papers"))] if view.newer else []
        links += [(view.older, gettext("Older papers"))] if view.older else []
        line = _add(block, "p")
        for url, label in links:
            _add(line, "a", label, href=absolute(url, site.base_url)).tail = " "

    def _explanation(self, view: FeedView) -> str:
        if view.subscription:
            return self._words.gettext(
                "An archive of a web feed: papers that the feed itself no longer holds."
            )
        return self._words.gettext(
            "A web feed: copy the address of this page into a feed reader, and new papers come to you."
        )


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    from feedgen.util import xml_elem

    element = xml_elem(f"{{{XHTML}}}{tag}", parent)
    for name, value in attributes.items():
        element.set(name, value)
    element.text = text or None
    return element
