"""Mails composed from real projects, and read back as a mail program does."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from generator.build.site import Site, plan_project
from generator.build.state import open_state
from generator.config.project import Project
from generator.mail.compose import Composer
from generator.mail.edition import Edition, decode_edition, encode_edition
from generator.mail.freeze import freeze
from generator.mail.links import Links
from generator.mail.period import Period, daily
from generator.model.mail import Choices, Message, Recipient
from generator.plan.desk import make_desk

LINKS = Links("https://lab.test/mail/", {1: b"k" * 32})


@dataclass(frozen=True)
class Post:
    """A planned site, and what is made of it."""

    site: Site

    def daily(self, day: str = "") -> Period:
        wanted = dt.date.fromisoformat(day) if day else None
        return daily(self.site.library, wanted, self.site.config.mail.weekly_on)

    def edition(self, period: Period | None = None, now: dt.datetime | None = None) -> Edition:
        """Freeze, as the database keeps it."""
        desk = make_desk(self.site.library, self.site.config, self.site.words)
        frozen = freeze(desk, self.site.context, period or self.daily(), key=1, now=now)
        assert decode_edition(encode_edition(frozen)) == frozen
        return decode_edition(encode_edition(frozen))

    def composer(self) -> Composer:
        return Composer(self.edition(), LINKS)


def post_of(root: Path) -> Post:
    with open_state(Project(root)) as state:
        site = plan_project(Project(root), state)
    assert not site.problems
    return Post(site)


def add_paper(
    root: Path, name: str, title: str, added: str = "2026-06-01", body: str = "Text.", **front: object
) -> None:
    """Write a content file; JSON strings are YAML strings (but for its surrogate pairs)."""
    quoted = json.dumps(title, ensure_ascii=max(title) <= "\uffff")
    fields = [f"{key}: {json.dumps(value)}" for key, value in front.items()]
    lines = ["---", f"title: {quoted}", f"added: {added}", *fields, "---", "", body, ""]
    (root / "content/papers/2024" / f"{name}.md").write_text("\n".join(lines), "utf-8")


def parse(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def text_and_html(message: Message | None) -> tuple[str, str]:
    assert message is not None
    parsed = parse(message.data)
    return part(parsed, "plain"), part(parsed, "html")


def someone(number: int = 7, choices: Choices | None = None) -> Recipient:
    return Recipient(number, f"reader{number}@example.org", choices or Choices())


LONG_LINES = re.compile(rb"^(List-Unsubscribe|List-Archive|Message-ID|To): ")
"""Headers that nobody may fold."""


def assert_clean(data: bytes) -> EmailMessage:
    """7 bits, CRLF and nothing but CRLF, short lines, no defects; return the message."""
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert not re.search(rb"[\r\n\0]", b"".join(lines))
    assert max(len(line) for line in lines if not LONG_LINES.match(line)) <= 78
    assert max(map(len, lines)) <= 998
    message = parse(data)
    assert not message.defects
    assert all(not value.defects for value in message.values())
    return message
