"""Read author listings: text pasted from a page that lists an author's papers, three lines a record.

    53.2CVMay 28Code                                  [score]TOPIC, date and whether code is published
    A Title of a PaperFirst Author, Second Author, Third Author et al. · an-organisation
    The abstract, which may be wrapped or missing.

Input:   seeds of this format; blank lines do not matter. The corpus is read as a whole (split.py).
Output:  PaperRecords in the order listed; a problem for whatever could not be read or is doubtful.
Refuses: a record whose lines have another order or number. Reading goes on at the next metadata line.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct, field

from generator.base.topics import full_code
from generator.errors import Location, Problem, Severity
from generator.model.record import PaperRecord, Seed, Source
from generator.readers import dates
from generator.readers.candidates import MOST_AUTHORS, Glued
from generator.readers.paragraphs import (
    LONGEST_TITLE_LINE,
    STRAY,
    cut_stray,
    implausible,
    joined,
    swallowed,
    title_lines,
    wrapped_titles,
)
from generator.readers.seedfile import without_controls
from generator.readers.split import SURE, Split, split_all

NAME = "author listing"

NEEDS = "three lines a paper, the first with its topic and date, like 53.2CVMay 28 or CVAug 2, 2024Code"
"""What makes a text a listing of this format."""

_METADATA = re.compile(
    rf"(?P<score>\d{{1,3}}(?:\.\d+)?)?(?P<topic>[A-Za-z][A-Za-z.-]*?)??{dates.DATE_PATTERN}(?P<code>Code)?"
)
_BROKEN_METADATA = re.compile(
    rf"(?:\d{{1,3}}(?:\.\d+)?)?[A-Z][A-Z-]+(?:{'|'.join(dates.MONTHS)}).{{0,20}}|\d{{1,3}}\.\d[A-Z]{{2}}.{{0,20}}"
)
_ET_AL = re.compile(r",? et al\.?$")
_ORGANISATION = " · "


class _Block(Struct):
    """A metadata line and the lines up to the next one, without blank lines."""

    line: int
    metadata: str
    lines: list[tuple[int, str]] = field(default_factory=list)


class _Entry(Struct, frozen=True):
    """A block of the right shape; its title line is not yet split."""

    line: int
    metadata: str
    title_line: int
    glued: Glued
    organisations: tuple[str, ...]
    abstract: str
    """As printed, control characters and all."""


def sniff(text: str) -> bool:
    """Tell whether a text holds a metadata line with a topic of arXiv, or a score, and a line behind it."""
    matches = (_METADATA.fullmatch(line.strip()) for line in without_controls(text).split("\n"))
    return any(m and (m["score"] or full_code(m["topic"] or "")) for m in matches)


def printed_dates(text: str) -> Iterator[dates.PrintedDate]:
    """Yield the dates of all metadata lines."""
    for line in without_controls(text).split("\n"):
        if match := _METADATA.fullmatch(line.strip()):
            yield dates.printed_date(match)


def infer_capture(seed: Seed, today: date) -> date:
    """Return the day of capture that the dates of a seed allow, see dates.infer_capture."""
    return dates.infer_capture(printed_dates(seed.text), today)


def read(seeds: Sequence[Seed]) -> Iterator[PaperRecord | Problem]:
    """Read all seeds of this format as one corpus."""
    found: list[tuple[Seed, _Entry]] = []
    for seed in seeds:
        for item in _entries(seed):
            if isinstance(item, Problem):
                yield item
            else:
                found.append((seed, item))
    splits = split_all([entry.glued for _, entry in found])
    for (seed, entry), split in zip(found, splits, strict=True):
        yield from _record(seed, entry, split)


# --- lines to entries ---


def _blocks(seed: Seed) -> Iterator[_Block | Problem]:
    block: _Block | None = None
    for number, raw in enumerate(seed.text.split("\n"), 1):
        printed = " ".join(raw.split())
        line = without_controls(printed)
        broken = len(line) < 60 and _BROKEN_METADATA.fullmatch(line)
        if _METADATA.fullmatch(line) or broken:
            if block:
                yield block
            block = _Block(number, line)
        elif not line:
            continue
        elif block:
            block.lines.append((number, printed))
        else:
            fault = f"this line stands before the first record and is left out: {_short(line)}"
            yield _warning(seed, number, fault, "remove it if it is no part of a record")
    if block:
        yield block


def _entries(seed: Seed) -> Iterator[_Entry | Problem]:
    blocks = list(_blocks(seed))
    wrapped = wrapped_titles([block.lines for block in blocks if isinstance(block, _Block)])
    for n, block in enumerate(blocks):
        if isinstance(block, Problem):
            yield block
        elif not _METADATA.fullmatch(block.metadata):
            fault = f"cannot read the metadata line {block.metadata!r}; its record is left out"
            yield _error(seed, block.line, fault, "write it like 53.2CVMay 28 or CVAug 2, 2024Code")
        elif not block.lines:
            fault = "no title follows this metadata line; the record is left out"
            yield _error(seed, block.line, fault, "add the line with title and authors")
        else:
            yield from _entry(seed, block, wrapped=wrapped, last=n == len(blocks) - 1)


def _entry(seed: Seed, block: _Block, *, wrapped: bool, last: bool) -> Iterator[_Entry | Problem]:
    lines = title_lines(block.lines) if wrapped else 1
    title_line, title = block.lines[0][0], joined(block.lines[:lines])
    rest = block.lines[lines:]
    if len(title) > LONGEST_TITLE_LINE:
        yield _no_title(seed, title_line, title)
        return
    abstract_lines, stray = cut_stray(rest)
    abstract = " ".join(text for _, text in abstract_lines)
    names, organisations = _organisations(title)
    glued = Glued(_ET_AL.sub("", names), bool(_ET_AL.search(names)), without_controls(abstract))
    yield _Entry(block.line, block.metadata, title_line, glued, organisations, abstract)
    if not abstract:
        fault = "this record has no abstract" + (
            "; the file ends here, so its authors may be cut off too" if last else ""
        )
        yield _warning(seed, title_line, fault, "add it below this line, if there is one")
    if odd := implausible(abstract_lines):
        yield swallowed(seed, odd)
    if stray:
        fault = f"a title without a metadata line; it is left out up to the next record: {_short(stray[1])}"
        yield _error(seed, stray[0], fault, "add a line like CVMay 28 before it")


def _organisations(line: str) -> tuple[str, tuple[str, ...]]:
    """Cut organisations off the end of a title line."""
    names, *organisations = line.split(_ORGANISATION)
    # a title may hold the dot too: its authors stand behind it then, glued to a word
    while organisations and not _ET_AL.search(names) and any(STRAY.search(o) for o in organisations):
        names = _ORGANISATION.join([names, organisations.pop(0)])
    return names, tuple(organisations)


# --- entries to records ---


def _record(seed: Seed, entry: _Entry, split: Split) -> Iterator[PaperRecord | Problem]:
    if not split.authors:
        yield _no_title(seed, entry.title_line, entry.glued.text, split.alternatives)
        return
    match = _METADATA.fullmatch(entry.metadata)
    assert match  # _entries let no other through
    yield from _doubts(seed, entry, match, split)
    topic = full_code(match["topic"] or "")
    score = float(match["score"]) if match["score"] else None
    yield PaperRecord(
        source=Source(seed.name, entry.line),
        title=split.title,
        abstract=entry.abstract,
        authors=split.authors,
        authors_complete=not entry.glued.et_al,
        organisations=entry.organisations,
        date=_day(seed, match),
        captured=seed.captured,
        topics=(topic,) if topic else (),
        score=score if score is None or score <= 100 else None,
        has_code=bool(match["code"]),
        confidence=split.confidence,
        alternatives=split.alternatives,
    )


def _day(seed: Seed, match: re.Match[str]) -> date | None:
    printed = dates.printed_date(match)
    if printed.year:
        return printed.on(printed.year)
    return dates.resolve(printed, seed.captured) if seed.captured else None


def _doubts(seed: Seed, entry: _Entry, match: re.Match[str], split: Split) -> Iterator[Problem]:
    if match["topic"] and not full_code(match["topic"]):
        fault = f"arXiv has no category {match['topic']!r}; the paper has no topic"
        yield _warning(seed, entry.line, fault, "correct it, or set topics in the paper's content file")
    if match["score"] and float(match["score"]) > 100:
        yield _warning(seed, entry.line, f"the score {match['score']} is not in 0 to 100", "correct it")
    day, printed = _day(seed, match), dates.printed_date(match)
    if day is None:
        reason = (
            "nobody said when this file was captured" if printed.on(2000) else "the calendar has no such day"
        )
        yield _warning(
            seed, entry.line, f"the date in {entry.metadata!r} is left out: {reason}", "correct it"
        )
    elif not printed.year and seed.captured and day.year != seed.captured.year:
        fault = f"{day:%d %B} has no year and lies behind the day of capture; read as {day.isoformat()}"
        yield _warning(seed, entry.line, fault, "check the day of capture in seeds.toml")
    if len(split.authors) > MOST_AUTHORS:
        fault = f"{len(split.authors)} authors, more than such listings print; read as {split.title} | "
        fault += ", ".join(split.authors)
        yield _warning(seed, entry.title_line, fault, f'check it; {MOST_AUTHORS} and " et al." are usual')
    if split.confidence < SURE:
        others = "; ".join(split.alternatives) or "none that is likely"
        fault = f"title and first author are hard to tell apart; read as {split.title} | {split.authors[0]}"
        yield _warning(seed, entry.title_line, fault, f"check it; other readings: {others}")


def _no_title(seed: Seed, line: int, text: str, readings: Sequence[str] = ()) -> Problem:
    fault = f"cannot find title and authors in this line; the record is left out: {_short(text)}"
    fix = 'below the metadata line write "The TitleFirst Author, Second Author, Third Author et al."'
    if readings:
        fix = (
            f'is it "{readings[0]}"? Write more of the authors\' names, up to {MOST_AUTHORS}, then " et al."'
        )
    return _error(seed, line, fault, fix)


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def _warning(seed: Seed, line: int, fault: str, fix: str) -> Problem:
    return Problem(Location(seed.path, line), Severity.WARNING, fault, fix)


def _error(seed: Seed, line: int, fault: str, fix: str) -> Problem:
    return Problem(Location(seed.path, line), Severity.ERROR, fault, fix)
