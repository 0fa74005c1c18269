"""Leaving: one click of a mail program (RFC 8058) or of a reader; nothing but a POST does it."""

from collections.abc import Callable

import httpx
import pytest

from generator.model.mail import Choices
from generator.subscribers.keys import rotate
from generator.subscribers.people import find
from generator.subscribers.suppress import suppress
from tests.service.conftest import Running

URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=----mail"}
ONE_CLICK = b"List-Unsubscribe=One-Click"
IN_PARTS = b"""------mail\r
Content-Disposition: form-data; name="List-Unsubscribe"\r
\r
One-Click\r
------mail--\r
"""

CLICKS = [
    (URLENCODED, ONE_CLICK),
    (MULTIPART, IN_PARTS),
    (URLENCODED | {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}, ONE_CLICK),
    ({}, b""),  # our own button, and programs that send no body
    (MULTIPART, b"no parts at all"),
    ({"Content-Type": "text/nonsense; charset=utf-7"}, b"\xff\xfe"),
]


@pytest.fixture
def leaver(shared: Running) -> tuple[int, str]:
    """Somebody's number, and the address with which to leave."""
    name = f"leaver{len(shared.mailbox.to)}@example.org"
    number = shared.hall.links().open("choose", shared.join(name, topics="cs.CV"))
    assert number
    return number, shared.hall.links().address("leave", number)


def is_active(running: Running, number: int) -> bool:
    person = find(running.database, number)
    return person is not None and person.active


@pytest.mark.parametrize(("headers", "body"), CLICKS)
def test_one_click(shared: Running, leaver: tuple[int, str], headers: dict[str, str], body: bytes) -> None:
    number, address = leaver
    answer = shared.client.post(address, headers=headers, content=body)
    assert answer.status_code == 200
    assert "You have left" in answer.text
    assert "set-cookie" not in answer.headers
    assert not is_active(shared, number)
    assert shared.client.post(address, headers=headers, content=body).status_code == 200


def test_a_link_to_leave_works_for_a_year_and_when_keys_change(
    shared: Running, leaver: tuple[int, str]
) -> None:
    number, address = leaver
    for days in (100, 100, 165):
        shared.clock.pass_by(days=days)
        with shared.database.writing() as connection:
            rotate(connection, shared.clock())
    assert shared.hall.links().address("leave", number) != address
    assert shared.client.post(address, headers=URLENCODED, content=ONE_CLICK).status_code == 200
    assert not is_active(shared, number)


def test_a_thousand_looks_of_mail_scanners_change_nothing(shared: Running, leaver: tuple[int, str]) -> None:
    number, address = leaver
    token = shared.hall.links().token("choose", number)
    before = find(shared.database, number)
    pages = [address, *(f"{shared.url}{path}/{token}" for path in ("choose", "erase", "export"))]
    asked: list[Callable[[str], httpx.Response]] = [shared.client.get, shared.client.head]
    answers = [ask(page) for _ in range(125) for page in pages for ask in asked]
    assert len(answers) == 1000
    assert {answer.status_code for answer in answers} == {200}
    assert find(shared.database, number) == before
    unconfirmed = shared.mailbox.links[-1]
    assert shared.client.head(unconfirmed).content == b""


def test_who_left_comes_back_by_choosing(shared: Running, leaver: tuple[int, str]) -> None:
    number, address = leaver
    assert 'method="post"' in shared.client.get(address).text
    shared.client.post(address)
    path = f"choose/{shared.hall.links().token('choose', number)}"
    assert (
        "You have left. Save the choices, and mail comes again." in shared.client.get(shared.url + path).text
    )
    assert "Your choices are saved." in shared.send(path, {}).text
    person = find(shared.database, number)
    assert person
    assert (person.active, person.choices) == (True, Choices())


def test_a_used_link_tells_how_things_stand(shared: Running, leaver: tuple[int, str]) -> None:
    number, address = leaver
    confirmed = shared.mailbox.links[-1]
    for ask in (shared.client.get, shared.confirm):
        assert "You are subscribed" in ask(confirmed).text
    shared.client.post(address)
    for ask in (shared.client.get, shared.confirm):
        assert "This link was used before, and you have left since" in ask(confirmed).text
    assert not is_active(shared, number)


def test_who_is_suppressed_is_told_that_no_mail_comes(shared: Running, leaver: tuple[int, str]) -> None:
    number, _ = leaver
    person = find(shared.database, number)
    assert person
    with shared.database.writing() as connection:
        suppress(connection, shared.database.digest(person.address), "bounce", shared.clock())
    path = f"choose/{shared.hall.links().token('choose', number)}"
    assert "No mail goes to this address" in shared.client.get(shared.url + path).text
    assert "Your choices are saved. No mail goes to this address." in shared.send(path, {}).text
    assert "No mail goes to this address" in shared.client.get(shared.mailbox.links[-1]).text
