"""What the service knows of the site: how its pages look, its topics, and the newest issue to preview.

Reading a large site takes memory that a service need not keep: it is done in a process of its own, at the
start and whenever a build has left something new.
"""

import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.base.hashing import digest
from generator.build.site import Site, plan_project
from generator.build.state import open_state
from generator.config.mail import service_url
from generator.config.project import Project
from generator.errors import InputError, Location, Problem
from generator.library.permalinks import issue_url, week_url
from generator.mail.edition import Edition
from generator.mail.freeze import freeze
from generator.mail.period import Period, daily, weekly
from generator.model.artifact import Artifact, RenderContext
from generator.model.mail import Frequency
from generator.model.service_views import TopicChoice
from generator.model.views import EntryView, Ref, StyleView
from generator.outputs.registry import find_renderer
from generator.plan.assets import theme_artifacts
from generator.plan.desk import make_desk

ASSETS = "assets/"
LEFT_OUT = frozenset(
    f"{name}.bundle.js" for name in ("site", "search", "words", "filters", "starred", "rules", "extras")
)
"""Scripts that work only on the site itself."""

SERVICE_STYLE = "style/service.css"


class Issue(Struct, frozen=True):
    """The newest issue, as the mail tells it, and as a page shows it."""

    edition: Edition
    page: Ref
    """Its page on the site."""

    entries: tuple[EntryView, ...]
    """Its papers, in the edition's order."""


class Today(Struct, frozen=True):
    """The site as the service shows it."""

    context: RenderContext
    assets: dict[str, bytes]
    """By path below the service: "assets/style.1f0c.css"."""

    topics: tuple[TopicChoice, ...]
    """Most papers first."""

    issues: dict[Frequency, Issue]
    """Empty while there are no papers."""


def read_today(project: Project) -> Today:
    """Read a project; raises InputError when site.toml, authors.toml or the theme is wrong."""
    with open_state(project) as state:
        site = plan_project(project, state)
    context, assets = _abroad(site)
    topics = tuple(
        TopicChoice(term.note, term.name, len(term.papers)) for term in site.library.topics if term.note
    )
    return Today(context, assets, topics, _newest(site) if site.library.issues else {})


def _newest(site: Site) -> dict[Frequency, Issue]:
    desk, weekly_on, words = (
        make_desk(site.library, site.config, site.words),
        site.config.mail.weekly_on,
        site.words,
    )
    day, week = daily(site.library, None, weekly_on), weekly(site.library, None, weekly_on)
    of_day = words.gettext("Digest of %(day)s", day=words.day(day.first))
    of_week = words.gettext("Digest of %(days)s", days=words.days(week.first, week.last))

    def issue(period: Period, page: Ref) -> Issue:
        return Issue(freeze(desk, site.context, period), page, desk.entries_of(period.papers))

    return {
        "daily": issue(day, Ref(of_day, issue_url(day.first))),
        "weekly": issue(week, Ref(of_week, week_url(week.first))),
    }


def read_apart(project: Project) -> Today:
    """Do the same in a process of its own, which gives back the memory."""
    spawn = multiprocessing.get_context("spawn")
    try:
        # Ctrl-C is for the service, which waits for this to end
        with ProcessPoolExecutor(1, spawn, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
            found = pool.submit(_read, project).result()
    except BrokenProcessPool:
        where, fix = Location(str(project.content)), "free memory, then start the service again"
        raise InputError(where, "reading the site was ended by the system", fix) from None
    if isinstance(found, Today):
        return found
    raise InputError(found.where, found.fault, found.fix)


def _read(project: Project) -> Today | Problem:
    try:
        return read_today(project)
    except InputError as error:  # which does not travel between processes
        return error.problem


def stamp_of(project: Project) -> tuple[int, int]:
    """Return what changes when a build has left something new."""
    try:
        found = project.memory.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _abroad(site: Site) -> tuple[RenderContext, dict[str, bytes]]:
    """Return how pages are rendered that stand elsewhere than the site, and the files that they need."""
    prefix = urlsplit(service_url(site.config)).path
    style = StyleView(dict(site.theme.options))
    planned, addresses = theme_artifacts(site.theme, site.closures, site.context.code, site.words)
    sheet = _render(Artifact("service.css", "html", style, SERVICE_STYLE), site.context)
    own = f"{ASSETS}service.{digest(sheet)[:10]}.css"
    wanted = {name: path for name, path in addresses.items() if name not in LEFT_OUT}
    view = replace(
        site.plan.site,
        assets={name: prefix + path for name, path in {**wanted, SERVICE_STYLE: own}.items()},
        service_url="",
        cards={},
    )
    context = RenderContext(site.context.content_dir, site.context.theme_dirs, view, abroad=True)
    kept = set(wanted.values())
    files = [artifact for artifact in planned if artifact.path in kept]
    return context, {own: sheet, **{file.path: _render(file, site.context) for file in files}}


def _render(artifact: Artifact, context: RenderContext) -> bytes:
    return find_renderer(artifact.renderer).start(context)(artifact)
