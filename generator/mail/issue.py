"""The issue as it is shown to anybody: `digest issue` writes it as files, composed like everybody's mail."""

import quopri
from pathlib import Path

from msgspec import Struct

from generator.base.files import write_atomic
from generator.mail.compose import Composer
from generator.mail.freeze import freeze
from generator.mail.period import Period
from generator.model.artifact import RenderContext
from generator.model.mail import Choices
from generator.model.rules import Rule
from generator.plan.desk import Desk


class Issue(Struct, frozen=True):
    """A composed issue, ready to be looked at."""

    name: str
    """"2026-05-28" or "2026-W22"."""

    total: int
    """Papers that there are for those who wish for it."""

    shown: int
    """Those of them that the mail shows."""

    subject: str
    text: str
    html: str
    message: bytes


def compose_issue(desk: Desk, context: RenderContext, period: Period, rules: tuple[Rule, ...] = ()) -> Issue:
    """Compose the issue of a period, or what `rules` catch of it; it shows no papers when that is none."""
    most = desk.config.mail.max_papers
    letter, message = Composer(freeze(desk, context, period), None).general(Choices(rules=rules, most=most))
    return Issue(
        period.name,
        letter.matching,
        letter.shown,
        letter.subject,
        _decoded(letter.text),
        _decoded(letter.html),
        message,
    )


def write_issue(issue: Issue, folder: Path) -> Path:
    """Write an issue into its folder below `folder`; return the folder."""
    place = folder / issue.name
    write_atomic(place / "digest.eml", issue.message)
    write_atomic(place / "preview.html", issue.html.encode("utf-8"))
    write_atomic(place / "text.txt", issue.text.encode("utf-8"))
    return place


def _decoded(encoded: bytes) -> str:
    return quopri.decodestring(encoded).decode("utf-8").replace("\r\n", "\n")
