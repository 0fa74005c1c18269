"""Freeze an issue: the papers of a period → Edition.

Input:   the Desk (library and configuration), the render context of the site's theme, a Period.
Output:  Edition: the theme's mail.html and mail.txt printed once with all papers, cut at their marks.
Refuses: a template whose marks do not close (InputError).
Promise: no clock; freezing the same period of the same site again for the same moment gives an equal Edition.
"""

import datetime as dt
from html import escape

from msgspec.structs import replace

from generator.base.hashing import digest_value
from generator.base.mailbox import Mailbox, is_mailbox, parse_mailbox
from generator.base.text import shorten
from generator.base.words import Words
from generator.config.schema import Config
from generator.errors import InputError, Location
from generator.library.permalinks import issue_url, week_url
from generator.library.rules import subject_of
from generator.mail.edition import SLOT, VERSION, Edition, Entry, Phrases
from generator.mail.message import header, list_headers, sender_headers
from generator.mail.period import Period
from generator.mail.printed import print_mail
from generator.mail.quoted import quoted
from generator.mail.sheet import Marks, Sheet, cut
from generator.model.artifact import Render, RenderContext
from generator.model.mail_views import MailView
from generator.model.rules import Subject
from generator.outputs.registry import find_renderer
from generator.plan.desk import Desk

PREHEADER_TITLE = 70
"""Characters of a title in the preheader, of which programs show some 100 in all."""


def freeze(
    desk: Desk, context: RenderContext, period: Period, key: int = 0, now: dt.datetime | None = None
) -> Edition:
    """Return the edition of a period; `key` is the number of the key that shall sign its links.

    `now` is the moment at which sending begins, which its mails bear as their date: filters mistrust one that
    is hours off. None stands for the time of mail.send_at on the day on which the issue is due.
    """
    view = _view(desk, period)
    marks = Marks(f"pd{digest_value(view)[:20]}")
    view = replace(view, at=marks.of("at"), begin=marks.of("begin"), end=marks.of("end"))
    render = find_renderer("html").start(context)
    html = _cut(render, view, "mail.html", marks)
    text = _cut(render, view, "mail.txt", marks)
    subjects = [subject_of(page.paper) for page in period.papers]
    sender, config = _mailbox(desk.config.mail.sender), desk.config
    due = dt.datetime.combine(period.sent_on, dt.time.fromisoformat(config.mail.send_at), dt.UTC)
    date = (now or due).replace(microsecond=0)
    archive = context.site.base_url + view.url
    reply_to = parse_mailbox(config.mail.reply_to) if config.mail.reply_to else None
    return Edition(
        version=VERSION,
        frequency=period.frequency,
        name=period.name,
        date=date,
        key=key,
        notes=period.notes,
        headers=sender_headers(sender, reply_to, date) + list_headers(sender, config.title, archive),
        general=_general(config),
        envelope=config.mail.inbox.address or sender.address,
        domain=sender.domain,
        language=config.language,
        top=config.mail.top,
        most=config.mail.max_papers,
        entries=_entries(period, subjects, html, text),
        phrases=phrases_of(desk.words, len(subjects)),
        html=_without_papers(html),
        text=_without_papers(text),
    )


def phrases_of(words: Words, total: int) -> Phrases:
    """Return what composing an issue of `total` papers may have to say."""
    numbers = range(total + 1)
    of_total = words.ngettext("%(num)s new paper", "%(num)s new papers", total)
    return Phrases(
        count=tuple(words.ngettext("%(num)s new paper", "%(num)s new papers", n) for n in numbers),
        matching=tuple(
            words.ngettext(
                "%(num)s of %(papers)s for you", "%(num)s of %(papers)s for you", n, papers=of_total
            )
            for n in numbers
        ),
        more=tuple(
            words.ngettext("And %(num)s more paper on the web", "And %(num)s more papers on the web", n)
            for n in numbers
        ),
        subject=(SLOT, *(_subject(words, n) for n in range(1, total))),
        nothing=words.gettext("Nothing new matches what you chose"),
        why=words.gettext("For you: %(reasons)s", reasons=SLOT),
        reasons={
            "author": words.gettext("author %(name)s", name=SLOT),
            "rule": words.gettext("rule %(name)s", name=SLOT),
            "keyword": words.gettext("keyword %(name)s", name=SLOT),
            "organisation": words.gettext("organisation %(name)s", name=SLOT),
            "topic": words.gettext("topic %(name)s", name=SLOT),
        },
        joint=words.gettext(", "),
    )


def _subject(words: Words, others: int) -> str:
    return words.ngettext(
        "%(title)s and %(num)s more paper", "%(title)s and %(num)s more papers", others, title=SLOT
    )


def _view(desk: Desk, period: Period) -> MailView:
    words = desk.words
    heading, url = words.long_day(period.first), issue_url(period.first)
    if period.frequency == "weekly":
        heading = words.gettext("Week of %(days)s", days=words.days(period.first, period.last))
        url = week_url(period.first)
    return MailView(
        frequency=period.frequency,
        heading=heading,
        url=url,
        total=len(period.papers),
        entries=desk.entries_of(period.papers),
        gaps=period.gaps,
        top=desk.config.mail.top,
        postal_address=desk.config.mail.postal_address,
    )


def _cut(render: Render, view: MailView, template: str, marks: Marks) -> Sheet:
    try:
        sheet = cut(print_mail(render, view, template), marks)
        papers = len(sheet.fragments.get("paper", ()))
        if papers != view.total:
            raise ValueError(f"of {view.total} papers it marks {papers}")
    except ValueError as error:
        fix = "mark the places as themes/base/templates/mail.html does; see docs/guide.md, Themes"
        raise InputError(Location(f"templates/{template}"), f"the template is wrong: {error}", fix) from None
    return sheet


def _entries(period: Period, subjects: list[Subject], html: Sheet, text: Sheet) -> tuple[Entry, ...]:
    sheets = zip(html.fragments["paper"], text.fragments["paper"], strict=True)
    return tuple(
        Entry(page.paper.id, subject, quoted(escape(shorten(subject.title, PREHEADER_TITLE))), *sheet)
        for page, subject, sheet in zip(period.papers, subjects, sheets, strict=True)
    )


def _without_papers(sheet: Sheet) -> Sheet:
    return replace(sheet, fragments={k: found for k, found in sheet.fragments.items() if k != "paper"})


def _mailbox(text: str) -> Mailbox:
    found = parse_mailbox(text)
    assert found is not None  # config.load lets no other pass
    return found


def _general(config: Config) -> bytes:
    """The contact may be a web page as well; then readers find it through the mail's last lines."""
    headers = header("To", "undisclosed-recipients:;")
    if not is_mailbox(config.contact):
        return headers
    from urllib.parse import quote

    mailbox = quote(_mailbox(config.contact).address, safe="@+")
    return headers + header("List-Unsubscribe", f"<mailto:{mailbox}?subject=unsubscribe>")
