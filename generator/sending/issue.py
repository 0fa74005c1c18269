"""Which issue is to be sent, and its edition: the frozen one, or one made of the site as it is now."""

import datetime as dt

from msgspec import Struct

from generator.base.console import print_problems
from generator.build.site import Site, plan_project
from generator.build.state import open_state
from generator.config.project import Project
from generator.config.schema import Config
from generator.errors import InputError, Severity
from generator.mail.edition import Edition, decode_edition, encode_edition
from generator.mail.freeze import freeze
from generator.mail.links import Links
from generator.mail.period import CONTENT, Period, daily, weekly
from generator.model.mail import Frequency
from generator.plan.desk import make_desk
from generator.sending.left_out import left_out
from generator.subscribers.database import Database
from generator.subscribers.issues import Frozen, find_issue
from generator.subscribers.journal import Journal
from generator.subscribers.keys import ensure_key

STALE = dt.timedelta(days=7)
"""An older issue that was never sent is sent only when it is named: it waited for no subscriber."""


class Wanted(Struct, frozen=True):
    """What the operator asked for."""

    frequency: Frequency
    day: dt.date | None
    """Of the issue, or in its week; None for the newest."""
    now: dt.datetime


def find_edition(project: Project, database: Database, wanted: Wanted) -> Edition:
    """Return the edition that was frozen, else one made now; no issue is written to the database.

    Prints what no mail tells of. Raises InputError when there are no papers for it, when its week is not
    over, or when the newest is old news.
    """
    known = _frozen(database, wanted.frequency, _name(wanted)) if wanted.day else None
    if known:
        return _decoded(known)
    with open_state(project) as state:
        site = plan_project(project, state)
    print_problems(problem for problem in site.problems if problem.severity is Severity.ERROR)
    period = _period(site, wanted)
    print_problems(left_out(site.library, database, wanted.frequency, period.last))
    known = _frozen(database, wanted.frequency, period.name)
    if known:
        return _decoded(known)
    if wanted.day is None and wanted.now.date() - period.sent_on > STALE:
        fault = f"the newest issue is {period.name}, and too old to be sent without being asked for"
        raise InputError(CONTENT, fault, f"name it: --day {period.last}")
    with database.writing() as connection:
        key = ensure_key(connection, "links", wanted.now).id
    desk = make_desk(site.library, site.config, site.words)
    return freeze(desk, site.context, period, key, wanted.now)


def keep_edition(journal: Journal, edition: Edition, config: Config, now: dt.datetime) -> Frozen:
    """Freeze an edition, if no other sender was faster; its expiry begins now."""
    expires = now + dt.timedelta(hours=config.mail.expires)
    return journal.freeze(edition.frequency, edition.name, encode_edition(edition), expires, now)


def links_of(database: Database, service: str, now: dt.datetime, key: int | None = None) -> Links:
    """Return what signs links and opens them; `key` is the number of the one that an edition began with."""
    return Links(service, database.link_secrets(now), key)


def _decoded(issue: Frozen) -> Edition:
    if not issue.data:
        fix = "name a newer one: --day YYYY-MM-DD"
        raise InputError(CONTENT, f"the issue {issue.name} was sent long ago", fix)
    return decode_edition(issue.data)


def _frozen(database: Database, kind: str, name: str) -> Frozen | None:
    with database.reading() as connection:
        return find_issue(connection, kind, name)


def _name(wanted: Wanted) -> str:
    assert wanted.day
    if wanted.frequency == "daily":
        return wanted.day.isoformat()
    year, week, _ = wanted.day.isocalendar()
    return f"{year}-W{week:02}"


def _period(site: Site, wanted: Wanted) -> Period:
    weekly_on = site.config.mail.weekly_on
    if wanted.frequency == "daily":
        return daily(site.library, wanted.day, weekly_on)
    today = wanted.now.date()
    period = weekly(site.library, wanted.day or _complete_week(today, weekly_on), weekly_on)
    if today <= period.last:
        fix = f"send it from {period.last + dt.timedelta(days=1)} on; to look at it: digest issue --weekly"
        raise InputError(CONTENT, f"the week {period.name} is not over, and papers may still come", fix)
    return period


def _complete_week(today: dt.date, weekly_on: int) -> dt.date:
    """Return the Sunday of the last week whose issue is due: a week is sent when it is over."""
    return today - dt.timedelta(days=(today.isoweekday() - weekly_on) % 7 + weekly_on)
