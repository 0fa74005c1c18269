"""Cut a long feed into what readers subscribe to and archives (RFC 5005, section 4).

Input:   a feed's items, newest first, each dated by the day on which it was added.
Output:  the newest items, and archives that never change once a later one has begun.

An archive is a year, or a part of a full year made of whole days; it is named by its first day. Cut by count
from the newest, a new paper would shift all archives; cut by days, it changes the last document only, and a
paper that is taken away at most those of its year.
A day of more items than `most` is cut by count: more papers of that same day, added later, cut it anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.file_views import FeedItem


@dataclass(frozen=True, slots=True)
class Archive:
    """The items of some days."""

    name: str
    """Its first day, "2026-05-03"; further parts of one day are "2026-05-03-2" …"""

    items: tuple[FeedItem, ...]
    """Newest first."""


def split_feed(
    items: Sequence[FeedItem], size: int, most: int
) -> tuple[tuple[FeedItem, ...], tuple[Archive, ...]]:
    """Return the newest items and the archives, oldest first; together they hold every item.

    The newest are `size` items, the rest of the last one's day (up to `most`), and all that no archive holds.
    There are no archives when the newest are all.
    """
    end = _whole_days(items, size, most)
    if end == len(items):
        return tuple(items), ()
    *closed, growing = _parts(items[::-1], size, most)
    newest = tuple(items[: max(end, len(growing.items))])
    return newest, tuple(closed) if len(newest) < len(items) else ()


def _whole_days(items: Sequence[FeedItem], size: int, most: int) -> int:
    """Count `size` items and the rest of the last one's day; a day that is cut off would reach nobody."""
    end = min(size, len(items))
    while 0 < end < min(len(items), most) and _day(items[end]) == _day(items[end - 1]):
        end += 1
    return end


def _day(item: FeedItem) -> str:
    return item.updated[:10]


def _parts(items: Sequence[FeedItem], size: int, most: int) -> Iterator[Archive]:
    """Give all items, oldest first, in parts that depend on no later day."""
    for _, in_year in groupby(items, key=lambda item: item.updated[:4]):
        waiting: list[FeedItem] = []
        for day, in_day in groupby(in_year, key=_day):
            found = list(in_day)
            if waiting and (len(waiting) >= size or len(found) > most):
                yield _archive(_day(waiting[0]), waiting)
                waiting = []
            if len(found) > most:
                pieces = [found[i : i + most] for i in range(0, len(found), most)]
                for number, piece in enumerate(pieces, 1):
                    yield _archive(day if number == 1 else f"{day}-{number}", piece)
            else:
                waiting += found
        if waiting:
            yield _archive(_day(waiting[0]), waiting)


def _archive(name: str, oldest_first: list[FeedItem]) -> Archive:
    return Archive(name, tuple(reversed(oldest_first)))
