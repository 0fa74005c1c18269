"""The memory of ingest: what it wrote last into each field of each content file.

`content/ingest.lock` is committed with the content. Each line is one paper, as JSON:

    {"id": "arxiv:2401.01230", "path": "papers/2024/a-title.md", "fields": {"title": "5d41402abc", …}}

A field's value is a short digest of what ingest last wrote, or last saw in the seeds and left unwritten
because a person's edit stands there; empty fields are left out. So it can be told who changed a field since,
the seeds or a person: the base of a three-way merge per field.

Where there is something to tell, a line also has "also" (further ids that the seeds gave this paper), "open"
(fields whose edits the seeds contradict) and "removed" (true: the file is gone, which has been reported).
"""

import json
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.base.files import write_atomic
from generator.base.hashing import digest, encode
from generator.errors import InputError, Location

LOCK_FILE = "ingest.lock"
_FIX = (
    "restore the file from version control; without it, all that stands in content counts as edited by hand"
)


class LockEntry(Struct, frozen=True):
    """What ingest remembers of one paper."""

    id: str
    path: str
    """Of its file below the content folder; a file that was renamed since is found by its id."""

    fields: dict[str, str]
    """Digest of the last value by field name; "body" is the abstract's Markdown."""

    also: tuple[str, ...] = ()
    """Ids that lead here although the file does not tell them: of a title that was corrected, of an id that a
    person changed."""

    open: tuple[str, ...] = ()
    """Fields where a person's value stays although the seeds told another since; reported already."""

    removed: bool = False
    """True when the file is gone and this has been reported."""


def field_digest(value: Any) -> str:
    """Return 12 hex digits that name a field's value; "" for an empty one."""
    empty = value is None or value is False or value in ("", ())
    return "" if empty else digest(encode(value))[:12]


def read_lock(content_dir: Path) -> dict[str, LockEntry]:
    """Return the entries by id; {} when there is no lock. Raises InputError with the line at fault."""
    shown = f"{content_dir.name}/{LOCK_FILE}"
    try:
        lines = (content_dir / LOCK_FILE).read_bytes().split(b"\n")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(Location(shown), f"cannot read this file: {error.strerror}", _FIX) from None
    entries: dict[str, LockEntry] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        entry = _parse(line, Location(shown, number))
        if entry.id in entries:
            raise InputError(Location(shown, number), f"{entry.id!r} stands twice", _FIX)
        entries[entry.id] = entry
    return entries


def _parse(line: bytes, where: Location) -> LockEntry:
    try:
        match json.loads(line):
            case {"id": str(paper_id), "path": str(path), "fields": dict(fields)} as found:
                digests = {str(name): str(value) for name, value in fields.items()}
                also, still_open = _texts(found.get("also")), _texts(found.get("open"))
                return LockEntry(paper_id, path, digests, also, still_open, found.get("removed") is True)
    except (ValueError, RecursionError):
        pass
    raise InputError(where, "this line is not what ingest wrote", _FIX)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def write_lock(content_dir: Path, entries: dict[str, LockEntry]) -> bool:
    """Write the entries, sorted by id; return False when that is what stands there."""
    lines = (json.dumps(_plain(entry), ensure_ascii=False) for _, entry in sorted(entries.items()))
    data = "".join(f"{line}\n" for line in lines).encode("utf-8")
    return write_atomic(content_dir / LOCK_FILE, data, durable=True)


def _plain(entry: LockEntry) -> dict[str, Any]:
    told = {"also": list(entry.also), "open": list(entry.open), "removed": entry.removed}
    return {
        "id": entry.id,
        "path": entry.path,
        **{key: value for key, value in told.items() if value},
        "fields": dict(sorted(entry.fields.items())),
    }
