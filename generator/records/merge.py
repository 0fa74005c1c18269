"""Several records of one paper → one, field by field.

"Newer" is the record of the later capture; on the same day the seeds' names and lines decide.

| field           | taken from                                                               | reported     |
|-----------------|--------------------------------------------------------------------------|--------------|
| title           | the surest record (reader's confidence), then the newest; of spellings   | other words  |
|                 | with the same letters one with small and capital letters, the earliest   |              |
| abstract        | the longest (letters and digits), then the newest                        | other texts  |
| authors         | the list of most people ("et al." is one more), then the complete one,   | other names, |
|                 | then the newest; its completeness goes with it                           | other number |
| organisations   | all, newest first                                                        |              |
| date            | the earliest: a paper's own day is that of its first version             | other days   |
| added           | the earliest day of capture: readers learnt of it then                   |              |
| topics          | all, newest first: the first is the primary one                          |              |
| score           | the newest that has one                                                  |              |
| has_code        | any                                                                      |              |
| arXiv id, DOI   | the newest that has one                                                  | other ids    |
| links           | all, also those in abstracts that are not taken                          |              |
| sources         | all                                                                      |              |

A list of authors or an abstract that only breaks off earlier is no other one.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from generator.base.text import shorten
from generator.errors import Problem, Severity
from generator.model.record import Link, PaperRecord, Source
from generator.records.identity import group_records, letters, location, record_ids, title_key

T = TypeVar("T")

LONGEST_TOLD = 160
"""Characters of a value that a message shows."""


class MergedPaper(Struct, frozen=True):
    """One paper as all seeds together tell it; text is as printed, TeX and all."""

    ids: tuple[str, ...]
    """Ids under which its page may be kept already, strongest first; a new page gets the first."""

    title: str
    abstract: str
    added: date

    told: date | None
    """Day of capture of the listing that title or abstract are taken from, the later of both."""

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

    other_abstracts: tuple[str, ...] = ()
    """Abstracts that were not taken, newest first; links stand in them too."""


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
    kept = _Kept(newest)
    others = (record.abstract for record in newest if record.abstract != kept.abstract.abstract)
    paper = MergedPaper(
        ids=tuple(sorted(_distinct(record_ids, newest), key=_strength)),
        title=kept.title.title,
        abstract=kept.abstract.abstract,
        added=min((record.captured for record in newest if record.captured), default=fallback),
        authors=kept.authors.authors,
        authors_complete=kept.authors.authors_complete,
        organisations=_distinct(lambda record: record.organisations, newest),
        date=kept.date.date,
        topics=_distinct(lambda record: record.topics, newest),
        score=next((record.score for record in newest if record.score is not None), None),
        has_code=any(record.has_code for record in newest),
        arxiv_id=kept.arxiv_id.arxiv_id,
        doi=kept.doi.doi,
        links=_distinct(lambda record: record.links, newest),
        sources=tuple(sorted({record.source for record in newest})),
        told=max(filter(None, (kept.title.captured, kept.abstract.captured)), default=None),
        other_abstracts=tuple(filter(None, dict.fromkeys(others))),
    )
    return paper, _conflicts(newest, kept, seeds_dir) if len(newest) > 1 else []


class _Kept:
    """For each field that one record decides: that record. `newest` is in the order of its name."""

    def __init__(self, newest: Sequence[PaperRecord]) -> None:
        self.title = _titled(newest)
        self.abstract = max(newest, key=lambda record: len(_signs(record.abstract)))
        self.authors = max(_split_alike(newest, self.title), key=_people)
        self.date = min(newest, key=lambda record: record.date or date.max)
        self.arxiv_id = max(newest, key=lambda record: bool(record.arxiv_id))
        self.doi = max(newest, key=lambda record: bool(record.doi))


def _titled(newest: Sequence[PaperRecord]) -> PaperRecord:
    surest = max(newest, key=lambda record: record.confidence)
    if len(newest) == 1:
        return surest
    alike = [record for record in newest if letters(record.title) == letters(surest.title)]
    return min(
        alike, key=lambda record: (_is_one_case(record.title), record.captured or date.min, record.source)
    )


def _is_one_case(title: str) -> bool:
    return title.isupper() or title.islower()


def _split_alike(newest: Sequence[PaperRecord], titled: PaperRecord) -> list[PaperRecord]:
    """Leave out records that draw the line between the title kept and the first author elsewhere."""
    if len(newest) == 1:
        return [titled]
    title, key = letters(titled.title), title_key(titled)
    return [record for record in newest if letters(record.title) == title or title_key(record) != key]


def _people(record: PaperRecord) -> tuple[int, bool]:
    """How many people the record tells of, at least, and whether these are all."""
    more = bool(record.authors) and not record.authors_complete
    return len(record.authors) + more, record.authors_complete


def _signs(text: str) -> str:
    """Return the letters and digits of an abstract; its TeX is not read, for it may be of any length."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _strength(paper_id: str) -> int:
    return ("arxiv", "doi", "title").index(paper_id.partition(":")[0])


