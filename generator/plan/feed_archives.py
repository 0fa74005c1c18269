"""Cut a long feed into what readers subscribe to and archives (RFC 5005, section 4).

Input:   a feed's items, newest first, each dated by the day on which it was added.
Output:  the newest items, and archives that change only when a paper of their own time comes, goes, changes.

An archive holds the items of a month or a year, as the calendar has it, and is named by it. Cut by counts, a
paper that is added with an earlier day would shift all archives behind it; so it changes its own, and no name
ever goes away. A time of more than `most` items is cut into numbered parts, in the order of adding.
The last part is open: it is in the feed itself until a later one begins. Only a feed that leads to archives
holds it; one in a format without them holds the newest items and no more.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

MONTH = len("2026-05")
YEAR = len("2026")
"""Letters of a day that name the time in which it lies."""


class Dated(Protocol):
    """A paper in a feed, of which only the times matter here."""

    @property
    def published(self) -> str:
        """RFC 3339; distinct within a feed."""

    @property
    def updated(self) -> str:
        """Not before `published`."""


Item = TypeVar("Item", bound=Dated)


class Archive(Struct, Generic[Item], frozen=True):
    """The items of some time."""

    name: str
    """"2026-05" or "2026"; further parts are "2026-05-2" …"""

    items: tuple[Item, ...]
    """Newest first."""


def newest_items(items: Sequence[Item], size: int, most: int) -> tuple[Item, ...]:
    """Return `size` items and the rest of the last one's day (up to `most`), and older ones edited since.

    The edited stand among them again, so that readers learn of it.
    """
    return _with_edited(items, _whole_days(items, size, most), size, most)


def split_feed(
    items: Sequence[Item], size: int, most: int, period: int = MONTH
) -> tuple[tuple[Item, ...], tuple[Archive[Item], ...]]:
    """Return the newest items and the archives, oldest first; together they hold every item.

    The newest are those of `newest_items` and the open part. What was edited is in its archive, too.
    There are no archives when the newest are all.
    """
    end = _whole_days(items, size, most)
    if end == len(items):
        return _latest(items), ()
    *closed, growing = _parts(items, most, period)
    return _with_edited(items, max(end, len(growing.items)), size, most), tuple(closed)


def _with_edited(items: Sequence[Item], end: int, size: int, most: int) -> tuple[Item, ...]:
    """Return the first `end` items, and up to `size` others that were edited since the last of them."""
    since = items[end - 1].published if end else ""
    edited = [item for item in _latest(items[end:]) if item.updated > max(item.published, since)]
    return _latest([*items[:end], *edited[: min(size, most - end)]])


def _whole_days(items: Sequence[Item], size: int, most: int) -> int:
    """Count `size` items and the rest of the last one's day; a day that is cut off would reach nobody."""
    end = min(size, most, len(items))
    while 0 < end < min(len(items), most) and _day(items[end]) == _day(items[end - 1]):
        end += 1
    return end


def _day(item: Dated) -> str:
    return item.published[:10]


def _latest(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.updated, reverse=True))


def _parts(items: Sequence[Item], most: int, period: int) -> Iterator[Archive[Item]]:
    """Give all items, oldest first, by month or year."""
    for name, group in groupby(reversed(items), key=lambda item: item.published[:period]):
        found = list(group)
        for number, start in enumerate(range(0, len(found), most), 1):
            part = name if number == 1 else f"{name}-{number}"
            yield Archive(part, tuple(reversed(found[start : start + most])))
