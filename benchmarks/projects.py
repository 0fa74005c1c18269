"""The same papers as two projects: one of paper-digest, one of Hugo. Both read one Markdown file a paper."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Made

HUGO = Path(__file__).parent / "hugo"

SITE = """\
title = "Paper Digest"
base_url = "https://papers.example/"
theme = "own"
"""

PARTS = {
    "related papers": "lists.related = 0",
    "keywords' pages": "lists.keyword_min_papers = 0",
    "pictures": "lists.pictures = false",
    "authors' feeds": "feeds.authors = false",
    "Atom and JSON feeds": 'feeds.formats = ["rss"]',
    "exports": "exports.formats = []",
}
"""What our site has beyond Hugo's, and how site.toml does without it; days and digests always stay."""

LIKE_FOR_LIKE = tuple(PARTS)
"""Switched off where the two are compared."""


def without(parts: Iterable[str]) -> str:
    """Return the lines of site.toml that do without these parts."""
    return "".join(f"{PARTS[part]}\n" for part in parts)


def lay_out_digest(project: Path, settings: str) -> None:
    """Write a project of paper-digest without its papers; it has a theme of its own to change."""
    templates = project / "themes" / "own" / "templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.toml").write_text('extends = "base"\n', "utf-8")
    (templates / "search_box.html").write_text('{% include "base:search_box.html" %}\n', "utf-8")
    (project / "content").mkdir()
    write_settings(project, settings)


def write_settings(project: Path, settings: str) -> None:
    """Write site.toml, with `settings` as its last lines."""
    (project / "content" / "site.toml").write_text(SITE + settings, "utf-8")


def write_digest(papers: Iterable[Made], project: Path) -> None:
    """Write papers as paper-digest's own `ingest` would."""
    for paper in papers:
        path = project / "content" / "papers" / str(paper.date.year) / f"{paper.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(digest_file(paper), "utf-8")


def digest_file(paper: Made) -> str:
    """Return one content file of paper-digest."""
    return "\n".join(
        [
            "---",
            f"id: made:{paper.slug}",
            f"title: {paper.title}",
            f"added: {paper.date}",
            "authors:",
            *(f"  - {name}" for name in paper.authors),
            "authors_complete: true",
            f"date: {paper.date}",
            "topics:",
            *(f"  - {topic}" for topic in paper.topics),
            "keywords:",
            *(f"  - {keyword}" for keyword in paper.keywords),
            f"score: {paper.score}",
            f"has_code: {str(paper.has_code).lower()}",
            "links: []",
            "sources: []",
            "---",
            "",
            paper.abstract,
            "",
        ]
    )


def lay_out_hugo(project: Path) -> None:
    """Lay out Hugo's project without its papers."""
    shutil.copytree(HUGO, project, dirs_exist_ok=True)


def write_hugo(papers: Iterable[Made], project: Path) -> None:
    """Write papers with what Hugo's templates need of them; it reads no front matter faster than JSON."""
    for paper in papers:
        path = project / "content" / "papers" / str(paper.date.year) / f"{paper.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(hugo_file(paper), "utf-8")


def hugo_file(paper: Made) -> str:
    """Return one content file of Hugo."""
    front = {
        "title": paper.title,
        "date": str(paper.date),
        "authors": paper.authors,
        "topics": paper.topics,
        "months": [f"{paper.date:%Y-%m}"],
        "keywords": paper.keywords,
        "score": paper.score,
        "code": paper.has_code,
    }
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{paper.abstract}\n"
