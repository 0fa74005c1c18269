"""Decide what becomes of each drafted paper: a new file, new values in its file, or nothing.

Which file is a paper's, the shelf tells. A file that a person has removed stays away; slugs, once given, are
never given to another paper.
"""

from collections.abc import Set
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.base.slugs import unique_slug
from generator.base.text import plural
from generator.content.reader import ParsedPaper
from generator.content.writer import paper_path, render_paper
from generator.errors import Location, Problem, Severity
from generator.ingest.draft import Draft, keywords_of, with_keywords
from generator.ingest.edits import KEYWORDS_OF, draft_digests, merge_edits
from generator.ingest.lock import LOCK_FILE, LockEntry, field_digest
from generator.ingest.shelf import KeptFile, Shelf, key_of, names_of, slug_of
from generator.model.paper import Paper


class Change(Struct, frozen=True):
    """One content file that is to be written."""

    path: str
    """Below the content folder."""

    fields: tuple[str, ...]
    """Fields that take a new value; () for a new file."""

    data: bytes


class Desk:
    """One ingest's decisions; nothing is written here."""

    def __init__(
        self,
        content_dir: Path,
        lock: dict[str, LockEntry],
        claimed: Set[str] = frozenset(),
        tell_all: bool = False,
    ) -> None:
        """`claimed` are the ids of all papers that will be taken; `tell_all` repeats what was told before."""
        self.content = content_dir.name
        self.lock = dict(lock)
        self.changes: list[Change] = []
        self.unchanged = self.kept_edits = self.removed = self.skipped = 0
        self._tell_all = tell_all
        self._shelf = Shelf(content_dir, lock, claimed)
        self.problems = list(self._shelf.problems)
        self._slugs = self._shelf.slugs

    def take(self, draft: Draft) -> None:
        """Decide on one paper; papers come in the order in which slugs are given."""
        self.problems += draft.problems
        found = self._shelf.find(draft)
        remembered = self._shelf.remembered(draft)
        if found:
            self._report_doubles(found)
            self._update(found[0], draft)
        elif remembered is None:
            self._create(draft)
        elif remembered.path in self._shelf.unreadable:
            self.skipped += 1
        else:
            self._note_removed(remembered, draft)

    def _update(self, kept: KeptFile, draft: Draft) -> None:
        file, entry = kept.file, self._shelf.entry_of(kept, draft)
        where = Location(f"{self.content}/{kept.path}")
        draft = with_keywords(draft, _known_keywords(file, draft, entry))
        outcome = merge_edits(file, draft, entry, where, self._tell_all)
        if entry:
            self.lock.pop(entry.id, None)
        also = _also(entry, draft, file.paper)
        self.lock[file.paper.id] = LockEntry(file.paper.id, kept.path, outcome.remembered, also, outcome.open)
        self.problems += outcome.problems
        self.kept_edits += len(outcome.kept)
        if _is_split_anew(file.paper, outcome.paper):
            self.problems.append(_split_anew(where, file.paper, outcome.paper))
        if outcome.changed:
            data = render_paper(outcome.paper, outcome.body, file.extra)
            self.changes.append(Change(kept.path, outcome.changed, data))
        else:
            self.unchanged += 1

    def _create(self, draft: Draft) -> None:
        if any(slug_of(path) == draft.paper.slug for path in self._shelf.unreadable):
            self.skipped += 1  # its file may be this very one: a second would be wrong for sure
            return
        draft = with_keywords(draft)
        paper = replace(draft.paper, slug=unique_slug(draft.paper.slug, self._slugs))
        self._slugs.add(paper.slug)
        path = paper_path(paper)
        if other := self._shelf.doubtful(draft):
            self._report_doubt(path, other)
        self.lock[paper.id] = LockEntry(paper.id, path, draft_digests(draft))
        self.changes.append(Change(path, (), render_paper(paper, draft.body)))

    def _report_doubt(self, path: str, other: KeptFile) -> None:
        fault = f"this new paper may be the one in {self.content}/{other.path}, listed under another title"
        fix = "if so, remove this file, and correct the title in the other one"
        self.problems.append(Problem(Location(f"{self.content}/{path}"), Severity.WARNING, fault, fix))

    def _note_removed(self, entry: LockEntry, draft: Draft) -> None:
        self.removed += 1
        also = {*entry.also, *draft.ids} if entry.id not in draft.ids else entry.also
        self.lock[entry.id] = replace(entry, also=tuple(sorted(also)), removed=True)
        if entry.removed and not self._tell_all:
            return
        fault = "this file was removed by hand; its paper stays away although the seeds list it"
        fix = f"to have it back, remove the line of {entry.id!r} from {self.content}/{LOCK_FILE}"
        self.problems.append(Problem(Location(f"{self.content}/{entry.path}"), Severity.NOTE, fault, fix))

    def report_unlisted(self) -> None:
        """Note the papers that no draft told of; to be called when all are taken."""
        paths = self._shelf.unlisted()
        if not paths:
            return
        fault = (
            f"{plural(len(paths), 'paper')} of earlier listings: no seed lists them any more, for example "
            f"{self.content}/{paths[0]}; the files stay"
        )
        where = Location(f"{self.content}/papers")
        fix = "remove those that shall go, or put their listings back"
        self.problems.append(Problem(where, Severity.NOTE, fault, fix))

    def _report_doubles(self, found: list[KeptFile]) -> None:
        first, *others = found
        for other in others:
            fault = f"this is the same paper as {self.content}/{first.path}, as the seeds now tell"
            fix = "remove one of the files, and list its address as an alias in the other"
            self.problems.append(
                Problem(Location(f"{self.content}/{other.path}"), Severity.WARNING, fault, fix)
            )


def _also(entry: LockEntry | None, draft: Draft, paper: Paper) -> tuple[str, ...]:
    """Ids by which the file is to be found next time, beyond those that it tells itself."""
    also = {*entry.also, entry.id} if entry else set()
    if not any(name in draft.ids for name in names_of(paper)):
        also.update(draft.ids)
    return tuple(sorted(also - {paper.id}))


def _is_split_anew(old: Paper, new: Paper) -> bool:
    """Tell whether the line between title and first author is drawn elsewhere in the same letters."""
    return old.title != new.title and key_of(old) == key_of(new) and old.authors[:1] != new.authors[:1]


def _split_anew(where: Location, old: Paper, new: Paper) -> Problem:
    fault = (
        f'title and first author are now read as "{new.title} | {"".join(new.authors[:1])}", '
        f'no longer as "{old.title} | {"".join(old.authors[:1])}"'
    )
    return Problem(where, Severity.WARNING, fault, "correct them here if this is wrong: an edit stays")


def _known_keywords(file: ParsedPaper, draft: Draft, entry: LockEntry | None) -> tuple[str, ...] | None:
    """The file's keywords, when they are ours and what they were found in is unchanged."""
    if entry is None or entry.fields.get(KEYWORDS_OF) != keywords_of(draft):
        return None
    keywords = file.paper.keywords
    return keywords if field_digest(keywords) == entry.fields.get("keywords", "") else None
