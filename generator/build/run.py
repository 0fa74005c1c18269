"""content/ → output/: read, model, plan, render what is stale, prune what is gone.

Reads top to bottom. The parent does all but the rendering; nothing is wiped, every file is replaced in one
step, and the memory is written after the files, so the site serves at every moment.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.base.lasting import lasting
from generator.base.lock import only_one
from generator.base.text import plural
from generator.build.prune import make_room, prune
from generator.build.state import (
    NEVER,
    Built,
    DamagedStateError,
    State,
    forget_everything,
    open_state,
)
from generator.build.target import Target
from generator.build.targets import target_of
from generator.build.unchanged import Lost, find_unchanged, forget, keep, looking, stamp
from generator.config.project import Project
from generator.errors import Location, Problem, Severity

if TYPE_CHECKING:  # where nothing has changed, none of it is needed
    from generator.build.render import Rendered, Workers
    from generator.build.site import Compared, Site
    from generator.build.texts import Texts
    from generator.model.artifact import Planned, RenderContext

Advance = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is to do (0: nobody knows yet)."""


class _Wish(NamedTuple):
    """How a build is to be done."""

    jobs: int
    cluster: str
    everything: bool
    tell: Advance


class _Seen(NamedTuple):
    """What was seen before anything was read."""

    stamp: str
    lost: Lost


class BuildReport(NamedTuple):
    """What a build did."""

    papers: int
    files: int
    """Files that the site has."""
    rendered: tuple[str, ...]
    """Paths that were stale, in the order rendered."""
    written: int
    """Of these, files whose bytes changed."""
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def build(
    project: Project,
    jobs: int = 0,
    *,
    everything: bool = False,
    cluster: str = "",
    advance: Advance | None = None,
) -> BuildReport:
    """Bring the site up to date.

    `jobs` is the number of processes; 0 lets the amount of work decide. `cluster` is the address of a Dask
    scheduler, whose workers render instead. `everything` renders also what is fresh. Raises InputError when
    the build cannot start; what is wrong with single pages is in the report, and their last good version
    stays.
    """
    wish = _Wish(jobs, cluster, everything, advance or _say_nothing)
    with only_one(project.state):
        try:
            return _build(project, wish)
        except DamagedStateError:
            forget_everything(project.memory)
            return _build(project, wish)


def _say_nothing(_stage: str, _done: int, _total: int) -> None:
    pass


def _build(project: Project, wish: _Wish) -> BuildReport:
    target = target_of(project)
    with looking(target, project, wish.jobs) as lost, open_state(project) as state:
        wish.tell("reading content", 0, 0)
        seen = _Seen(stamp(project), lost)
        if not wish.everything and (found := find_unchanged(state, seen.stamp, lost)):
            return BuildReport(found.papers, found.files, (), 0, (), found.problems)
        with _workers(wish, project) as workers:
            return _bring_up_to_date(project, target.prepare(), state, seen, workers, wish)


def _workers(wish: _Wish, project: Project) -> "contextlib.AbstractContextManager[Workers]":
    """Return what renders, from here to the end of the build."""
    if wish.cluster:
        from generator.build.cluster import connected

        return connected(wish.cluster, project)
    from generator.build.render import render_all

    return contextlib.nullcontext(partial(render_all, jobs=wish.jobs))


