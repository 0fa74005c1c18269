"""The journal of sending, step by step, on both databases."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.model.mail import Choices, Claim, Outcome, State
from generator.subscribers import people, suppress, tally
from generator.subscribers.database import Database
from generator.subscribers.journal import Journal, open_journal
from tests.subscribers.people import DAY, HOUR, NOW, number_of, opened, subscribe

SENT = Outcome(State.SENT, "250 2.0.0 queued")
EXPIRES = NOW + 20 * HOUR


@pytest.fixture
def journal(database: Database) -> Iterator[Journal]:
    with open_journal(database, NOW) as found:
        yield found


def enrolled(journal: Journal, name: str = "2026-05-28", kind: str = "daily") -> int:
    issue = journal.freeze(kind, name, b"edition", EXPIRES, NOW).id
    journal.enrol(issue, NOW)
    return issue


def names(claims: list[Claim]) -> list[str]:
    return [claim.recipient.address.partition("@")[0] for claim in claims]


def test_an_issue_is_frozen_once(journal: Journal) -> None:
    first = journal.freeze("daily", "2026-05-28", b"first", EXPIRES, NOW)
    again = journal.freeze("daily", "2026-05-28", b"second", EXPIRES + DAY, NOW + HOUR)
    assert (first.data, first.expires, first.enrolled) == (b"first", EXPIRES, False)
    assert again == first
    assert journal.freeze("weekly", "2026-05-28", b"other", EXPIRES, NOW).id != first.id


def test_everybody_of_the_frequency_is_enrolled_once(database: Database, journal: Journal) -> None:
    subscribe(database, "ada", "bob", "eve")
    subscribe(database, "weekly", choices=Choices("weekly"))
    people.leave(database, number_of(database, "bob"), NOW)
    with database.writing() as connection:
        suppress.suppress(connection, database.digest("EVE@X.example"), "complaint", NOW)
    issue = journal.freeze("daily", "2026-05-28", b"", EXPIRES, NOW).id
    assert journal.enrol(issue, NOW) == 1
    subscribe(database, "late")
    assert journal.enrol(issue, NOW) == 1
    assert names(journal.claim(issue, 9, NOW)) == ["ada"]
    assert names(journal.claim(enrolled(journal, "2026-W22", "weekly"), 9, NOW)) == ["weekly"]


def test_claims_hold_what_composing_needs(database: Database, journal: Journal) -> None:
    choices = Choices(topics=("cs.CV",), score=60.5, most=5)
    (number,) = subscribe(database, "Ada", choices=choices)
    (claim,) = journal.claim(enrolled(journal), 9, NOW)
    assert (claim.recipient.id, claim.recipient.address) == (number, "Ada@x.example")
    assert (claim.recipient.choices, claim.attempts) == (choices, 0)


def test_nothing_is_claimed_twice(database: Database, journal: Journal) -> None:
    subscribe(database, "a", "b", "c")
    issue = enrolled(journal)
    assert names(journal.claim(issue, 2, NOW)) == ["a", "b"]
    assert names(journal.claim(issue, 2, NOW)) == ["c"]
    assert journal.claim(issue, 2, NOW) == []


def test_one_mail_after_the_other(database: Database, journal: Journal) -> None:
    subscribe(database, "a", "b")
    issue = enrolled(journal)
    first, second = journal.claim(issue, 9, NOW)
    assert journal.begin(first, NOW)
    assert journal.counts(issue) == {State.CLAIMED: 1, State.COMMITTING: 1}
    assert journal.begin(second, NOW, (first, SENT))
    assert journal.counts(issue) == {State.COMMITTING: 1, State.SENT: 1}
    journal.settle(second, Outcome(State.FAILED, "554 5.7.1 <b@x.example>: no"), NOW)
    assert journal.counts(issue) == {State.SENT: 1, State.FAILED: 1}
    assert people.find(database, second.recipient.id) is not None
    with database.reading() as connection:
        replies = connection.exec_driver_sql("SELECT reply FROM deliveries ORDER BY id").scalars().all()
    assert replies == ["250 2.0.0 queued", "554 5.7.1 <address>: no"]


def test_a_delivery_is_begun_only_once(database: Database, journal: Journal) -> None:
    subscribe(database, "a")
    (claim,) = journal.claim(enrolled(journal), 9, NOW)
    assert [journal.begin(claim, NOW), journal.begin(claim, NOW)] == [True, False]


def leave(database: Database) -> None:
    assert people.leave(database, number_of(database, "a"), NOW)


def erase(database: Database) -> None:
    assert people.erase(database, number_of(database, "a"), NOW)


def complain(database: Database) -> None:
    number = number_of(database, "a")
    with database.writing() as connection:
        assert suppress.complained(connection, number, NOW)


GOING = pytest.mark.parametrize("going", [leave, erase, complain])


@GOING
def test_who_goes_is_not_claimed(database: Database, journal: Journal, going) -> None:
    subscribe(database, "a", "b")
    issue = enrolled(journal)
    going(database)
    assert names(journal.claim(issue, 9, NOW)) == ["b"]
    assert journal.counts(issue)[State.SKIPPED] == 1


@GOING
def test_who_goes_is_not_begun(database: Database, journal: Journal, going) -> None:
    subscribe(database, "a", "b")
    issue = enrolled(journal)
    first, second = journal.claim(issue, 9, NOW)
    going(database)
    assert [journal.begin(first, NOW), journal.begin(second, NOW)] == [False, True]
    assert journal.counts(issue) == {State.COMMITTING: 1, State.SKIPPED: 1}


@GOING
def test_who_goes_is_not_claimed_after_a_crash(database: Database, going) -> None:
    subscribe(database, "a", "b")
    with open_journal(database, NOW) as dead:
        issue = enrolled(dead)
        assert len(dead.claim(issue, 9, NOW)) == 2
    going(database)
    with open_journal(database, NOW) as journal:
        journal.recover(issue, "resend", NOW)
        assert names(journal.claim(issue, 9, NOW)) == ["b"]
        assert journal.counts(issue) == {State.CLAIMED: 1, State.SKIPPED: 1}


@GOING
@pytest.mark.parametrize("again", [State.DEFERRED, State.PENDING])
def test_who_goes_does_not_wait_for_a_second_attempt(
    database: Database, journal: Journal, going, again: State
) -> None:
    subscribe(database, "a", "b")
    issue = enrolled(journal)
    first, second = journal.claim(issue, 9, NOW)
    journal.begin(first, NOW)
    going(database)
    journal.settle(first, Outcome(again, "450", NOW + HOUR), NOW)
    journal.release([second], NOW)
    assert journal.counts(issue) == {State.PENDING: 1, State.SKIPPED: 1}
    assert journal.next_retry(issue) is None


@GOING
def test_what_was_on_its_way_is_settled_although_they_go(database: Database, journal: Journal, going) -> None:
    subscribe(database, "a")
    issue = enrolled(journal)
    (claim,) = journal.claim(issue, 9, NOW)
    journal.begin(claim, NOW)
    going(database)
    journal.settle(claim, SENT, NOW)
    assert journal.counts(issue) == {State.SENT: 1}


def test_a_refused_delivery_waits_for_its_time(database: Database, journal: Journal) -> None:
    subscribe(database, "a")
    issue = enrolled(journal)
    (claim,) = journal.claim(issue, 9, NOW)
    journal.begin(claim, NOW)
    journal.settle(claim, Outcome(State.DEFERRED, "451 later", NOW + HOUR), NOW)
    assert journal.next_retry(issue) == NOW + HOUR
    assert journal.claim(issue, 9, NOW + HOUR - dt.timedelta(seconds=1)) == []
    (again,) = journal.claim(issue, 9, NOW + HOUR)
    assert (again.delivery, again.attempts) == (claim.delivery, 1)
    assert journal.next_retry(issue) is None


def test_what_has_nothing_to_send_is_skipped_and_the_rest_given_back(
    database: Database, journal: Journal
) -> None:
    subscribe(database, "a", "b", "c")
    issue = enrolled(journal)
    claims = journal.claim(issue, 9, NOW)
    journal.skip(claims[:1], "no paper", NOW)
    journal.release(claims[1:], NOW)
    journal.skip([], "nobody", NOW)
    assert journal.counts(issue) == {State.PENDING: 2, State.SKIPPED: 1}
    assert names(journal.claim(issue, 9, NOW)) == ["b", "c"]


def test_an_issue_expires(database: Database, journal: Journal) -> None:
    subscribe(database, "a", "b", "c")
    issue = enrolled(journal)
    sent, deferred = journal.claim(issue, 2, NOW)
    journal.begin(sent, NOW)
    journal.settle(sent, SENT, NOW)
    journal.settle(deferred, Outcome(State.DEFERRED, "450", NOW), NOW)
    assert journal.expire(issue, EXPIRES - HOUR) == 0
    assert journal.claim(issue, 9, EXPIRES) == []
    assert journal.expire(issue, EXPIRES) == 2
    assert journal.counts(issue) == {State.SENT: 1, State.SKIPPED: 2}


def test_a_hard_bounce_suppresses_in_the_same_step(database: Database, journal: Journal) -> None:
    subscribe(database, "a")
    (claim,) = journal.claim(enrolled(journal), 9, NOW)
    journal.begin(claim, NOW)
    journal.settle(claim, Outcome(State.FAILED, "550 5.1.1 unknown", None, "hard"), NOW)
    assert journal.claim(enrolled(journal, "2026-05-29"), 9, NOW) == []
    with database.reading() as connection:
        assert suppress.why_suppressed(connection, database.digest("a@x.example")) == "bounce"


POLICIES = [
    ("hold", {State.PENDING: 1, State.HELD: 1}),
    ("resend", {State.PENDING: 2}),
    ("drop", {State.PENDING: 1, State.SKIPPED: 1}),
]


@pytest.mark.parametrize(("policy", "after"), POLICIES)
def test_what_a_dead_sender_left_is_taken_up(database: Database, policy: str, after: dict) -> None:
    subscribe(database, "sent", "committing", "claimed")
    with open_journal(database, NOW) as dead:
        issue = enrolled(dead)
        claims = dead.claim(issue, 9, NOW)
        dead.begin(claims[0], NOW)
        dead.begin(claims[1], NOW, (claims[0], SENT))
        assert dead.recover(issue, policy, NOW) == {}, "it is alive"
    with open_journal(database, NOW) as journal:
        assert journal.recover(issue, policy, NOW) == after
        assert journal.counts(issue) == {**after, State.SENT: 1}
        assert journal.recover(issue, policy, NOW) == {}


def test_a_person_decides_what_is_held(database: Database, journal: Journal) -> None:
    subscribe(database, "a", "b", "c")
    issue = enrolled(journal)
    for claim in journal.claim(issue, 9, NOW):
        journal.begin(claim, NOW)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET state = 'held'")
    first, second, third = journal.held(issue)
    assert (first.kind, first.name, first.address, first.since) == ("daily", "2026-05-28", "a@x.example", NOW)
    people.erase(database, number_of(database, "c"), NOW)
    with database.writing() as connection:
        assert tally.decide(connection, True, NOW, (first.delivery,)) == 1
        assert [one.address for one in tally.held_of(connection)] == ["b@x.example", ""]
        assert tally.decide(connection, False, NOW) == 2
    assert journal.counts(issue) == {State.PENDING: 2, State.SENT: 1}
    assert names(journal.claim(issue, 9, NOW)) == ["b"], "nobody can be written to who is deleted"
    assert {second.delivery, third.delivery} == {2, 3}


def test_sqlite_has_one_sender_at_a_time(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        with open_journal(database, NOW), pytest.raises(InputError, match="another send is at work here"):
            open_journal(database, NOW).__enter__()
        with open_journal(database, NOW) as journal:
            assert journal.counts(1) == {}


def test_who_got_what_is_forgotten_in_the_end(database: Database, journal: Journal) -> None:
    subscribe(database, "a")
    old = enrolled(journal)
    (claim,) = journal.claim(old, 9, NOW)
    journal.begin(claim, NOW)
    journal.settle(claim, SENT, NOW)
    new = journal.freeze("daily", "2026-09-30", b"new", NOW + 200 * DAY, NOW).id
    assert journal.enrol(new, NOW + 120 * DAY) == 1
    assert journal.counts(old) == {}
    assert journal.freeze("daily", "2026-05-28", b"again", EXPIRES, NOW).data == b""
    assert journal.enrol(old, NOW + 120 * DAY) == 0, "nobody gets it a second time"
