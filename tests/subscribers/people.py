"""What tests of the subscribers' database need again and again."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.model.mail import Choices
from generator.subscribers.database import Database, open_database
from generator.subscribers.roster import bring_along

NOW = dt.datetime(2026, 5, 28, 6, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def opened(root: Path, address: str = "sqlite:///private/subscribers.db") -> Database:
    return open_database(Project(root), MailConfig(database=address))


def subscribe(database: Database, *names: str, choices: Choices = Choices()) -> list[int]:  # noqa: B008
    """Make active subscribers "<name>@x.example"; return their numbers."""
    before = 0
    with database.reading() as connection:
        before = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM subscribers").scalar_one()
    bring_along(database, ((f"{name}@x.example", choices) for name in names), "test", NOW)
    return list(range(before + 1, before + 1 + len(names)))


def numbers(counts: dict[str, int]) -> dict[str, int]:
    """Return counts by plain names."""
    return {str(state): count for state, count in counts.items()}


def text_of(rows: Sequence[object]) -> str:
    return "\n".join(map(str, rows))
