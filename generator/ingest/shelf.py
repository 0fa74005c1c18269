"""Which content file is a drafted paper's.

A draft is looked for, in this order, by
1. its ids, in the files and in the lock, wherever a person has moved the file;
2. the path that the lock remembers, where a person has changed the file's id;
3. what it tells, where its title was corrected in the seed: a file that no other draft claims, listed at the
   same place (seed and line), is the same paper when it also has the same beginning of the abstract, the same
   link to code, or the same first author, date and, more or less, title.

What comes near rule 3 is in doubt and reported; it stays two papers.
"""

from collections.abc import Iterator, Mapping, Set
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.base.hashing import digest_text
from generator.content.files import find_markdown
from generator.content.reader import ParsedPaper, parse_paper
from generator.errors import InputError, Problem
from generator.ingest.draft import Draft
from generator.ingest.lock import LockEntry, field_digest
from generator.model.paper import Paper
from generator.model.record import Source
from generator.records.identity import letters

ABSTRACT_BEGINNING = 120
"""Letters and digits by which two abstracts are known to be one."""

ALIKE = 0.6
"""Share of letters that a corrected title has in common with the old one.

Of two unrelated titles, 99 in 100 have less than 0.5."""

_SHORTEST_BEGINNING = 40


class KeptFile(Struct, frozen=True):
    """One paper's file as it stands."""

    path: str
    """Below the content folder."""

    file: ParsedPaper

    @property
    def traits(self) -> frozenset[str]:
        """What another listing of the same paper would tell, too."""
        return _traits(self.file.paper, self.file.body)


class Shelf:
    """The content files and the lock, to be asked for the file of a draft."""

    def __init__(self, content_dir: Path, lock: Mapping[str, LockEntry], claimed: Set[str]) -> None:
        """`claimed` are the ids of all drafts that will be looked for."""
        self.problems: list[Problem] = []
        self.unreadable: set[str] = set()
        self.slugs = {slug_of(entry.path) for entry in lock.values()}
        self._lock = lock
        self._files: dict[str, KeptFile] = {}
        self._read_files(content_dir)
        self._names, self._entries = self._named()
        self._places: dict[Source, list[KeptFile]] = {}
        for kept in self._files.values():
            for source in kept.file.paper.sources:
                self._places.setdefault(source, []).append(kept)
        self._taken = {self._names[name].path for name in claimed if name in self._names}
        self._lost = self._lost_entries(claimed)
        self._free_by_trait: dict[tuple[str, str], list[KeptFile]] | None = None

    def _read_files(self, content_dir: Path) -> None:
        for path in find_markdown(content_dir, "papers", self.problems):
            self.slugs.add(slug_of(path).lower())
            try:
                file = parse_paper((content_dir / path).read_bytes(), f"{content_dir.name}/{path}")
            except InputError as error:
                self.problems.append(error.problem)
                self.unreadable.add(path)
                continue
            self._files[path] = KeptFile(path, file)

    def _named(self) -> tuple[dict[str, KeptFile], dict[str, LockEntry]]:
        """Return files and entries of the lock by all names that lead to them; what files tell goes first."""
        names: dict[str, KeptFile] = {}
        entries = dict(self._lock)
        for kept in self._files.values():
            for name in names_of(kept.file.paper):
                names.setdefault(name, kept)
        for paper_id, entry in sorted(self._lock.items()):
            for name in entry.also:
                entries.setdefault(name, entry)
                if paper_id in names:
                    names.setdefault(name, names[paper_id])
        return names, entries

    def _lost_entries(self, claimed: Set[str]) -> dict[str, list[LockEntry]]:
        """Entries without a file that can be read and without a draft, by the digest of their sources."""
        lost: dict[str, list[LockEntry]] = {}
        for paper_id, entry in sorted(self._lock.items()):
            if paper_id not in self._names and claimed.isdisjoint((paper_id, *entry.also)):
                lost.setdefault(entry.fields.get("sources", ""), []).append(entry)
        return lost

    def find(self, draft: Draft) -> list[KeptFile]:
        """Return the files of this draft's paper: none, one, or by mistake several, the best first."""
        found = {kept.path: kept for name in draft.ids if (kept := self._names.get(name))}
        if not found:
            entry = self._known(draft)
            kept = self._renamed(draft, entry) if entry else self._corrected(draft)
            if kept:
                found[kept.path] = kept
        self._taken.update(found)
        return list(found.values())

    def _renamed(self, draft: Draft, entry: LockEntry) -> KeptFile | None:
        """The file at the remembered path, with another id than the lock knows."""
        kept = self._files.get(entry.path)
        if kept is None or kept.path in self._taken or kept.file.paper.id in self._lock:
            return None
        paper = kept.file.paper
        same = not set(paper.sources).isdisjoint(draft.paper.sources) or key_of(paper) == key_of(draft.paper)
        return kept if same else None

    def _corrected(self, draft: Draft) -> KeptFile | None:
        free = [kept for kept in self._at_place(draft) if kept.path not in self._taken]
        return next((kept for kept in free if _is_corrected(kept, draft)), None)

    def _at_place(self, draft: Draft) -> Iterator[KeptFile]:
        for source in draft.paper.sources:
            yield from self._places.get(source, ())

    def doubtful(self, draft: Draft) -> KeptFile | None:
        """Return a file that may tell of the same paper as this draft, for which none was found."""
        traits = _traits(draft.paper, draft.body)
        for kept in self._at_place(draft):
            free = kept.path not in self._taken
            if kept.traits & traits or (free and _same_author(kept.file.paper, draft.paper)):
                return kept
        if self._free_by_trait is None:
            self._free_by_trait = self._indexed()
        keys = [(source.seed, trait) for source in draft.paper.sources for trait in sorted(traits)]
        alike = (kept for key in keys for kept in self._free_by_trait.get(key, ()))
        return next((kept for kept in alike if kept.path not in self._taken), None)

    def _indexed(self) -> dict[tuple[str, str], list[KeptFile]]:
        """Return unclaimed files by seed and trait: there may be as many as drafts; pairs are too many."""
        index: dict[tuple[str, str], list[KeptFile]] = {}
        for kept in self._unclaimed():
            for seed in sorted({source.seed for source in kept.file.paper.sources}):
                for trait in sorted(kept.traits):
                    index.setdefault((seed, trait), []).append(kept)
        return index

    def remembered(self, draft: Draft) -> LockEntry | None:
        """Return what the lock knows of this draft's paper, also where its title was corrected since."""
        if entry := self._known(draft):
            return entry
        paper = draft.paper
        for lost in self._lost.get(field_digest(paper.sources), ()):
            told = [
                (field_digest(getattr(paper, name)), lost.fields.get(name)) for name in ("authors", "date")
            ]
            if field_digest(draft.body) == lost.fields.get("body") or all(
                new and new == old for new, old in told
            ):
                return lost
        return None

    def entry_of(self, kept: KeptFile, draft: Draft) -> LockEntry | None:
        """Return what the lock knows of this file, also under an id that it had before."""
        entry = self._lock.get(kept.file.paper.id) or self._known(draft)
        of_another = entry and entry.id in self._names and self._names[entry.id].path != kept.path
        return None if of_another else entry

    def _known(self, draft: Draft) -> LockEntry | None:
        return next((self._entries[name] for name in draft.ids if name in self._entries), None)

    def _unclaimed(self) -> Iterator[KeptFile]:
        return (kept for path, kept in self._files.items() if path not in self._taken)

    def unlisted(self) -> list[str]:
        """Return the paths of files that ingest wrote once and no draft was found for."""
        return [kept.path for kept in self._unclaimed() if kept.file.paper.id in self._lock]