def _bring_up_to_date(
    project: Project, target: Target, state: State, seen: _Seen, workers: "Workers", wish: _Wish
) -> BuildReport:
    from generator.build.site import find_stale, plan_project, remember_templates, site_texts

    forget(state)
    with lasting():
        site = plan_project(project, state, wish.jobs)
        built = state.built()
        problems = [*site.problems, *_clean_up(target, state, site, built)]
        paths = {artifact.path for artifact in site.plan.artifacts}
        removed = make_room(target, state, paths, built)
        wish.tell("comparing", 0, len(site.plan.artifacts))
        texts, known = site_texts(site, state), len(problems)
        found = {} if wish.everything else built
        compared = find_stale(site, found, seen.lost(), texts, problems)
    stale, wanted = compared.stale, compared.wanted
    remember_templates(site, state)
    if stale or texts.changed:
        _take_back(state, texts, compared, sound=len(problems) == known)
    site.plan.prepare(stale)
    done: list[Rendered] = []
    for results in _render(workers, stale, target, site.context):
        with state.transaction():
            state.put((r.path, _left(wanted.pop(r.path), r)) for r in results if r.size >= 0)
        for result in results:
            texts.learn(result.path, result.texts)
        done += [result.without_texts() for result in results]
        wish.tell("rendering", len(done), len(stale))
    # Pages that would show a broken file wait for it; it is reported already.
    problems += _told([r for r in done if r.problem and r.problem.where.path not in site.broken])
    whole = all(result.size >= 0 for result in done)
    texts.end(sound=len(problems) == known and whole)
    removed += prune(target, state, paths, built, whole=whole)
    if stale:
        state.set_fact("building", "")
    keep(state, seen.stamp, len(site.library.papers), len(paths), problems)
    return _report(site, done, removed, problems)


def _report(
    site: "Site", done: Sequence["Rendered"], removed: tuple[str, ...], problems: Sequence[Problem]
) -> BuildReport:
    return BuildReport(
        papers=len(site.library.papers),
        files=len(site.plan.artifacts),
        rendered=tuple(result.path for result in done if result.size >= 0),
        written=sum(result.written for result in done),
        removed=removed,
        problems=tuple(sorted(set(problems))),
    )


def _clean_up(target: Target, state: State, site: "Site", built: dict[str, Built]) -> list[Problem]:
    """Remove what a killed build left; report files that nobody remembers."""
    if state.fact("building"):
        target.sweep()
        return []
    return [] if built else _strangers(target, site.plan.artifacts)


def _render(
    workers: "Workers", stale: Sequence["Planned"], target: Target, context: "RenderContext"
) -> Iterator[list["Rendered"]]:
    """Render what is stale; files that name others when these are back, and not where one of them failed."""
    from generator.build.render import Rendered

    lost: list[str] = []
    first = [one for one in stale if not one.names]
    for results in workers(first, target, context) if first else ():
        lost += (result.path for result in results if result.size < 0)
        yield results
    last: list[Planned] = []
    for one in stale:
        if one.names and any(path.startswith(one.names) for path in lost):
            yield [Rendered(one.path, -1, written=False)]
        elif one.names:
            last.append(one)
    if last:
        yield from workers(last, target, context)


def _left(wanted: Built, result: "Rendered") -> Built:
    return Built(wanted.key._replace(view=result.view), wanted.cause, result.size)


def _told(failed: Sequence["Rendered"]) -> Iterator[Problem]:
    """Tell what went wrong, once where many files fail at one place for one reason: a theme's fault."""
    alike: dict[Problem, list[Problem]] = {}
    for one in failed:
        if one.problem:
            reason = one.problem._replace(fault=one.problem.fault.replace(one.path, ""))
            alike.setdefault(reason, []).append(one.problem)
    for first, *others in alike.values():
        more = f" (and {plural(len(others), 'other file')} likewise)" if others else ""
        yield first._replace(fault=f"{first.fault}{more}")


def _take_back(state: State, texts: "Texts", compared: "Compared", *, sound: bool) -> None:
    """Let the memory know nothing of what is stale: its bytes may change although this build never ends."""
    with state.transaction():
        texts.begin(sound=sound)
        state.set_fact("building", "1" if compared.stale else "")
        state.put((artifact.path, NEVER) for artifact in compared.stale)
        state.put(compared.moved.items())


def _strangers(target: Target, artifacts: Sequence["Planned"]) -> list[Problem]:
    """Report files that no memory and no plan knows: left by a build whose memory was deleted."""
    strange = sorted(set(target.paths()) - {artifact.path for artifact in artifacts})
    if not strange:
        return []
    fault = f"{len(strange)} files are not part of the site, for example {strange[0]}"
    fix = "run `digest clean` and `digest build` to start afresh, or leave them"
    return [Problem(Location(target.name), Severity.NOTE, fault, fix)]
