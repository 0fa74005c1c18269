from pathlib import Path

import pytest
from lxml import etree

from generator.base.hashing import digest
from generator.errors import InputError
from generator.model.file_views import AssetView, OpmlView, RobotsView, SitemapIndexView, SitemapView
from generator.model.views import FeedRef
from tests.outputs.desk import BASE, make_context, render

ATOM_TYPE = "application/atom+xml"


def test_opml(tmp_path: Path) -> None:
    groups = (
        ("Site", (FeedRef("Lab <Digest> & more", "atom.xml", ATOM_TYPE),)),
        ("Authors", (FeedRef("José\x00 Müller", "authors/jose-muller/atom.xml", ATOM_TYPE),)),
    )
    pages = {"atom.xml": "", "authors/jose-muller/atom.xml": "authors/jose-muller/"}
    data = render(make_context(tmp_path), "opml", OpmlView("Lab Digest", groups, pages))
    opml = etree.fromstring(data)
    assert (opml.tag, opml.get("version")) == ("opml", "2.0")
    assert [title.text for title in opml.findall("head/title")] == ["Lab Digest"]
    assert [group.get("text") for group in opml.findall("body/outline")] == ["Site", "Authors"]
    first, second = opml.findall("body/outline/outline")
    assert dict(first.attrib) == {
        "type": "rss",
        "text": "Lab <Digest> & more",
        "title": "Lab <Digest> & more",
        "xmlUrl": f"{BASE}atom.xml",
        "htmlUrl": BASE,
    }
    assert second.get("text") == "José Müller"
    assert second.get("htmlUrl") == f"{BASE}authors/jose-muller/"


def test_sitemap(tmp_path: Path) -> None:
    view = SitemapView((("", "2026-05-28"), ("about/", ""), ("papers/a&b é/", "2024-01-01")))
    urlset = etree.fromstring(render(make_context(tmp_path), "sitemap", view))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert urlset.tag == f"{name}urlset"
    assert [(url.findtext(f"{name}loc"), url.findtext(f"{name}lastmod")) for url in urlset] == [
        (BASE, "2026-05-28"),
        (f"{BASE}about/", None),
        (f"{BASE}papers/a&b%20%C3%A9/", "2024-01-01"),
    ]


def test_a_sitemap_that_is_too_long_is_told(tmp_path: Path) -> None:
    view = SitemapView(tuple((f"papers/{n}/", "") for n in range(50_001)))
    with pytest.raises(InputError) as caught:
        render(make_context(tmp_path), "sitemap", view)
    assert caught.value.problem.fault == "50,001 addresses in one sitemap; search engines read 50,000"


def test_an_index_names_all_sitemaps(tmp_path: Path) -> None:
    view = SitemapIndexView((("sitemap-pages.xml", ""), ("sitemap-papers-2026.xml", "2026-05-28")))
    index = etree.fromstring(render(make_context(tmp_path), "sitemap-index", view))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert index.tag == f"{name}sitemapindex"
    assert [(part.findtext(f"{name}loc"), part.findtext(f"{name}lastmod")) for part in index] == [
        (f"{BASE}sitemap-pages.xml", None),
        (f"{BASE}sitemap-papers-2026.xml", "2026-05-28"),
    ]


def test_robots(tmp_path: Path) -> None:
    data = render(make_context(tmp_path), "robots", RobotsView("sitemap.xml"))
    assert data.decode() == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"


def test_assets_are_found_in_themes_and_content(tmp_path: Path) -> None:
    places = {
        "theme:child": tmp_path / "mine" / "child" / "assets",
        "theme:base": tmp_path / "base" / "assets",
        "content": tmp_path / "content" / "static",
    }
    context = make_context(tmp_path, tmp_path / "mine" / "child", tmp_path / "base")
    for root, folder in places.items():
        (folder / "img").mkdir(parents=True)
        data = f"logo of {root}".encode() + b"\x00\xff"
        (folder / "img" / "logo.bin").write_bytes(data)
        assert render(context, "asset", AssetView(root, "img/logo.bin", digest(data))) == data


REFUSED = [
    # root, path, hash, fault
    ("content", "a.txt", "0" * 32, "this file changed during the build"),
    ("content", "b.txt", "0" * 32, "cannot read this file: No such file or directory"),
    ("content", "../secret.txt", "0" * 32, "this path leaves its folder"),
    ("theme:gone", "a.txt", "0" * 32, 'no theme in use is called "gone"'),
]


@pytest.mark.parametrize(("root", "path", "content_hash", "fault"), REFUSED)
def test_assets_that_are_refused(tmp_path: Path, root: str, path: str, content_hash: str, fault: str) -> None:
    static = tmp_path / "content" / "static"
    static.mkdir(parents=True)
    (static / "a.txt").write_text("a")
    (tmp_path / "content" / "secret.txt").write_text("b")
    with pytest.raises(InputError) as caught:
        render(make_context(tmp_path), "asset", AssetView(root, path, content_hash))
    assert caught.value.problem.fault == fault
