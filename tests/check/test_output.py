"""Checks of a built site: small sites with one fault each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.check.output import check_output
from generator.errors import InputError, Problem

BASE = "https://lab.example/digest/"
PAGE = "<!doctype html><title>T</title><main><h1>A page with enough words</h1>{}</main>\n"
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>{base}</link>'
    '<link xmlns="http://www.w3.org/2005/Atom" rel="self" href="{base}feed.xml"/>'
    '<item><link>{base}papers/x/</link><guid isPermaLink="false">a</guid></item>'
    '<item><link>{base}{second}</link><guid isPermaLink="false">{guid}</guid></item></channel></rss>'
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><link href="{base}atom.xml" rel="self"/>'
    "<updated>2026-05-28T05:59:58Z</updated>"
    '<entry><id>a</id><link href="{link}"/><updated>2026-05-28T05:59:58Z</updated></entry></feed>'
)
JSON_FEED = (
    '{{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "{base}",'
    ' "feed_url": "{base}feed.json", "items": ['
    '{{"id": "a", "url": "{base}papers/x/", "date_published": "2026-05-28T05:59:58+00:00",'
    ' "date_modified": "2026-05-28T05:59:58+00:00"}},'
    '{{"id": "{id}", "url": "{base}search/", "date_published": "2026-05-28T05:59:57Z",'
    ' "date_modified": "2026-05-28T05:59:57Z"}}]}}'
)
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{base}</loc></url>'
    "<url><loc>{loc}</loc></url></urlset>"
)
SEARCH = 'paperDigest.load("{}",{});'
INDEX = (
    '{"fields": ["title", "year"], "terms": ["2026", "an", "gaze", "ray", "the", "x", "xray"],'
    ' "vectors": [[[1, 9, 2, 9, 2, 9, 1, 9], [2, 9, 2, 9]], [[0, 9], []]], "stopWords": []}'
)


def whole_site() -> dict[str, str]:
    """A site without a fault that has one of everything."""
    return {
        "index.html": PAGE.format('<a href="papers/x/#abstract">x</a> <a href="search/?q=a">s</a>'),
        "papers/x/index.html": PAGE.format(
            '<h2 id="abstract">A</h2><a href="../../">home</a><a href="#top">up</a>'
            '<a href="https://arxiv.org/abs/2401.01230">paper</a><a href="mailto:a@b.example">mail</a>'
            f'<img src="{BASE}assets/a%20b.svg" alt=""><a href="/digest/papers/x/">me</a>'
            '<a href="./#:~:text=x">text</a><form action="../../search/"></form>'
        ),
        "search/index.html": PAGE.format(""),
        "search/manifest.js": SEARCH.format(
            "manifest", '{"parts": [{"index": "search/index.1.js", "papers": "search/papers.1.js"}]}'
        ),
        "search/index.1.js": SEARCH.format("index 1", INDEX),
        "search/papers.1.js": SEARCH.format(
            "papers 1", '{"columns": ["id", "title"], "rows": [["a", "An X-ray"], ["b", "The gaze"]]}'
        ),
        "assets/a b.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "assets/style.css": "a{background:url('a%20b.svg')} b{background:url(data:image/png;base64,AA==)}",
        "404.html": PAGE.format('<a href="/digest/">home</a>'),
        "old/index.html": f'<meta http-equiv="refresh" content="0; url=../papers/x/"><title>Moved</title>'
        f'<link rel="canonical" href="{BASE}papers/x/">',
        "feed.xml": RSS.format(base=BASE, second="search/", guid="b"),
        "atom.xml": ATOM.format(base=BASE, link=f"{BASE}papers/x/"),
        "feed.json": JSON_FEED.format(base=BASE, id="b"),
        "feeds.opml": f'<opml version="2.0"><body><outline xmlUrl="{BASE}feed.xml"/></body></opml>',
        "sitemap.xml": SITEMAP.format(base=BASE, loc=f"{BASE}papers/x/"),
        ".feed.xml.1.tmp": "half a fi",
    }


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[Problem]]:
    def run(files: dict[str, str], expected: tuple[str, ...] = ()) -> list[Problem]:
        for name, text in files.items():
            (tmp_path / "output" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "output" / name).write_text(text, "utf-8")
        origins = {"papers/x/index.html": "papers/2024/x.md", "old/index.html": "papers/2024/x.md"}
        (tmp_path / "content/papers/2024").mkdir(parents=True)
        (tmp_path / "content/papers/2024/x.md").write_text("---\ntitle: X\n---\n\nSee [y](../nowhere/).\n")
        wanted = expected or [name for name in files if not name.startswith(".")]
        return check_output(tmp_path / "output", BASE, wanted, tmp_path / "content", origins, {})

    return run


def test_a_whole_site_has_no_problems(check: Callable[..., list[Problem]]) -> None:
    assert check(whole_site()) == []


HOME = "index.html"
X = "papers/x/index.html"
BROKEN = [
    # file, its text                                  first line of the problem
    (HOME, PAGE.format('<a href="papers/y/">'),
     'output/index.html:1: error: broken link: the site has no "papers/y/"'),
    (HOME, PAGE.format('<a href="papers/x/#no">'),
     'output/index.html:1: error: broken link: "papers/x/" has no place called "no"'),
    (HOME, PAGE.format('\n<a href="papers/x">'),
     'output/index.html:2: warning: a link to "papers/x" lacks the slash at its end'),
    (HOME, PAGE.format('<img src="a.png">'),
     'output/index.html:1: error: broken link: the site has no "a.png"'),
    (HOME, PAGE.format('<a href="javascript:alert(1)">'),
     "output/index.html:1: error: 'javascript:alert(1)' is no address that a page may link to"),
    (HOME, PAGE.format('<a href="https://">'),
     "output/index.html:1: error: 'https://' is no address that a page may link to"),
    (HOME, PAGE.format('<a href="http://[x">'),
     "output/index.html:1: error: 'http://[x' is no address that a page may link to"),
    (HOME, PAGE.format('<a href="http://a.example:99999/">'),
     "output/index.html:1: error: 'http://a.example:99999/' is no address that a page may link to"),
    (HOME, PAGE.format('<a href="/papers/x/">'),
     f"output/index.html:1: warning: '/papers/x/' leads out of the site, which stands at {BASE}"),
    (HOME, PAGE.format('<a href="../elsewhere/">'),
     f"output/index.html:1: warning: '../elsewhere/' leads out of the site, which stands at {BASE}"),
    (HOME, PAGE.format('<p id="a"><p id="a">'),
     'output/index.html: error: the id "a" stands twice on one page'),
    (HOME, PAGE.replace("T</title>", "</title>").format(""),
     "output/index.html: error: this page has no title"),
    (HOME, "<!doctype html><title>T</title><main> </main>",
     "output/index.html: error: this page is empty"),
    (X, PAGE.format('<b id="abstract"><a href="../nowhere/">'),
     'content/papers/2024/x.md:5: error: broken link: the site has no "papers/nowhere/"'),
    ("old/index.html", '<title>Moved</title><meta http-equiv="Refresh" content="0;URL=gone/">',
     'output/old/index.html:1: error: broken link: the site has no "old/gone/"'),
    ("assets/style.css", "a{}\nb{background:url(no.png)}",
     'output/assets/style.css:2: error: broken link: the site has no "assets/no.png"'),
    ("search/manifest.js", SEARCH.format("manifest", '{"parts": [{"index": "search/index.2.js"}]}'),
     'output/search/manifest.js:1: error: broken link: the site has no "search/index.2.js"'),
    ("search/manifest.js", SEARCH.format("manifest", '{"parts": 5}'),
     "output/search/manifest.js: error: not search data: "),
    ("search/manifest.js", "alert(1)", "output/search/manifest.js: error: not search data: "),
    ("search/manifest.js", SEARCH.format("manifest", '{"parts": [{"index": "../../x", "papers": "/y"}]}'),
     "output/search/manifest.js: error: not search data: "),
    ("search/index.1.js", SEARCH.format("index 1", INDEX.replace("gaze", "daze")),
     "output/search/index.1.js: error: search does not find 'The gaze' by its title"),
    ("search/index.1.js", SEARCH.format("index 1", INDEX.replace("[2, 9, 2, 9]", "[2, 9, 9, 9]")),
     "output/search/index.1.js: error: not search data: "),
    ("search/papers.1.js", "", "output/search/index.1.js: error: not search data: "),
    ("feed.xml", "<rss><channel>", "output/feed.xml:1: error: not well-formed XML: "),
    ("feed.xml", '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss><b/>',
     "output/feed.xml:1: error: not well-formed XML: "),
    ("feed.xml", RSS.format(base=BASE, second="gone/", guid="b"),
     'output/feed.xml:1: error: broken link: the site has no "gone/"'),
    ("feed.xml", RSS.format(base=BASE, second="search/", guid="a"),
     "output/feed.xml: error: two entries have the id 'a'"),
    ("atom.xml", ATOM.format(base=BASE, link="papers/x/"),
     "output/atom.xml:1: error: 'papers/x/' must be a full address here"),
    ("feed.json", '{"items": [', "output/feed.json: error: not a JSON Feed: "),
    ("feed.json", "[]", "output/feed.json: error: not a JSON Feed: "),
    ("sitemap.xml", SITEMAP.format(base=BASE, loc=f"{BASE}gone/"),
     'output/sitemap.xml:1: error: broken link: the site has no "gone/"'),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), BROKEN)
def test_one_fault_is_one_problem(
    check: Callable[..., list[Problem]], path: str, text: str, expected: str
) -> None:
    (problem,) = check(whole_site() | {path: text}, (HOME,))
    assert str(problem).startswith(expected)
    assert problem.fix


def test_a_fault_on_many_pages_is_told_once(check: Callable[..., list[Problem]]) -> None:
    link = PAGE.format('<b id="abstract"></b><a href="https://lab.example/digest/gone/">')
    (problem,) = check(whole_site() | dict.fromkeys((HOME, X, "404.html"), link))
    assert problem.fault == 'broken link: the site has no "gone/" (also on 2 other pages)'


def test_a_near_miss_is_named(check: Callable[..., list[Problem]]) -> None:
    (problem,) = check(whole_site() | {HOME: PAGE.format('<a href="serch/">')})
    assert problem.fix == 'did you mean "search/"?'


def test_a_missing_file_is_told(check: Callable[..., list[Problem]]) -> None:
    (problem,) = check(whole_site(), ("topics/cs-cv/index.html",))
    assert str(problem) == (
        "output/topics/cs-cv/index.html: error: this file of the site is missing\n    fix: run: digest build"
    )


def test_many_missing_files_are_told_once(check: Callable[..., list[Problem]]) -> None:
    (problem,) = check(whole_site(), ("c.html", "a.html", "b.html"))
    assert (problem.where.path, problem.fault) == (
        "output/a.html",
        "this file of the site is missing, and 2 more",
    )


def test_no_site_yet(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check_output(tmp_path, BASE, (), tmp_path, {}, {})
    assert caught.value.problem.fix == "run: digest build"
