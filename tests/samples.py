"""Small, complete papers for tests: one call, one PaperPage."""

import datetime as dt
from typing import Any

from generator.base.hashing import digest_text
from generator.base.slugs import slugify
from generator.model.paper import Body, Paper, PaperPage
from generator.model.record import Source

ADDED = dt.date(2026, 5, 28)


def make_page(title: str, **fields: Any) -> PaperPage:
    """Return a page whose slug, id and body follow from its title."""
    slug = fields.pop("slug", slugify(title))
    values: dict[str, Any] = {
        "id": f"title:{digest_text(title)[:12]}",
        "slug": slug,
        "title": title,
        "added": ADDED,
        "authors": ("Ada Lovelace",),
        "authors_complete": True,
        "date": dt.date(2026, 5, 20),
        "topics": ("cs.CV",),
        "sources": (Source("a.txt", 2),),
    }
    paper = Paper(**(values | fields))
    year = paper.date.year if paper.date else "undated"
    text = f"Abstract of {title}."
    return PaperPage(paper, Body(f"papers/{year}/{slug}.md", digest_text(text)), text)
