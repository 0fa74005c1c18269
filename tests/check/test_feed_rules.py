"""What readers would stumble over in feeds and sitemaps: good files with one fault each."""

import pytest

from generator.check.feeds import File, Read, read_json_feed, read_xml
from generator.check.sitemaps import LONGEST
from generator.plan.crawlers import MOST_URLS

BASE = "https://lab.example/digest/"
MOMENT = "2026-05-28T05:59:58.25+00:00"
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel><title>T</title><link>{BASE}</link><atom:link rel="self" href="{BASE}feed.xml"/>
<lastBuildDate>Thu, 28 May 2026 05:59:58 +0000</lastBuildDate>
<item><link>{BASE}a/</link><guid isPermaLink="false">urn:a</guid>
<pubDate>Thu, 28 May 2026 05:59:58 +0000</pubDate><c:encoded>&lt;a href="https://x.example/"></c:encoded></item>
<item><a href="{BASE}b/" xmlns="http://www.w3.org/1999/xhtml">A title</a>
<link>{BASE}b/</link><guid isPermaLink="false">urn:b</guid>
<pubDate>Thu, 28 May 2026 05:59:57 +0000</pubDate></item>
</channel></rss>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">
<link rel="self" href="{BASE}atom/2026-05-01.xml"/><link rel="current" href="{BASE}atom.xml"/><fh:archive/>
<updated>{MOMENT}</updated>
<entry><id>urn:a</id><updated>{MOMENT}</updated><content type="html">&lt;img src="https://x.example/"></content></entry>
<entry><id>urn:b</id><updated>2026-05-28T05:59:57Z</updated></entry></feed>
"""
JSON = f"""{{"version": "https://jsonfeed.org/version/1.1", "feed_url": "{BASE}feed.json", "items": [
{{"id": "urn:a", "url": "{BASE}a/", "date_published": "{MOMENT}", "date_modified": "{MOMENT}",
"content_html": "<a href='mailto:a@b.example'>"}}]}}
"""
SITEMAP = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{BASE}a/</loc><lastmod>2026-05-28</lastmod></url></urlset>
"""
OPENSEARCH = f"""<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<Url type="text/html" template="{BASE}search/?q={{searchTerms}}"/></OpenSearchDescription>
"""
FILES = {
    "feed.xml": RSS,
    "atom/2026-05-01.xml": ATOM,
    "feed.json": JSON,
    "sitemap.xml": SITEMAP,
    "opensearch.xml": OPENSEARCH,
}


def read(path: str, text: str) -> Read:
    return (read_json_feed if path.endswith("json") else read_xml)(File(path, text.encode(), BASE))


@pytest.mark.parametrize("path", FILES)
def test_good_files_have_no_fault(path: str) -> None:
    references, findings = read(path, FILES[path])
    assert findings == []
    assert {ref.address.removeprefix(BASE) for ref in references} == {
        "feed.xml": {"", "feed.xml", "a/", "b/"},
        "atom/2026-05-01.xml": {"atom/2026-05-01.xml", "atom.xml"},
        "feed.json": {"feed.json", "a/"},
        "sitemap.xml": {"a/"},
        "opensearch.xml": {"search/"},
    }[path]


FAULTS = [
    # file, what stands there, what stands there instead, fault
    ("feed.xml", f'href="{BASE}feed.xml"', 'href="https://old.example/feed.xml"',
     f"this feed says that it stands at 'https://old.example/feed.xml', but it is {BASE}feed.xml"),
    ("feed.xml", 'rel="self"', 'rel="via"', f"this feed says that it stands at '', but it is {BASE}feed.xml"),
    ("feed.xml", "urn:b", "urn:a", "two entries have the id 'urn:a'"),
    ("feed.xml", '<guid isPermaLink="false">urn:b', "<guid>urn:b",
     "the guid 'urn:b' is no address, so it needs isPermaLink=\"false\""),
    ("feed.xml", "Thu, 28 May 2026 05:59:57 +0000", "Thu, 28 May 26 05:59:57 +0000",
     "'Thu, 28 May 26 05:59:57 +0000' is no date that feed readers understand"),
    ("feed.xml", "28 May 2026 05:59:57", "38 May 2026 05:59:57",
     "'Thu, 38 May 2026 05:59:57 +0000' is no date that feed readers understand"),
    ("feed.xml", 'href="https://x.example/"', 'href="../x/"',
     "'../x/' in an entry's text must be a full address"),
    ("feed.xml", "<title>T", "<title>\x0b", "not well-formed XML: "),
    ("feed.xml", "<title>T", "<title>\ufffe", "not well-formed XML: "),
    ("atom/2026-05-01.xml", 'src="https://x.example/"', 'src="x.png"',
     "'x.png' in an entry's text must be a full address"),
    ("atom/2026-05-01.xml", "<id>urn:b</id>", "", "an entry has no id"),
    ("atom/2026-05-01.xml", "2026-05-28T05:59:57Z", MOMENT, f"two entries are of one moment, {MOMENT}"),
    ("atom/2026-05-01.xml", "2026-05-28T05:59:57Z", "2026-05-28",
     "'2026-05-28' is no date that feed readers understand"),
    ("atom/2026-05-01.xml", "<updated>2026-05-28T05:59:57Z</updated>", "",
     "this feed or entry does not say when it changed"),
    ("atom/2026-05-01.xml", 'rel="current"', 'rel="via"',
     "this archive does not lead to the feed that it belongs to"),
    ("feed.json", "version/1.1", "version/1",
     "its version is 'https://jsonfeed.org/version/1', not 'https://jsonfeed.org/version/1.1'"),
    ("feed.json", f"{BASE}feed.json", f"{BASE}x.json",
     f"this feed says that it stands at '{BASE}x.json', but it is {BASE}feed.json"),
    ("feed.json", f'"date_modified": "{MOMENT}"', '"date_modified": "yesterday"',
     "'yesterday' is no date that feed readers understand"),
    ("feed.json", "mailto:a@b.example", "a/", "'a/' in an entry's text must be a full address"),
    ("feed.json", '"urn:a"', "[]", "not a JSON Feed: "),
    ("sitemap.xml", f"{BASE}a/", "https://other.example/",
     f"'https://other.example/' is no address of this site, which stands at {BASE}"),
    ("sitemap.xml", f"{BASE}a/", BASE + "a" * LONGEST,
     f"'{(BASE + 'a' * LONGEST)[:80]}' is no address of this site, which stands at {BASE}"),
    ("sitemap.xml", "2026-05-28", "28 May 2026", "'28 May 2026' is no day"),
    ("sitemap.xml", "<url>", "<url/>" * MOST_URLS + "<url>",
     "50,001 addresses in one sitemap; search engines read 50,000"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "fault"), FAULTS)
def test_one_fault_is_one_finding(path: str, old: str, new: str, fault: str) -> None:
    assert FILES[path].count(old) == 1
    _, (finding,) = read(path, FILES[path].replace(old, new))
    assert finding.fault.startswith(fault)
    assert (finding.path, bool(finding.fix)) == (path, True)
