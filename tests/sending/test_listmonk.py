"""An issue handed to listmonk: one campaign, the right readers, whatever happens on the way."""

from pathlib import Path

import pytest

from generator.cli import main
from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.subscribers.database import open_database
from generator.subscribers.people import find_address
from tests.project import make_project, paper_text
from tests.sending.crash import DAY, make_office, site_of
from tests.sending.listmonk_server import FailedError, Listmonk, running

NAMES = ["p0@lab.test", "p1@lab.test", "p2@lab.test"]


def point_to(root: Path, url: str, number: int = 1) -> None:
    more = f'transport = "listmonk"\n[mail.listmonk]\nurl = "{url}"\nuser = "digest"\nlist = {number}'
    (root / "content/site.toml").write_text(site_of(1, more))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGEST_LISTMONK_TOKEN", "secret")
    return make_office(tmp_path, 1, len(NAMES))


def hand_over(root: Path, *more: str) -> int:
    return main(["send", "--project", str(root), "--day", DAY, *more])


def test_one_campaign_that_runs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listmonk = Listmonk()
    with running(listmonk) as url:
        point_to(root, url)
        capsys.readouterr()
        assert hand_over(root) == 0
        assert capsys.readouterr().out == (
            f"{DAY} (daily): campaign 1 of listmonk is running; 3 on its list: 3 added, 0 removed, "
            "0 have left there\n"
        )
        listmonk.campaigns[1]["status"] = "finished"
        assert hand_over(root) == 0
        assert "campaign 1 of listmonk is finished; 3 on its list: 0 added" in capsys.readouterr().out
    assert (listmonk.started, listmonk.on()) == ([1], dict.fromkeys(NAMES, "confirmed"))
    campaign = listmonk.campaigns[1]
    assert campaign["name"] == f"paper-digest daily-{DAY}"
    assert (campaign["subject"], campaign["content_type"]) == ("Vision Tracker and 3 more papers", "html")
    assert campaign["from_email"] == "Paper Digest <digest@papers.test>"
    assert listmonk.templates[campaign["template_id"] - 1]["body"] == '{{ template "content" . }}'
    for body in (campaign["body"], campaign["altbody"]):
        assert body.count("{{ UnsubscribeURL }}") >= 1
        assert "listmonk.invalid" not in body
        assert "Skin Lesions" in body


def test_both_lists_become_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listmonk = Listmonk((1, 2))
    listmonk.put("P0@Lab.test", "unsubscribed")
    listmonk.put("p1@lab.test", "unconfirmed")
    listmonk.put("stranger@lab.test")
    listmonk.put("p2@lab.test", "confirmed", number=2)  # known there, and on another list
    with running(listmonk) as url:
        point_to(root, url)
        assert hand_over(root) == 0
    assert "2 on its list: 1 added, 1 removed, 1 have left there" in capsys.readouterr().out
    assert listmonk.on() == {
        **{"P0@Lab.test": "unsubscribed", "p1@lab.test": "confirmed", "p2@lab.test": "confirmed"}
    }
    with open_database(Project(root), MailConfig()) as database:
        active = [person.active for name in NAMES if (person := find_address(database, name))]
    assert active == [False, True, True]


@pytest.mark.parametrize("answered", range(11))
def test_however_it_ends_there_is_one_campaign(answered: int, root: Path) -> None:
    """Each request in turn is the last that is answered; the one behind it does its work unheard."""
    listmonk = Listmonk()
    listmonk.dies_after = answered
    with running(listmonk) as url:
        point_to(root, url)
        first = hand_over(root)
        assert (first == 0) == (len(listmonk.requests) <= answered)
        listmonk.dies_after = None
        assert hand_over(root) == 0
    assert [campaign["status"] for campaign in listmonk.campaigns.values()] == ["running"]
    assert (listmonk.started, listmonk.on()) == ([1], dict.fromkeys(NAMES, "confirmed"))


def test_braces_of_a_title_are_no_template(root: Path) -> None:
    text = paper_text("A {{ .Subscriber.Email }} Study", DAY, ["Ada"], "cs.CV", 99.0, "Of {{braces}}.")
    (root / "content/papers/2026/braces.md").write_text(text)
    listmonk = Listmonk()
    with running(listmonk) as url:
        point_to(root, url)
        assert hand_over(root) == 0
    campaign = listmonk.campaigns[1]
    for place in ("subject", "body", "altbody"):
        assert '{{ "{{" }} .Subscriber.Email }}' in campaign[place]
        assert "{{ .Subscriber" not in campaign[place]


def test_what_listmonk_refuses_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listmonk = Listmonk()
    with running(listmonk) as url:
        point_to(root, url, 7)
        assert hand_over(root) == 1
        assert "listmonk says 400: Unknown list.\n    fix: look at user and list" in capsys.readouterr().err
        listmonk.token = "other"
        assert hand_over(root) == 1
        assert "listmonk says 403: invalid API credentials" in capsys.readouterr().err
        point_to(root, url, 0)
        assert hand_over(root) == 1
        assert "[mail.listmonk] names no list to send to" in capsys.readouterr().err
    point_to(root, url)
    assert hand_over(root) == 1
    assert "listmonk does not answer: ConnectError" in capsys.readouterr().err


def test_what_listmonk_says_is_told_without_addresses(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Chatty(Listmonk):
        def answer(self, *_: object) -> object:
            raise FailedError(500, "no p0@lab.test\n\x1b[0m" + "x" * 5000)

    with running(Chatty()) as url:
        point_to(root, url)
        assert hand_over(root) == 1
    said = capsys.readouterr().err
    assert "listmonk says 500: no <address> ?[0mxxx" in said
    assert len(said) < 1000


def test_a_campaign_that_was_paused_stays_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listmonk = Listmonk()
    with running(listmonk) as url:
        point_to(root, url)
        assert hand_over(root) == 0
        listmonk.campaigns[1]["status"] = "paused"
        assert hand_over(root) == 0
    assert "campaign 1 of listmonk is paused" in capsys.readouterr().out
    assert (listmonk.started, listmonk.campaigns[1]["status"]) == ([1], "paused")


def test_a_page_that_is_no_listmonk(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Other(Listmonk):
        def answer(self, *_: object) -> object:
            return "<html>"

    with running(Other()) as url:
        point_to(root, url)
        assert hand_over(root) == 1
    assert "does not answer as listmonk does" in capsys.readouterr().err


def test_project_without_papers_hands_nothing_over(tmp_path: Path) -> None:
    listmonk = Listmonk()
    make_project(tmp_path)
    with running(listmonk) as url:
        point_to(tmp_path, url)
        assert main(["send", "--project", str(tmp_path), "--day", "2020-01-01"]) == 1
    assert listmonk.requests == []
