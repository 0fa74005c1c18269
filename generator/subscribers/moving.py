"""Copy a whole database into an empty one, of the other kind or the same: SQLite ↔ PostgreSQL.

Keys, numbers and digests come along, so that old links go on working, suppressed addresses stay so, and every
issue goes on where it was.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from generator.errors import InputError, Location
from generator.subscribers.database import Database
from generator.subscribers.schema import METADATA, keys

BATCH = 500
"""Rows in memory at a time."""


def copy_all(source: Database, target: Database) -> dict[str, int]:
    """Copy everything in one transaction; return how many rows of which table.

    Raises InputError when the target holds anything but keys. Both have our schema, as open_at leaves them.
    """
    with source.reading() as reading, target.writing() as writing:
        _check_empty(writing, target.place)
        writing.execute(delete(keys))  # made when it was opened, and used by nothing
        return {table.name: _copy(reading, writing, table) for table in METADATA.sorted_tables}


def _check_empty(connection: Connection, place: str) -> None:
    for table in METADATA.sorted_tables:
        if table is not keys and connection.scalar(select(func.count()).select_from(table)):
            fix = "name an empty database: nothing is added to one that is in use"
            raise InputError(Location(place), f"there are {table.name} in this database already", fix)


def _copy(source: Connection, target: Connection, table: Table) -> int:
    count = 0
    for rows in _batches(source, table):
        target.execute(insert(table), rows)
        count += len(rows)
    if count and "id" in table.c and target.dialect.name == "postgresql":  # SQLite counts on by itself
        counter = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
        target.execute(counter, {"table": table.name, "last": target.scalar(select(func.max(table.c.id)))})
    return count


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    for part in source.execution_options(yield_per=BATCH).execute(ordered).mappings().partitions():
        yield [dict(row) for row in part]
