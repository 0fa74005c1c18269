"""Read the whole content folder: every paper and every text page, by way of a cache of parsed files.

Input:   content/papers/**/*.md and content/pages/*.md.
Output:  Scan, in the order of the paths; a bad file is reported and keeps its last good page.
Cache:   a file is not opened when its size and both its times are those of its cache entry (tar and rsync set
         back that of its bytes). They are not to be trusted for a file that was changed in the moment in
         which it was read ("racily clean", as git calls it): such a file is read and hashed again, and parsed
         only when its bytes are others.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.base.copies import share
from generator.base.files import check_path, read_bytes
from generator.base.hashing import digest, digest_text, digest_value, encode
from generator.base.text import shorten
from generator.content.files import find_markdown
from generator.content.front_matter import split_body
from generator.content.markdown import plain_text
from generator.content.reader import decode, parse_paper, parse_text
from generator.errors import InputError, Location, Problem, Severity
from generator.model.paper import Body, PaperPage, TextPage

TEASER = 280
"""Characters of a teaser, at most."""

MANY = 1_000
"""From this many new files on, copies of this process pay for their start."""

_RACY_NS = 2_000_000_000  # the coarsest clock of a file system in use (FAT) ticks every two seconds


Parsed = tuple[PaperPage | None, TextPage | None, tuple[Problem, ...]]
Parse = Callable[[bytes, str, str], Parsed]
"""(bytes, path below the content folder, path as shown) → what the file holds."""


class CacheEntry(Struct, frozen=True):
    """What is remembered of one parsed content file."""

    size: int
    mtime_ns: int
    ctime_ns: int
    """When the system last changed the file or what it knows of it; no program can set it."""

    seen_ns: int
    """When the file was read; an entry younger than its file's last change proves nothing."""

    hash: str
    """Digest of the whole file."""

    facts: str
    """Digest of a paper's front matter; of the whole file where it is a text page."""

    paper: PaperPage | None
    """For a file of content/papers."""

    text: TextPage | None
    """For a file of content/pages."""

    problems: tuple[Problem, ...]
    """Warnings about the file, which are told again on every scan."""


Read = tuple[CacheEntry | None, Sequence[Problem]]
"""What a file holds, or held, and what is to be told of it."""


class ScanCache(Protocol):
    """Remembers parsed files between builds, by path below the content folder; whoever scans brings one."""

    def __contains__(self, path: str) -> bool:
        """Tell whether there may be something for `path`."""

    def get(self, path: str) -> CacheEntry | None:
        """Return what was put for `path`, or None."""

    def put(self, path: str, entry: CacheEntry) -> None:
        """Remember `entry` for `path`."""


class Scan(Struct, frozen=True):
    """The content folder as it was found."""

    papers: tuple[PaperPage, ...]
    """In the order of their paths; drafts are among them."""

    pages: tuple[TextPage, ...]
    problems: tuple[Problem, ...]
    """Sorted."""

    facts: str
    """Digest of all that was found but the texts of papers."""


def scan(content_dir: Path, cache: ScanCache | None = None, jobs: int = 1) -> Scan:
    """Read all content below `content_dir`; never raises for what stands in the files.

    A file that cannot be read any more is reported, and stands as the cache remembers it: a slip of the pen
    takes no page off the site and changes no list. Many new files are read by `jobs` processes, 0 being one
    for each processor.
    """
    problems: list[Problem] = []
    papers: list[PaperPage] = []
    pages: list[TextPage] = []
    facts: list[str] = []
    for folder, parse in (("papers", _parse_paper), ("pages", _parse_text)):
        paths = [*find_markdown(content_dir, folder, problems, deep=folder == "papers")]
        for path, entry, found in _entries(content_dir, paths, cache, parse, jobs):
            problems += found
            if entry:
                facts += path, entry.facts
            if entry and entry.paper:
                papers.append(entry.paper)
            if entry and entry.text:
                pages.append(entry.text)
    unique = _without_doubles(papers, content_dir, problems)
    told = digest_text("\n".join(facts))
    return Scan(tuple(unique), tuple(pages), tuple(sorted(problems)), told)


