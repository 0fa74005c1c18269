"""No text and no address that somebody wrote changes a page, in every theme."""

import re
from typing import Any
from urllib.parse import urljoin

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from generator.base.weblinks import web
from generator.model.paper import Body
from tests.outputs.conftest import BASE_URL, Views
from tests.theme.pages import RenderPage

ADDRESSES = {"url", "code_url", "opml", "target", "unsubscribe_url"}


def poison(value: Any, text: str, *, addresses: bool, name: str = "") -> Any:
    """Return `value` with every text in it (or with every address) replaced by `text`."""
    if isinstance(value, Body):
        return value
    if isinstance(value, Struct):
        changed = {
            field: poison(getattr(value, field), text, addresses=addresses, name=field)
            for field in value.__struct_fields__
        }
        return structs.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(poison(item, text, addresses=addresses, name=name) for item in value)
    if isinstance(value, str) and value and name != "kind" and (name in ADDRESSES) == addresses:
        return text
    return value


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page with the names of their attributes, in order.

    Lines of text in pictures do not count: what fits decides their number (see test_pictures).
    """
    tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    elements = (element for element in tree.iter() if element.tag != "text")
    return [(str(element.tag), tuple(sorted(element.keys()))) for element in elements]


PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></script></style></textarea><svg onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "{{ 7*7 }}{% include 'x' %}{# #}",
    "javascript:alert(1)",
    "\x00\x0b\x1f\x7f<b\x00>",
    "&lt;script&gt;&#60;b&#62;&amp;",
    "]]></math><script>",
)
# No "$" and "\\": they may make a formula, and with it elements; tests/markup looks after those.
HOSTILE = st.sampled_from(PAYLOADS) | st.text(
    st.characters(exclude_characters="$\\", exclude_categories=["Cs"]), min_size=1
)


@pytest.fixture(scope="module")
def harmless(render: RenderPage, views: Views) -> list[list[tuple[str, tuple[str, ...]]]]:
    return [
        shape(render(p, t, poison(view, "qxz", addresses=False)))
        for p, t, view in views
        if t.endswith(".html")
    ]


@settings(max_examples=25, deadline=None)
@given(text=HOSTILE)
@example(text="".join(PAYLOADS))
def test_no_text_changes_the_shape_of_a_page(
    text: str, render: RenderPage, views: Views, harmless: list[Any]
) -> None:
    hostile = f"qxz{text}qxz"  # a blank text may leave its element out
    pages = [view for view in views if view[1].endswith(".html")]
    for (path, template, view), expected in zip(pages, harmless, strict=True):
        assert shape(render(path, template, poison(view, hostile, addresses=False))) == expected, template


@settings(max_examples=25, deadline=None)
@given(
    address=st.sampled_from([*PAYLOADS, "//evil.example/", "/\\evil.example", "data:text/html,<script>"])
    | HOSTILE
)
def test_no_address_leaves_the_site(address: str, render: RenderPage, views: Views) -> None:
    for path, template, view in views:
        if not template.endswith(".html"):
            continue
        text = render(path, template, poison(view, address, addresses=True))
        tree = lxml.html.document_fromstring(
            text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
        for link in tree.xpath("//a/@href | //link/@href | //script/@src | //form/@action"):
            resolved = urljoin(BASE_URL + path, link)
            known = (
                "https://lab.example/",
                "mailto:desk@lab.example",
                "https://example.org/",
                "https://arxiv.org/abs/",
                "https://orcid.org/",
                "https://schema.org/",
                "http://purl.org/dc/",
            )
            assert resolved.startswith((*known, "https://doi.org/")) or web(address) == link, link


def test_what_may_be_wrong_in_a_title(render: RenderPage, views: Views) -> None:
    path, template, view = views[0]
    text = render(path, template, poison(view, "<script>alert(1)</script> & {{ 7*7 }}", addresses=False))
    title = re.escape("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }}")
    assert re.search(f"<h1><span[^<>]*>{title}</span></h1>", text)
