"""Weekly issues: the papers added in one week of ISO 8601 (Monday to Sunday), the best first."""

from collections import defaultdict
from collections.abc import Sequence

from generator.library.order import best_first
from generator.model.library import Day, Week


def weeks_of(issues: Sequence[Day]) -> tuple[Week, ...]:
    """Group daily issues, newest first, into weeks, newest first."""
    days: dict[tuple[int, int], list[Day]] = defaultdict(list)
    for issue in issues:
        year, number, _ = issue.date.isocalendar()
        days[year, number].append(issue)
    return tuple(
        Week(year, number, tuple(found), best_first(page for day in found for page in day.papers))
        for (year, number), found in days.items()
    )
