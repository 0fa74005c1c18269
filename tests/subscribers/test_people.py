"""Subscribers confirm, choose, leave, come back, and have everything deleted."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.model.mail import Choices
from generator.subscribers import people, requests, suppress, told
from generator.subscribers.database import Database
from generator.subscribers.journal import open_journal
from tests.subscribers.people import DAY, HOUR, NOW, opened, subscribe, waiting

VISION = Choices(topics=("cs.CV",))


def asked(database: Database, address: str = "ada@x.example", choices: Choices = VISION) -> int:
    """Ask, and let the confirming mail be sent; return the request's number."""
    requests.ask(database, address, choices, NOW)
    request = requests.take(database, NOW)
    assert request
    assert requests.begin(database, request, NOW)
    return request.id


def test_confirming_makes_a_subscriber(database: Database) -> None:
    number = people.confirm(database, asked(database), NOW + HOUR)
    assert number
    person = people.find(database, number)
    assert person == people.Person(
        number, "ada@x.example", VISION, True, "form", NOW + HOUR, NOW + HOUR, None
    )
    assert people.find_address(database, "ADA@X.EXAMPLE") == person
    assert people.find_address(database, "bob@x.example") is None


def test_only_what_was_mailed_can_be_confirmed(database: Database) -> None:
    requests.ask(database, "ada@x.example", VISION, NOW)
    assert people.confirm(database, 1, NOW) is None
    assert people.confirm(database, 99, NOW) is None


def test_confirming_again_changes_nothing(database: Database) -> None:
    request = asked(database)
    number = people.confirm(database, request, NOW)
    assert number
    assert people.confirm(database, request, NOW + HOUR) == number
    people.leave(database, number, NOW + HOUR)
    assert people.confirm(database, request, NOW + 2 * HOUR) == number
    person = people.find(database, number)
    assert person
    assert not person.active, "an old mail brings nobody back"


def test_the_button_is_pressed_many_times(database: Database) -> None:
    request = asked(database)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: people.confirm(database, request, NOW), range(8)))
    assert len(set(found)) == 1
    assert found[0]


def test_whoever_subscribes_again_keeps_the_number(database: Database) -> None:
    number = people.confirm(database, asked(database), NOW)
    assert number
    people.leave(database, number, NOW)
    requests.ask(database, "Ada@x.example", Choices("weekly"), NOW + 2 * DAY)
    request = requests.take(database, NOW + 2 * DAY)
    assert request
    assert requests.begin(database, request, NOW + 2 * DAY)
    assert request.subscriber == 0, "who has left is told like everybody"
    assert people.confirm(database, request.id, NOW + 2 * DAY) == number
    person = people.find(database, number)
    assert person
    assert (person.address, person.choices.frequency, person.active) == ("Ada@x.example", "weekly", True)


def test_choosing(database: Database) -> None:
    (number,) = subscribe(database, "ada")
    assert people.choose(database, number, Choices("weekly", score=70.0), NOW + HOUR)
    person = people.find(database, number)
    assert person
    assert (person.choices, person.changed_at) == (Choices("weekly", score=70.0), NOW + HOUR)
    assert not people.choose(database, 99, VISION, NOW)


def test_leaving_and_coming_back(database: Database) -> None:
    (number,) = subscribe(database, "ada")
    assert [people.leave(database, who, NOW + HOUR) for who in (number, number, 99)] == [True, True, False]
    person = people.find(database, number)
    assert person
    assert (person.active, person.left_at) == (False, NOW + HOUR)
    assert people.come_back(database, number, NOW + DAY)
    person = people.find(database, number)
    assert person
    assert (person.active, person.left_at) == (True, None)
    assert not people.come_back(database, 99, NOW)


def test_a_number_is_never_given_again(database: Database) -> None:
    """Old links name numbers: nobody must be able to leave for somebody else."""
    (first,) = subscribe(database, "ada")
    people.erase(database, first, NOW)
    (second,) = subscribe(database, "bob")
    assert second != first


