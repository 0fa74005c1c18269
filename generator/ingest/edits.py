"""Merge what the seeds tell now into a file that a person may have edited: a three-way merge per field.

| the file's value is …    | the seeds' value is …  | then                                               |
|--------------------------|------------------------|----------------------------------------------------|
| what ingest wrote last   | anything               | the seeds' value is taken                          |
| a person's               | what it was            | the person's stays                                 |
| a person's               | new, and the same      | it stays, and counts as untouched from now on      |
| a person's               | new, and another one   | the person's stays; the conflict is reported, once |

`authors` and `authors_complete` are one value here: whether a list is complete is told of that list only.
A conflict is open, and told again by a dry run, until both sides agree. Where ingest has no memory of a file,
all that stands in it is a person's; missing keys are filled in.
`id` and `slug` were given once and stay. Where a listing that is newer than the file changes title or
abstract, `updated` becomes its day of capture.
"""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.content.reader import ParsedPaper
from generator.errors import Location, Problem, Severity
from generator.ingest.draft import Draft, keywords_of
from generator.ingest.lock import LockEntry, field_digest
from generator.model.paper import Paper

BODY = "body"
KEYWORDS_OF = "keywords_of"
"""In the lock: what the keywords were found in, so that they are not looked for again in vain."""

MERGED_FIELDS = tuple(name for name in Paper.__struct_fields__ if name not in ("id", "slug"))
_PERSONS_ONLY = frozenset(
    "aliases draft journal conference volume number pages publisher license language updated".split()
)
"""Keys that no seed tells; `updated` follows from what a newer one tells."""

_UNITS = tuple(
    ("authors", "authors_complete") if name == "authors" else (name,)
    for name in (*MERGED_FIELDS, BODY)
    if name not in (*_PERSONS_ONLY, "authors_complete")
)
"""What is taken or left as a whole."""


class Outcome(Struct, frozen=True):
    """What becomes of one file."""

    paper: Paper
    body: str
    changed: tuple[str, ...]
    """Fields that take a new value; () when the file is not to be written."""

    kept: tuple[str, ...]
    """Fields where a person's value stays although the seeds tell another."""

    open: tuple[str, ...]
    """Those of them where the seeds have told something new since."""

    remembered: dict[str, str]
    """Digest of the seeds' value of each field, for the lock."""

    problems: tuple[Problem, ...]


def draft_digests(draft: Draft) -> dict[str, str]:
    """Return the digest of each field of a draft that is not empty."""
    found = {name: field_digest(getattr(draft.paper, name)) for name in MERGED_FIELDS}
    found |= {BODY: field_digest(draft.body), KEYWORDS_OF: keywords_of(draft)}
    return {name: value for name, value in found.items() if value}


def merge_edits(
    file: ParsedPaper, draft: Draft, last: LockEntry | None, where: Location, tell_all: bool = False
) -> Outcome:
    """Merge a draft into its file; `last` is what the lock remembers, None when it knows nothing of it.

    With `tell_all` also conflicts that were reported before are reported.
    """
    new = draft_digests(draft)
    changed: dict[str, Any] = {}
    kept: list[str] = []
    open_conflicts: list[str] = []
    problems: list[Problem] = []
    for unit in _UNITS:
        theirs = {name: _value(file.paper, file.body, name) for name in unit}
        ours = {name: _value(draft.paper, draft.body, name) for name in unit}
        if theirs == ours:
            continue
        if not _touched(file, theirs, last):
            changed |= {name: value for name, value in ours.items() if value != theirs[name]}
            continue
        kept.append(unit[0])
        is_new = last is None or any(new.get(name, "") != last.fields.get(name, "") for name in unit)
        if is_new or (last and unit[0] in last.open):
            open_conflicts.append(unit[0])
            if is_new or tell_all:
                problems.append(_conflict(where, unit[0], ours[unit[0]]))
    names = tuple(changed)
    body = changed.pop(BODY, file.body)
    paper = replace(file.paper, **changed)
    if _tells_readers(names, draft, paper):
        paper, names = replace(paper, updated=draft.told), (*names, "updated")
    return Outcome(paper, body, names, tuple(kept), tuple(open_conflicts), new, tuple(problems))


def _tells_readers(changed: tuple[str, ...], draft: Draft, paper: Paper) -> bool:
    """Tell whether a listing that is newer than the paper brought another title or abstract."""
    known = paper.updated or paper.added
    return not {"title", BODY}.isdisjoint(changed) and draft.told is not None and draft.told > known


def _value(paper: Paper, body: str, name: str) -> Any:
    return body if name == BODY else getattr(paper, name)


def _touched(file: ParsedPaper, theirs: dict[str, Any], last: LockEntry | None) -> bool:
    """Tell whether a person wrote what stands in the file."""
    if last is None:
        return any(bool(file.body) if name == BODY else name in file.keys for name in theirs)
    return any(field_digest(value) != last.fields.get(name, "") for name, value in theirs.items())


def _conflict(where: Location, name: str, ours: Any) -> Problem:
    if name == BODY:
        told = "another abstract"
    elif isinstance(ours, tuple):
        told = f"[{', '.join(map(_shown, ours))}]"
    else:
        told = _shown(ours)
    fault = f'"{name}" was edited here, but the seeds now tell {told}; the edit stays'
    fix = "change it here if the seeds are right; this is said once, and again by a dry run"
    return Problem(where, Severity.WARNING, fault, fix)


def _shown(value: Any) -> str:
    text = getattr(value, "url", None) or (
        f"{value.seed}:{value.line}" if hasattr(value, "seed") else str(value)
    )
    return text if len(text) <= 80 else text[:79] + "…"
