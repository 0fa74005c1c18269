"""A sender that is killed loses nobody, and mails nobody twice unless it was told to.

A few points here; every one of them, and kills at random over 10,000 subscribers, in `make test-mail`.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sending.crash import check, count_calls, die_after, die_at, make_office, set_policy
from tests.sending.relay import Relay, addresses

PEOPLE = 5
POINTS = [
    # just before: the connection, the first text, its dot, the next envelope, the last commit's sync
    ("hold", "connect", 1),
    ("hold", "sendto", 3),
    ("hold", "sendto", 4),
    ("hold", "sendto", 5),
    ("hold", "fdatasync", -1),
    ("resend", "sendto", 4),
    ("resend", "sendto", 5),
    ("drop", "sendto", 4),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Relay]:
    with Relay() as relay:
        yield relay


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, server: Relay) -> Path:
    root = tmp_path_factory.mktemp("killed") / "office"
    root.mkdir()
    make_office(root, server.port, PEOPLE)
    root.with_name("counts").write_text(json.dumps(count_calls(root)))
    return root


def own_copy(ready: Path, root: Path, server: Relay, policy: str) -> Path:
    server.taken.clear()
    shutil.copytree(ready, root)
    set_policy(root, policy)
    return root


@pytest.mark.parametrize(("policy", "call", "number"), POINTS)
def test_killed_at_a_system_call(
    policy: str, call: str, number: int, ready: Path, server: Relay, tmp_path: Path
) -> None:
    root = own_copy(ready, tmp_path / "office", server, policy)
    if number < 0:
        number += json.loads(ready.with_name("counts").read_text())[call] + 1
    assert die_at(root, call, number)
    found = check(root, server, PEOPLE, policy, 1)
    if call == "sendto" and number > 3:
        # before the dot the relay has nothing, behind it everything; the journal says the same of both
        had = number == 5
        doubt = {"hold": (had, 1, 0, 0), "resend": (1, 0, 0, had), "drop": (had, 0, 1, 0)}[policy]
        copies = addresses(server.taken).count("p0@lab.test")
        states = (found.states["held"], found.states["skipped"])
        assert (copies - found.extra, *states, found.extra) == doubt


def test_killed_at_some_moment(ready: Path, server: Relay, tmp_path: Path) -> None:
    root = own_copy(ready, tmp_path / "office", server, "hold")
    kills = sum(die_after(root, seconds) for seconds in (0.4, 0.9))
    check(root, server, PEOPLE, "hold", kills)
