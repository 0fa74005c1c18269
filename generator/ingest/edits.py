"""Merge what the seeds tell now into a file that a person may have edited: a three-way merge per field.

| the file's value is …    | the seeds' value is …  | then                                               |
|--------------------------|------------------------|----------------------------------------------------|
| what ingest wrote last   | anything               | the seeds' value is taken                          |
| a person's               | what it was            | the person's stays                                 |
| a person's               | new, and the same      | it stays, and counts as untouched from now on      |
| a person's               | new, and another one   | the person's stays; the conflict is reported, once |

Where ingest has no memory of a file, all that stands in it is a person's; missing keys are filled in.
`id` and `slug` were given once and stay.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from generator.content.reader import ParsedPaper
from generator.errors import Location, Problem, Severity
from generator.ingest.draft import Draft, keywords_of
from generator.ingest.lock import field_digest
from generator.model.paper import Paper

BODY = "body"
KEYWORDS_OF = "keywords_of"
"""In the lock: what the keywords were found in, so that they are not looked for again in vain."""

MERGED_FIELDS = tuple(field.name for field in fields(Paper) if field.name not in ("id", "slug"))
_PERSONS_ONLY = ("aliases", "draft")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one file."""

    paper: Paper
    body: str
    changed: tuple[str, ...]
    """Fields that take a new value; () when the file is not to be written."""

    kept: tuple[str, ...]
    """Fields where a person's value stays although the seeds tell another."""

    remembered: dict[str, str]
    """Digest of the seeds' value of each field, for the lock."""

    problems: tuple[Problem, ...]


def draft_digests(draft: Draft) -> dict[str, str]:
    """Return the digest of each field of a draft that is not empty."""
    found = {name: field_digest(getattr(draft.paper, name)) for name in MERGED_FIELDS}
    found |= {BODY: field_digest(draft.body), KEYWORDS_OF: keywords_of(draft)}
    return {name: value for name, value in found.items() if value}


def merge_edits(file: ParsedPaper, draft: Draft, last: dict[str, str] | None, where: Location) -> Outcome:
    """Merge a draft into its file; `last` holds the digests of the lock, None when it knows nothing of it."""
    new = draft_digests(draft)
    changed: dict[str, Any] = {}
    kept: list[str] = []
    problems: list[Problem] = []
    for name in (*MERGED_FIELDS, BODY):
        theirs = file.body if name == BODY else getattr(file.paper, name)
        ours = draft.body if name == BODY else getattr(draft.paper, name)
        if theirs == ours or name in _PERSONS_ONLY:
            continue
        touched = field_digest(theirs) != last.get(name, "") if last is not None else _written(file, name)
        if not touched:
            changed[name] = ours
            continue
        kept.append(name)
        if last is None or new.get(name, "") != last.get(name, ""):
            problems.append(_conflict(where, name, ours))
    body = changed.pop(BODY, file.body)
    names = (*changed, BODY) if body != file.body else tuple(changed)
    return Outcome(replace(file.paper, **changed), body, names, tuple(kept), new, tuple(problems))


def _written(file: ParsedPaper, name: str) -> bool:
    return bool(file.body) if name == BODY else name in file.keys


def _conflict(where: Location, name: str, ours: Any) -> Problem:
    if name == BODY:
        told = "another abstract"
    elif isinstance(ours, tuple):
        told = f"[{', '.join(map(_shown, ours))}]"
    else:
        told = _shown(ours)
    fault = f'"{name}" was edited here, but the seeds now tell {told}; the edit stays'
    fix = "change it here if the seeds are right; this is said only once"
    return Problem(where, Severity.WARNING, fault, fix)


def _shown(value: Any) -> str:
    text = getattr(value, "url", None) or (
        f"{value.seed}:{value.line}" if hasattr(value, "seed") else str(value)
    )
    return text if len(text) <= 80 else text[:79] + "…"
