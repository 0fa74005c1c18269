"""Opening the database: its files, its schema, and what goes wrong."""

import io
import sqlite3
import stat
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.errors import InputError, UsageError
from generator.subscribers import requests
from generator.subscribers.columns import decode_choices, encode_choices
from generator.subscribers.database import VARIABLE, Database, open_database
from generator.subscribers.migrate import HEAD
from generator.subscribers.schema import METADATA
from tests.house.modules import PACKAGE
from tests.subscribers.people import HOUR, NOW, opened, subscribe, waiting


def test_the_schema_is_what_the_migrations_make(database: Database) -> None:
    with database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []


def test_the_newest_migration_is_the_head() -> None:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(PACKAGE / "subscribers/migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_finds_everything(address: str, tmp_path: Path) -> None:
    with opened(tmp_path, address) as database:
        subscribe(database, "ada")
        pepper, secrets = database.pepper, database.link_secrets(NOW)
    with opened(tmp_path, address) as database:
        assert (database.pepper, database.link_secrets(NOW)) == (pepper, secrets)
        assert len(pepper) == 32


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        subscribe(database, "ada")
        folder = tmp_path / "private"
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes == dict.fromkeys(["subscribers.db", "subscribers.db-shm", "subscribers.db-wal"], 0o600)


def test_a_file_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "private/subscribers.db"
    opened(tmp_path).__exit__()
    file.chmod(0o644)
    opened(tmp_path).__exit__()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_that_was_committed_is_lost(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_the_variable_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "sqlite:///elsewhere/people.db")
    with open_database(Project(tmp_path), MailConfig()) as database:
        assert database.place == "elsewhere/people.db"
    assert (tmp_path / "elsewhere/people.db").is_file()


ADDRESSES = [
    "",
    "people.db",
    "mysql://host/name",
    "sqlite://",
    "sqlite:///:memory:",
    "postgresql://host:x/name",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="is no address of a database"):
        opened(tmp_path, address)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "people.db").write_bytes(b"ada@x.example\n" * 1000)
    with pytest.raises(InputError, match=r"^people.db: error: .*: file is not a database\n    fix: "):
        opened(tmp_path, "sqlite:///people.db")
    assert (tmp_path / "people.db").read_bytes() == b"ada@x.example\n" * 1000


def test_a_database_of_a_newer_version_is_left_alone(address: str, tmp_path: Path) -> None:
    with opened(tmp_path, address) as database, database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match="was made by a newer version of paper-digest"):
        opened(tmp_path, address)


def test_a_server_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        opened(tmp_path, f"postgresql://digest:secret-word@/digest?host={tmp_path}")
    assert str(caught.value).startswith("postgresql://digest:***@/digest: error: the subscribers' database")
    assert "secret-word" not in str(caught.value)


def test_errors_name_no_address(database: Database) -> None:
    subscribe(database, "ada")
    again = (
        METADATA.tables["subscribers"]
        .insert()
        .values(
            **{"address": "ada@x.example", "digest": database.digest("ada@x.example"), "frequency": "daily"},
            **{"active": 1, "source": "", "confirmed_at": NOW, "changed_at": NOW},
            choices=sqlalchemy.null(),
        )
    )
    with pytest.raises(InputError) as caught, database.writing() as connection:
        connection.execute(again)
    assert "ada" not in str(caught.value)
    assert caught.value.__suppress_context__


def forget_keys(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM keys")
        raise KeyError


def test_all_or_nothing(database: Database) -> None:
    with pytest.raises(KeyError):
        forget_keys(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM keys").scalar() == 1


def test_many_may_write_at_once(database: Database) -> None:
    """The service and the sender: a writer waits for its turn, a reader for nobody."""
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                requests.ask(database, f"{name}{number}@x.example", decode_choices("{}"), NOW)
                waiting(database)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert waiting(database) == 40


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.exec_driver_sql("DELETE FROM limits")
        assert waiting(database) == 0


def test_moments_have_a_zone(database: Database) -> None:
    with pytest.raises(sqlalchemy.exc.StatementError, match="needs a time zone"):
        requests.ask(database, "ada@x.example", decode_choices("{}"), NOW.replace(tzinfo=None))
    east = NOW.astimezone(ZoneInfo("Asia/Tokyo")) + HOUR
    requests.ask(database, "ada@x.example", decode_choices("{}"), east)
    with database.reading() as connection:
        assert connection.scalar(sqlalchemy.select(METADATA.tables["requests"].c.asked_at)) == NOW + HOUR


def test_choices_of_a_newer_version_can_be_read() -> None:
    text = encode_choices(
        decode_choices('{"topics":["cs.CV"],"moon":"full","rules":[{"name":"a","colour":1}]}')
    )
    assert decode_choices(text).topics == ("cs.CV",)
    assert "moon" not in text


def test_sqlite_keeps_rows_in_one_plain_file(tmp_path: Path) -> None:
    """Whoever wants the data back needs no program of ours."""
    with opened(tmp_path) as database:
        subscribe(database, "ada")
    plain = sqlite3.connect(tmp_path / "private/subscribers.db")
    assert plain.execute("SELECT address, confirmed_at FROM subscribers").fetchall() == [
        ("ada@x.example", "2026-05-28 06:00:00.000000")
    ]
    plain.close()
