"""Compose one day's digest: the issue's view → text and HTML → one message.

Input:   the Desk (library and configuration), the render context of the site's theme, a day.
Output:  Issue: the message and, apart from it, its two parts.
Refuses: a day on which no paper was added (InputError with the newest days).
Promise: no clock; composing a day again gives the same bytes.
"""

import datetime as dt
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.files import write_atomic
from generator.base.mailbox import Mailbox, is_mailbox, parse_mailbox
from generator.base.tex import plain
from generator.base.text import clean, shorten
from generator.base.words import Words
from generator.errors import InputError, Location
from generator.mail.message import Letter, build_message
from generator.model.artifact import Artifact, Render, RenderContext
from generator.model.library import Library
from generator.model.page_views import IssueView
from generator.model.views import EntryView
from generator.outputs.registry import find_renderer
from generator.plan.desk import Desk
from generator.plan.issues import issue_view

HTML_BUDGET = 100_000
"""Bytes of HTML. Gmail hides what lies beyond 102 kB, and with it the way out at the end."""

SUBJECT_LENGTH = 90
"""Characters of a title in the subject; phones show about 40, desktop programs about 80."""

TEXT_WIDTH = 72
"""Columns of the text part (RFC 3676 advises at most 78)."""

_CHARSET = '<meta charset="utf-8">'


@dataclass(frozen=True, slots=True)
class Issue:
    """A composed issue, ready to be written or sent."""

    day: dt.date
    total: int
    """Papers of the day."""
    shown: int
    """Those of them that the mail shows."""
    subject: str
    text: str
    html: str
    message: bytes


def compose_issue(
    desk: Desk,
    context: RenderContext,
    day: dt.date | None,
    caught: Mapping[str, tuple[str, ...]] | None = None,
) -> Issue:
    """Compose the issue of `day` (None: the newest). Raises InputError when it has no papers.

    `caught` are the rules that caught its papers, by paper id: each says so.
    """
    day = existing_day(desk.library, day)
    render = find_renderer("html").start(context)
    view, html = _fitting_html(desk, day, render, dict(caught or {}))
    text = wrap_text(render(Artifact("mail.txt", "html", view, "mail.txt")).decode("utf-8"))
    letter = _letter(desk, context, view, text, html)
    return Issue(day, view.total, view.total - view.more, letter.subject, text, html, build_message(letter))


def write_issue(issue: Issue, folder: Path) -> Path:
    """Write an issue into its folder below `folder`; return the folder."""
    place = folder / issue.day.isoformat()
    write_atomic(place / "digest.eml", issue.message)
    write_atomic(place / "preview.html", issue.html.encode("utf-8"))
    write_atomic(place / "text.txt", issue.text.encode("utf-8"))
    return place


def wrap_text(text: str, width: int = TEXT_WIDTH) -> str:
    """Fold long lines at blanks, keeping their indentation; addresses are never cut."""
    return "\n".join(_wrap_line(line, width) for line in text.split("\n"))


def subject_of(view: IssueView, words: Words) -> str:
    """Say what the reader finds: the best paper's title and how many more there are."""
    best = next(iter(_entries(view)), None)
    if best is None:
        return view.meta.title
    title = shorten(clean(plain(best.title)), SUBJECT_LENGTH)
    if view.total == 1:
        return title
    return words.ngettext(
        "%(title)s and %(num)s more paper", "%(title)s and %(num)s more papers", view.total - 1, title=title
    )


def _wrap_line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    wrapped = textwrap.wrap(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(wrapped)


def existing_day(library: Library, day: dt.date | None) -> dt.date:
    """Return `day`, the newest one for None. Raises InputError when no paper was added on it."""
    days = [issue.date for issue in library.issues]
    if not days:
        fix = "add a listing to seeds/ and run: digest ingest"
        raise InputError(Location("content/papers"), "there are no papers to tell about", fix)
    if day is not None and day not in days:
        newest = ", ".join(found.isoformat() for found in days[:5])
        fault = f"no paper was added on {day.isoformat()}"
        raise InputError(Location("content/papers"), fault, f"the newest days with papers: {newest}")
    return day or days[0]


def _fitting_html(
    desk: Desk, day: dt.date, render: Render, caught: dict[str, tuple[str, ...]]
) -> tuple[IssueView, str]:
    """Return the issue with as many papers as max_papers and the budget allow."""

    def attempt(count: int) -> tuple[IssueView, str]:
        found = issue_view(desk, day, count)
        assert found is not None  # existing_day
        view = replace(found, postal_address=desk.config.mail.postal_address, caught=caught)
        page = render(Artifact("mail.html", "html", view, "mail.html"))
        return view, inline_css(page.decode("utf-8"))

    # by bisection: an issue of no papers always fits, one of `too_many` does not
    best = attempt(desk.config.mail.max_papers)
    fitting, too_many = 0, best[0].total - best[0].more
    if _fits(best[1]):
        return best
    while too_many - fitting > 1:
        middle = (fitting + too_many) // 2
        if _fits(attempt(middle)[1]):
            fitting = middle
        else:
            too_many = middle
    return attempt(fitting)


def _fits(html: str) -> bool:
    return len(html.encode("utf-8")) <= HTML_BUDGET


def inline_css(html: str) -> str:
    """Move the rules of <style> into the elements; media queries stay behind for programs that know them."""
    from css_inline import CSSInliner

    inlined = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)
    # the rules that stay come first in <head>, but the encoding must stand within the first 1024 bytes
    return inlined.replace(_CHARSET, "", 1).replace("<head>", f"<head>\n{_CHARSET}", 1)


def _entries(view: IssueView) -> list[EntryView]:
    return [*view.top, *(entry for group in view.groups for entry in group.entries)]


def _letter(desk: Desk, context: RenderContext, view: IssueView, text: str, html: str) -> Letter:
    config = desk.config
    sender = parse_mailbox(config.mail.sender)
    assert sender is not None  # config.load lets no other pass
    return Letter(
        sender=sender,
        reply_to=parse_mailbox(config.mail.reply_to),
        unsubscribe=_contact_mailbox(config.contact),
        date=dt.datetime.combine(
            dt.date.fromisoformat(view.day), dt.time.fromisoformat(config.mail.send_at), dt.UTC
        ),
        issue=view.day,
        list_title=config.title,
        archive=context.site.base_url + view.meta.url,
        language=config.language,
        subject=subject_of(view, desk.words),
        text=text,
        html=html,
    )


def _contact_mailbox(contact: str) -> Mailbox | None:
    """The contact may be a web page as well; then readers find it through the mail's last lines."""
    return parse_mailbox(contact) if is_mailbox(contact) else None
