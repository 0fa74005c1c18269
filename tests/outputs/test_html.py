"""Every template with every view, in every theme: whole, safe, and its links right."""

import dataclasses
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.base.weblinks import web
from generator.base.words import ENGLISH
from generator.errors import InputError
from generator.model.artifact import Artifact, RenderContext
from generator.model.page_views import NotFoundView, TextView
from generator.model.paper import Body
from generator.model.views import Meta
from generator.outputs import filters
from generator.outputs.html import start, tidy
from tests.theme.pages import THEMES, RenderPage, renderer
from tests.theme.sample_views import make_site, make_views

BASE_URL = "https://lab.example/digest/"
FORBIDDEN = {"style", "iframe", "object", "embed", "base", "img", "foreignobject"}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


class Views(list[tuple[str, str, Any]]):
    """(path, template, view) of every kind."""

    def __repr__(self) -> str:
        return "views"  # hypothesis prints arguments; these fill 100 kB


@pytest.fixture(scope="module")
def views(content: Path) -> Views:
    return Views(make_views(content))


@pytest.fixture(scope="module", params=THEMES)
def render(request: pytest.FixtureRequest, content: Path) -> RenderPage:
    return renderer(request.param, content)


def test_every_page_is_whole(render: RenderPage, views: Views) -> None:
    for path, template, view in views:
        text = render(path, template, view)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert template.endswith(".txt") or "\n\n" not in re.sub("<pre>.*?</pre>", "", text, flags=re.DOTALL)
        assert text == render(path, template, view)
        if template.endswith(".html") and not template.startswith("mail"):
            check_page(text, template)


