"""Decide what becomes of each drafted paper: a new file, new values in its file, or nothing.

A paper's file is found by its ids, wherever a person has moved it. A file that a person has removed stays
away; slugs, once given, are never given to another paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.base.hashing import digest_text
from generator.base.slugs import unique_slug
from generator.content.files import find_markdown
from generator.content.reader import ParsedPaper, parse_paper
from generator.content.writer import paper_path, render_paper
from generator.errors import InputError, Location, Problem, Severity
from generator.ingest.draft import Draft, keywords_of, with_keywords
from generator.ingest.edits import KEYWORDS_OF, draft_digests, merge_edits
from generator.ingest.lock import LOCK_FILE, LockEntry, field_digest
from generator.model.paper import Paper
from generator.records.identity import letters


@dataclass(frozen=True, slots=True)
class Change:
    """One content file that is to be written."""

    path: str
    """Below the content folder."""

    fields: tuple[str, ...]
    """Fields that take a new value; () for a new file."""

    data: bytes


class Desk:
    """One ingest's decisions; nothing is written here."""

    def __init__(self, content_dir: Path, lock: dict[str, LockEntry]) -> None:
        self.content = content_dir.name
        self.lock = dict(lock)
        self.changes: list[Change] = []
        self.problems: list[Problem] = []
        self.unchanged = self.kept_edits = self.removed = self.skipped = 0
        self._files: dict[str, tuple[str, ParsedPaper]] = {}
        self._unreadable: set[str] = set()
        self._slugs = {_slug(entry.path) for entry in lock.values()}
        self._read_files(content_dir)

    def _read_files(self, content_dir: Path) -> None:
        for path in find_markdown(content_dir, "papers", self.problems):
            self._slugs.add(_slug(path).lower())
            try:
                file = parse_paper((content_dir / path).read_bytes(), f"{self.content}/{path}")
            except InputError as error:
                self.problems.append(error.problem)
                self._unreadable.add(path)
                continue
            for name in _names(file.paper):
                self._files.setdefault(name, (path, file))

    def take(self, draft: Draft) -> None:
        """Decide on one paper; papers come in the order in which slugs are given."""
        self.problems += draft.problems
        found = [self._files[name] for name in draft.ids if name in self._files]
        remembered = next((self.lock[name] for name in draft.ids if name in self.lock), None)
        if found:
            self._report_doubles(found)
            self._update(*found[0], draft)
        elif remembered is None:
            self._create(draft)
        elif remembered.path in self._unreadable:
            self.skipped += 1
        else:
            self._note_removed(remembered)

    def _update(self, path: str, file: ParsedPaper, draft: Draft) -> None:
        entry = self.lock.get(file.paper.id)
        where = Location(f"{self.content}/{path}")
        draft = with_keywords(draft, _known_keywords(file, draft, entry))
        outcome = merge_edits(file, draft, entry.fields if entry else None, where)
        self.lock[file.paper.id] = LockEntry(file.paper.id, path, outcome.remembered)
        self.problems += outcome.problems
        self.kept_edits += len(outcome.kept)
        if _is_split_anew(file.paper, outcome.paper):
            self.problems.append(_split_anew(where, file.paper, outcome.paper))
        if outcome.changed:
            data = render_paper(outcome.paper, outcome.body, file.extra)
            self.changes.append(Change(path, outcome.changed, data))
        else:
            self.unchanged += 1

    def _create(self, draft: Draft) -> None:
        if any(_slug(path) == draft.paper.slug for path in self._unreadable):
            self.skipped += 1  # its file may be this very one: a second would be wrong for sure
            return
        draft = with_keywords(draft)
        paper = replace(draft.paper, slug=unique_slug(draft.paper.slug, self._slugs))
        self._slugs.add(paper.slug)
        path = paper_path(paper)
        self.lock[paper.id] = LockEntry(paper.id, path, draft_digests(draft))
        self.changes.append(Change(path, (), render_paper(paper, draft.body)))

    def _note_removed(self, entry: LockEntry) -> None:
        self.removed += 1
        fault = "this file was removed by hand; its paper stays away although the seeds list it"
        fix = f"to have it back, remove the line of {entry.id!r} from {self.content}/{LOCK_FILE}"
        self.problems.append(Problem(Location(f"{self.content}/{entry.path}"), Severity.NOTE, fault, fix))

    def _report_doubles(self, found: list[tuple[str, ParsedPaper]]) -> None:
        first, *others = dict(found)
        for path in others:
            fault = f"this is the same paper as {self.content}/{first}, as the seeds now tell"
            fix = "remove one of the files, and list its address as an alias in the other"
            self.problems.append(Problem(Location(f"{self.content}/{path}"), Severity.WARNING, fault, fix))


def _slug(path: str) -> str:
    return PurePosixPath(path).name.removesuffix(".md")


def _is_split_anew(old: Paper, new: Paper) -> bool:
    """Tell whether the line between title and first author is drawn elsewhere in the same letters."""
    return old.title != new.title and _key(old) == _key(new) and old.authors[:1] != new.authors[:1]


def _split_anew(where: Location, old: Paper, new: Paper) -> Problem:
    fault = (
        f'title and first author are now read as "{new.title} | {"".join(new.authors[:1])}", '
        f'no longer as "{old.title} | {"".join(old.authors[:1])}"'
    )
    return Problem(where, Severity.WARNING, fault, "correct them here if this is wrong: an edit stays")


def _key(paper: Paper) -> str:
    return letters(paper.title) + letters("".join(paper.authors[:1]))


def _known_keywords(file: ParsedPaper, draft: Draft, entry: LockEntry | None) -> tuple[str, ...] | None:
    """The file's keywords, when they are ours and what they were found in is unchanged."""
    if entry is None or entry.fields.get(KEYWORDS_OF) != keywords_of(draft):
        return None
    keywords = file.paper.keywords
    return keywords if field_digest(keywords) == entry.fields.get("keywords", "") else None


def _names(paper: Paper) -> Iterator[str]:
    """Yield what a draft of the same paper may be called; a file written by hand tells no id."""
    yield paper.id
    if paper.arxiv_id:
        yield f"arxiv:{paper.arxiv_id}"
    if paper.doi:
        yield f"doi:{paper.doi}"
    if paper.id.startswith("file:"):
        yield f"title:{digest_text(_key(paper))[:12]}"
