"""Sample issues, on pages and as mail."""

from typing import Any

from generator.mail.sheet import FRAGMENTS, PLACES
from generator.model import mail_views as m
from generator.model import page_views as p
from generator.model.views import EntryView, Ref
from tests.theme.sample_entries import CV, UNCLASSIFIED, make_meta


def make_issue(entries: tuple[EntryView, ...], **other: Any) -> p.IssueView:
    fields: dict[str, Any] = {
        "meta": make_meta(
            "issue", "Digest of 29 May 2026", "digests/2026-05-29/", Ref("Digests", "digests/")
        ),
        "day": "2026-05-29",
        "number": 12,
        "total": 40,
        "top": entries[:2],
        "groups": (p.IssueGroup(CV, entries[2:5]), p.IssueGroup(UNCLASSIFIED, entries[5:])),
        "more": 32,
        "newer": None,
        "older": Ref("28 May 2026", "digests/2026-05-28/"),
        "rest": Ref("Part 2", "digests/2026-05-29/2/"),
    }
    return p.IssueView(**(fields | other))


def make_letter(entries: tuple[EntryView, ...], **other: Any) -> m.MailView:
    """The mail as templates print it: marks stand where it is cut."""
    names = dict.fromkeys(sorted(PLACES | FRAGMENTS), "")
    fields: dict[str, Any] = {
        "frequency": "daily",
        "heading": "Friday 29 May 2026",
        "url": "digests/2026-05-29/",
        "total": len(entries),
        "entries": entries,
        "gaps": ("one of two listings",),
        "top": 2,
        "postal_address": "1 Lab Street",
        **dict.fromkeys(("at", "begin", "end"), names),
    }
    return m.MailView(**(fields | other))


def issue_pages(entries: tuple[EntryView, ...]) -> list[tuple[str, str, Any]]:
    week = {"day": "", "number": 0, "week": 22, "days": (Ref("29 May 2026", "digests/2026-05-29/"),)}
    whole = Ref("25–31 May 2026", "digests/2026-w22/")
    page = make_issue(entries, gaps=("One of two listings was cut off.",), whole_week=whole)
    empty = make_issue(entries, top=(), groups=(), more=0, total=0, older=None)
    letter = make_letter(entries)
    confirm = m.ConfirmView("https://lab.example/mail/confirm/1.abc", 7, "weekly", True, "1 Lab Street")
    return [
        ("digests/2026-05-29/index.html", "issue.html", page),
        ("digests/2026-05-28/index.html", "issue.html", empty),
        ("digests/2026-w22/index.html", "issue.html", make_issue(entries, **week)),
        *((f"mail.{kind}", f"mail.{kind}", letter) for kind in ("html", "txt")),
        *((f"mail_confirm.{kind}", f"mail_confirm.{kind}", confirm) for kind in ("html", "txt")),
    ]
