"""Databases for tests: SQLite in the test's folder, and copies of one in a PostgreSQL server."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.postgres import shared_server

TEMPLATE = "digest_template"
NUMBERS = count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a PostgreSQL server with a database in our schema, from which others are copied."""
    import psycopg

    from tests.subscribers.people import opened

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
    import psycopg

    name = f"test_{worker_id}_{next(NUMBERS)}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}_{worker_id}")
    yield server.format(name)
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_address(request: pytest.FixtureRequest) -> str:
    """What DIGEST_DATABASE would say: each test that takes this runs on both."""
    if request.param == "sqlite":
        return "sqlite:///private/subscribers.db"
    return str(request.getfixturevalue("postgresql"))
