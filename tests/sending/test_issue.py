"""Which issue a run sends."""

import datetime as dt
from email.utils import format_datetime
from pathlib import Path

import pytest

from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.errors import InputError
from generator.sending.issue import Wanted, find_edition
from generator.subscribers.database import open_database
from generator.subscribers.journal import open_journal
from tests.project import make_project
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
