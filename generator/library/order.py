"""The orders in which papers appear, and the moments at which feeds say they did."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.base.hashing import digest_text
from generator.base.made import Made
from generator.model.paper import Paper, PaperPage

MORNING = 6 * 3600
"""Seconds of the day, UTC, in which feeds say that papers were added: a later moment would still lie ahead
when readers fetch the feed of the same day, and many hide what is of the future."""


def day_of(paper: Paper) -> dt.date:
    """Return the day under which a paper stands: its own, else the one on which it was added."""
    return paper.date or paper.added


def newest_first(pages: Iterable[PaperPage]) -> tuple[PaperPage, ...]:
    """Sort by day, newest first; within a day by score, then as listed, so that the order is total."""
    return tuple(sorted(pages, key=lambda page: (-_ordinal(page), _score(page), *_listed(page))))


def best_first(pages: Iterable[PaperPage]) -> tuple[PaperPage, ...]:
    """Sort by score, highest first, papers without one last; then newest, then as listed."""
    return tuple(sorted(pages, key=lambda page: (_score(page), -_ordinal(page), *_listed(page))))


def best_of_newest(pages: Iterable[PaperPage]) -> tuple[PaperPage, ...]:
    """Sort papers that come newest first as best_first does, in a tenth of its time."""
    return tuple(sorted(pages, key=_score))


def _ordinal(page: PaperPage) -> int:
    return day_of(page.paper).toordinal()


def _score(page: PaperPage) -> float:
    score = page.paper.score
    return 1.0 if score is None else -score


def _listed(page: PaperPage) -> tuple[int, str]:
    """A trending listing has no scores, but its order is a ranking."""
    return _line(page.paper), page.paper.slug


def moments(pages: Iterable[PaperPage]) -> Mapping[str, dt.datetime]:
    """Give every paper its own moment within the day on which it was added, by paper id, in UTC.

    Feeds need distinct times that never change, whatever else is listed: the second counts down from six in
    the morning by the line in the paper's first seed, so what was listed first is newest; the microsecond
    comes from the id, so that papers on one line of two seeds differ as well.
    """
    papers = {page.paper.id: page.paper for page in pages}
    return Made(lambda paper: _moment(papers[paper]))


def _moment(paper: Paper) -> dt.datetime:
    micros = int(digest_text(paper.id)[:8], 16) % 1_000_000
    minutes, second = divmod(MORNING - 1 - _line(paper) % MORNING, 60)
    day = paper.added
    return dt.datetime(day.year, day.month, day.day, *divmod(minutes, 60), second, micros, dt.UTC)


def _line(paper: Paper) -> int:
    """Return where the paper stands in its first seed; without one, a number that its id alone decides."""
    return paper.sources[0].line if paper.sources else _number(paper.id)


@lru_cache(maxsize=200_000)  # the same papers are put into many orders
def _number(paper_id: str) -> int:
    return int(digest_text(paper_id)[8:16], 16)
