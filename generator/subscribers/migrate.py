"""Bring the schema of a database up to date: versions stand in migrations/versions/.

Source: alembic.sqlalchemy.org, "Using Alembic's command API with a connection".
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from generator.errors import InputError, Location

HEAD = "0001"
"""The newest version; a database that has it needs nothing, and Alembic is not even loaded."""


def bring_up(connection: Connection, place: str) -> None:
    """Make all tables, or change what an older version made; within the caller's transaction.

    Raises InputError for a database that a newer version has changed.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyhow
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('paper-digest schema'))"))
    if _version(connection) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        fault = "the subscribers' database was made by a newer version of paper-digest"
        raise InputError(
            Location(place), fault, "update paper-digest: pip install -U 'paper-digest[mail]'"
        ) from None


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
