"""Limits, suppressions and keys."""

import pytest

from generator.subscribers import keys, suppress
from generator.subscribers.database import Database
from generator.subscribers.limits import Limit, allow
from tests.subscribers.people import DAY, HOUR, NOW, subscribe

NETWORK = Limit("network 192.0.2.0/24", 2, 3600)
ALL = Limit("all", 3, 60)


def test_limits_count_within_their_span(database: Database) -> None:
    assert [allow(database, NETWORK, NOW) for _ in range(4)] == [True, True, False, False]
    assert allow(database, NETWORK, NOW + HOUR)
    assert allow(database, Limit("network 198.51.100.0/24", 2, 3600), NOW)


def test_no_network_is_kept_in_plain_text_or_for_long(database: Database) -> None:
    allow(database, NETWORK, NOW)
    with database.reading() as connection:
        assert (
            "192.0.2" not in str(connection.exec_driver_sql("SELECT name FROM limits").scalar()).split("/")[0]
        )
    allow(database, ALL, NOW + 2 * HOUR)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM limits").scalar() == 1


def test_suppressing_and_lifting(database: Database) -> None:
    digest = database.digest("ada@x.example")
    with database.writing() as connection:
        assert suppress.suppress(connection, digest, "operator", NOW)
        assert not suppress.suppress(connection, digest, "bounce", NOW), "the first reason stays"
        assert suppress.why_suppressed(connection, digest) == "operator"
        assert suppress.suppressed_digests(connection, [digest, b"other"]) == {digest}
        assert suppress.forgive(connection, digest)
        assert not suppress.forgive(connection, digest)
        assert suppress.why_suppressed(connection, digest) == ""


SOFT = [
    # days of soft bounces, suppressed
    ((0, 0, 0, 0, 0, 0), False),  # one bad day
    ((0, 1, 2, 3), False),
    ((0, 1, 2, 3, 4), True),
    ((0, 3, 6, 9, 12), True),
    ((0, 4, 8, 12, 16, 20), False),  # too far apart
]


@pytest.mark.parametrize(("days", "expected"), SOFT)
def test_soft_bounces(database: Database, days: tuple[int, ...], expected: bool) -> None:
    (number,) = subscribe(database, "ada")
    with database.writing() as connection:
        found = [suppress.bounced(connection, number, "soft", NOW + day * DAY) for day in days]
        assert found == [False] * (len(days) - 1) + [expected]
        why = suppress.why_suppressed(connection, database.digest("ada@x.example"))
    assert why == ("bounce" if expected else "")


def test_bounces_of_nobody(database: Database) -> None:
    (number,) = subscribe(database, "ada")
    with database.writing() as connection:
        assert not suppress.bounced(connection, 99, "soft", NOW)
        assert not suppress.bounced(connection, 99, "hard", NOW)
        assert not suppress.bounced(connection, number, "", NOW)
        assert not suppress.complained(connection, 99, NOW)
        assert suppress.bounced(connection, number, "hard", NOW)


def test_old_keys_stay_for_more_than_a_year(database: Database) -> None:
    first = database.link_secrets(NOW)
    assert database.link_secrets(NOW) == first
    assert [len(secret) for secret in first.values()] == [32]
    with database.writing() as connection:
        second = keys.rotate(connection, NOW)
    assert database.link_secrets(NOW) == {**first, second.id: second.secret}
    assert max(database.link_secrets(NOW)) == second.id
    with database.writing() as connection:
        keys.rotate(connection, NOW + 366 * DAY)
    assert set(first) < set(database.link_secrets(NOW))
    with database.writing() as connection:
        keys.rotate(connection, NOW + 401 * DAY)
    assert not set(first) & set(database.link_secrets(NOW))
    assert len(database.link_secrets(NOW)) == 3


def test_keys_past_their_time_count_no_more_though_they_are_still_there(database: Database) -> None:
    first = database.link_secrets(NOW)
    with database.writing() as connection:
        second = keys.rotate(connection, NOW)
    assert set(database.link_secrets(NOW + keys.KEPT)) == {*first, second.id}
    assert set(database.link_secrets(NOW + keys.KEPT + DAY)) == {second.id}


def test_a_key_that_has_leaked_is_revoked_at_once(database: Database) -> None:
    database.link_secrets(NOW)
    with database.writing() as connection:
        keys.rotate(connection, NOW)
        new = keys.rotate(connection, NOW, revoke=True)
    assert database.link_secrets(NOW) == {new.id: new.secret}
    with database.reading() as connection:
        assert keys.ensure_key(connection, "addresses", NOW).secret == database.pepper


def test_the_key_of_addresses_is_never_rotated(database: Database) -> None:
    before = database.digest("ada@x.example")
    with database.writing() as connection:
        keys.rotate(connection, NOW)
        assert keys.ensure_key(connection, "addresses", NOW).secret == database.pepper
    assert database.digest("ada@x.example") == before != database.digest("bob@x.example")
