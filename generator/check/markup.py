"""The little that checks need of lxml, with the types that its stubs cannot know."""

from typing import cast

from lxml import etree

Element = etree._Element


def parse_html(data: bytes) -> Element | None:
    """Return the root of a page; None when it holds nothing. HTML is never malformed, only surprising."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser) if data.strip() else None


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document, nothing loaded or expanded; raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(data, parser)


def select(path: etree.XPath, root: Element) -> list[Element]:
    """Return the elements that a compiled XPath finds; it must select elements."""
    return cast(list[Element], path(root))


def line_of(element: Element) -> int:
    """Return the line that an element starts on, 0 when unknown."""
    return cast(int, element.sourceline or 0)


def text_of(element: Element) -> str:
    """Return all text within an element."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)
