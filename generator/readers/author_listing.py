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
from dataclasses import dataclass, field
from datetime import date

from generator.base.topics import full_code
from generator.errors import Location, Problem, Severity
from generator.model.record import PaperRecord, Seed, Source
from generator.readers import dates
from generator.readers.candidates import Glued
from generator.readers.seedfile import without_controls
from generator.readers.split import Split, split_all

NAME = "author listing"

DOUBTFUL = 0.98
"""A split with less confidence is reported: then another reading may be worth telling (split.py)."""

LONGEST_TITLE_LINE = 600
"""Characters; the longest titles have some 250, three authors and an organisation some 120."""

_METADATA = re.compile(
    rf"(?P<score>\d{{1,3}}(?:\.\d+)?)?(?P<topic>[A-Za-z][A-Za-z.-]*?)??{dates.DATE_PATTERN}(?P<code>Code)?"
)
_BROKEN_METADATA = re.compile(
    rf"(?:\d{{1,3}}(?:\.\d+)?)?[A-Z][A-Z-]+(?:{'|'.join(dates.MONTHS)}).{{0,20}}|\d{{1,3}}\.\d[A-Z]{{2}}.{{0,20}}"
)
_ET_AL = re.compile(r",? et al\.?$")
_ORGANISATION = " · "
# A title line within an abstract: a capital glued to a letter, digit or mark, and names up to the end.
_STRAY = re.compile(
    r"""[a-z0-9)?!"”][A-ZÀ-Þ][\w.'’-]*(?:[ ][\w.'’-]+){1,5}
        (?:,[ ][\w.'’ -]+){0,2}(?:[ ]et[ ]al\.)?(?:[ ]·[ ].+)?$""",
    re.VERBOSE,
)
_STOPS = (".", "!", "?", ")", "/")
_AUTHORS_END = re.compile(r" et al\.(?: · .+)?$")
_MOST_TITLE_LINES = 6
_LONG_WORD = 12
_WIDEST_WRAP = 250
"""Characters; lines beyond are not wrapped, so where one ends a paragraph ends."""


@dataclass(slots=True)
class _Block:
    """A metadata line and the lines up to the next one, without blank lines."""

    line: int
    metadata: str
    lines: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
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
    wrapped = _wrapped_titles([block for block in blocks if isinstance(block, _Block)])
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
    lines = _title_lines(block.lines) if wrapped else 1
    title_line, title = block.lines[0][0], _joined(block.lines[:lines])
    rest = block.lines[lines:]
    if len(title) > LONGEST_TITLE_LINE:
        yield _no_title(seed, title_line, title)
        return
    abstract, stray = _abstract(rest)
    names, organisations = _organisations(title)
    glued = Glued(_ET_AL.sub("", names), bool(_ET_AL.search(names)), without_controls(abstract))
    yield _Entry(block.line, block.metadata, title_line, glued, organisations, abstract)
    if not abstract:
        fault = "this record has no abstract" + (
            "; the file ends here, so its authors may be cut off too" if last else ""
        )
        yield _warning(seed, title_line, fault, "add it below this line, if there is one")
    if stray:
        fault = f"a title without a metadata line; it is left out up to the next record: {_short(stray[1])}"
        yield _error(seed, stray[0], fault, "add a line like CVMay 28 before it")


def _wrapped_titles(blocks: Sequence[_Block]) -> bool:
    """Tell whether a whole listing was wrapped: then no title is wider than the abstracts' widest line."""
    titles = max((len(block.lines[0][1]) for block in blocks if block.lines), default=0)
    others = max((len(text) for block in blocks for _, text in block.lines[1:]), default=0)
    return titles <= others + _LONG_WORD <= _WIDEST_WRAP


def _title_lines(lines: Sequence[tuple[int, str]]) -> int:
    """Return how many lines a wrapped title line takes."""
    width = max(len(text) for _, text in lines)
    complete = 0
    for n in range(1, min(len(lines), _MOST_TITLE_LINES + 1)):
        joined = _joined(lines[:n])
        if _AUTHORS_END.search(joined) or _has_room(lines[n - 1][1], lines[n][1], width):
            return n
        if not complete and _STRAY.search(joined):
            complete = n
    return complete or 1


def _joined(lines: Sequence[tuple[int, str]]) -> str:
    return without_controls(" ".join(text for _, text in lines))


def _has_room(before: str, line: str, width: int) -> bool:
    """Tell whether a line's first word had room in the line before: then a paragraph ends between them."""
    return len(before) + 1 + len(line.split()[0]) <= width or len(before) > _WIDEST_WRAP


def _abstract(lines: Sequence[tuple[int, str]]) -> tuple[str, tuple[int, str] | None]:
    """Join the lines of an abstract; stop at a line that must be the title of a record without metadata."""
    width = max((len(line) for _, line in lines), default=0)
    texts = [text for _, text in lines]
    for n in range(1, len(lines)):
        # the bound keeps the pattern from trying every pair of places in a long line
        if len(texts[n]) > LONGEST_TITLE_LINE or not texts[n - 1].endswith(_STOPS):
            continue
        if not _STRAY.search(texts[n]):
            continue
        pairs = zip(texts[n - 1 : n + 1], texts[n : n + 2], strict=False)
        if any(_has_room(before, text, width) for before, text in pairs):  # it is a paragraph of its own
            return " ".join(texts[:n]), lines[n]
    return " ".join(texts), None


def _organisations(line: str) -> tuple[str, tuple[str, ...]]:
    """Cut organisations off the end of a title line."""
    names, *organisations = line.split(_ORGANISATION)
    # a title may hold the dot too: its authors stand behind it then, glued to a word
    while organisations and not _ET_AL.search(names) and any(_STRAY.search(o) for o in organisations):
        names = _ORGANISATION.join([names, organisations.pop(0)])
    return names, tuple(organisations)


# --- entries to records ---


def _record(seed: Seed, entry: _Entry, split: Split) -> Iterator[PaperRecord | Problem]:
    if not split.authors:
        yield _no_title(seed, entry.title_line, entry.glued.text)
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
    if split.confidence < DOUBTFUL:
        others = "; ".join(split.alternatives) or "none that is likely"
        fault = f"title and first author are hard to tell apart; read as {split.title} | {split.authors[0]}"
        yield _warning(seed, entry.title_line, fault, f"check it; other readings: {others}")


def _no_title(seed: Seed, line: int, text: str) -> Problem:
    fault = f"cannot find title and authors in this line; the record is left out: {_short(text)}"
    return _error(seed, line, fault, "put title and authors below the metadata line, then the abstract")


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def _warning(seed: Seed, line: int, fault: str, fix: str) -> Problem:
    return Problem(Location(seed.path, line), Severity.WARNING, fault, fix)


def _error(seed: Seed, line: int, fault: str, fix: str) -> Problem:
    return Problem(Location(seed.path, line), Severity.ERROR, fault, fix)
