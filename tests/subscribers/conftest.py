"""Both databases: every test that takes `database` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.subscribers.database import Database
from tests.subscribers.people import opened


@pytest.fixture
def address(database_address: str) -> str:
    return database_address


@pytest.fixture
def database(address: str, tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path, address) as found:
        yield found
