"""content/ → output/: read, model, plan, render what is stale, prune what is gone.

Reads top to bottom. The parent does all but the rendering; nothing is wiped, every file is replaced in one
step, and the memory is written after the files, so the site serves at every moment.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.files import remove_empty_parents, safe_join
from generator.build.cache import PageCache
from generator.build.keys import Keys, code_digest
from generator.build.lock import only_one
from generator.build.render import Rendered, render_all
from generator.build.state import NEVER, Built, Key, State
from generator.config.load import load_config
from generator.config.project import Project
from generator.config.schema import Config
from generator.content.authors import load_people
from generator.content.scan import Scan, scan
from generator.errors import InputError, Location, Problem, Severity
from generator.library.build import build_library
from generator.library.permalinks import page_file
from generator.model.artifact import Artifact, RenderContext
from generator.model.library import Library
from generator.outputs.registry import find_renderer
from generator.plan.site import Plan, plan_site
from generator.theme.load import Theme, load_theme

STATE_FILE = "build.db"

Advance = Callable[[int, int], None]
"""Told after each chunk: files done, files to do."""


@dataclass(frozen=True, slots=True)
class BuildReport:
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


@dataclass(frozen=True, slots=True)
class Site:
    """A site as it should be: everything up to the plan, nothing written yet."""

    config: Config
    theme: Theme
    library: Library
    plan: Plan
    context: RenderContext
    problems: tuple[Problem, ...]
    broken: tuple[str, ...]
    """Content files that could not be read; their last good pages stay."""


def plan_project(project: Project, state: State | None = None) -> Site:
    """Read a project and plan its site; with a State, files that did not change are not parsed again.

    Raises InputError when site.toml, authors.toml or the theme is wrong.
    """
    config = load_config(project.root)
    theme = load_theme(config.theme, project.root, config.theme_options)
    found = _scan(project, state)
    library = build_library(found.papers, found.pages, load_people(project.content), config)
    plan = plan_site(library, config, theme, project.content)
    context = RenderContext(str(project.content), theme.dirs, plan.site)
    broken = tuple(p.where.path for p in found.problems if p.severity is Severity.ERROR)
    return Site(config, theme, library, plan, context, (*found.problems, *plan.problems), broken)


def _scan(project: Project, state: State | None) -> Scan:
    if state is None:
        return scan(project.content)
    cache = PageCache(state, code_digest())
    found = scan(project.content, cache)
    cache.save()
    return found


def build(project: Project, jobs: int = 0, advance: Advance | None = None) -> BuildReport:
    """Bring output/ up to date.

    `jobs` is the number of processes; 0 lets the amount of work decide. Raises InputError when the build
    cannot start; what is wrong with single pages is in the report, and their last good version stays.
    """
    with only_one(project.state), State(project.state / STATE_FILE) as state:
        site = plan_project(project, state)
        built = state.built()
        problems = [*site.problems]
        if state.fact("building"):
            _sweep(project.output)
        elif not built:
            problems += _strangers(project.output, site.plan.artifacts)
        stale, keys = _stale(project, site, built, problems)
        if stale:
            with state.transaction():
                state.set_fact("building", "1")
                state.put((a.path, NEVER, -1) for a in stale if a.path not in built)
        done = _render(project, site, state, stale, keys, jobs, advance)
        problems += [result.problem for result in done if result.problem]
        removed = _prune(project, state, site, built)
        if stale:
            state.set_fact("building", "")
    return BuildReport(
        papers=len(site.library.papers),
        files=len(site.plan.artifacts),
        rendered=tuple(artifact.path for artifact in stale),
        written=sum(result.written for result in done),
        removed=removed,
        problems=tuple(sorted(set(problems))),
    )


def _stale(
    project: Project, site: Site, built: dict[str, Built], problems: list[Problem]
) -> tuple[list[Artifact], dict[str, Key]]:
    """Return what must be rendered, with the keys it will have."""
    names = {artifact.renderer for artifact in site.plan.artifacts}
    keys = Keys({name: find_renderer(name) for name in names}, site.theme, site.plan.site)
    stale: list[Artifact] = []
    wanted: dict[str, Key] = {}
    for artifact in site.plan.artifacts:
        try:
            key = keys.key(artifact)
        except InputError as error:
            problems.append(error.problem)
            continue
        last = built.get(artifact.path)
        if last is None or last.key != key or _size(project.output / artifact.path) != last.size:
            stale.append(artifact)
            wanted[artifact.path] = key
    return stale, wanted


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -2  # no memory has this size


def _render(
    project: Project,
    site: Site,
    state: State,
    stale: Sequence[Artifact],
    keys: dict[str, Key],
    jobs: int,
    advance: Advance | None,
) -> list[Rendered]:
    done: list[Rendered] = []
    for results in render_all(stale, project.output, site.context, jobs) if stale else ():
        with state.transaction():
            state.put((r.path, keys[r.path], r.size) for r in results if r.size >= 0)
        done += results
        if advance:
            advance(len(done), len(stale))
    return done


def _prune(project: Project, state: State, site: Site, built: dict[str, Built]) -> tuple[str, ...]:
    """Remove files that earlier builds wrote and no page wants any more; nothing else is ever removed."""
    wanted = {artifact.path for artifact in site.plan.artifacts}
    kept = {page_file(f"papers/{Path(path).stem}/") for path in site.broken}
    gone = sorted(built.keys() - wanted - kept)
    folded = {path.casefold() for path in wanted}
    for path in gone:
        if path.casefold() not in folded:  # the same file, on a disk that ignores case
            target = safe_join(project.output, path)
            target.unlink(missing_ok=True)
            remove_empty_parents(target, project.output)
    if gone:
        with state.transaction():
            state.forget(gone)
    return tuple(gone)


def _sweep(output: Path) -> None:
    """Remove the temporary files of a build that was killed."""
    for path in output.rglob(".*.tmp") if output.is_dir() else ():
        path.unlink(missing_ok=True)


def _strangers(output: Path, artifacts: Sequence[Artifact]) -> list[Problem]:
    """Report files of output/ that no memory and no plan knows: left by a build whose memory was deleted."""
    if not output.is_dir():
        return []
    wanted = {artifact.path for artifact in artifacts}
    found = (path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    strange = sorted(set(found) - wanted)
    if not strange:
        return []
    fault = f"{len(strange)} files are not part of the site, for example {strange[0]}"
    fix = "run `digest clean` and `digest build` to start afresh, or leave them"
    return [Problem(Location("output/"), Severity.NOTE, fault, fix)]
