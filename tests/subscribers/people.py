"""What tests of the subscribers' database need again and again."""

import datetime as dt
from pathlib import Path

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.model.mail import Choices
from generator.subscribers.database import Database, open_database
from generator.subscribers.people import find_address
from generator.subscribers.roster import bring_along, count

NOW = dt.datetime(2026, 5, 28, 6, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def opened(root: Path, address: str = "sqlite:///private/subscribers.db") -> Database:
    return open_database(Project(root), MailConfig(database=address))


def subscribe(database: Database, *names: str, choices: Choices = Choices()) -> list[int]:  # noqa: B008
    """Make active subscribers "<name>@x.example"; return their numbers."""
    bring_along(database, ((f"{name}@x.example", choices) for name in names), "test", NOW)
    return [number_of(database, name) for name in names]


def number_of(database: Database, name: str) -> int:
    """Return the number of the subscriber "<name>@x.example"."""
    found = find_address(database, f"{name}@x.example")
    assert found
    return found.id


def waiting(database: Database) -> int:
    """Return how many confirming mails are yet to be sent."""
    return count(database).waiting
