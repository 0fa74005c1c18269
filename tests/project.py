"""A small digest on disk, for tests that build for real."""

from pathlib import Path

SITE = """\
title = "Test Digest"
base_url = "https://papers.lab.test/digest/"
"""

PAPERS = {
    "2024/skin-lesions.md": ("Skin Lesions", "2024-03-02", ["Lin Wang", "Ada Lovelace"], "cs.CV", 80.5),
    "2024/heart-sounds.md": ("Heart Sounds", "2024-03-02", ["Ada Lovelace"], "cs.SD", None),
    "2025/client-selection.md": ("Client Selection", "2025-07-19", ["Yang Liu"], "cs.DC", 34.0),
    "2026/vision-tracker.md": ("Vision Tracker", "2026-05-28", ["Zhengbo Zhang"], "cs.CV", 91.2),
}


def paper_text(title: str, day: str, authors: list[str], topic: str, score: float | None, body: str) -> str:
    """Return a content file as a person would write it."""
    lines = [
        "---",
        f"id: title:{title.casefold().replace(' ', '-')}",
        f"title: {title}",
        "authors:",
        *(f"- {name}" for name in authors),
        "authors_complete: true",
        f"date: {day}",
        "added: 2026-05-28",
        f"topics: [{topic}]",
        "keywords: [deep learning]",
        *([f"score: {score}"] if score is not None else []),
        "has_code: false",
        "---",
        "",
        body,
        "",
    ]
    return "\n".join(lines)


def make_project(root: Path) -> Path:
    """Write a digest of four papers below `root`; return its folder."""
    papers = root / "content" / "papers"
    for name, (title, day, authors, topic, score) in PAPERS.items():
        path = papers / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = f"We study {title.lower()} with $n$ samples and find it useful."
        path.write_text(paper_text(title, day, authors, topic, score, body), "utf-8")
    (root / "content" / "site.toml").write_text(SITE, "utf-8")
    pages = root / "content" / "pages"
    pages.mkdir()
    (pages / "about.md").write_text("---\ntitle: About\n---\n\nWhat this is.\n", "utf-8")
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
