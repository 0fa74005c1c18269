"""The key of an artifact: everything that its bytes depend on, as four digests.

renderer   the row of the table, its version, and the code and libraries behind it
template   the template and all that it extends, includes and imports
site       what every page may print about the site
view       what this one page shows
"""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from unicodedata import unidata_version

from generator.base.hashing import digest, digest_value
from generator.build.state import Key
from generator.model.artifact import Planned
from generator.model.views import SiteView
from generator.outputs.registry import traits
from generator.theme.closure import Closures

CODE = ("base", "content", "indexing", "markup", "outputs", "theme")
"""Rooms whose code turns a view into bytes."""

LIBRARIES = (
    "anyascii babel feedgen jinja2 latex2mathml lunr lxml markdown markupsafe msgspec nh3 pillow pylatexenc "
    "python-frontmatter pyyaml svg.py"
).split()


PACKAGE = Path(__file__).resolve().parent.parent


class Keys:
    """Makes keys for one build; remembers what artifacts share."""

    def __init__(self, closures: Closures, site: SiteView) -> None:
        self._closures = closures
        self._site = digest_value(site)
        self._renderers: dict[str, tuple[str, bool]] = {}
        self._templates: dict[str, str] = {}

    def key(self, artifact: Planned, view: str) -> Key:
        """Return the artifact's key; raises InputError when its template is missing or broken.

        `view` is the digest of what it shows.
        """
        renderer, uses_site = self._renderer(artifact.renderer)
        return Key(
            renderer=renderer,
            template=self._template(artifact.template) if artifact.template else "",
            site=self._site if uses_site else "",
            view=view,
        )

    def _renderer(self, name: str) -> tuple[str, bool]:
        if name not in self._renderers:
            version, uses_site = traits(name)
            self._renderers[name] = f"{name}:{version}:{code_digest()}", uses_site
        return self._renderers[name]

    def _template(self, name: str) -> str:
        if name not in self._templates:
            self._templates[name] = self._closures.digest(name)
        return self._templates[name]


@cache
def code_digest() -> str:
    """Return a digest of the code that renders: after an update no stale page can stay."""
    sources = sorted(path for room in CODE for path in (PACKAGE / room).rglob("*") if path.is_file())
    parts = [path.read_bytes() for path in sources if path.suffix != ".pyc"]
    versions = [f"Unicode {unidata_version}", *map(_version, LIBRARIES)]
    return digest(b"\0".join([*parts, *(text.encode() for text in versions)]))[:12]


@cache
def program_digest() -> str:
    """Return a digest of the whole program: what it plans may be another with any change of it."""
    sources = sorted(PACKAGE.rglob("*.py"))
    return digest(b"\0".join([code_digest().encode(), *(path.read_bytes() for path in sources)]))


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def changed_parts(old: Key, new: Key) -> list[str]:
    """Name the parts in which two keys differ, for `digest explain`."""
    return [part for part in Key.__dataclass_fields__ if getattr(old, part) != getattr(new, part)]
