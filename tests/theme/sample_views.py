"""One view of every kind, with the hard cases in it: what templates are rendered from in tests.

`make_views(content_dir)` also writes the bodies that the views refer to.
"""

from pathlib import Path
from typing import Any

from generator.model import views as v
from generator.model.views import Ref
from tests.theme.sample_entries import ABSTRACT, make_entries, write_body
from tests.theme.sample_issues import issue_pages
from tests.theme.sample_lists import list_pages, other_pages
from tests.theme.sample_papers import paper_pages

SECTIONS = (
    "Trending",
    "Topics",
    "Authors",
    "Keywords",
    "Organisations",
    "Archive",
    "Digests",
    "Feeds",
    "About",
)
ASSETS = (
    "style.css",
    "theme.js",
    "site.bundle.js",
    "search.bundle.js",
    "starred.bundle.js",
    "rules.bundle.js",
    "filters.bundle.js",
    "extras.bundle.js",
    "favicon.svg",
)


def make_site(**other: Any) -> v.SiteView:
    fields: dict[str, Any] = {
        "title": "Paper Digest",
        "tagline": "New research papers, every morning",
        "description": "A digest of research papers by topic, author and day.",
        "base_url": "https://lab.example/digest/",
        "language": "en",
        "contact": "desk@lab.example",
        "navigation": tuple(Ref(name, f"{name.lower()}/") for name in SECTIONS),
        "assets": {name: f"assets/{name}" for name in ASSETS},
        "options": {},
        "search_url": "search/",
        "search_script": "search.bundle.js",
        "search_manifest": "search/manifest.js",
        "feeds_url": "feeds/",
        "starred_url": "starred/",
        "rules_url": "rules/",
        "feed_formats": (Ref("RSS", "feed.xml"), Ref("Atom", "atom.xml"), Ref("JSON", "feed.json")),
    }
    return v.SiteView(**(fields | other))


def make_views(content_dir: Path) -> list[tuple[str, str, Any]]:
    """Return (path, template, view) of one page of every kind, at depths 0 to 4."""
    body = write_body(content_dir, "papers/2026/sample.md", ABSTRACT)
    entries = make_entries(body)
    about = write_body(
        content_dir,
        "pages/about.md",
        "Papers are read *every* morning.\n\n## How\n\n- one\n- two\n\n> quoted\n\n    a\n\n\n    b\n",
    )
    return [*paper_pages(entries), *list_pages(entries), *other_pages(entries, about), *issue_pages(entries)]