def check_page(text: str, template: str) -> None:
    tree = lxml.html.document_fromstring(text)
    ids = Counter(tree.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert len(tree.xpath("//h1")) == 1
    assert tree.get("lang") == "en"
    assert tree.xpath("//title")[0].text.strip()
    assert len(tree.xpath("//main[@id='main']")) == 1
    assert not FORBIDDEN & {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//script[@src and text()] | //script[not(@src or @type = 'application/ld+json')]")
    for data in tree.xpath("//script[not(@src)]/text()"):
        assert json.loads(data)["@context"] == "https://schema.org"
    assert not [address for address in tree.xpath("//@href | //@src | //@action") if "javascript:" in address]
    unheard = "ancestor::*[@aria-hidden='true']"  # a picture's links for the mouse alone
    assert set(tree.xpath(f"//a[{unheard}]/@tabindex")) <= {"-1"}
    assert not tree.xpath(f"//a[{unheard}][not(@tabindex)] | //button[{unheard}]")
    reached = set(tree.xpath(f"//a[not({unheard})]/@href"))
    assert set(tree.xpath(f"//a[{unheard}]/@href")) <= reached
    for control in tree.xpath(f"//a[not({unheard})] | //button"):
        assert control.text_content().strip() or control.get("aria-label"), lxml.html.tostring(control)
    for labels in tree.xpath("//@aria-labelledby"):
        assert set(labels.split()) <= ids.keys()
    for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids
    if template != "redirect.html":
        assert len(tree.xpath("//input[@type='search'][@name='q']")) == 1
        assert tree.xpath("//form[@role='search'][@method='get']//input[@type='search']")
        assert len(tree.xpath("//nav[@aria-label] | //header | //footer")) >= 3
        assert tree.xpath("//meta[@name='description']/@content")[0]
        assert tree.xpath("//*[@id='search-status'][@aria-live='polite']")
        assert tree.xpath("//button[@data-theme-toggle][@hidden]")
        levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_lead_to_the_same_place_from_every_depth(views: Views, render: RenderPage) -> None:
    for path, template, view in views:
        if template.startswith("mail"):
            continue
        tree = lxml.html.document_fromstring(render(path, template, view))
        # the server may show 404.html at any address
        for address in ("any/depth/at/all/", "") if isinstance(view, NotFoundView) else (path,):
            for link in tree.xpath(
                "//a/@href | //link/@href | //script/@src | //form/@action | //html/@data-root"
            ):
                resolved = urljoin(BASE_URL + address, link)
                if not re.match("https?:|mailto:|#", link):
                    assert resolved.startswith(BASE_URL), (path, link)
                    assert ".." not in resolved
        assert (
            urljoin(BASE_URL + path, tree.xpath("//link[@rel='stylesheet']/@href")[0])
            == f"{BASE_URL}assets/style.css"
        )


LINKS = [
    # page, permalink, address
    ("index.html", "papers/x/", "papers/x/"),
    ("index.html", "", "./"),
    ("papers/x/index.html", "", "../../"),
    ("papers/x/index.html", "papers/y/", "../../papers/y/"),
    ("topics/cs-cv/2024/index.html", "assets/style.1f.css", "../../../assets/style.1f.css"),
    ("index.html", "javascript:alert(1)", "./javascript:alert(1)"),
    ("index.html", "//evil.example/", ".///evil.example/"),
    ("index.html", "\\\\evil.example", "%5C%5Cevil.example"),
    ("about/index.html", "papers/ü x/", "../papers/%C3%BC%20x/"),
    ("about/index.html", "a\"b'c", "../a%22b%27c"),
    ("about/index.html", "papers/a%20b/", "../papers/a%20b/"),
]


@pytest.mark.parametrize(("page", "permalink", "address"), LINKS)
def test_link(page: str, permalink: str, address: str) -> None:
    assert filters.place_of(page).link(permalink) == address


@given(st.text(), st.integers(0, 4))
@example("//evil.example", 0)
@example("http://evil.example", 0)
@example("data:text/html,x", 0)
def test_no_permalink_leaves_the_site(permalink: str, depth: int) -> None:
    page = "a/" * depth + "index.html"
    address = urljoin(BASE_URL + page, filters.place_of(page).link(permalink))
    assert address.startswith("https://lab.example/")


def test_a_page_served_anywhere_links_from_the_root() -> None:
    assert filters.root_place(BASE_URL).link("") == "/digest/"
    assert filters.root_place("https://lab.example/").link("search/") == "/search/"


WEB = [
    ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
    ("HTTP://example.org", "HTTP://example.org"),
    ("javascript:alert(1)", ""),
    ("java\nscript:alert(1)", ""),
    ("data:text/html,x", ""),
    ("https://exa mple.org", ""),
    ("https://", ""),
    ("//example.org", ""),
    ("http://[", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "kept"), WEB)
def test_only_web_addresses_become_links(address: str, kept: str) -> None:
    assert web(address) == kept


WORDS = [
    (filters.day("2026-05-28"), "28 May 2026"),
    (filters.day("2026-05-01"), "1 May 2026"),
    (filters.day("2026-05"), "May 2026"),
    (filters.day("2026-13-01"), "2026-13-01"),
    (filters.day("2026-٠٥"), "2026-٠٥"),
    (filters.day("Part 2"), "Part 2"),
    (filters.long_day("2026-05-28"), "Thursday 28 May 2026"),
    (filters.long_day("2026-02-30"), "2026-02-30"),
    (ENGLISH.number(1213), "1,213"),
    (ENGLISH.number(86.64), "86.6"),
    (ENGLISH.number(100.0), "100.0"),
    (filters.step(86.6), 85),
    (filters.step(250), 100),
    (filters.step(-3), 0),
    (filters.step(3, 0), 0),
    (filters.host("https://www.Example.org/x"), "example.org"),
    (filters.bare("http://dx.doi.org/10.1000%2FX/"), "doi.org/10.1000/x"),
    (filters.bare("https://www.arxiv.org/abs/2605.01234v2"), "arxiv.org/abs/2605.01234"),
    (filters.bare("https://example.org/v2?id=1"), "example.org/v2?id=1"),
    (filters.bare("javascript:alert(1)"), ""),
    (filters.contact_link("desk@lab.example"), "mailto:desk@lab.example"),
    (filters.contact_link("https://lab.example/"), "https://lab.example/"),
    (filters.contact_link("you&me@lab.example"), "mailto:you%26me@lab.example"),
    (filters.contact_link("javascript:x@y"), ""),
    (filters.contact_link("a@b?cc=c@d"), ""),
    (filters.direction("ar-EG"), "rtl"),
    (filters.direction("en"), "ltr"),
]


@pytest.mark.parametrize(("said", "expected"), WORDS)
def test_words(said: object, expected: object) -> None:
    assert said == expected


ADDRESSES = {"url", "code_url", "opml", "target", "unsubscribe_url"}


def poison(value: Any, text: str, *, addresses: bool, name: str = "") -> Any:
    """Return `value` with every text in it (or with every address) replaced by `text`."""
    if isinstance(value, Body):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: poison(getattr(value, field.name), text, addresses=addresses, name=field.name)
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
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


TIDY = [
    ("a\n  \n\n\t\nb\n\n", "page.html", "a\nb\n"),
    ("<p>\n\n<pre>a\n\n\nb</pre>\n\n</p>", "page.html", "<p>\n<pre>a\n\n\nb</pre>\n</p>\n"),
    ("a\x00b\x1b[31m\ufffe\u0085", "page.html", "ab[31m\n"),
    ("a  \n\n\n\nb\n\nc\n", "mail.txt", "a\n\nb\n\nc\n"),
]


@pytest.mark.parametrize(("text", "template", "expected"), TIDY)
def test_tidy(text: str, template: str, expected: str) -> None:
    assert tidy(text, template).decode() == expected


FAULTS = [
    # template, what is said about it
    ("\n{{ view.nothing }}", "themes/own/templates/page.html:2: error: x.html cannot be rendered: "),
    (
        "{{ nothing.at.all }}",
        "themes/own/templates/page.html:1: error: x.html cannot be rendered: 'nothing' is undefined",
    ),
    (
        "\n\n{{ 'logo.svg'|asset }}",
        "themes/own/templates/page.html:3: error: x.html cannot be rendered: the theme has no asset",
    ),
    (
        "{{ 1 + view.heading }}",
        "themes/own/templates/page.html:1: error: x.html cannot be rendered: unsupported operand",
    ),
    ("{% if %}", "themes/own/templates/page.html:1: error: the template cannot be read: "),
    (
        "{{ view.__class__.__mro__ }}",
        "themes/own/templates/page.html:1: error: x.html cannot be rendered: access to",
    ),
    (
        "{% include 'gone.html' %}",
        'themes/own/templates/page.html:1: error: there is no template "gone.html" for x.html',
    ),
]


@pytest.mark.parametrize(("source", "message"), FAULTS)
def test_a_template_at_fault_is_named(source: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "themes/own/templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(source)
    render = start(RenderContext(str(tmp_path / "content"), (str(folder.parent),), make_site()))
    view = TextView(Meta("text", "t", "d", "x"), "heading", Body("x.md", ""))
    with pytest.raises(InputError) as caught:
        render(Artifact("x.html", "html", view, "page.html"))
    assert str(caught.value).startswith(message)


def test_a_template_that_no_theme_has(tmp_path: Path) -> None:
    (tmp_path / "themes/own/templates").mkdir(parents=True)
    render = start(RenderContext(str(tmp_path / "content"), (str(tmp_path / "themes/own"),), make_site()))
    with pytest.raises(InputError) as caught:
        render(Artifact("x.html", "html", None, "page.html"))
    assert str(caught.value).startswith(
        'themes/own/templates: error: there is no template "page.html" for x.html'
    )


def test_without_scripts_a_page_names_none(content: Path, views: Views) -> None:
    bare = renderer("base", content, assets={"style.css": "assets/style.css"})
    for path, template, view in views:
        assert not re.search(r"<script(?! type=.application/ld)", bare(path, template, view))
