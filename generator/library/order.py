"""The orders in which papers appear, and the moments at which feeds say they did."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from generator.base.hashing import digest_text
from generator.model.paper import Paper, PaperPage

SECONDS_A_DAY = 86_400


def day_of(paper: Paper) -> dt.date:
    """Return the day under which a paper stands: its own, else the one on which it was added."""
    return paper.date or paper.added


def newest_first(pages: Iterable[PaperPage]) -> tuple[PaperPage, ...]:
    """Sort by day, newest first; within a day by score, then as listed, so that the order is total."""
    return tuple(sorted(pages, key=lambda page: (-_ordinal(page), _score(page), *_listed(page))))


def best_first(pages: Iterable[PaperPage]) -> tuple[PaperPage, ...]:
    """Sort by score, highest first, papers without one last; then newest, then as listed."""
    return tuple(sorted(pages, key=lambda page: (_score(page), -_ordinal(page), *_listed(page))))


def _ordinal(page: PaperPage) -> int:
    return day_of(page.paper).toordinal()


def _score(page: PaperPage) -> float:
    score = page.paper.score
    return 1.0 if score is None else -score


def _listed(page: PaperPage) -> tuple[int, str]:
    """A trending listing has no scores, but its order is a ranking."""
    return _line(page.paper), page.paper.slug


def moments(pages: Iterable[PaperPage]) -> dict[str, dt.datetime]:
    """Give every paper its own moment within the day on which it was added, by paper id.

    Feeds need distinct times. The line in the seed counts down from midnight, so what was listed first is
    newest; where two seeds of a day use the same line, the later one gives way by a second. A paper that
    comes later thus never moves those that are there, but for a tie. UTC.
    """
    days: dict[dt.date, list[tuple[int, str]]] = defaultdict(list)
    for page in pages:
        days[page.paper.added].append((_line(page.paper), page.paper.id))
    times: dict[str, dt.datetime] = {}
    for day, papers in days.items():
        midnight = dt.datetime.combine(day, dt.time(23, 59, 59), dt.UTC)
        second = -1
        for line, paper_id in sorted(papers):
            second = max(second + 1, line % SECONDS_A_DAY)
            times[paper_id] = midnight - dt.timedelta(seconds=second)
    return times


def _line(paper: Paper) -> int:
    """Return where the paper stands in its seed; without one, a number that its id alone decides."""
    if paper.sources:
        return min(source.line for source in paper.sources)
    return int(digest_text(paper.id)[:8], 16) % SECONDS_A_DAY
