"""`digest send` and `digest bounces` as they are typed."""

import datetime as dt
import io
import json
import signal
import subprocess
import sys
import threading
from email import message_from_bytes
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from generator.base.lock import only_one
from generator.cli import main
from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.model.mail import Choices
from generator.sending.replies import Stage
from generator.subscribers import requests
from generator.subscribers.database import open_database
from generator.subscribers.people import find_address
from generator.subscribers.roster import bring_along
from generator.subscribers.suppress import why_suppressed
from tests.project import make_project
from tests.sending.clocks import QuickClock
from tests.sending.crash import DAY, HOUSE, command, make_office, site_of
from tests.sending.relay import Relay, addresses
from tests.sending.reports import ANSWER, bounce

PEOPLE = 3


def send(root: Path, *more: str) -> int:
    return main(["send", "--project", str(root), *more])


def test_an_issue_is_sent_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        assert server.taken == []
        assert send(root, "--day", DAY, "--limit", "1") == 0
        assert "1 sent" in capsys.readouterr().out
        assert send(root, "--day", DAY, "--json", str(root / "report.json")) == 0
        assert send(root, "--day", DAY) == 0
        assert "nothing to do\nall in all: 3 deliveries: 3 sent" in capsys.readouterr().out
        assert addresses(server.taken) == [f"p{number}@lab.test" for number in range(PEOPLE)]
    report = json.loads((root / "report.json").read_text())
    assert (report["issue"], report["deliveries"], report["this_run"]["sent"]) == (DAY, {"sent": 3}, 2)
    assert (report["why_ended"], report["next_retry"]) == ("", None)
    mail = message_from_bytes(server.taken[0].data)
    assert mail["To"] == "<p0@lab.test>"
    name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
    assert server.taken[0].sender == f"bounces+{name}@papers.test"


def test_wishes_past_their_time_are_forgotten_though_no_service_runs(tmp_path: Path) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        now = dt.datetime.now(dt.UTC)
        with open_database(Project(root), MailConfig()) as database:
            requests.ask(database, "old@lab.test", Choices(), now - requests.VALID - dt.timedelta(hours=1))
            requests.ask(database, "new@lab.test", Choices(), now)
            assert send(root, "--day", DAY, "--dry-run") == 0
            left = requests.take(database, now)
            assert left
            assert left.address == "new@lab.test"


def test_one_mail_to_look_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        assert send(root, "--day", DAY, "--to", "me@lab.test") == 0
        assert "4 papers: sent: 250 2.0.0 queued" in capsys.readouterr().out
        assert addresses(server.taken) == ["me@lab.test"]
        server.spoil(Stage.RECIPIENT, "5xx")
        assert send(root, "--day", DAY, "--to", "me@lab.test") == 1
        assert "failed: 550 5.1.1 no such user" in capsys.readouterr().out
        assert send(root, "--day", DAY) == 0
        assert len(server.taken) == 1 + PEOPLE


def test_an_address_that_is_none_costs_only_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        with open_database(Project(root), MailConfig()) as database:  # whoever wrote it there
            bring_along(database, [("ada@münchen.test", Choices())], "test", QuickClock().now())
        capsys.readouterr()
        assert send(root, "--day", DAY, "--dry-run") == 0
        assert "3 mails to send, 0 subscribers without papers, 1 without a valid address" in (
            capsys.readouterr().out
        )
        assert send(root, "--day", DAY, "--to", "ada@münchen.test") == 0
        assert addresses(server.taken) == ["ada@xn--mnchen-3ya.test"]


def test_a_backup_that_was_put_back_sends_nothing_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        file = root / "private/subscribers.db"
        backup = file.read_bytes()
        assert send(root, "--day", DAY) == 0
        file.write_bytes(backup)
        assert main(["subscribers", "--project", str(root), "restored", DAY]) == 0
        capsys.readouterr()
        assert send(root, "--day", DAY) == 1
        assert "was sent long ago" in capsys.readouterr().err
        assert len(server.taken) == PEOPLE


def test_a_rehearsal_counts_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        for limit, told in (("1", "2 mails"), ("2", "0 mails")):
            assert send(root, "--day", DAY, "--limit", limit) == 0
            capsys.readouterr()
            assert send(root, "--day", DAY, "--dry-run") == 0
            assert f"{told} to send" in capsys.readouterr().out


def test_who_comes_while_another_is_at_work_has_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_office(tmp_path, 1, PEOPLE)
    with only_one(root / "private", "send"):
        assert send(root, "--day", DAY) == 0
    assert f"{DAY} (daily): another digest send is at work here\n" in capsys.readouterr().out


def test_database_that_goes_away_in_the_middle_leaves_a_report(
    tmp_path: Path,
    server: str,
    postgresql: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DIGEST_DATABASE", postgresql)
    with Relay() as relay:
        root = make_office(tmp_path, relay.port, PEOPLE)

        def cut() -> None:
            assert relay.has(1)
            name = conninfo_to_dict(postgresql)["dbname"]
            with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
                connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )

        cutter = threading.Thread(target=cut)
        cutter.start()
        site = root / "content/site.toml"
        site.write_text(site.read_text().replace("rate = 0", "rate = 1"))
        assert send(root, "--day", DAY, "--json", str(root / "report.json")) == 1
        cutter.join()
        said = capsys.readouterr()
        assert "the subscribers' database cannot be used" in said.err
        assert "sent" in said.out
    report = json.loads((root / "report.json").read_text())
    assert report["deliveries"] == {}
    assert report["this_run"]["sent"] >= 1
    assert report["why_ended"].startswith("the subscribers' database cannot be used")


