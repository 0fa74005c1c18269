"""Wishes to subscribe, and the queue of confirming mails."""

import pytest

from generator.model.mail import Bounce, Choices, Outcome, State
from generator.subscribers import people, requests, suppress
from generator.subscribers.database import Database
from tests.subscribers.people import DAY, HOUR, NOW, number_of, subscribe, waiting

ANYTHING = Choices()


def taken(database: Database, now: object = NOW) -> list[str]:
    """Work the queue off; return the addresses that get a mail."""
    found = []
    while request := requests.take(database, now):  # type: ignore[arg-type]
        assert requests.begin(database, request, now)  # type: ignore[arg-type]
        found.append(request.address)
    return found


def mail_next(database: Database) -> bool:
    """Mail the next wish only."""
    request = requests.take(database, NOW)
    return request is not None and requests.begin(database, request, NOW)


def numbers(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM requests ORDER BY id").scalars())


def test_the_queue_is_worked_off_in_its_order(database: Database) -> None:
    for name in ("ada", "bob"):
        requests.ask(database, f"{name}@x.example", Choices(keywords=(name,)), NOW)
    assert waiting(database) == 2
    first, second = numbers(database)
    request = requests.take(database, NOW)
    assert request == requests.Request(first, "ada@x.example", Choices(keywords=("ada",)), 0, 0)
    assert requests.find(database, first, NOW) is None, "its mail has not gone"
    assert requests.begin(database, request, NOW)
    assert requests.find(database, first, NOW) == requests.Request(
        first, "ada@x.example", Choices(keywords=("ada",)), 1, 0
    )
    assert requests.find(database, second, NOW) is None, "nobody can know its link yet"
    assert taken(database) == ["bob@x.example"]
    assert waiting(database) == 0


def test_an_address_gets_one_mail_a_day(database: Database) -> None:
    for spelling in ("ada@x.example", "Ada@X.example", "ADA@x.example"):
        requests.ask(database, spelling, ANYTHING, NOW)
    assert taken(database) == ["ada@x.example"]
    requests.ask(database, "ada@x.example", ANYTHING, NOW + 23 * HOUR)
    assert taken(database, NOW + 23 * HOUR) == []
    requests.ask(database, "ada@x.example", ANYTHING, NOW + 25 * HOUR)
    assert taken(database, NOW + 25 * HOUR) == ["ada@x.example"]


def test_a_mailbox_gets_few_mails_a_day_whatever_its_tags(database: Database) -> None:
    wished = [
        *("ada@x.example", "Ada+1@x.example", "ada+a+b@x.example", "ADA+3@x.example", "ada+4@x.example"),
        *("adam@x.example", "ada+1@y.example", "ad_+1@x.example", "+1@x.example", "+2@x.example"),
    ]
    for address in wished:
        requests.ask(database, address, ANYTHING, NOW)
    assert taken(database) == [*wished[:3], *wished[5:]]
    requests.ask(database, "ada+5@x.example", ANYTHING, NOW + 25 * HOUR)
    assert taken(database, NOW + 25 * HOUR) == ["ada+5@x.example"]


def test_a_suppressed_address_gets_none(database: Database) -> None:
    with database.writing() as connection:
        suppress.suppress(connection, database.digest("ada@x.example"), "complaint", NOW)
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    requests.ask(database, "bob@x.example", ANYTHING, NOW)
    assert taken(database) == ["bob@x.example"]


def test_a_subscriber_who_asks_again_is_known(database: Database) -> None:
    (number,) = subscribe(database, "ada")
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    request = requests.take(database, NOW)
    assert request
    assert request.subscriber == number


OUTCOMES = [
    (Outcome(State.SENT, "250 ok"), [], ""),
    (Outcome(State.DEFERRED, "450", NOW + HOUR), ["ada@x.example"], ""),
    (Outcome(State.FAILED, "554"), [], ""),
    (Outcome(State.FAILED, "550 5.1.1", None, "hard"), [], "bounce"),
]


@pytest.mark.parametrize(("outcome", "again", "why"), OUTCOMES)
def test_how_mailing_ends(database: Database, outcome: Outcome, again: list[str], why: str) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    request = requests.take(database, NOW)
    assert request
    assert outcome.state is not State.SENT or requests.begin(database, request, NOW)
    requests.settle(database, request, outcome, NOW)
    assert taken(database, NOW + HOUR / 2) == []
    assert taken(database, NOW + HOUR) == again
    assert (requests.find(database, request.id, NOW) is not None) == (
        outcome.state in (State.SENT, State.DEFERRED)
    )
    with database.reading() as connection:
        assert suppress.why_suppressed(connection, database.digest("ada@x.example")) == why


def test_a_crash_before_the_final_dot_costs_nothing(database: Database) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    assert requests.take(database, NOW), "and then the service dies"
    assert taken(database, NOW + HOUR) == ["ada@x.example"]


def test_a_crash_behind_the_final_dot_never_sends_two(database: Database) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    request = requests.take(database, NOW)
    assert request
    assert requests.begin(database, request, NOW), "and then the service dies"
    assert not requests.begin(database, request, NOW)
    requests.ask(database, "ada@x.example", ANYTHING, NOW + HOUR)
    assert taken(database, NOW + HOUR) == []


def test_what_happens_while_a_mail_is_on_its_way_counts(database: Database) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    request = requests.take(database, NOW)
    assert request
    with database.writing() as connection:
        suppress.suppress(connection, database.digest("ada@x.example"), "complaint", NOW)
    assert not requests.begin(database, request, NOW)
    assert taken(database, NOW) == []


@pytest.mark.parametrize(
    ("complaint", "bounce", "why"),
    [(True, "", "complaint"), (False, "hard", "bounce"), (False, "soft", ""), (False, "", "")],
)
def test_what_comes_back_for_a_confirming_mail_ends_them(
    complaint: bool, bounce: Bounce, why: str, database: Database
) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    assert taken(database) == ["ada@x.example"]
    (number,) = numbers(database)
    with database.writing() as connection:
        assert requests.returned(connection, number, complaint, bounce, NOW) == bool(why)
        assert not requests.returned(connection, 2, complaint, bounce, NOW), "forgotten long ago"
        assert suppress.why_suppressed(connection, database.digest("ada@x.example")) == why
    requests.ask(database, "ada@x.example", ANYTHING, NOW + 2 * DAY)
    assert taken(database, NOW + 2 * DAY) == ([] if why else ["ada@x.example"])


def test_old_wishes_are_forgotten(database: Database) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    requests.ask(database, "bob@x.example", ANYTHING, NOW + DAY)
    assert taken(database, NOW + DAY) == ["ada@x.example", "bob@x.example"]
    ada, bob = numbers(database)
    assert requests.forget_old(database, NOW + 7 * DAY) == 0
    assert requests.forget_old(database, NOW + 8 * DAY) == 1
    assert people.confirm(database, ada, NOW + 8 * DAY) is None
    assert people.confirm(database, bob, NOW + 8 * DAY) == number_of(database, "bob")


def test_a_wish_past_its_time_is_confirmed_by_nobody(database: Database) -> None:
    requests.ask(database, "ada@x.example", ANYTHING, NOW)
    assert mail_next(database)
    (number,) = numbers(database)
    assert requests.find(database, number, NOW + requests.VALID)
    assert requests.find(database, number, NOW + requests.VALID + HOUR) is None
    assert people.confirm(database, number, NOW + requests.VALID + HOUR) is None  # its row is still there
    assert people.confirm(database, number, NOW + requests.VALID) == number_of(database, "ada")


def test_the_one_mail_of_a_day_asks_about_the_last_wish(database: Database) -> None:
    stranger, owner = Choices(keywords=("spam",)), Choices(topics=("cs.CV",))
    requests.ask(database, "ada@x.example", stranger, NOW)
    assert mail_next(database)
    requests.ask(database, "ADA@x.example", owner, NOW + HOUR)
    requests.ask(database, "bob@x.example", stranger, NOW + HOUR)
    first, second, others = numbers(database)
    assert taken(database, NOW + HOUR) == ["bob@x.example"]
    seen = requests.find(database, first, NOW + HOUR)
    assert seen == requests.Request(second, "ada@x.example", owner, 0, 0)
    requests.ask(database, "ada@x.example", stranger, NOW + HOUR)  # while the page is looked at
    assert people.confirm(database, first, NOW + HOUR, others) is None  # somebody else's
    number = people.confirm(database, first, NOW + HOUR, seen.id)
    person = people.find_address(database, "ada@x.example")
    assert person
    assert (person.id, person.address, person.choices) == (number, "ada@x.example", owner)
    asked = requests.find(database, first, NOW + HOUR)
    assert asked
    assert (asked.choices, asked.subscriber, asked.confirmed) == (stranger, number, False)


def test_no_wish_of_before_brings_back_who_has_left(database: Database) -> None:
    for number in range(3):
        requests.ask(database, "ada@x.example", Choices(most=number + 1), NOW)
    assert mail_next(database)
    first, second, _ = numbers(database)
    number = people.confirm(database, first, NOW, second)
    assert number
    people.leave(database, number, NOW)
    for shown in (0, first, second):
        assert people.confirm(database, first, NOW, shown) == number
        person = people.find(database, number)
        assert person
        assert (person.active, person.choices.most) == (False, 2)
