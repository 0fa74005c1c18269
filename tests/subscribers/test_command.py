"""`digest subscribers`, as the operator types it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.model.mail import Choices, Outcome, State
from generator.subscribers import people, requests, suppress
from generator.subscribers.database import VARIABLE, Database
from generator.subscribers.journal import open_journal
from generator.subscribers.roster import bring_along
from generator.subscribers.told import BATCH
from tests.subscribers.people import DAY, NOW, number_of, subscribe


@pytest.fixture
def project(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    monkeypatch.setenv(VARIABLE, address)
    return tmp_path


class Terminal:
    """What was printed, and the exit code."""

    def __init__(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.project, self.capsys = project, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = main(["subscribers", "--project", str(self.project), *arguments])
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def digest(project: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(project, capsys)


def test_an_empty_list(digest: Terminal) -> None:
    assert digest("list") == (0, "", "0 subscribers\n")
    assert digest("export", "--format", "json") == (0, "[]\n", "")
    assert digest("stats") == (
        0,
        "0 active: none\n0 have left\n0 addresses suppressed: none\n"
        "0 confirming mails to be sent, 0 not answered yet\n",
        "",
    )


def test_listing(database: Database, digest: Terminal) -> None:
    subscribe(database, "ada", choices=Choices(topics=("cs.CV",)))
    subscribe(database, "bob", "eve", choices=Choices("weekly"))
    people.leave(database, number_of(database, "bob"), NOW)
    eve = number_of(database, "eve")
    with database.writing() as connection:
        suppress.complained(connection, eve, NOW)
    assert digest("list") == (
        0,
        'ada@x.example  daily  {"topics":["cs.CV"]}\n'
        'eve@x.example  weekly  suppressed: complaint  {"frequency":"weekly"}\n',
        "2 subscribers\n",
    )
    assert digest("list", "--all")[1].splitlines()[1] == 'bob@x.example  weekly  left  {"frequency":"weekly"}'


def test_importing_brings_nobody_back_and_changes_nobody(
    database: Database, digest: Terminal, tmp_path: Path
) -> None:
    subscribe(database, "known", "left", choices=Choices("weekly"))
    people.leave(database, number_of(database, "left"), NOW)
    with database.writing() as connection:
        suppress.suppress(connection, database.digest("bounced@x.example"), "bounce", NOW)
    file = tmp_path / "lab.csv"
    rows = ("known", "left", "bounced", "new", "NEW")
    file.write_text("address\n" + "".join(f"{name}@x.example\n" for name in rows) + "nobody\n")
    code, out, err = digest("import", str(file), "--consent", " asked in the meeting ")
    assert (code, out) == (
        1,
        "2 added (1 of them suppressed), 1 known, 1 who have left, 1 rows in error\n",
    )
    assert err.startswith(f"{file}:7: error: there is no mail address\n    fix: ")
    known, left, new = (
        people.find_address(database, f"{name}@x.example") for name in ("known", "left", "new")
    )
    assert known
    assert left
    assert new
    assert (known.choices.frequency, left.active, new.source) == ("weekly", False, "asked in the meeting")
    file.write_text("address\nnew@x.example\n")
    again = (0, "0 added (0 of them suppressed), 1 known, 0 who have left, 0 rows in error\n", "")
    assert digest("import", str(file), "--consent", "x") == again


def test_an_address_is_one_in_whatever_way_it_is_written(
    database: Database, digest: Terminal, tmp_path: Path
) -> None:
    written = ("ada@münchen.example", "ada@xn--mnchen-3ya.example", " ada@MÜNCHEN.example")
    file = tmp_path / "lab.csv"
    file.write_text("\n".join(["address", *written]))
    assert digest("import", str(file), "--consent", "x")[1].startswith("1 added")
    assert digest("list")[1] == "ada@xn--mnchen-3ya.example  daily  {}\n"
    for address in written:
        assert digest("suppressed", "--add", address)[0] == 0
        assert digest("suppressed")[1] == "ada@xn--mnchen-3ya.example  operator\n"
        assert digest("suppressed", "--lift", address)[0] == 0
        assert digest("remove", address)[0] == 0
        assert digest("import", str(file), "--consent", "x")[1].startswith("1 added")


def test_moving_brings_nobody_back_who_bounced(database: Database, digest: Terminal, tmp_path: Path) -> None:
    subscribe(database, "ada", "bounced", "left")
    people.leave(database, number_of(database, "left"), NOW)
    with database.writing() as connection:
        suppress.suppress(connection, database.digest("bounced@x.example"), "bounce", NOW)
        suppress.suppress(connection, database.digest("left@x.example"), "complaint", NOW)
    file = tmp_path / "all.csv"
    file.write_text(digest("export")[1])
    for name in ("ada", "bounced", "left"):
        digest("remove", f"{name}@x.example")
        digest("suppressed", "--lift", f"{name}@x.example")
    said = "2 added (1 of them suppressed), 0 known, 0 who have left, 0 rows in error\n"
    assert digest("import", str(file), "--consent", "moved")[:2] == (0, said)
    assert digest("suppressed") == (
        0,
        "bounced@x.example  bounce\n",
        "2 addresses, also of nobody any more\n",
    )


def test_a_file_of_another_kind(digest: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "lab.csv"
    file.write_text("address\n" + "nobody\n" * 60)
    code, _, err = digest("import", str(file), "--consent", "x")
    assert (code, err.count("there is no mail address")) == (1, 50)
    assert err.endswith("… and 10 more rows like these\n")
    code, _, err = digest("import", str(tmp_path / "nowhere.csv"), "--consent", "x")
    assert (code, "No such file" in err) == (1, True)
    code, _, err = digest("import", str(file), "--consent", " ")
    assert (code, "--consent is empty" in err) == (2, True)


def test_an_export_can_be_imported(database: Database, digest: Terminal, tmp_path: Path) -> None:
    subscribe(database, "ada", choices=Choices("weekly", ("cs.CV",), most=7))
    subscribe(database, "gone")
    people.leave(database, number_of(database, "gone"), NOW)
    _, out, _ = digest("export")
    (tmp_path / "all.csv").write_text(out)
    for name in ("ada", "gone"):
        people.erase(database, number_of(database, name), NOW)
    digest("import", str(tmp_path / "all.csv"), "--consent", "moved")
    assert digest("list", "--all")[1] == (
        'ada@x.example  weekly  {"frequency":"weekly","topics":["cs.CV"],"most":7}\n'
    )


def test_an_export_as_json_holds_all(database: Database, digest: Terminal) -> None:
    bring_along(database, ((f"p{number}@x.example", Choices()) for number in range(BATCH + 1)), "test", NOW)
    code, out, _ = digest("export", "--format", "json")
    found = [row["address"] for row in json.loads(out)]
    assert (code, found) == (0, [f"p{number}@x.example" for number in range(BATCH + 1)])


def test_removing(database: Database, digest: Terminal) -> None:
    subscribe(database, "ada")
    assert digest("remove", "ADA@x.example")[0] == 0
    assert people.find_address(database, "ada@x.example") is None
    assert digest("remove", "ada@x.example") == (1, "", "nobody has subscribed with this address\n")
    assert digest("remove", "ada")[0] == 2


def test_counting(database: Database, digest: Terminal) -> None:
    _, bob, eve = subscribe(database, "ada", "bob", "eve")
    subscribe(database, "weekly", choices=Choices("weekly"))
    people.leave(database, bob, NOW)
    requests.ask(database, "new@x.example", Choices(), NOW)
    with open_journal(database, NOW) as journal:
        journal.enrol(journal.freeze("daily", "2026-05-28", b"", NOW + DAY, NOW).id, NOW)
    with database.writing() as connection:
        suppress.complained(connection, eve, NOW)
    assert digest("stats")[1] == (
        "2 active: 1 daily, 1 weekly\n"
        "1 have left\n"
        "1 addresses suppressed: 1 complaint\n"
        "1 confirming mails to be sent, 0 not answered yet\n"
        "2026-05-28 (daily): 1 pending, 1 skipped\n"
    )


def test_suppressing(database: Database, digest: Terminal) -> None:
    subscribe(database, "ada")
    assert digest("suppressed", "--add", "ada@x.example")[1] == "nothing is sent there any more\n"
    assert digest("suppressed", "--add", "ADA@x.example")[1] == "it was suppressed before\n"
    assert digest("suppressed") == (
        0,
        "ada@x.example  operator\n",
        "1 addresses, also of nobody any more\n",
    )
    assert digest("suppressed", "--lift", "ada@x.example")[:2] == (0, "it may get mail again\n")
    assert digest("suppressed", "--lift", "ada@x.example")[:2] == (1, "it was not suppressed\n")


def died(database: Database, kind: str, name: str, expires: dt.datetime) -> None:
    """An issue whose sender died with all mails on their way."""
    with open_journal(database, NOW) as journal:
        issue = journal.freeze(kind, name, b"", expires, NOW).id
        journal.enrol(issue, NOW)
        for claim in journal.claim(issue, 9, NOW):
            journal.begin(claim, NOW)
    with open_journal(database, NOW) as journal:
        journal.recover(issue, "hold", NOW)


def test_deciding_what_is_held(database: Database, digest: Terminal) -> None:
    ever = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
    subscribe(database, "ada", "bob", "eve")
    subscribe(database, "weekly", choices=Choices("weekly"))
    died(database, "daily", "2026-05-28", ever)
    died(database, "weekly", "2026-W22", ever)
    people.erase(database, number_of(database, "eve"), NOW)
    since = "2026-05-28 06:00 UTC"
    assert digest("held") == (
        0,
        f"1  2026-05-28  {since}  ada@x.example\n2  2026-05-28  {since}  bob@x.example\n"
        f"3  2026-05-28  {since}  (deleted)\n4  2026-W22  {since}  weekly@x.example\n",
        "",
    )
    assert digest("held", "--arrived", "1") == (0, "1 called sent\n", "")
    assert digest("held", "--arrived", "1") == (1, "0 called sent\n", "")
    assert digest("held", "2")[0] == 2
    assert digest("held", "--again") == (
        0,
        "3 to be sent again\nrun: digest send --day 2026-05-28\nrun: digest send --weekly --day 2026-05-25\n",
        "",
    )
    assert digest("held") == (0, "", "")


def test_what_has_expired_cannot_be_sent_again(database: Database, digest: Terminal) -> None:
    subscribe(database, "ada")
    died(database, "daily", "2026-05-28", NOW + DAY)
    said = "1 stay held: their issue has expired; --arrived ends that\n"
    assert digest("held", "--again") == (1, "0 to be sent again\n", said)
    assert digest("held", "--arrived") == (0, "1 called sent\n", "")


def test_what_a_restored_backup_does_not_know_is_not_sent_again(database: Database, digest: Terminal) -> None:
    subscribe(database, "ada", "bob", "eve")
    subscribe(database, "weekly", choices=Choices("weekly"))
    ever = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
    with open_journal(database, NOW) as journal:  # the backup was made in the middle of this
        half = journal.freeze("daily", "2026-05-28", b"half", ever, NOW).id
        journal.enrol(half, NOW)
        first, second = journal.claim(half, 2, NOW)
        journal.begin(first, NOW)
        journal.begin(second, NOW, (first, Outcome(State.SENT)))
    assert digest("restored", "2026-05-28", "2026-05-29", "2026-W22") == (
        0,
        "2026-05-28 (daily): nothing more is sent; 2 mails were open\n"
        "2026-05-29 (daily): nothing more is sent; 0 mails were open\n"
        "2026-W22 (weekly): nothing more is sent; 0 mails were open\n",
        "",
    )
    with open_journal(database, NOW) as journal:
        for kind, name in (("daily", "2026-05-28"), ("daily", "2026-05-29"), ("weekly", "2026-W22")):
            issue = journal.freeze(kind, name, b"again", ever, NOW)
            journal.enrol(issue.id, NOW)
            journal.recover(issue.id, "resend", NOW)
            assert journal.claim(issue.id, 9, NOW) == []
        assert journal.counts(half) == {State.SENT: 1, State.SKIPPED: 2}
    for wrong in ("yesterday", "2026-02-30", "2026-W60", "20260528", "2026-W22-1"):
        assert digest("restored", wrong)[0] == 2


def test_rotating_the_key(digest: Terminal, database: Database) -> None:
    before = database.link_secrets(NOW)
    code, out, _ = digest("rotate-key")
    assert code == 0
    assert out.startswith("links are signed with key ")
    assert set(before) < set(database.link_secrets(NOW))
    code, out, _ = digest("rotate-key", "--revoke")
    assert (code, "no link of before works any more" in out) == (0, True)
    assert len(database.link_secrets(NOW)) == 1
    assert not set(before) & set(database.link_secrets(NOW))


def test_the_database_is_away(digest: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"postgresql:///digest?host={tmp_path}")
    code, out, err = digest("list")
    assert (code, out, "Traceback" in err) == (1, "", False)
    assert err.startswith("postgresql:///digest: error: the subscribers' database cannot be used: ")
