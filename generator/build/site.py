"""The site as it should be, and what of it is out of date. Nothing of the site is written here."""

import contextlib
from collections.abc import Iterator, Set
from typing import Any

from msgspec import Struct

from generator.base.hashing import digest, encode
from generator.base.words import Words
from generator.build.cache import PageCache, remembered
from generator.build.causes import Causes
from generator.build.keys import Keys, code_digest, program_digest
from generator.build.state import Built, State
from generator.build.targets import target_of
from generator.build.texts import Texts
from generator.build.views import Views
from generator.config.load import load_config
from generator.config.project import Project
from generator.config.schema import Config
from generator.content.authors import load_people, unmatched_people
from generator.content.gaps import load_gaps
from generator.content.scan import Scan, scan
from generator.errors import InputError, Problem, Severity
from generator.indexing.segment import TextSource
from generator.library.build import build_library
from generator.library.recall import Recall
from generator.model.artifact import Planned, RenderContext
from generator.model.library import Library
from generator.plan.site import Plan, plan_site
from generator.theme.closure import Closures
from generator.theme.load import Theme, load_theme
from generator.theme.words import load_words, untranslated


class Site(Struct, frozen=True):
    """A site as it should be: everything up to the plan, nothing written yet."""

    config: Config
    theme: Theme
    closures: Closures
    words: Words
    frame: str
    """Digest of the program, the configuration, the catalogues and authors.toml; see build.causes."""

    basis: str
    """Digest of all that planned files follow from, but for the texts of papers; see build.texts."""

    texts: dict[str, str]
    """Digests of the papers' texts, by path."""

    library: Library
    plan: Plan
    context: RenderContext
    problems: tuple[Problem, ...]
    broken: tuple[str, ...]
    """Content files that could not be read; their last good pages stay."""


def plan_project(project: Project, state: State, jobs: int = 0) -> Site:
    """Read a project and plan its site; files that did not change are not parsed again.

    `jobs` is the number of processes; 0 lets the amount of work decide. Raises InputError when site.toml,
    authors.toml, gaps.toml or the theme is wrong.
    """
    config = load_config(project.root)
    theme = load_theme(config.theme, project.root, config.theme_options)
    words = load_words(config.language, theme.dirs)
    found = scan_project(project, state, jobs)
    people, gaps = load_people(project.content), load_gaps(project.content)
    frame = digest(encode((program_digest(), config, people, words.digest)))
    basis = digest(encode((frame, found.facts, gaps)))
    with _recalled(state, basis, frame) as (memory, recall):
        library = build_library(found.papers, found.pages, people, config, words, memory, recall, gaps)
    closures = Closures(theme, sound_templates(state))
    broken = tuple(p.where.path for p in found.problems if p.severity is Severity.ERROR)
    unread = {path.removeprefix(f"{project.content.name}/") for path in broken}
    with remembered(state, "search") as named:
        texts = TextSource(str(project.content), code_digest(), named, unread, jobs, state)
        plan = plan_site(library, config, theme, texts, words, closures)
    context = RenderContext(str(project.content), theme.dirs, plan.site, code_digest())
    unmatched = unmatched_people(project.content, people, (page.paper for page in found.papers))
    unsaid = untranslated(config.language, theme.dirs, project.root)
    return Site(
        config,
        theme,
        closures,
        words,
        frame,
        digest(encode((basis, plan.cuts))),
        {page.body.path: page.body.hash for page in library.papers},
        library,
        plan,
        context,
        (*found.problems, *unmatched, *plan.problems, *unsaid),
        broken,
    )


@contextlib.contextmanager
def _recalled(state: State, basis: str, frame: str) -> Iterator[tuple[dict[str, Any], Recall]]:
    """Give what the last build left of related papers and of the library, for this one to change."""
    with (
        remembered(state, "related") as related,
        remembered(state, "library") as known,
        remembered(state, "papers") as papers,
    ):
        yield related, Recall(known, basis, papers, frame)


def sound_templates(state: State) -> list[str]:
    """Return the digests of closures that this very program has parsed without fault."""
    code, *digests = state.fact("templates").split() or [""]
    return digests if code == code_digest() else []


def remember_templates(site: Site, state: State) -> None:
    """Leave what `sound_templates` gives."""
    told = " ".join([code_digest(), *sorted(site.closures.found)])
    if told != state.fact("templates"):
        state.set_fact("templates", told)


def scan_project(project: Project, state: State, jobs: int = 0) -> Scan:
    """Read a project's content; files that did not change are not parsed again."""
    cache = PageCache(state, code_digest())
    found = scan(project.content, cache, jobs)
    cache.save()
    return found


class Compared(Struct, frozen=True):
    """The site against what the last build left."""

    stale: list[Planned]
    """What must be rendered."""

    wanted: dict[str, Built]
    """By its path, what will be remembered of it, but for its size and the digest of what it shows."""

    moved: dict[str, Built]
    """What shows the same for another cause."""


def find_stale(
    site: Site, built: dict[str, Built], lost: Set[str], texts: Texts, problems: list[Problem]
) -> Compared:
    """Compare the site with what the last build left, of which some files are lost.

    An artifact whose template is broken is not stale: its problem is added to `problems`.
    """
    keys, views = Keys(site.closures, site.plan.site), Views()
    found = Compared([], {}, {})
    for artifact in site.plan.artifacts:
        last = built.get(artifact.path)
        try:
            key = keys.key(artifact, last.key.view if last else "")
        except InputError as error:
            problems.append(error.problem)
            continue
        cause = texts.cause(artifact, last)
        if last and last.key == key and artifact.path not in lost:
            if artifact.sealed or not texts.may_differ(artifact, cause, last):
                continue
            shown = views.shown(artifact)
            if shown.digest == key.view:
                texts.learn(artifact.path, shown.texts)
                if cause != last.cause:
                    found.moved[artifact.path] = last._replace(cause=cause)
                continue
        found.stale.append(artifact)
        found.wanted[artifact.path] = Built(key, cause, -1)
    return found


def site_texts(site: Site, state: State) -> Texts:
    """Return what is known of the texts that files show."""
    return Texts(state, site.frame, site.basis, Causes(site.library, site.frame), site.texts)


def outdated(project: Project, site: Site, state: State) -> tuple[str, ...]:
    """Return the files of the site that a build would render or remove."""
    built = state.built()
    lost = target_of(project).lost([(path, last.size) for path, last in built.items()])
    found = find_stale(site, built, lost, site_texts(site, state), [])
    wanted = {artifact.path for artifact in site.plan.artifacts}
    return tuple(sorted({artifact.path for artifact in found.stale} | built.keys() - wanted))
