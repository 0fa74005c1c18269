"""Three senders of one issue on PostgreSQL, one of which dies: nobody is lost, nobody gets it twice."""

import contextlib
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.postgres import shared_server
from tests.sending.crash import HOUSE, check, command, make_office, sum_up
from tests.sending.relay import Relay

pytestmark = pytest.mark.mail_full

PEOPLE = 3000
SENDERS = 3


def test_three_senders_share_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with shared_server(tmp_path) as address, Relay() as server, contextlib.ExitStack() as stack:
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE senders")
        monkeypatch.setenv("DIGEST_DATABASE", address.format("senders"))
        root = tmp_path / "office"
        root.mkdir()
        make_office(root, server.port, PEOPLE)
        processes = [
            stack.enter_context(subprocess.Popen(command(root), cwd=HOUSE, stdout=subprocess.PIPE, text=True))
            for _ in range(SENDERS)
        ]
        assert server.has(PEOPLE // 4)
        processes[0].kill()
        told = [process.communicate()[0].partition("\n")[0] for process in processes[1:]]
        left = sum_up(root, server, PEOPLE)
        found = check(root, server, PEOPLE, "hold", 1)
    print(
        "\n" + "\n".join(told),
        f"\nbefore the last run: {dict(left.states)}\nat the end: {dict(found.states)}",
    )
    assert all(" 0 sent" not in each and " sent" in each for each in told)
    assert server.sessions >= SENDERS