def test_relay_that_refuses_is_told_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        server.spoil(Stage.SENDER, "refuse", "refuse")
        assert send(root, "--day", DAY, "--json", str(root / "report.json")) == 1
        said = capsys.readouterr()
        assert "error: the relay refuses our mail: 550 5.7.1 we want nothing of you\n    fix: ask" in said.err
        assert "all in all: 3 deliveries: 3 pending" in said.out
        assert json.loads((root / "report.json").read_text())["why_ended"].startswith("the relay refuses")


def test_held_mails_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        server.spoil(Stage.DOT, "taken, then dropped")
        assert send(root, "--day", DAY) == 1
        said = capsys.readouterr()
        assert "1 mail may or may not have arrived\n    fix: digest subscribers held" in said.err
        assert main(["subscribers", "--project", str(root), "held", "--again"]) == 0
        assert send(root, "--day", DAY) == 0
        assert addresses(server.taken).count("p0@lab.test") == 2


WRONG = [
    # arguments, exit code, what is said
    (["--day", "yesterday"], 2, "--day is 'yesterday'"),
    (["--day", "2020-01-01"], 1, "no paper was added on 2020-01-01"),
    (["--to", "nobody"], 2, "--to is 'nobody'"),
    (["--to", "me@lab.test", "--dry-run"], 2, "--to sends one mail only"),
    (["--limit", "-1"], 2, "--limit is -1"),
    (
        [],
        1,
        "the newest issue is 2026-05-28, and too old to be sent without being asked for\n    fix: name it",
    ),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_wrong_usage(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_project(tmp_path)
    (tmp_path / "content/site.toml").write_text(site_of(1))
    assert send(tmp_path, *arguments) == code
    assert said in capsys.readouterr().err


def test_without_a_service_nobody_could_leave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_project(tmp_path)
    assert send(tmp_path, "--day", DAY) == 2
    assert "mail.service is empty" in capsys.readouterr().err


def test_mails_as_files(tmp_path: Path) -> None:
    root = make_office(tmp_path, 1, PEOPLE, 'transport = "eml"')
    assert send(root, "--day", DAY) == 0
    files = list((root / f".digest/outbox/daily-{DAY}").iterdir())
    to = sorted(str(message_from_bytes(path.read_bytes())["Delivered-To"]) for path in files)
    assert to == [f"p{number}@lab.test" for number in range(PEOPLE)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_a_run_well(number: signal.Signals, tmp_path: Path) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        server.spoil(Stage.DOT, "450 4.2.0 later")  # then it waits for minutes
        process = subprocess.Popen(command(root), cwd=HOUSE, stdout=subprocess.PIPE, text=True)
        assert server.has(PEOPLE - 1)
        process.send_signal(number)
        told, _ = process.communicate(timeout=60)
        assert process.returncode == 130
        assert f"{PEOPLE - 1} sent, 1 deferred" in told
        assert "pending" not in told


def test_bounces_from_a_pipe_and_a_maildir(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Relay() as server:
        root = make_office(tmp_path, server.port, PEOPLE)
        send(root, "--day", DAY)
    names = [mail.sender.partition("+")[2].partition("@")[0] for mail in server.taken]
    capsys.readouterr()

    class Pipe:
        buffer = io.BytesIO(bounce(names[0]))

    monkeypatch.setattr(sys, "stdin", Pipe())
    assert main(["bounces", "--project", str(root), "-"]) == 0
    assert capsys.readouterr().out == "1 bounce, 0 complaints: 1 address suppressed, 0 left unread\n"
    assert main(["bounces", "--project", str(root)]) == 2
    assert "it is not said where bounces arrive" in capsys.readouterr().err
    site = root / "content/site.toml"
    site.write_text(site.read_text() + 'maildir = "box"\n')
    assert main(["bounces", "--project", str(root)]) == 1
    for part in ("cur", "new", "tmp"):
        (root / "box" / part).mkdir(parents=True)
    (root / "box/new/1").write_bytes(bounce(names[1], "5.2.2"))
    (root / "box/new/2").write_bytes(ANSWER)
    assert main(["bounces", "--project", str(root)]) == 0
    assert capsys.readouterr().out == "1 bounce, 0 complaints: 0 addresses suppressed, 1 left unread\n"
    with open_database(Project(root), MailConfig()) as database:
        assert find_address(database, "p0@lab.test")
        with database.reading() as connection:
            assert why_suppressed(connection, database.digest("p0@lab.test")) == "bounce"


def test_pipe_is_tried_again_when_the_database_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_project(tmp_path)
    monkeypatch.setenv("DIGEST_DATABASE", "postgresql://127.0.0.1:1/nowhere")
    assert main(["bounces", "--project", str(tmp_path), "-"]) == 75
    assert "cannot be used" in capsys.readouterr().err
