"""Which issue a run sends."""

import datetime as dt
from email.utils import format_datetime
from pathlib import Path

import pytest

from generator.config.load import load_config
from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.errors import InputError
from generator.model.mail import Frequency
from generator.sending.issue import Wanted, find_edition, keep_edition
from generator.subscribers.database import open_database
from generator.subscribers.journal import open_journal
from tests.project import make_project, paper_text
from tests.sending.crash import site_of

NOW = dt.datetime(2026, 9, 30, 6, tzinfo=dt.UTC)


def test_an_issue_that_was_sent_long_ago_is_not_sent_again(tmp_path: Path) -> None:
    """What it held is forgotten, its name is not."""
    project = Project(tmp_path)
    with open_database(project, MailConfig()) as database:
        with open_journal(database, NOW) as journal:
            journal.freeze("daily", "2026-05-28", b"", NOW, NOW)
        with pytest.raises(
            InputError, match="the issue 2026-05-28 was sent long ago\n    fix: name a newer one"
        ):
            find_edition(project, database, Wanted("daily", dt.date(2026, 5, 28), NOW))


@pytest.mark.parametrize("now", ["2026-05-28 00:30:00.25", "2026-05-29 15:00", "2026-09-30 12:00"])
def test_mails_bear_the_moment_at_which_sending_began(now: str, tmp_path: Path) -> None:
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    make_project(tmp_path)
    (tmp_path / "content/site.toml").write_text(site_of(25))
    with open_database(Project(tmp_path), MailConfig()) as database:
        edition = find_edition(Project(tmp_path), database, Wanted("daily", dt.date(2026, 5, 28), moment))
    assert edition.date == moment.replace(microsecond=0)
    assert f"Date: {format_datetime(edition.date)}\r\n".encode() in edition.headers


def add_paper(root: Path, name: str, added: str) -> None:
    text = paper_text(name, "2026-05-01", ["Ana Li"], "cs.RO", 50.0, "Text.").replace("2026-05-28", added)
    (root / "content/papers/2026" / f"{name}.md").write_text(text)


def find_and_keep(root: Path, day: str, kind: Frequency = "daily", wanted: str = "") -> str:
    """Freeze the newest issue on a day, or the one that is wanted; return its name."""
    now = dt.datetime.fromisoformat(f"{day} 07:00").replace(tzinfo=dt.UTC)
    config = load_config(root)
    asked = Wanted(kind, dt.date.fromisoformat(wanted) if wanted else None, now)
    with open_database(Project(root), config.mail) as database:
        edition = find_edition(Project(root), database, asked)
        with open_journal(database, now) as journal:
            keep_edition(journal, edition, config, now)
    return edition.name


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A digest with four papers of 2026-05-28, a Thursday."""
    make_project(tmp_path)
    (tmp_path / "content/site.toml").write_text(site_of(25))
    return tmp_path


def test_days_and_papers_that_no_mail_tells_of_are_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_paper(root, "before", "2026-05-27")
    assert find_and_keep(root, "2026-05-28") == "2026-05-28"
    assert capsys.readouterr().err == "", "nobody waited for what came before the first issue"
    for name, day in (("late1", 28), ("late2", 28), ("a", 29), ("b", 30)):
        add_paper(root, name, f"2026-05-{day}")
    told = (
        "content/papers: note: 2 papers came to 2026-05-28 after that issue was frozen, "
        "and no mail tells of them\n"
        "    fix: readers find them on the web; "
        "for a mail, set their `added` to a day that is yet to be sent\n"
    )
    missed = (
        "content/papers: note: the daily issue 2026-05-29 was never sent (1 paper)\n"
        "    fix: digest send --day 2026-05-29\n"
    )
    assert find_and_keep(root, "2026-05-30") == "2026-05-30"
    assert capsys.readouterr().err == told + missed
    assert find_and_keep(root, "2026-05-30", wanted="2026-05-29") == "2026-05-29"
    assert find_and_keep(root, "2026-05-30") == "2026-05-30"
    assert capsys.readouterr().err.count("never sent") == 0
    add_paper(root, "c", "2026-06-10")
    capsys.readouterr()
    find_and_keep(root, "2026-06-10")
    assert capsys.readouterr().err == "", "no news any more"


def test_a_week_that_is_not_over_is_not_sent(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(
        InputError, match=r"the week 2026-W22 is not over.*\n    fix: send it from 2026-06-01 on"
    ):
        find_and_keep(root, "2026-05-31", "weekly", "2026-05-28")
    assert find_and_keep(root, "2026-06-01", "weekly", "2026-05-28") == "2026-W22"
    add_paper(root, "next", "2026-06-02")
    add_paper(root, "late", "2026-05-30")
    assert find_and_keep(root, "2026-06-08", "weekly") == "2026-W23"
    assert "1 paper came to 2026-W22 after" in capsys.readouterr().err
