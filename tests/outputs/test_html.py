"""Every template with every view, in every theme: whole, its links right, its faults named."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest

from generator.errors import InputError
from generator.model.artifact import Artifact, RenderContext
from generator.model.page_views import NotFoundView, TextView
from generator.model.paper import Body
from generator.model.views import Meta
from generator.outputs.html import start, tidy
from tests.outputs.conftest import BASE_URL, Views
from tests.theme.pages import RenderPage, renderer
from tests.theme.sample_views import make_site

FORBIDDEN = {"style", "iframe", "object", "embed", "base", "img", "foreignobject"}


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
