"""Sites that hold a page of every kind, with the hard cases on them, in each theme."""

import re
from pathlib import Path

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.papers import write_papers

THEMES = ("base", "journal")
KINDS = {
    "404", "author", "day", "feeds", "home", "index", "issue", "keyword", "month", "organisation", "paper",
    "search", "text", "topic", "trending", "year",
}  # fmt: skip
"""The least that must be there, so that no test passes because it looked at nothing."""

SITE = """\
title = "Test Digest"
base_url = "https://papers.lab.test/digest/"
theme = "{theme}"

[lists]
page_size = 20
"""

ABOUT = """\
---
title: About
---

## Who we are

A [lab](https://lab.test/) with *text*, `code`, a list

- one
- two

and a formula $E = mc^2$.
"""

PAPER = """\
---
title: '{title}'
authors:
{authors}
authors_complete: {complete}
organisations: [Clinic of Zürich, مستشفى]
date: {day}
added: 2026-05-28
topics: [cs.CV, cs.LG]
keywords: [deep learning, retina, {keyword}]
score: {score}
has_code: {complete}
---

{abstract}
"""

HARD_PAPERS = ("hostile", "arabic", "long", "chinese", "the", "formula")

LONG = "An Uncommonly Long Title about Pneumonoultramicroscopicsilicovolcanoconiosis and What It Does " * 3


def build_site(root: Path, theme: str) -> Path:
    """Write and build a digest below `root` in this theme; return its output folder."""
    write_papers(root)
    content = root / "content"
    (content / "site.toml").write_text(SITE.format(theme=theme), "utf-8")
    (content / "pages").mkdir()
    (content / "pages" / "about.md").write_text(ABOUT, "utf-8")
    _write_paper(content, "long", LONG.strip(), [f"Author Number{n} Longname" for n in range(40)], 2023)
    _write_paper(content, "arabic", "تعلم الآلة للجميع", ["محمد الفاتح", "Lin Wang"], 2022)
    for n in range(5):
        _write_paper(content, f"wang-{n}", f"Seeing Retinas {n}", ["Lin Wang", "Ana Zhang"], 2020 + n)
    for n in range(4):  # what listings without authors and dates give
        text = f"---\ntitle: Unsigned Study {n}\nauthors: []\nadded: 2026-05-28\n---\n\nA single line.\n"
        (content / "papers" / f"unsigned-{n}.md").write_text(text, "utf-8")
    report = build(open_project(str(root)), jobs=1)
    assert report.problems == ()
    return root / "output"


def _write_paper(content: Path, slug: str, title: str, authors: list[str], year: int) -> None:
    text = PAPER.format(
        title=title,
        authors="\n".join(f"- {name}" for name in authors),
        complete=str(year % 2 == 0).lower(),
        day=f"{year}-03-{year % 28 + 1:02}",
        keyword=slug,
        score=year % 100 + 0.5,
        abstract=f"What {title} means, with $x^2 + y^2 = z^2$ and more. " * 6,
    )
    (content / "papers" / f"{slug}.md").write_text(text, "utf-8")


def pages_of(output: Path) -> list[tuple[str, str]]:
    """Return (kind, address): of each kind the largest page and the smallest, of papers all hard ones."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(output.rglob("*.html")):
        kind = re.search(r'data-kind="([^"]+)"', path.read_text("utf-8"))
        if kind:
            address = path.relative_to(output).as_posix().removesuffix("index.html")
            found.setdefault(kind[1], []).append((path.stat().st_size, address))
    assert set(found) >= KINDS
    hard = [("paper", f"papers/{slug}/") for slug in HARD_PAPERS]
    return hard + [
        (kind, address)
        for kind, pages in found.items()
        if kind != "paper"
        for address in sorted({max(pages)[1], min(pages)[1]})
    ]
