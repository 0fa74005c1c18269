"""Where everything lives: the one place that knows the shape of the site's addresses.

A permalink is relative to the site's root and has no leading slash; pages end with "/", home is "".
"""

import datetime as dt

from generator.model.library import Taxonomy, Term
from generator.model.paper import Paper

HOME = ""
ARCHIVE = "archive/"
TRENDING = "trending/"
SEARCH = "search/"
FEEDS = "feeds/"
STARRED = "starred/"
RULES = "rules/"
DIGESTS = "digests/"
NOT_FOUND = "404.html"
OPML = "feeds.opml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
OPENSEARCH = "opensearch.xml"
FEED_ARCHIVES = "atom/"
SEARCH_MANIFEST, SEARCH_SEGMENTS = "search/manifest.js", "search/segments.js"
"""What names the other files of search, by engine: an open page must not get that of the other one."""

TAXONOMIES: dict[Taxonomy, str] = {
    "topic": "topics/",
    "author": "authors/",
    "keyword": "keywords/",
    "organisation": "organisations/",
}


def paper_url(paper: Paper) -> str:
    """Address of a paper; it does not hold the date, which may become known later."""
    return f"papers/{paper.slug}/"


def term_url(term: Term) -> str:
    """Address of a term: "topics/cs-cv/"."""
    return f"{TAXONOMIES[term.taxonomy]}{term.slug}/"


def year_url(year: int) -> str:
    """Address of a year, also below a term's: "2026/"."""
    return f"{year:04}/"


def month_url(year: int, month: int) -> str:
    """Address of a month, also below a term's: "2026/05/"."""
    return f"{year:04}/{month:02}/"


def day_url(day: dt.date) -> str:
    """Address of the papers of a day: "2026/05/28/"."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def issue_url(day: dt.date) -> str:
    """Address of a day's digest: "digests/2026-05-28/"."""
    return f"{DIGESTS}{day.isoformat()}/"


def week_url(day: dt.date) -> str:
    """Address of the digest of the week (ISO 8601) that holds a day: "digests/2026-w22/".

    In small letters, as some servers ignore case.
    """
    year, number, _ = day.isocalendar()
    return f"{DIGESTS}{year:04}-w{number:02}/"


def export_url(page: str, extension: str, part: int = 1) -> str:
    """Address of a file of citations: "topics/cs-cv/cs-cv.bib", "2026/05/28/2026-05-28-2.ris"."""
    parts = page.strip("/").split("/")
    name = "-".join(parts) if parts[0].isdigit() else parts[-1]
    return f"{page}{name}{f'-{part}' if part > 1 else ''}.{extension}"


def page_file(url: str) -> str:
    """Turn a permalink into the file that holds it: "papers/x/" → "papers/x/index.html"."""
    return f"{url}index.html" if not url or url.endswith("/") else url
