"""What can be read in a paper's file, and can hardly be meant: warnings, each at its line."""

from collections.abc import Iterator
from datetime import timedelta

from generator.content.front_matter import Fields
from generator.errors import Location, Problem, Severity
from generator.model.paper import Paper

FIRST_YEAR = 1600
AHEAD = timedelta(days=366)
"""How much later than the day on which it was added a paper may be dated: journals date ahead."""

LARGE_ABSTRACT = 20_000
"""Bytes; a long abstract has 3,000."""


def doubts(found: Fields, paper: Paper, body: str) -> Iterator[Problem]:
    """Give what is doubtful of a paper that was read from these fields and this Markdown."""
    for key, day in (("date", paper.date), ("added", paper.added)):
        if day and day.year < FIRST_YEAR:
            fault = f'"{key}" is {day.isoformat()}, before there were papers'
            yield Problem(found.where(key), Severity.WARNING, fault, "correct the year")
    if paper.date and paper.date - paper.added > AHEAD:
        fault = f'"date" is {paper.date.isoformat()}, but the paper was added on {paper.added.isoformat()}'
        yield Problem(found.where("date"), Severity.WARNING, fault, "correct one of the years")
    size = len(body.encode())
    if size > LARGE_ABSTRACT:
        fault = f"the abstract has {size // 1000} kB; feeds and the files of lists show its beginning only"
        fix = "keep to the abstract, and link to the rest"
        yield Problem(Location(found.path), Severity.WARNING, fault, fix)
