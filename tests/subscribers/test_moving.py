"""A database is copied whole, from each kind to each."""

from pathlib import Path

import pytest
from sqlalchemy import select

from generator.cli import main
from generator.errors import InputError
from generator.model.mail import Choices, Outcome, State
from generator.subscribers import keys, limits, people, requests, suppress
from generator.subscribers.database import VARIABLE, Database
from generator.subscribers.journal import open_journal
from generator.subscribers.moving import BATCH, copy_all
from generator.subscribers.schema import METADATA
from tests.subscribers.people import DAY, HOUR, NOW, number_of, opened, subscribe

SQLITE = "sqlite:///private/copy.db"


def filled(database: Database) -> None:
    """Let something stand in every table."""
    subscribe(database, *(f"p{number}" for number in range(BATCH + 1)))
    subscribe(database, "ada", choices=Choices("weekly", ("cs.CV",), score=5.5))
    people.leave(database, number_of(database, "p3"), NOW)
    people.erase(database, number_of(database, "p4"), NOW)
    for name in ("new", "late"):
        requests.ask(database, f"{name}@x.example", Choices(keywords=("größe",)), NOW)
    assert requests.take(database, NOW)
    database.link_secrets(NOW)
    bouncing = number_of(database, "p5")
    with database.writing() as connection:
        keys.rotate(connection, NOW + HOUR)
        suppress.suppress(connection, database.digest("p6@x.example"), "complaint", NOW)
        suppress.bounced(connection, bouncing, "soft", NOW)
    limits.allow(database, limits.Limit("all", 3, 60), NOW)
    with open_journal(database, NOW) as journal:
        issue = journal.freeze("daily", "2026-05-28", bytes(range(256)), NOW + DAY, NOW).id
        journal.enrol(issue, NOW)
        first, second, *_ = journal.claim(issue, 3, NOW)
        journal.begin(first, NOW)
        journal.begin(second, NOW, (first, Outcome(State.SENT, "250 ok")))


def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=str)
            for table in METADATA.sorted_tables
        }


def target_of(database: Database, root: Path, request: pytest.FixtureRequest) -> Database:
    """Open an empty database of the other kind."""
    return opened(root, request.getfixturevalue("postgresql") if database.is_sqlite else SQLITE)


def test_everything_comes_along(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    filled(database)
    before = content(database)
    assert all(before.values()), "every table is tried"
    with target_of(database, tmp_path, request) as target:
        assert copy_all(database, target) == {name: len(rows) for name, rows in before.items()}
        assert content(target) == before
        place = target.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    with opened(tmp_path, place) as target:
        assert (target.pepper, target.link_secrets(NOW)) == (database.pepper, database.link_secrets(NOW))
        goes_on(target)


def goes_on(database: Database) -> None:
    """Whoever was known is known, what was under way goes on, and new rows get new numbers."""
    assert number_of(database, "p0") < number_of(database, "ada") < subscribe(database, "somebody")[0]
    with open_journal(database, NOW) as journal:
        issue = journal.freeze("daily", "2026-05-28", b"", NOW, NOW).id
        assert journal.recover(issue, "hold", NOW) == {State.PENDING: 1, State.HELD: 1}
        new = journal.freeze("daily", "2026-05-29", b"", NOW + DAY, NOW).id
        assert new > issue
        assert journal.enrol(new, NOW) == BATCH - 1
    newest = max(database.link_secrets(NOW))
    with database.writing() as connection:
        assert keys.rotate(connection, NOW + DAY).id > newest


def test_nothing_is_added_to_a_database_in_use(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    subscribe(database, "ada")
    with target_of(database, tmp_path, request) as target:
        subscribe(target, "bob")
        before = content(target)
        with pytest.raises(InputError, match="there are subscribers in this database already"):
            copy_all(database, target)
        assert content(target) == before


def test_the_command(
    address: str,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setenv(VARIABLE, address)
    (tmp_path / "content").mkdir()
    filled(database)
    command = ["subscribers", "--project", str(tmp_path), "copy", "--to"]
    to = str(request.getfixturevalue("postgresql")) if database.is_sqlite else SQLITE
    assert main([*command, to]) == 0
    people_, rest = capsys.readouterr().out.partition(": ")[2].split(" subscribers, ")
    assert int(people_) == BATCH + 1
    assert rest == f"2 wishes, 1 suppressed addresses, 1 issues, {BATCH - 2} deliveries\n"
    assert main([*command, to]) == 1
    assert main([*command, address]) == 1
    assert "nothing is added to one that is in use" in capsys.readouterr().err
    assert main([*command, "copy.db"]) == 2
    assert "--to is no address of a database" in capsys.readouterr().err
    with opened(tmp_path, to) as target:
        assert people.find_address(target, "ada@x.example") == people.find_address(database, "ada@x.example")
