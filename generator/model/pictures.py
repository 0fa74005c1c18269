"""What pictures show: counts over time, days, co-authors. Nothing here says how they are drawn.

The rules of model.views hold here too: each of these is part of the view of the page that shows it.
"""

from msgspec import Struct

from generator.model.views import TermCount


class Course(Struct, frozen=True):
    """Papers of one term over time."""

    spans: tuple[TermCount, ...]
    """Years ("2024") or months ("2024-05"), oldest first, without gaps; url "" where they have no page."""
    undated: int = 0
    """Papers without a date, which are in none of them."""


class CourseRow(Struct, frozen=True):
    """One of several courses over the same time."""

    name: str
    """"" stands for all the others together."""
    url: str
    note: str
    count: int
    """Papers in all, undated ones too; of the others: how many others there are."""
    counts: tuple[int, ...]
    """Dated papers, one number for each span."""


class Courses(Struct, frozen=True):
    """Papers of several terms over the same time."""

    spans: tuple[str, ...]
    """Years ("2024") or months ("2024-05"), oldest first, without gaps."""
    rows: tuple[CourseRow, ...]
    undated: int = 0


class DayMap(Struct, frozen=True):
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


class CoAuthor(Struct, frozen=True):
    """Somebody with whom an author wrote papers."""

    name: str
    url: str
    count: int
    """Papers together."""
    first: str
    last: str
    """Years of the first and last dated paper together; "" when none is dated."""
    note: str = ""


class Circle(Struct, frozen=True):
    """An author and those with whom they wrote most."""

    name: str
    people: tuple[CoAuthor, ...]
    """Most papers together first."""
    ties: tuple[tuple[int, int, int], ...]
    """(i, j, papers of this author with both), i < j: places in `people`."""
    others: int = 0
    """Co-authors beyond these."""


class Pictures(Struct, frozen=True):
    """The pictures of one page; None is one that it does not have."""

    course: Course | None = None
    topics: Courses | None = None
    """The largest topics."""
    rising: Courses | None = None
    """Keywords that rise."""
    days: DayMap | None = None
    circle: Circle | None = None


NO_PICTURES = Pictures()
