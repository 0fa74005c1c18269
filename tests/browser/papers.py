"""A digest whose papers are what search finds hard."""

from pathlib import Path

from generator.content.markdown import escape

HOSTILE = "<img src=x onerror=alert(1)> </script><script>alert(2)</script>"

PAPERS = [
    # slug, title, authors, topic, day, abstract
    (
        "lesions",
        "Skin Lesion Recognition",
        ["Siyuan Yan", "Jörg Müller"],
        "cs.CV",
        "2026-05-20",
        "We see lesions.",
    ),
    (
        "cardiac",
        "Cardiac Segmentation",
        ["Lin Wang"],
        "eess.IV",
        "2026-05-21",
        "Segmenting hearts and a lesion.",
    ),
    (
        "zero-shot",
        "Zero-shot X-ray Reading",
        ["Łukasz Øvergård"],
        "cs.CV",
        "2026-05-22",
        "No training at all.",
    ),
    (
        "shots",
        "Shot Boundaries in Video",
        ["Zero Mostel"],
        "cs.MM",
        "2026-05-23",
        "Where a ray of light cuts.",
    ),
    (
        "policy",
        "Learning Policies",
        ["Ana Zhang", "Bo Li"],
        "cs.LG",
        "2024-05-24",
        "Transformers for a policy.",
    ),
    ("chinese", "深度学习 for Everybody", ["王伟"], "cs.LG", "2026-05-25", "An introduction."),
    (
        "formula",
        r"Scaling $\text{R}^2$ Upwards",
        ["Ada Lovelace"],
        "stat.ML",
        "2026-05-26",
        "A $x_1$ of value.",
    ),
    ("hostile", HOSTILE, [HOSTILE], "cs.CR", "2026-05-27", HOSTILE),
    ("the", "The Who and the What", [], "", "", "Of this and that."),
]
MANY = 45
"""More papers than results show at once."""

SITE = 'title = "Test Digest"\nbase_url = "https://papers.lab.test/digest/"\n'


CODE = [
    "organisations: [Clinic of Zürich]",
    "has_code: true",
    "links:",
    "- kind: code",
    "  url: https://example.org/cardiac",
]


def write_papers(root: Path, engine: str = "auto") -> None:
    """Write the content of the digest below `root`, to be searched by `engine`."""
    papers = root / "content" / "papers"
    papers.mkdir(parents=True)
    (root / "content" / "site.toml").write_text(f'{SITE}search.engine = "{engine}"\n', "utf-8")
    filler = [
        (f"filler-{n}", f"Filler Study {n}", ["Fay Filler"], "cs.DL", "2025-01-01", "Nothing new.")
        for n in range(MANY)
    ]
    for slug, title, authors, topic, day, abstract in [*PAPERS, *filler]:
        lines = [
            "---",
            f"title: '{title}'",
            "authors:" if authors else "authors: []",
            *(f"- '{name}'" for name in authors),
            f"authors_complete: {str(slug != 'cardiac').lower()}",
            *([f"date: {day}"] if day else []),
            "added: 2026-05-28",
            f"topics: [{topic}]" if topic else "topics: []",
            "keywords: [deep learning, research]",
            f"score: {53.2 if slug == 'cardiac' else 'null'}",
            *(CODE if slug == "cardiac" else []),
            "---",
            "",
            escape(abstract),
            "",
        ]
        (papers / f"{slug}.md").write_text("\n".join(lines), "utf-8")
