"""SpamAssassin's local tests think well of our mail; only with `make test-mail`, which installs it."""

import datetime as dt
import re
import shutil
import subprocess
from email.utils import format_datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.mail.compose import Composer
from generator.mail.confirm import Confirming
from generator.mail.period import weekly
from generator.model.mail import Choices
from tests.house.modules import PROJECT
from tests.mail.letters import LINKS, parse, post_of, someone

MOST, MOST_LATE = 1.0, 2.0

RECEIVED = """\
Return-Path: <bounces@papers.example>\r
Received: from mail.papers.example (mail.papers.example [93.184.216.34])\r
 by mx.example.org (Postfix) with ESMTPS id 4XyZ for <reader7@example.org>;\r
 {date}\r
"""
"""What the reader's own server puts before a mail; without it SpamAssassin misses a relay."""

DUE = "2026-05-28"
HOUR = dt.timedelta(hours=1)
SENT = {
    # when sending of the issue of DUE began, and when this mail arrived
    "early": ("2026-05-28 00:30", 0 * HOUR),
    "at once": ("2026-05-28 06:00", 0 * HOUR),
    "hours late": ("2026-05-29 15:00", 2 * HOUR),
    "an old day": ("2026-09-30 12:00", 0 * HOUR),
    "tried again as long as mail.expires says": ("2026-05-28 06:00", 20 * HOUR),
    "held for longer, and released": ("2026-05-28 06:00", 30 * HOUR),
}


@pytest.mark.mail_full
def test_spamassassin_thinks_well_of_real_issues(tmp_path: Path) -> None:
    assert shutil.which("spamassassin"), "make test-mail installs it: tools/setup.sh mail-servers"
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    post = post_of(tmp_path)
    site = post.site
    daily = post.composer()
    week = Composer(post.edition(weekly(site.library, None, 1)), LINKS)
    note = someone(choices=Choices(keywords=("zzzz",), note=True))
    confirming = Confirming(site.config, site.words, site.context, 7)
    mails = {
        "daily": daily.compose(someone()),
        "some": daily.compose(someone(choices=Choices(topics=("cs.CV",), keywords=("diffusion",), most=5))),
        "weekly": week.compose(someone()),
        "note": daily.compose(note),
        "confirm": confirming.compose(LINKS, 3, "ada@example.org", "daily", daily.edition.date),
    }
    scores = {name: _score(name, mail.data) for name, mail in mails.items() if mail}
    assert scores.keys() == mails.keys()
    assert max(scores.values()) <= MOST, scores


@pytest.mark.mail_full
def test_spamassassin_does_not_mind_when_an_issue_is_sent(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    post = post_of(tmp_path)
    period = replace(post.daily(), sent_on=dt.date.fromisoformat(DUE))
    scores = {}
    for name, (began, after) in SENT.items():
        now = dt.datetime.fromisoformat(began).replace(tzinfo=dt.UTC)
        mail = Composer(post.edition(period, now), LINKS).compose(someone())
        assert mail
        scores[name] = _score(name, mail.data, now + after)
    assert max(scores.values()) <= MOST_LATE, scores
    assert max(score for name, score in scores.items() if "held" not in name) <= MOST, scores


def _score(name: str, data: bytes, arrived: dt.datetime | None = None) -> float:
    date = format_datetime(arrived) if arrived else parse(data)["Date"]
    received = RECEIVED.format(date=date).encode()
    command = ["spamassassin", "--local", "--test-mode"]
    told = subprocess.run(command, input=received + data, capture_output=True, check=True).stdout.decode()
    found = re.search(r"^X-Spam-Status: \w+, score=(-?[\d.]+)", told, re.MULTILINE)
    assert found, told[:500]
    reasons = re.findall(r"^ ?(-?\d+\.\d [A-Z_0-9]+)", told, re.MULTILINE)
    print(f"\nSpamAssassin, {name}: {found[1]} ({', '.join(reasons)})")
    return float(found[1])
