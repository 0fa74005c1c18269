"""The table of readers, and reading a set of seeds of any formats.

A reader is one module that knows one format. Others can be added without touching this package: an entry
point of the group "paper_digest.readers" names a Reader.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from importlib.metadata import entry_points

from msgspec import Struct

from generator.errors import Location, Problem, Severity
from generator.model.record import PaperRecord, Seed
from generator.readers import author_listing, trending_listing

GROUP = "paper_digest.readers"


def _today(_seed: Seed, today: date) -> date:
    return today


class Reader(Struct, frozen=True):
    """One format of seeds."""

    name: str
    """What people call the format: "author listing"."""

    sniff: Callable[[str], bool]
    """Tells by its text whether a seed has this format; must be sure, since nothing is guessed."""

    read: Callable[[Sequence[Seed]], Iterable[PaperRecord | Problem]]
    """Reads all seeds of this format at once, so that it can weigh one in the light of the others."""

    needs: str = ""
    """What a file needs to be known as one, for people whose file is not."""

    infer_capture: Callable[[Seed, date], date] = _today
    """Returns the newest day, not after the given one, on which the seed can have been captured."""


class Reading(Struct, frozen=True):
    """What a set of seeds holds."""

    records: tuple[PaperRecord, ...]
    """In the order of the seeds and, in each, of the listing."""

    problems: tuple[Problem, ...]
    """Sorted by place."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return all readers, in the order in which they are asked: our own first, then others by name."""
    own = (
        Reader(
            author_listing.NAME,
            author_listing.sniff,
            author_listing.read,
            author_listing.NEEDS,
            author_listing.infer_capture,
        ),
        Reader(trending_listing.NAME, trending_listing.sniff, trending_listing.read, trending_listing.NEEDS),
    )
    others = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    return (*own, *(point.load() for point in others))


def reader_of(seed: Seed) -> Reader | None:
    """Return the reader of a seed's format, told by its content; None when no reader knows it."""
    return next((reader for reader in readers() if reader.sniff(seed.text)), None)


def infer_capture(seed: Seed, today: date) -> date:
    """Return the newest day, not after `today`, on which a seed can have been captured."""
    reader = reader_of(seed)
    return reader.infer_capture(seed, today) if reader else today


def read_seeds(seeds: Sequence[Seed]) -> Reading:
    """Read seeds of any formats; what cannot be read is reported and never stops the rest."""
    by_reader: dict[Reader, list[Seed]] = defaultdict(list)
    problems: list[Problem] = []
    for seed in seeds:
        reader = reader_of(seed)
        if reader:
            by_reader[reader].append(seed)
        else:
            problems.append(_unknown(seed))
    records: list[PaperRecord] = []
    for reader, theirs in by_reader.items():
        for item in reader.read(theirs):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                records.append(item)
    order = {seed.name: n for n, seed in enumerate(seeds)}
    records.sort(key=lambda record: (order[record.source.seed], record.source.line))
    return Reading(tuple(records), tuple(sorted(problems)))


def _unknown(seed: Seed) -> Problem:
    known = "; ".join(f"{reader.name} ({reader.needs or 'see its reader'})" for reader in readers())
    if not seed.text.strip():
        return Problem(Location(seed.path), Severity.ERROR, "this file is empty", "remove it, or fill it")
    fault = "this file has no format that is known here; nothing is read from it"
    return Problem(Location(seed.path), Severity.ERROR, fault, f"known formats: {known}")
