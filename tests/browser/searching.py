"""Where a page shows its search, and how to search."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

BOX = "input[type=search]"
RESULTS = "main .search-results"
TITLES = f"{RESULTS} li.entry .title"
FOUND = f"{RESULTS} .list li.entry .title"
CASES = json.loads((Path(__file__).parent / "search_cases.json").read_text("utf-8"))


LOADED = {
    "lunr": ["search.bundle", "search/manifest.js", "search/index.", "search/papers."],
    "words": ["words.bundle", "search/segments.js", "/range.", "/rows."],
}
"""What each engine loads to find a lesion."""


def search(page: Page, text: str) -> None:
    """Put `text` into the box and wait until its answer stands there."""
    page.fill(BOX, text)
    expect(page.locator("#search-status")).to_have_text(re.compile("found"))
