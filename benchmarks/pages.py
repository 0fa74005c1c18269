"""What two sites consist of, to see that they are comparable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "paper pages": re.compile(r"papers/[^/]+/index\.html"),
    "author pages": re.compile(r"authors/.+/index\.html"),
    "topic pages": re.compile(r"topics/.+/index\.html"),
    "month pages": re.compile(r"(archive/\d{4}-\d\d|\d{4}/\d\d)/(page/\d+/)?index\.html"),
    "feeds": re.compile(r"(.+/)?(feed|index)\.xml"),
}
"""Of either side: what a kind of page is called in the one and in the other."""

LINK = re.compile(rb"<a\s[^>]*href=")

MOST = {"files": 1.2, "bytes": 1.4, "links": 1.7}
"""How many times as much one side may have: our pages also lead to days, digests, other papers of the day."""

THERE = {
    "sitemaps": re.compile(r"sitemap[^/]*\.xml"),
    "data for search": re.compile(r"index\.json|search/.+\.js"),
}
"""What each side must have, whatever it weighs: ours is an index, theirs a list."""

CUT = frozenset({"topic pages", "month pages"})
"""Long lists, which one side cuts by years and the other into pages: their number says nothing."""

DAYS = re.compile(r"\d{4}/\d\d/\d\d/index\.html")
"""Pages that one side has on top: where a month is long, the rest of its papers is there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The pages of one kind."""

    files: int
    bytes: int
    links: int


def survey(output: Path) -> dict[str, Kind]:
    """Count the files of each kind of an output folder, their bytes, and the links in them."""
    names = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.*"))
    kinds = {**KINDS, **THERE, "day pages": DAYS}
    return {
        kind: _count(output / name for name in names if pattern.fullmatch(name))
        for kind, pattern in kinds.items()
    }


def _count(paths: Iterator[Path]) -> Kind:
    texts = [path.read_bytes() for path in paths]
    return Kind(len(texts), sum(map(len, texts)), sum(len(LINK.findall(text)) for text in texts))


def differences(one: dict[str, Kind], other: dict[str, Kind], papers: int) -> list[str]:
    """Say in what two sites of so many papers are not comparable; [] when they are."""
    sides = (one, other)
    found = [f"a side has no {kind}" for kind in THERE if not all(side[kind].files for side in sides)]
    counts = [side["paper pages"].files for side in sides]
    if counts != [papers, papers]:
        found.append("paper pages: {:,} against {:,} files of {:,} papers".format(*counts, papers))
    for kind in KINDS:
        for what, most in MOST.items():
            a, b = getattr(one[kind], what), getattr(other[kind], what)
            rest = [getattr(side["day pages"], what) if kind == "month pages" else 0 for side in sides]
            too_many = a > most * max(1, b + rest[1]) or b > most * max(1, a + rest[0])
            if too_many and not (what == "files" and kind in CUT):
                found.append(f"{kind}: {a:,} against {b:,} {what}")
    return found
