"""All of `test_killed`: every system call that writes, syncs or sends, and kills at random among 10,000.

Prints the figures of docs/mail.md.
"""

import random
import shutil
from pathlib import Path

import pytest

from tests.sending.crash import check, count_calls, die_after, die_at, make_office, set_policy
from tests.sending.relay import Relay

pytestmark = pytest.mark.mail_full

PEOPLE = 20
MANY = 10_000
KILLS = 50
SEED = 20260528


@pytest.mark.parametrize("policy", ["hold", "resend"])
def test_killed_at_every_system_call(policy: str, tmp_path: Path) -> None:
    with Relay() as server:
        ready = tmp_path / "ready"
        ready.mkdir()
        make_office(ready, server.port, PEOPLE)
        set_policy(ready, policy)
        calls = count_calls(ready)
        held = extra = 0
        for call, count in calls.items():
            for number in range(1, count + 1):
                server.taken.clear()
                root = shutil.copytree(ready, tmp_path / "office")
                assert die_at(root, call, number), (call, number)
                found = check(root, server, PEOPLE, policy, 1)
                held += found.states["held"]
                extra += found.extra
                shutil.rmtree(root)
    print(f"\n{policy}: killed at {sum(calls.values())} calls {calls}: 0 lost, {held} held, {extra} extra")
    assert sum(calls.values()) > 200


@pytest.mark.parametrize("policy", ["hold", "resend"])
def test_killed_at_random(policy: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with Relay() as server:
        root = tmp_path / "office"
        root.mkdir()
        make_office(root, server.port, MANY)
        set_policy(root, policy)
        # some when it begins, most between any two of its mails; never so late that all is sent
        starts = [(chance.uniform(0.1, 1), 0) for _ in range(KILLS // 5)]
        amid = [(chance.uniform(0, 0.01), chance.randrange(1, 200)) for _ in range(KILLS - KILLS // 5)]
        kills = sum(die_after(root, seconds, server, mails) for seconds, mails in starts + amid)
        before = len(server.taken)
        found = check(root, server, MANY, policy, kills)
    print(
        f"\n{policy}: killed {kills} times over {MANY:,} subscribers, {before:,} mails taken by then: "
        f"0 lost, {found.states['held']} held, {found.extra} extra"
    )
    assert kills == KILLS
