"""Several records of one paper → one, field by field.

"Newer" is the record of the later capture; on the same day the seeds' names and lines decide.

| field           | taken from                                                               | reported     |
|-----------------|--------------------------------------------------------------------------|--------------|
| title           | the surest record (reader's confidence), then the newest                 | other words  |
| abstract        | the newest that has one; a longer one that begins with it completes it   |              |
| authors         | a complete list before one with "et al.", then the longest, the newest   | other first  |
| organisations   | all, newest first                                                        |              |
| date            | the earliest: a paper's own day is that of its first version             | other days   |
| added           | the earliest day of capture: readers learnt of it then                   |              |
| topics          | all, newest first: the first is the primary one                          |              |
| score           | the newest that has one                                                  |              |
| has_code        | any                                                                      |              |
| arXiv id, DOI   | the newest that has one                                                  | other ids    |
| links, sources  | all                                                                      |              |
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.errors import Problem, Severity
from generator.model.record import Link, PaperRecord, Source
from generator.records.identity import group_records, letters, location, record_ids

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MergedPaper:
    """One paper as all seeds together tell it; text is as printed, TeX and all."""

    ids: tuple[str, ...]
    """Ids under which its page may be kept already, strongest first; a new page gets the first."""

    title: str
    abstract: str
    added: date
    authors: tuple[str, ...]
    authors_complete: bool
    organisations: tuple[str, ...]
    date: date | None
    topics: tuple[str, ...]
    score: float | None
    has_code: bool
    arxiv_id: str
    doi: str
    links: tuple[Link, ...]
    sources: tuple[Source, ...]


def merge_records(
    records: Iterable[PaperRecord], fallback: date, seeds_dir: str = "seeds"
) -> tuple[list[MergedPaper], list[Problem]]:
    """Return one MergedPaper for each paper, ordered by `added` and place, and all conflicts.

    `fallback` is the day of capture of records that have none; `seeds_dir` is for messages.
    """
    groups, problems = group_records(records, seeds_dir)
    papers = []
    for group in groups:
        paper, conflicts = _merge(group, fallback, seeds_dir)
        papers.append(paper)
        problems += conflicts
    return sorted(papers, key=lambda paper: (paper.added, paper.sources)), problems


def _merge(group: Sequence[PaperRecord], fallback: date, seeds_dir: str) -> tuple[MergedPaper, list[Problem]]:
    newest = sorted(group, key=lambda record: record.source)
    newest.sort(key=lambda record: record.captured or date.min, reverse=True)
    named = max(newest, key=lambda record: record.confidence)
    author = max(newest, key=lambda record: (record.authors_complete, len(record.authors)))
    days = [record.date for record in newest if record.date]
    paper = MergedPaper(
        ids=tuple(sorted(_distinct(record_ids, newest), key=_strength)),
        title=named.title,
        abstract=_abstract(newest),
        added=min((record.captured for record in newest if record.captured), default=fallback),
        authors=author.authors,
        authors_complete=author.authors_complete,
        organisations=_distinct(lambda record: record.organisations, newest),
        date=min(days, default=None),
        topics=_distinct(lambda record: record.topics, newest),
        score=next((record.score for record in newest if record.score is not None), None),
        has_code=any(record.has_code for record in newest),
        arxiv_id=next((record.arxiv_id for record in newest if record.arxiv_id), ""),
        doi=next((record.doi for record in newest if record.doi), ""),
        links=_distinct(lambda record: record.links, newest),
        sources=tuple(sorted({record.source for record in newest})),
    )
    if len(newest) == 1:
        return paper, []
    conflicts = _Conflicts(newest, seeds_dir)
    conflicts.look("title", lambda record: letters(record.title), lambda record: record.title)
    conflicts.look("first author", lambda record: letters("".join(record.authors[:1])), _first_author)
    conflicts.look("date", lambda record: str(record.date or ""), lambda record: str(record.date))
    conflicts.look("arXiv id", lambda record: record.arxiv_id, lambda record: record.arxiv_id)
    conflicts.look("DOI", lambda record: record.doi, lambda record: record.doi)
    return paper, conflicts.problems


def _strength(paper_id: str) -> int:
    return ("arxiv", "doi", "title").index(paper_id.partition(":")[0])


def _first_author(record: PaperRecord) -> str:
    return record.authors[0]


def _abstract(newest: Sequence[PaperRecord]) -> str:
    chosen = next((record.abstract for record in newest if record.abstract), "")
    longer = (record.abstract for record in newest if record.abstract.startswith(chosen))
    return max(longer, key=len)


def _distinct(get: Callable[[PaperRecord], Iterable[T]], records: Sequence[PaperRecord]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for record in records for item in get(record)))


class _Conflicts:
    """Compares the records of one paper field by field and notes where they contradict each other."""

    def __init__(self, records: Sequence[PaperRecord], seeds_dir: str) -> None:
        self.records, self.seeds_dir = records, seeds_dir
        self.problems: list[Problem] = []

    def look(self, name: str, key: Callable[[PaperRecord], str], told: Callable[[PaperRecord], str]) -> None:
        """Report each value of a field that differs from the newest record's; an empty one says nothing."""
        telling = [record for record in self.records if key(record)]
        seen = {key(record) for record in telling[:1]}
        for record in telling[1:]:
            if key(record) in seen:
                continue
            seen.add(key(record))
            other = location(telling[0].source, self.seeds_dir)
            fault = f"{name} {told(record)!r} differs from {told(telling[0])!r} in {other}"
            fix = "correct the listing that is wrong, or edit the paper's file in content/, which wins"
            where = location(record.source, self.seeds_dir)
            self.problems.append(Problem(where, Severity.WARNING, fault, fix))
