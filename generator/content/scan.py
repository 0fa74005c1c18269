"""Read the whole content folder: every paper and every text page, by way of a cache of parsed files.

Input:   content/papers/**/*.md and content/pages/*.md.
Output:  Scan, in the order of the paths; a bad file costs its page only and is reported.
Cache:   a file is not opened when its size and modification time are those of its cache entry. That is not
         to be trusted for a file that was changed in the moment in which it was read ("racily clean", as git
         calls it): such a file is read and hashed again, and parsed only when its bytes are others.
"""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from generator.base.files import safe_join
from generator.base.hashing import digest, digest_text
from generator.base.text import shorten
from generator.content.files import find_markdown
from generator.content.front_matter import split_body
from generator.content.markdown import plain_text
from generator.content.reader import decode, parse_paper, parse_text
from generator.errors import InputError, Location, Problem, Severity
from generator.model.paper import Body, PaperPage, TextPage

TEASER = 280
"""Characters of a teaser, at most."""

_RACY_NS = 2_000_000_000  # the coarsest clock of a file system in use (FAT) ticks every two seconds


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """What is remembered of one parsed file of content/papers."""

    size: int
    mtime_ns: int
    seen_ns: int
    """When the file was read; an entry younger than its file's last change proves nothing."""

    hash: str
    """Digest of the whole file."""

    page: PaperPage
    problems: tuple[Problem, ...]
    """Warnings about the file, which are told again on every scan."""


class ScanCache(Protocol):
    """Remembers parsed files between builds, by path below the content folder; whoever scans brings one."""

    def get(self, path: str) -> CacheEntry | None:
        """Return what was put for `path`, or None."""

    def put(self, path: str, entry: CacheEntry) -> None:
        """Remember `entry` for `path`."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The content folder as it was found."""

    papers: tuple[PaperPage, ...]
    """In the order of their paths; drafts are among them."""

    pages: tuple[TextPage, ...]
    problems: tuple[Problem, ...]
    """Sorted."""


def scan(content_dir: Path, cache: ScanCache | None = None) -> Scan:
    """Read all content below `content_dir`; never raises for what stands in the files."""
    problems: list[Problem] = []
    papers: list[PaperPage] = []
    pages: list[TextPage] = []
    for path in find_markdown(content_dir, "papers", problems):
        try:
            entry = _paper(content_dir, path, cache)
            papers.append(entry.page)
            problems += entry.problems
        except InputError as error:
            problems.append(error.problem)
    for path in find_markdown(content_dir, "pages", problems, deep=False):
        try:
            pages.append(_text_page(content_dir, path, problems))
        except InputError as error:
            problems.append(error.problem)
    unique = _without_doubles(papers, content_dir, problems)
    return Scan(tuple(unique), tuple(pages), tuple(sorted(problems)))


def read_body(content_dir: Path, body: Body) -> str:
    """Return the Markdown that `body` refers to.

    Raises InputError when it is not the text that the scan saw: a page must show what its key stands for.
    """
    shown = f"{content_dir.name}/{body.path}"
    text = split_body(decode(_read(safe_join(content_dir, body.path), shown), shown), shown)
    if digest_text(text) != body.hash:
        raise InputError(Location(shown), "the file changed during the build", "run it again")
    return text


def _read(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        fault = f"cannot read this file: {error.strerror or error}"
        raise InputError(Location(shown), fault, "make it readable, or remove it") from None


def _paper(content_dir: Path, path: str, cache: ScanCache | None) -> CacheEntry:
    file, shown = content_dir / path, f"{content_dir.name}/{path}"
    known = cache.get(path) if cache else None
    seen_ns = time.time_ns()
    try:
        stat = file.stat()
    except OSError as error:
        raise InputError(Location(shown), f"cannot read this file: {error.strerror}", "remove it") from None
    same_stamp = known is not None and (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    if known and same_stamp and known.mtime_ns + _RACY_NS < known.seen_ns:
        return known
    data = _read(file, shown)
    name = digest(data)
    if known and known.hash == name:
        entry = replace(known, size=stat.st_size, mtime_ns=stat.st_mtime_ns, seen_ns=seen_ns)
    else:
        parsed = parse_paper(data, shown)
        page = PaperPage(parsed.paper, Body(path, digest_text(parsed.body)), _teaser(parsed.body))
        entry = CacheEntry(stat.st_size, stat.st_mtime_ns, seen_ns, name, page, parsed.problems)
    if cache:
        cache.put(path, entry)
    return entry


def _teaser(body: str) -> str:
    # what is cut off is not turned into text first: bodies may be long
    return shorten(plain_text(body[: TEASER * 20]), TEASER)


def _text_page(content_dir: Path, path: str, problems: list[Problem]) -> TextPage:
    shown = f"{content_dir.name}/{path}"
    parsed = parse_text(_read(content_dir / path, shown), shown)
    problems += parsed.problems
    body = Body(path, digest_text(parsed.body))
    return TextPage(parsed.slug, parsed.title, body, parsed.description, parsed.in_navigation, parsed.aliases)


def _without_doubles(papers: list[PaperPage], content_dir: Path, problems: list[Problem]) -> list[PaperPage]:
    """Keep the first paper, in the order of paths, of each id and of each slug."""
    first: dict[tuple[str, str], str] = {}
    kept = []
    for page in papers:
        path = f"{content_dir.name}/{page.body.path}"
        # slugs are lower case already, ids may differ in case only
        names = [("id", page.paper.id.casefold()), ("slug", page.paper.slug)]
        double = next((name for name in names if name in first), None)
        if double:
            fault = f"{double[0]} {double[1]!r} is already that of {first[double]}"
            fix = "give one of them another" if double[0] == "id" else "rename one of them"
            problems.append(Problem(Location(path), Severity.ERROR, fault, f"{fix}, or remove it"))
            continue
        first |= dict.fromkeys(names, path)
        kept.append(page)
    return kept
