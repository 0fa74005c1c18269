"""Which records tell of one paper.

Two records tell of the same paper when they share
1. the arXiv id, or
2. the DOI, or
3. the letters and digits of title and first author, run together ("title key"), or
4. the title, where one of them names no authors and exactly one paper with authors has this title.
The rules are applied in this order and carry over: A = B and B = C make A = C. Records with different arXiv
ids are never taken for one paper; when a weaker rule says so all the same, this is reported.

Title and first author are run together because listings print them so: the key is the same wherever a reader
draws the line between them.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from generator.base.hashing import digest_text
from generator.base.tex import plain
from generator.errors import Location, Problem, Severity
from generator.model.record import PaperRecord, Source


@lru_cache(maxsize=100_000)  # grouping and merging ask for the same few texts of a record several times
def letters(text: str) -> str:
    """Return the letters and digits of `text`, without accents, case and width (NFKD, casefolded)."""
    folded = unicodedata.normalize("NFKD", plain(text).casefold())
    return "".join(sign for sign in unicodedata.normalize("NFKD", folded.casefold()) if sign.isalnum())


def title_key(record: PaperRecord) -> str:
    """Return the title key of a record: title and first author, run together."""
    return letters(record.title) + letters("".join(record.authors[:1])) or record.title


def record_ids(record: PaperRecord) -> Iterator[str]:
    """Yield the ids under which a page of this record's paper may be kept, strongest first."""
    if record.arxiv_id:
        yield f"arxiv:{record.arxiv_id}"
    if record.doi:
        yield f"doi:{record.doi}"
    yield f"title:{digest_text(title_key(record))[:12]}"


def location(source: Source, seeds_dir: str) -> Location:
    """Return the place of a source for messages; `seeds_dir` is the seeds folder as the person types it."""
    return Location(f"{seeds_dir}/{source.seed}", source.line)


class _Groups:
    """Union-find over the numbers of records; the lowest number stands for its group."""

    def __init__(self, records: Sequence[PaperRecord]) -> None:
        self.records = records
        self.parent = list(range(len(records)))
        self.arxiv = [record.arxiv_id for record in records]

    def find(self, n: int) -> int:
        while self.parent[n] != n:
            self.parent[n] = n = self.parent[self.parent[n]]
        return n

    def join(self, a: int, b: int) -> bool:
        """Make one group of two; return False when their arXiv ids forbid it."""
        low, high = sorted((self.find(a), self.find(b)))
        if self.arxiv[low] and self.arxiv[high] and self.arxiv[low] != self.arxiv[high]:
            return False
        self.parent[high] = low
        self.arxiv[low] = self.arxiv[low] or self.arxiv[high]
        return True


def group_records(
    records: Iterable[PaperRecord], seeds_dir: str = "seeds"
) -> tuple[list[list[PaperRecord]], list[Problem]]:
    """Return the records of each paper, ordered by their places in the seeds, and what is in doubt."""
    ordered = sorted(records, key=lambda record: record.source)
    groups, problems = _Groups(ordered), []
    rules: list[tuple[str, Callable[[PaperRecord], str]]] = [
        ("the arXiv id", lambda record: record.arxiv_id),
        ("the DOI", lambda record: record.doi),
        ("title and first author", title_key),
    ]
    for name, key in rules:
        for numbers in _by_key(ordered, key).values():
            for n in numbers[1:]:
                if not groups.join(numbers[0], n):
                    problems.append(_doubt(ordered[numbers[0]], ordered[n], name, seeds_dir))
    _join_authorless(ordered, groups)
    found: dict[int, list[PaperRecord]] = defaultdict(list)
    for n, record in enumerate(ordered):
        found[groups.find(n)].append(record)
    return list(found.values()), problems


def _by_key(records: Sequence[PaperRecord], key: Callable[[PaperRecord], str]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        if found := key(record):
            numbers[found].append(n)
    return numbers


def _join_authorless(records: Sequence[PaperRecord], groups: _Groups) -> None:
    for numbers in _by_key(records, lambda record: letters(record.title)).values():
        papers = sorted({groups.find(n) for n in numbers if records[n].authors})
        if len(papers) == 1:
            for n in numbers:
                if not records[n].authors:
                    groups.join(papers[0], n)


def _doubt(one: PaperRecord, other: PaperRecord, rule: str, seeds_dir: str) -> Problem:
    fault = (
        f"{rule} are those of {location(one.source, seeds_dir)}, but the arXiv ids differ "
        f"({one.arxiv_id or 'by others of its records'}, {other.arxiv_id or 'by others'}): kept as two papers"
    )
    fix = "correct the arXiv id if it is one paper"
    return Problem(location(other.source, seeds_dir), Severity.WARNING, fault, fix)
