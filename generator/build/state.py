"""The build's memory: which files it wrote, from which keys, and what it read. SQLite, safe to delete.

Rows are planned before a file is written (key "") and completed after it: a build that is killed renders a
page again, and never forgets a file that it made.
"""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.config.project import Project
from generator.errors import InputError, Location

SCHEMA = 5
"""Raised when a table changes; of an older memory nothing is kept but the names of the files that the build
wrote, so that it removes what it does not write again. That costs one full build."""

DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR")
"""What SQLite calls it; the last says that a table or column of ours is gone."""

TABLES = """
CREATE TABLE artifacts (
    path TEXT PRIMARY KEY, renderer TEXT NOT NULL, template TEXT NOT NULL, site TEXT NOT NULL,
    view TEXT NOT NULL, cause BLOB NOT NULL, size INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE pages (path TEXT PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE texts (path TEXT PRIMARY KEY, hash TEXT NOT NULL, shown BLOB NOT NULL);
CREATE TABLE segments (name TEXT PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Key(NamedTuple):
    """What an artifact's bytes depend on, in four parts; `digest explain` tells which one changed."""

    renderer: str
    template: str
    site: str
    view: str


class Built(NamedTuple):
    """A file that the last build left."""

    key: Key
    cause: bytes
    """What its view followed from, see build.causes; b"" when nobody can say."""
    size: int
    """Bytes; -1 when the build was cut short before it was written."""


NEVER = Built(Key("", "", "", ""), b"", -1)


class DamagedStateError(InputError):
    """The memory cannot be read any more; a build throws it away and makes it anew."""


def open_state(project: Project) -> "State":
    """Return the build's memory of a project; close it, or use it as a context manager."""
    return State(project.memory)


class State:
    """One open memory; use as a context manager.

    Raises DamagedStateError when the file is no database any more, InputError when it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._told():
            self._db = _open(path)

    def __enter__(self) -> "State":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite says into words for people."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.startswith(DAMAGED) or (not name and isinstance(error, sqlite3.OperationalError)):
                raise self._damaged() from None  # without a name: a text that is no UTF-8
            fix = "wait for the other build; make room on the disk; or delete .digest/, which is safe"
            raise InputError(self._where, f"the build's memory cannot be used: {error}", fix) from None

    @property
    def _where(self) -> Location:
        return Location(f"{self._path.parent.name}/{self._path.name}")

    def _damaged(self) -> DamagedStateError:
        return DamagedStateError(self._where, "the build's memory is damaged", "run: digest build")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:  # SQLite ends it by itself when the disk is full
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._told():
            self._db.executemany(sql, rows)

    def built(self) -> dict[str, Built]:
        """Return what the last build left, by path."""
        rows = self._rows("SELECT path, renderer, template, site, view, cause, size FROM artifacts")
        one = {part: part for row in rows for part in row[1:4]}  # few are distinct
        return {
            path: Built(Key(one[renderer], one[template], one[site], view), cause, size)
            for path, renderer, template, site, view, cause, size in rows
        }

    def sizes(self) -> Iterator[tuple[str, int]]:
        """Give the path and size of every file that the last build left."""
        with self._told():
            yield from self._db.execute("SELECT path, size FROM artifacts")

    def put(self, rows: Iterable[tuple[str, Built]]) -> None:
        """Remember files by path."""
        self._write(
            "INSERT OR REPLACE INTO artifacts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (path, b.key.renderer, b.key.template, b.key.site, b.key.view, b.cause, b.size)
                for path, b in rows
            ),
        )

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        self._write("DELETE FROM artifacts WHERE path = ?", ((path,) for path in paths))

    def texts(self) -> dict[str, str]:
        """Return the digests of the texts that files show, by path."""
        return dict(self._rows("SELECT path, hash FROM texts"))

    def shown(self, path: str) -> bytes:
        """Return which files show a text, four bytes for each; b"" when that is not known."""
        rows = self._rows("SELECT shown FROM texts WHERE path = ?", path)
        shown = rows[0][0] if rows else b""
        if not isinstance(shown, bytes) or len(shown) % 4:
            raise self._damaged()
        return shown

    def put_texts(self, rows: Iterable[tuple[str, str, bytes]], *, everything: bool) -> None:
        """Remember texts: (path, digest, which files show it); `everything` forgets all others."""
        if everything:
            self._write("DELETE FROM texts", [()])
        self._write("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)

    def forget_texts(self, paths: Iterable[str]) -> None:
        """Forget texts that are gone."""
        self._write("DELETE FROM texts WHERE path = ?", ((path,) for path in paths))

    def edit_texts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Remember texts that were edited: (digest, path)."""
        self._write("UPDATE texts SET hash = ? WHERE path = ?", rows)

    def fact(self, name: str) -> str:
        """Return a single remembered fact, "" when there is none."""
        rows = self._rows("SELECT value FROM facts WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def set_fact(self, name: str, value: str) -> None:
        """Remember a single fact."""
        self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, value)])

    def segment(self, name: str) -> bytes:
        """Return the words of a segment of search as they were packed, b"" when they are not remembered."""
        rows = self._rows("SELECT packed FROM segments WHERE name = ?", name)
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else b""

    def put_segment(self, name: str, packed: bytes) -> None:
        """Remember a segment."""
        self._write("INSERT OR REPLACE INTO segments VALUES (?, ?)", [(name, packed)])

    def forget_segments_but(self, names: Collection[str]) -> None:
        """Forget the segments that are gone."""
        known = self._rows("SELECT name FROM segments")
        self._write("DELETE FROM segments WHERE name = ?", (name for name in known if name[0] not in names))

    def pages(self) -> dict[str, bytes]:
        """Return the parse cache: path → encoded entry."""
        return dict(self._rows("SELECT path, entry FROM pages"))

    def put_pages(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Remember parsed files."""
        self._write("INSERT OR REPLACE INTO pages VALUES (?, ?)", rows)

    def forget_pages(self, paths: Iterable[str]) -> None:
        """Forget parsed files that are gone."""
        self._write("DELETE FROM pages WHERE path = ?", ((path,) for path in paths))


def forget_everything(path: Path) -> None:
    """Delete a memory, with the files that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        if _version(db) != SCHEMA:
            _set_up(db)
        # A cache needs no fsync: after a power cut it may be older than the files, which costs a rendering.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def _set_up(db: sqlite3.Connection) -> None:
    """Make the tables, unless another process has done it meanwhile."""
    db.execute("BEGIN IMMEDIATE")
    if _version(db) != SCHEMA:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        paths: list[tuple[str]] = []
        if "artifacts" in tables:
            with contextlib.suppress(sqlite3.OperationalError):  # without paths
                paths = db.execute("SELECT path FROM artifacts WHERE typeof(path) = 'text'").fetchall()
        for name in tables:
            db.execute(f'DROP TABLE "{name}"')
        for table in TABLES.split(";"):
            db.execute(table)
        db.executemany("INSERT OR IGNORE INTO artifacts VALUES (?, '', '', '', '', x'', -1)", paths)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
    db.execute("COMMIT")