def slug_of(path: str) -> str:
    """Return the slug that a content file's path gives."""
    return PurePosixPath(path).name.removesuffix(".md")


def key_of(paper: Paper) -> str:
    """Return the letters of title and first author, run together; compare records.identity.title_key."""
    return letters(paper.title) + letters("".join(paper.authors[:1]))


def names_of(paper: Paper) -> Iterator[str]:
    """Yield what a draft of the same paper may be called; a file written by hand tells no id."""
    yield paper.id
    if paper.arxiv_id:
        yield f"arxiv:{paper.arxiv_id}"
    if paper.doi:
        yield f"doi:{paper.doi}"
    if paper.id.startswith("file:"):
        yield f"title:{digest_text(key_of(paper))[:12]}"


def _traits(paper: Paper, body: str) -> frozenset[str]:
    """First author and date, the abstract's beginning, links to code: one in common makes papers alike."""
    traits = {f"code {link.url}" for link in paper.links if link.kind == "code"}
    if paper.date and (first := _first_author(paper)):
        traits.add(f"author {paper.date.isoformat()} {first}")
    if len(beginning := _beginning(body)) >= _SHORTEST_BEGINNING:
        traits.add(f"text {beginning}")
    return frozenset(traits)


def _is_corrected(kept: KeptFile, draft: Draft) -> bool:
    common = kept.traits & _traits(draft.paper, draft.body)
    # an author may have two papers on one day, and a listing of the same name other papers the next
    only_author = all(trait.startswith("author ") for trait in common)
    return bool(common) and (not only_author or _titles_alike(kept.file.paper.title, draft.paper.title))


def _titles_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, letters(one), letters(other), autojunk=False).ratio() >= ALIKE


def _first_author(paper: Paper) -> str:
    return letters("".join(paper.authors[:1]))


def _same_author(old: Paper, new: Paper) -> bool:
    return bool(_first_author(old)) and _first_author(old) == _first_author(new)


def _beginning(body: str) -> str:
    signs = (sign for sign in body[: 4 * ABSTRACT_BEGINNING].casefold() if sign.isalnum())
    return "".join(signs)[:ABSTRACT_BEGINNING]
