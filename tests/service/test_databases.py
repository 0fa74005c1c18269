"""The whole way with either database, and with many readers at once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from generator.subscribers.people import find_address
from tests.project import make_project
from tests.service.conftest import Running, run_service
from tests.subscribers.people import waiting

AT_ONCE = 24


@pytest.fixture
def running(database_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setenv("DIGEST_DATABASE", database_address)
    with run_service(make_project(tmp_path), "[mail.limits]\nnetwork = 1000\ntotal = 1000\n") as found:
        yield found


def test_subscribe_choose_leave_delete(running: Running) -> None:
    token = running.join("ann@example.org", topics="cs.CV")
    assert "Your choices are saved." in running.send(f"choose/{token}", {"authors": "lin wang"}).text
    told = json.loads(running.client.get(f"{running.url}export/{token}").content)
    assert (told["active"], told["choices"]) == (True, {"authors": ["lin wang"]})
    number = running.hall.links().open("choose", token) or 0
    left = running.client.post(
        running.hall.links().address("leave", number), content=b"List-Unsubscribe=One-Click"
    )
    assert left.status_code == 200
    person = find_address(running.database, "ann@example.org")
    assert person
    assert not person.active
    assert running.send(f"erase/{token}", {}).status_code == 200
    assert find_address(running.database, "ann@example.org") is None


def test_many_at_once_wait_for_one_another(running: Running) -> None:
    def ask(number: int) -> int:
        form = {"address": f"a{number}@example.org", "stamp": running.stamp()}
        return httpx.post(
            f"{running.url}subscribe", data=form, headers=running.origin, timeout=60
        ).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(ask, range(AT_ONCE))) == {303}
    assert waiting(running.database) == AT_ONCE
    assert running.post.work_off() == AT_ONCE