def read_body(content_dir: Path, body: Body) -> str:
    """Return the Markdown that `body` refers to; none where that has no hash.

    Raises InputError when it is not the text that the scan saw: a page must show what its key stands for.
    """
    shown = f"{content_dir.name}/{body.path}"
    check_path(body.path)
    if not body.hash:
        return ""
    text = split_body(decode(_read(f"{content_dir}/{body.path}", shown), shown), shown)
    if digest_text(text) != body.hash:
        raise InputError(Location(shown), "the file changed during the build", "run it again")
    return text


def _read(path: str, shown: str) -> bytes:
    try:
        return read_bytes(path)
    except OSError as error:
        fault = f"cannot read this file: {error.strerror or error}"
        raise InputError(Location(shown), fault, "make it readable, or remove it") from None


def _entries(
    content_dir: Path, paths: Sequence[str], cache: ScanCache | None, parse: Parse, jobs: int
) -> Iterator[tuple[str, CacheEntry | None, Sequence[Problem]]]:
    """Give what each file holds; if it cannot be read, what it held when it last could."""
    new = [path for path in paths if cache is None or path not in cache]
    early = _read_new(content_dir, new, parse, jobs) if len(new) >= MANY else {}
    for path in paths:
        known = cache.get(path) if cache and path not in early else None
        entry, problems = early[path] if path in early else _entry(content_dir, path, known, parse)
        if cache and entry and entry is not known:
            cache.put(path, entry)
        yield path, entry, problems


def _read_new(content_dir: Path, paths: Sequence[str], parse: Parse, jobs: int) -> dict[str, Read]:
    """Read files of which nothing is known, by several processes."""

    def read(some: Sequence[str]) -> list[tuple[bytes, Sequence[Problem]]]:
        found = (_entry(content_dir, path, None, parse) for path in some)
        return [(encode(entry) if entry else b"", problems) for entry, problems in found]

    decode = msgspec.msgpack.Decoder(CacheEntry).decode
    shares = share(read, paths, jobs)
    found = (((decode(data) if data else None), problems) for data, problems in chain(*shares))
    return dict(zip(paths, found, strict=True))


def _entry(content_dir: Path, path: str, known: CacheEntry | None, parse: Parse) -> Read:
    try:
        entry = _read_entry(content_dir, path, known, parse)
    except InputError as error:
        return known, (error.problem,)
    return entry, entry.problems


def _read_entry(content_dir: Path, path: str, known: CacheEntry | None, parse: Parse) -> CacheEntry:
    seen_ns = time.time_ns()
    shown = f"{content_dir.name}/{path}"
    try:
        stat = os.stat(f"{content_dir}/{path}")  # noqa: PTH116  a Path of each file takes longer than stat
    except OSError as error:
        raise InputError(Location(shown), f"cannot read this file: {error.strerror}", "remove it") from None
    times = stat.st_mtime_ns, stat.st_ctime_ns
    same_stamp = known is not None and (known.size, known.mtime_ns, known.ctime_ns) == (stat.st_size, *times)
    if known and same_stamp and max(times) + _RACY_NS < known.seen_ns:
        return known
    data = _read(f"{content_dir}/{path}", shown)
    name = digest(data)
    if known and known.hash == name:
        return replace(known, size=stat.st_size, mtime_ns=times[0], ctime_ns=times[1], seen_ns=seen_ns)
    paper, text, found = parse(data, path, shown)
    facts = digest_value(paper.paper) if paper else name
    return CacheEntry(stat.st_size, *times, seen_ns, name, facts, paper, text, found)


def _parse_paper(data: bytes, path: str, shown: str) -> Parsed:
    parsed = parse_paper(data, shown)
    body = Body(path, digest_text(parsed.body))
    page = PaperPage(parsed.paper, body, _teaser(parsed.body), len(parsed.body.encode()))
    return page, None, parsed.problems


def _teaser(body: str) -> str:
    # what is cut off is not turned into text first: bodies may be long
    return shorten(plain_text(body[: TEASER * 20]), TEASER)


def _parse_text(data: bytes, path: str, shown: str) -> Parsed:
    parsed = parse_text(data, shown)
    body = Body(path, digest_text(parsed.body))
    page = TextPage(parsed.slug, parsed.title, body, parsed.description, parsed.in_navigation, parsed.aliases)
    return None, page, parsed.problems


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
