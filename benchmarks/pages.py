"""What two sites consist of, to see that they are comparable."""

import re
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "paper pages": "papers/*/index.html",
    "author pages": "authors/**/index.html",
    "topic pages": "topics/**/index.html",
    "archive pages": "archive/**/index.html",
    "feeds": "**/*.xml",
}
ARCHIVES = re.compile(r"\d{4}/(\d\d/)?index\.html")
LINK = re.compile(rb"<a\s[^>]*href=")
NEAR = 1.35
"""How many times as much one side may have."""

FEW = 12
"""Files that need not be compared: each side has some of its own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The pages of one kind."""

    files: int
    size: int
    """Bytes of all."""
    links: int


def survey(output: Path) -> dict[str, Kind]:
    """Count the files of each kind of an output folder, their bytes, and the links of pages."""
    found = {name: sorted(output.glob(pattern)) for name, pattern in KINDS.items()}
    months = [path for path in sorted(output.rglob("index.html")) if _is_archive(path, output)]
    found["archive pages"] += months
    return {name: _kind(paths) for name, paths in found.items()}


def _is_archive(path: Path, output: Path) -> bool:
    return bool(ARCHIVES.fullmatch(path.relative_to(output).as_posix()))


def _kind(paths: list[Path]) -> Kind:
    texts = [path.read_bytes() for path in paths]
    return Kind(len(texts), sum(map(len, texts)), sum(len(LINK.findall(text)) for text in texts))


def differences(one: dict[str, Kind], other: dict[str, Kind]) -> list[str]:
    """Say in what two sites are not comparable; [] when they are."""
    found = []
    for name, mine in one.items():
        theirs = other[name]
        for what, a, b in (
            ("files", mine.files, theirs.files),
            ("bytes", mine.size, theirs.size),
            ("links", mine.links, theirs.links),
        ):
            if max(mine.files, theirs.files) > FEW and max(a, b) > NEAR * max(1, min(a, b)):
                found.append(f"{name}: {a:,} against {b:,} {what}")
    return found