def _distinct(get: Callable[[PaperRecord], Iterable[T]], records: Sequence[PaperRecord]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for record in records for item in get(record)))


class _Field(Struct, frozen=True):
    """How one field's values are compared and told."""

    name: str
    kept: PaperRecord
    agrees: Callable[[PaperRecord, PaperRecord], bool]
    """Asked with (other record, record kept)."""
    told: Callable[[PaperRecord], str]
    """"" where the record says nothing."""


def _conflicts(newest: Sequence[PaperRecord], kept: _Kept, seeds_dir: str) -> list[Problem]:
    """Report each value that is left out for another one, once."""
    compared = (
        _Field("title", kept.title, _same_title, lambda record: record.title),
        _Field("abstract", kept.abstract, _begins_it, lambda record: shorten(record.abstract, LONGEST_TOLD)),
        _Field("author list", kept.authors, _same_people, _told_authors),
        _Field("date", kept.date, lambda one, other: one.date == other.date, _told_date),
        _Field("arXiv id", kept.arxiv_id, _same_arxiv_id, lambda record: record.arxiv_id),
        _Field("DOI", kept.doi, lambda one, other: one.doi == other.doi, lambda record: record.doi),
    )
    problems = []
    for field in compared:
        seen: set[str] = set()
        for record in newest:
            told = field.told(record)
            if told and told not in seen and not field.agrees(record, field.kept):
                seen.add(told)
                problems.append(_left_out(field, record, seeds_dir))
    return problems


def _left_out(field: _Field, record: PaperRecord, seeds_dir: str) -> Problem:
    other = location(field.kept.source, seeds_dir)
    dropped, kept = field.told(record), field.told(field.kept)
    fault = f"{field.name} {dropped!r} differs from {kept!r} in {other}, which is kept"
    fix = "correct the listing that is wrong, or edit the paper's file in content/, which wins"
    return Problem(location(record.source, seeds_dir), Severity.WARNING, fault, fix)


def _same_title(one: PaperRecord, other: PaperRecord) -> bool:
    return letters(one.title) == letters(other.title)


def _same_arxiv_id(one: PaperRecord, other: PaperRecord) -> bool:
    return one.arxiv_id == other.arxiv_id


def _begins_it(one: PaperRecord, kept: PaperRecord) -> bool:
    return one.abstract == kept.abstract or _signs(kept.abstract).startswith(_signs(one.abstract))


def _same_people(one: PaperRecord, kept: PaperRecord) -> bool:
    """Tell whether the same names stand in the same places, as far as either list goes."""
    pairs = zip(one.authors, kept.authors, strict=False)
    same_names = all(mine == theirs or letters(mine) == letters(theirs) for mine, theirs in pairs)
    return same_names and not (one.authors_complete and _people(one)[0] < _people(kept)[0])


def _told_authors(record: PaperRecord) -> str:
    if not record.authors:
        return ""
    return shorten(", ".join(record.authors), LONGEST_TOLD) + ("" if record.authors_complete else " et al.")


def _told_date(record: PaperRecord) -> str:
    return record.date.isoformat() if record.date else ""
