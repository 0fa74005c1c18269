"""Both databases: every test that takes `database` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from generator.subscribers.database import Database
from tests.postgres import shared_server
from tests.subscribers.people import opened

TEMPLATE = "digest_template"
NUMBERS = count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a PostgreSQL server with a database in our schema, from which others are copied."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent
    with shared_server(folder) as address:
        template = f"{TEMPLATE}_{worker_id}"
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {template}")
        opened(folder, address.format(template)).__exit__()
        yield address


@pytest.fixture
def postgresql(server: str, worker_id: str) -> Iterator[str]:
    """The address of a fresh database of our schema."""
    name = f"test_{worker_id}_{next(NUMBERS)}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}_{worker_id}")
    yield server.format(name)
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """What DIGEST_DATABASE would say."""
    if request.param == "sqlite":
        return "sqlite:///private/subscribers.db"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def database(address: str, tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path, address) as found:
        yield found
