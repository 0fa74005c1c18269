"""Plan the whole site: Library → artifacts. Pure but for the theme's files, whose hashes it needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.base.files import are_plain, check_path, folders_above
from generator.base.words import ENGLISH, Words
from generator.config.load import base_url
from generator.config.mail import service_url
from generator.config.schema import Config
from generator.errors import InputError, Location, Problem, Severity
from generator.indexing.segment import TextSource
from generator.library.permalinks import (
    ARCHIVE,
    DIGESTS,
    FEEDS,
    OPENSEARCH,
    RULES,
    SEARCH,
    STARRED,
    TAXONOMIES,
    TRENDING,
)
from generator.model.artifact import Planned, Sketch
from generator.model.file_views import AssetView
from generator.model.library import Library
from generator.model.page_views import PaperView, RedirectView, TextView
from generator.model.paper import TextPage
from generator.model.views import Ref, SiteView
from generator.plan.archive import archive_artifacts
from generator.plan.assets import STATIC, static_artifacts, theme_artifacts
from generator.plan.cards import card_artifacts
from generator.plan.crawlers import crawler_artifacts
from generator.plan.desk import Desk, feed_files, has_keywords, make_desk
from generator.plan.exports import export_artifacts
from generator.plan.feeds import feed_artifacts
from generator.plan.home import home_artifacts
from generator.plan.indexes import index_artifacts
from generator.plan.issues import issue_artifacts
from generator.plan.papers import paper_artifacts
from generator.plan.reader import reader_artifacts
from generator.plan.search import MANIFESTS, SCRIPTS, search_begun, search_engine
from generator.plan.search_segments import words_ready
from generator.plan.terms import term_artifacts
from generator.plan.texts import redirect_artifacts, text_artifacts
from generator.theme.closure import Closures
from generator.theme.load import Theme


class Plan(Struct, frozen=True):
    """All files of the site, in the order in which they are to be written.

    What others refer to comes first (assets, search data, papers), so that a build that is cut short leaves
    no page that names a file that was never there.
    """

    artifacts: tuple[Planned, ...]
    site: SiteView
    cuts: tuple[tuple[str, tuple[int, ...]], ...]
    """Papers in each file of the lists that are cut by the length of texts; all other files, and what they
    show but for texts, follow from front matter and configuration."""

    problems: tuple[Problem, ...]

    prepare: Callable[[Sequence[Planned]], None]
    """Makes what many of these show, once for all copies of this process that will render them."""


def plan_site(
    library: Library,
    config: Config,
    theme: Theme,
    texts: TextSource,
    words: Words = ENGLISH,
    closures: Closures | None = None,
) -> Plan:
    """Plan every file of the site; two that want the same path are reported, the first one stays."""
    desk = make_desk(library, config, words)
    style, addresses = theme_artifacts(theme, closures or Closures(theme), texts.edition, words)
    pictures, cards = card_artifacts(config, theme, words, texts.edition)
    static, problems = static_artifacts(Path(texts.content_dir))
    wanted = [*style, *pictures, *_of_papers(desk, texts), *static, *redirect_artifacts(desk)]
    artifacts, collisions = _without_collisions(wanted, library)
    site = replace(_site_view(desk, theme, addresses, words), cards=cards)
    cuts = ((url, tuple(map(len, found.parts))) for url, found in desk.export_lists.items())
    long = tuple((url, lengths) for url, lengths in cuts if len(lengths) > 1)
    return Plan(tuple(artifacts), site, long, (*problems, *collisions), partial(_prepare, desk, texts))


def _prepare(desk: Desk, texts: TextSource, stale: Sequence[Planned]) -> None:
    if len(stale) > len(desk.library.papers):  # then most papers are shown, each by several workers
        desk.prepare()
    words_ready(stale, texts)


def _of_papers(desk: Desk, texts: TextSource) -> list[Planned]:
    """Plan what follows from the papers; while the words of their texts are found, the pages."""
    with search_begun(desk, texts) as search:
        pages, feeds = _pages(desk), feed_artifacts(desk)
        crawlers = crawler_artifacts(desk, [*pages, *feeds])
        return [*search(), *export_artifacts(desk), *pages, *feeds, *crawlers]


def _pages(desk: Desk) -> list[Sketch]:
    return [
        *paper_artifacts(desk),
        *term_artifacts(desk),
        *archive_artifacts(desk),
        *issue_artifacts(desk),
        *index_artifacts(desk),
        *text_artifacts(desk),
        *reader_artifacts(desk),
        *home_artifacts(desk),
    ]


def _site_view(desk: Desk, theme: Theme, addresses: dict[str, str], words: Words) -> SiteView:
    config, engine = desk.config, search_engine(desk)
    return SiteView(
        title=config.title,
        tagline=config.tagline,
        description=config.description,
        base_url=base_url(config),
        language=config.language,
        contact=config.contact,
        navigation=_navigation(config, desk.library.texts, words),
        assets=addresses,
        options=dict(theme.options),
        search_url=SEARCH,
        search_script=SCRIPTS[engine],
        search_manifest=MANIFESTS[engine],
        feeds_url=FEEDS,
        opensearch_url=OPENSEARCH,
        starred_url=STARRED,
        rules_url=RULES,
        subscribe_url=config.mail.subscribe_url,
        service_url=service_url(config),
        feed_formats=tuple(Ref(name, file) for file, _, name in feed_files(config)),
        words=words.digest,
    )


def _navigation(config: Config, texts: Sequence[TextPage], words: Words) -> tuple[Ref, ...]:
    return (
        Ref(words.gettext("Trending"), TRENDING),
        Ref(words.gettext("Topics"), TAXONOMIES["topic"]),
        Ref(words.gettext("Authors"), TAXONOMIES["author"]),
        *([Ref(words.gettext("Keywords"), TAXONOMIES["keyword"])] if has_keywords(config) else ()),
        Ref(words.gettext("Organisations"), TAXONOMIES["organisation"]),
        Ref(words.gettext("Archive"), ARCHIVE),
        Ref(words.gettext("Digests"), DIGESTS),
        Ref(words.gettext("Feeds"), FEEDS),
        *(Ref(text.title, f"{text.slug}/") for text in texts if text.in_navigation),
    )


def _without_collisions(wanted: Iterable[Planned], library: Library) -> tuple[list[Planned], list[Problem]]:
    """Keep the first of those that want one path, and only safe paths.

    Paths are compared as on a disk that ignores case; a file also collides with a folder of its name.
    """
    wanted = list(wanted)
    if _are_apart([artifact.path for artifact in wanted]):
        return wanted, []
    taken: dict[str, Planned] = {}
    folders: dict[str, Planned] = {}
    problems = []
    for artifact in wanted:
        try:
            check_path(artifact.path)
        except InputError as error:
            problems.append(error.problem)
            continue
        path = artifact.path.casefold()
        above = _unknown_above(path, folders)
        if path in taken or path in folders or not taken.keys().isdisjoint(above):
            other = taken.get(path) or folders.get(path) or next(taken[up] for up in above if up in taken)
            problems.append(_collision(artifact, other, library))
            continue
        taken[path] = artifact
        for folder in above:
            folders[folder] = artifact
    return list(taken.values()), problems


def _are_apart(paths: Sequence[str]) -> bool:
    """Tell at one look over all whether every path is safe and collides with no other."""
    folded = {path.casefold() for path in paths}
    return len(folded) == len(paths) and folded.isdisjoint(folders_above(folded)) and are_plain(paths)


def _unknown_above(path: str, known: Mapping[str, Planned]) -> list[str]:
    """Return the folders above a file that are not known yet; no file has a known folder's name."""
    found = []
    folder = path.rpartition("/")[0]
    while folder and folder not in known:
        found.append(folder)
        folder = folder.rpartition("/")[0]
    return found


def _collision(artifact: Planned, other: Planned, library: Library) -> Problem:
    fault = f"two pages want this address: {_what(other)} and {_what(artifact)}; the first has it"
    fix = "change the alias, the slug or the static file's name"
    return Problem(Location(_source(artifact, library)), Severity.ERROR, fault, fix)


def _source(artifact: Planned, library: Library) -> str:
    """Name the file that a person can change to move this artifact."""
    match artifact.view:
        case PaperView(entry=entry):
            return f"content/{entry.body.path}"
        case TextView(body=body):
            return f"content/{body.path}"
        case AssetView(root="content", path=path):
            return f"content/{STATIC}/{path}"
        case RedirectView():
            name = artifact.path.removesuffix("index.html").rstrip("/")
            bodies = [(p.paper.aliases, p.body) for p in library.papers]
            bodies += [(text.aliases, text.body) for text in library.texts]
            found = (body.path for aliases, body in bodies if any(a.rstrip("/") == name for a in aliases))
            return f"content/{next(found, '')}"
    return f"output/{artifact.path}"


def _what(artifact: Planned) -> str:
    view = artifact.view
    meta = getattr(view, "meta", None)
    return f"{meta.kind} {meta.title!r}" if meta else type(view).__name__.removesuffix("View").lower()
