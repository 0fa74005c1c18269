"""Why a file of the site is the way it is: what it is made from, and what made it stale.

Since a page depends on its view and nothing else, the answer is read off the plan; nothing was recorded.
"""

from msgspec import Struct

from generator.build.keys import Keys, changed_parts
from generator.build.site import Site, plan_project
from generator.build.state import open_state
from generator.build.views import Views, texts_of
from generator.config.project import Project
from generator.errors import UsageError
from generator.library.permalinks import page_file
from generator.model.artifact import Planned


class Explanation(Struct, frozen=True):
    """What `digest explain` prints."""

    path: str
    renderer: str
    template: str
    view: str
    sources: tuple[str, ...]
    """Content files whose text it shows."""

    state: str
    """"fresh", "never built", or what has changed since the last build."""


PARTS = {
    "renderer": "the program's code that renders it",
    "template": "its template, or one that this extends or includes",
    "site": "what every page shows of the site (site.toml, navigation, assets)",
    "view": "what the page itself shows",
}


def explain(project: Project, asked: str) -> list[Explanation]:
    """Explain one output file, or every file that shows a given content file.

    `asked` is an address below the site's root, a path in output/, or a path in content/.
    Raises UsageError when there is no such file.
    """
    with open_state(project) as state:
        site = plan_project(project, state)
        built = state.built()
    found = _find(site, asked)
    if not found:
        fix = "name an address (papers/x/), a file of output/ or a file of content/"
        raise UsageError(f"no file of the site is {asked!r} or shows it", fix)
    keys, views = Keys(site.closures, site.plan.site), Views()
    explanations = []
    for artifact in found:
        last = built.get(artifact.path)
        if last is None or last.size < 0:
            told = "never built"
        else:
            changed = changed_parts(last.key, keys.key(artifact, views.shown(artifact).digest))
            told = "stale: " + "; ".join(PARTS[part] for part in changed) if changed else "fresh"
        explanations.append(_explanation(artifact, told))
    return explanations


def _find(site: Site, asked: str) -> list[Planned]:
    name = asked.strip().removeprefix(site.plan.site.base_url).removeprefix("./")
    if name.startswith("content/"):
        path = name.removeprefix("content/")
        return [a for a in site.plan.artifacts if path in texts_of(a.view)]
    name = name.removeprefix("output/").lstrip("/")
    wanted = {name, page_file(name), page_file(f"{name}/")}
    return [artifact for artifact in site.plan.artifacts if artifact.path in wanted]


def _explanation(artifact: Planned, told: str) -> Explanation:
    view = artifact.view
    sources = (f"content/{path}" for path in sorted(texts_of(view)))
    kind = type(view).__name__
    return Explanation(artifact.path, artifact.renderer, artifact.template, kind, tuple(sources), told)
