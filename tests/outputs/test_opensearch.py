from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from generator.model.file_views import OpenSearchView
from generator.outputs.opensearch import render_description
from tests.outputs.desk import BASE, make_context, render

NAME = "{http://a9.com/-/spec/opensearch/1.1/}"
VIEW = OpenSearchView(
    "Lab Digest", "Search the papers of Lab Digest", "hi@lab.example", "opensearch.xml", "search/"
)


def test_a_browser_learns_where_to_search(tmp_path: Path) -> None:
    root = etree.fromstring(render(make_context(tmp_path), "opensearch", VIEW))
    assert root.tag == f"{NAME}OpenSearchDescription"
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{NAME}Url")}
    assert templates == {
        "text/html": f"{BASE}search/?q={{searchTerms}}",
        "application/opensearchdescription+xml": f"{BASE}opensearch.xml",
    }
    texts = {element.tag.removeprefix(NAME): element.text for element in root if element.text}
    assert texts == {
        "ShortName": "Lab Digest",
        "Description": "Search the papers of Lab Digest",
        "Contact": "hi@lab.example",
        "LongName": "Lab Digest",
        "Language": "en",
        "OutputEncoding": "UTF-8",
        "InputEncoding": "UTF-8",
    }


def test_icons_of_the_theme_are_offered(tmp_path: Path) -> None:
    assets = {"favicon.svg": "assets/f.svg", "icon.png": "assets/i.png"}
    site = replace(make_context(tmp_path).site, assets=assets)
    images = etree.fromstring(render_description(VIEW, site)).findall(f"{NAME}Image")
    assert [(image.get("type"), image.text) for image in images] == [
        ("image/svg+xml", f"{BASE}assets/f.svg"),
        ("image/png", f"{BASE}assets/i.png"),
    ]


@pytest.mark.parametrize("title", ["A <very> & long\x00 title that nobody remembers", "字" * 90])
def test_names_keep_to_the_lengths_of_the_specification(tmp_path: Path, title: str) -> None:
    view = replace(VIEW, title=title, description=title * 40, contact="")
    root = etree.fromstring(render_description(view, make_context(tmp_path).site))
    longest = {"ShortName": 16, "LongName": 48, "Description": 1024}
    for name, most in longest.items():
        assert 0 < len(root.findtext(NAME + name) or "") <= most
    assert root.find(f"{NAME}Contact") is None
