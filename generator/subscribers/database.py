"""Open the subscribers' database: SQLite in the project, or PostgreSQL by address.

SQLite lies in a file of mode 0600 and loses nothing that was committed, whatever happens (WAL,
synchronous=FULL); what is deleted is overwritten (secure_delete). Errors name the database, never what is in
it.
"""

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.errors import InputError, Location, UsageError
from generator.subscribers.keys import ensure_key, keys_of
from generator.subscribers.migrate import bring_up

VARIABLE = "DIGEST_DATABASE"
PATIENCE = 30
"""Seconds to wait for another writer, or for a server that does not answer."""

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    f"busy_timeout = {PATIENCE * 1000}",
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; use as a context manager. Threads may share it."""

    engine: Engine
    place: str
    """How it is named to people: "private/subscribers.db", or an address without a password."""

    folder: Path
    """Where the lock of the one sender lies (SQLite)."""

    pepper: bytes = field(repr=False)
    """Key of the digests of addresses; never changes."""

    @property
    def is_sqlite(self) -> bool:
        """Tell whether it is the one file that has one writer."""
        return self.engine.dialect.name == "sqlite"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def writing(self) -> contextlib.AbstractContextManager[Connection]:
        """Give a connection; all or nothing of what is written on it is kept."""
        return _transaction(self.engine, self.place, reading=False)

    def reading(self) -> contextlib.AbstractContextManager[Connection]:
        """Give a connection that sees one state of the database and keeps no writer waiting."""
        return _transaction(self.engine, self.place, reading=True)

    def digest(self, address: str) -> bytes:
        """Return 32 bytes that name an address, the same for all spellings of it (RFC 5321, 2.4: almost)."""
        local, _, domain = address.rpartition("@")
        name = f"{local.casefold()}@{domain.casefold()}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(name, key=self.pepper, digest_size=32).digest()

    def link_secrets(self, now: dt.datetime) -> dict[int, bytes]:
        """Return the secrets that links are signed with, by number; the newest is in use. At least one."""
        with self.reading() as connection:
            known = keys_of(connection, "links", now)
        if not known:
            with self.writing() as connection:
                known = (ensure_key(connection, "links", now),)
        return {key.id: key.secret for key in known}

    def scrub(self) -> None:
        """Empty SQLite's log, so that what was deleted lies in no file; PostgreSQL sees to that itself."""
        if self.is_sqlite:
            with told(self.place), contextlib.closing(self.engine.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute("PRAGMA busy_timeout = 1000")  # who reads just now empties it later
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


@contextlib.contextmanager
def told(place: str) -> Iterator[None]:
    """Turn what a database says into words for people, without any value that stood in a statement."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        cause = getattr(error, "orig", None) or "too many ask at once"
        diagnosis = getattr(cause, "diag", None)
        said = (diagnosis and diagnosis.message_primary) or str(cause).partition("\n")[0]
        fix = (
            "look whether it is there, reachable and writable, and whether its disk has room; then run again"
        )
        raise InputError(Location(place), f"the subscribers' database cannot be used: {said}", fix) from None


def open_database(project: Project, mail: MailConfig) -> Database:
    """Open the database that DIGEST_DATABASE or site.toml names (see open_at)."""
    return open_at(project, os.environ.get(VARIABLE) or mail.database, f"{VARIABLE} or mail.database")


def open_at(project: Project, address: str, said: str) -> Database:
    """Open the database at an address, make it if it is new, bring it up to date.

    `said` is where the address stands. Raises UsageError for an address that is none, InputError when the
    database cannot be used.
    """
    url = _url(address, said)
    if url.get_backend_name() == "sqlite":
        path = project.root / (url.database or "")
        _make_private(path)
        engine = _sqlite(path)
        place, folder = url.database or "", path.parent
    else:
        engine = _postgresql(url)
        place, folder = url.set(drivername="postgresql", query={}).render_as_string(), project.state
    try:
        with _transaction(engine, place, reading=False) as connection:
            bring_up(connection, place)
            pepper = ensure_key(connection, "addresses", dt.datetime.now(dt.UTC)).secret
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, place, folder, pepper)


def _url(address: str, said: str) -> URL:
    fix = 'write it like "sqlite:///private/subscribers.db" or "postgresql://user:password@host/name"'
    fault = f"{said} is no address of a database"
    try:
        url = make_url(address)
        known = url.get_backend_name() in ("sqlite", "postgresql") and bool(url.database)
    except (ArgumentError, ValueError):
        raise UsageError(fault, fix) from None
    if not known or url.database == ":memory:":
        raise UsageError(fault, fix)
    return url


def _make_private(path: Path) -> None:
    """Only the owner may read it: SQLite gives the files beside it the same mode."""
    if not path.parent.is_dir():
        path.parent.mkdir(mode=0o700, parents=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _sqlite(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)

    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so, below
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        # a writer takes its turn at once: one that read first could not wait for another
        reading = connection.get_execution_options().get("digest_reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,  # a service runs for months, and servers restart
        connect_args={"connect_timeout": PATIENCE, "application_name": "paper-digest"},
    )


@contextlib.contextmanager
def _transaction(engine: Engine, place: str, *, reading: bool) -> Iterator[Connection]:
    with told(place), engine.connect() as connection:
        if reading and engine.dialect.name == "sqlite":
            connection = connection.execution_options(digest_reading=True)
        elif reading:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection
