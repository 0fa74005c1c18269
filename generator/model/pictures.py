"""What pictures show: counts over time, days, co-authors. Nothing here says how they are drawn.

The rules of model.views hold here too: each of these is part of the view of the page that shows it.
"""

from dataclasses import dataclass

from generator.model.views import TermCount


@dataclass(frozen=True, slots=True)
class Course:
    """Papers of one term over time."""

    spans: tuple[TermCount, ...]
    """Years ("2024") or months ("2024-05"), oldest first, without gaps; url "" where they have no page."""
    undated: int = 0
    """Papers without a date, which are in none of them."""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One of several courses over the same time."""

    name: str
    """"" stands for all the others together."""
    url: str
    note: str
    count: int
    """Papers in all, undated ones too; of the others: how many others there are."""
    counts: tuple[int, ...]
    """Dated papers, one number for each span."""


@dataclass(frozen=True, slots=True)
class Courses:
    """Papers of several terms over the same time."""

    spans: tuple[str, ...]
    """Years ("2024") or months ("2024-05"), oldest first, without gaps."""
    rows: tuple[CourseRow, ...]
    undated: int = 0


@dataclass(frozen=True, slots=True)
class DayMap:
    """The days of a year and how many papers each has."""

    year: int
    days: tuple[TermCount, ...]
    """Those with papers, oldest first; name is the ISO day."""
    steps: tuple[tuple[int, int], ...]
    """(least, most) papers of a day in each step of the scale, at most five."""
    undated: int = 0
    """Papers that have no date and count on the day on which they were added."""
    until: str = ""
    """ISO day with which the year ends so far; "" for 31 December."""


@dataclass(frozen=True, slots=True)
class CoAuthor:
    """Somebody with whom an author wrote papers."""

    name: str
    url: str
    count: int
    """Papers together."""
    first: str
    last: str
    """Years of the first and last dated paper together; "" when none is dated."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """An author and those with whom they wrote most."""

    name: str
    people: tuple[CoAuthor, ...]
    """Most papers together first."""
    ties: tuple[tuple[int, int, int], ...]
    """(i, j, papers of this author with both), i < j: places in `people`."""
    others: int = 0
    """Co-authors beyond these."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one page; None is one that it does not have."""

    course: Course | None = None
    topics: Courses | None = None
    """The largest topics."""
    rising: Courses | None = None
    """Keywords that rise."""
    days: DayMap | None = None
    circle: Circle | None = None


NO_PICTURES = Pictures()