def test_numbers_of_a_lost_database_are_not_given_again(tmp_path: Path) -> None:
    """A backup knows nothing of those who came after it: what their links name must stay nobody's."""
    given = {"subscribers": set[int](), "requests": set[int]()}
    with opened(tmp_path) as database:
        subscribe(database, "ada")
    backup = (tmp_path / "private/subscribers.db").read_bytes()
    for life in range(3):
        (tmp_path / "private/subscribers.db").write_bytes(backup)
        with opened(tmp_path) as database:
            imported = subscribe(database, *(f"imported{life}{number}" for number in range(20)))
            wish = asked(database, f"new{life}@x.example")
            confirmed = people.confirm(database, wish, NOW)
            assert confirmed
            assert not given["subscribers"] & {*imported, confirmed}
            assert wish not in given["requests"]
            assert [*imported, confirmed] == sorted([*imported, confirmed]), "they tell who came first"
            given["subscribers"] |= {*imported, confirmed}
            given["requests"].add(wish)


def test_all_that_is_kept_is_told(database: Database) -> None:
    (number,) = subscribe(database, "ada", choices=VISION)
    with open_journal(database, NOW) as journal:
        journal.enrol(journal.freeze("daily", "2026-05-28", b"", NOW + DAY, NOW).id, NOW)
    with database.writing() as connection:
        suppress.bounced(connection, number, "soft", NOW)
        suppress.complained(connection, number, NOW)
    requests.ask(database, "Ada@x.example", Choices(code=True), NOW)  # whoever that was
    requests.ask(database, "bob@x.example", VISION, NOW)
    wish = {"address": "Ada@x.example", "state": "waiting", "choices": {"code": True}}
    data = told.tell_person(database, number)
    assert data == {
        **{"id": number, "address": "ada@x.example", "active": True, "source": "test", "left_at": None},
        **{"confirmed_at": "2026-05-28T06:00:00+00:00", "changed_at": "2026-05-28T06:00:00+00:00"},
        **{"suppressed": "complaint", "choices": {"topics": ["cs.CV"]}},
        "wishes": [wish | {"asked_at": "2026-05-28T06:00:00+00:00"}],
        "bounces": ["2026-05-28T06:00:00+00:00"],
        "deliveries": [
            {
                **{"kind": "daily", "issue": "2026-05-28", "state": "skipped", "reply": "complaint"},
                "at": "2026-05-28T06:00:00+00:00",
            }
        ],
    }
    assert json.dumps(data)
    assert list(told.tell_all(database)) == [data]
    assert told.tell_person(database, 99) is None


@pytest.mark.parametrize("by_address", [False, True])
def test_deleting_leaves_nothing_but_a_suppression(database: Database, by_address: bool) -> None:
    number = people.confirm(database, asked(database), NOW)
    assert number
    requests.ask(database, "ada@x.example", VISION, NOW)
    with database.writing() as connection:
        suppress.complained(connection, number, NOW)
    if by_address:
        assert people.erase_address(database, "ADA@x.example", NOW)
        assert not people.erase_address(database, "ada@x.example", NOW)
    else:
        assert people.erase(database, number, NOW)
        assert not people.erase(database, number, NOW)
    assert people.find(database, number) is None
    assert waiting(database) == 0
    with database.reading() as connection:
        assert suppress.why_suppressed(connection, database.digest("ada@x.example")) == "complaint"


def test_deleting_an_address_that_never_confirmed(database: Database) -> None:
    requests.ask(database, "ada@x.example", VISION, NOW)
    assert people.erase_address(database, "ada@x.example", NOW)
    assert waiting(database) == 0


def test_what_is_deleted_lies_in_no_file(tmp_path: Path) -> None:
    """SQLite overwrites what is deleted, and its log is emptied."""
    address = b"ada-who-wants-to-be-forgotten@x.example"
    with opened(tmp_path) as database:
        number = people.confirm(database, asked(database, address.decode()), NOW)
        assert number
        subscribe(database, *(f"other{number}" for number in range(50)))
        folder = tmp_path / "private"
        assert any(address in path.read_bytes() for path in folder.iterdir())
        people.erase(database, number, NOW)
        assert not any(address in path.read_bytes() for path in folder.iterdir())
