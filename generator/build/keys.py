"""The key of an artifact: everything that its bytes depend on, as four digests.

renderer   the row of the table, its version, and the code and libraries behind it
template   the template and all that it extends, includes and imports
site       what every page may print about the site
view       what this one page shows
"""

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import unidata_version

from generator.base.files import read_bytes
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
    "python-frontmatter pyyaml svg-py"
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
    sources = [path for room in CODE for path in _files(PACKAGE / room) if not path.endswith(".pyc")]
    versions = [f"Unicode {unidata_version}", *sorted(_versions())]
    return digest(b"\0".join([*map(read_bytes, sources), *map(os.fsencode, versions)]))[:12]


@cache
def program_digest() -> str:
    """Return a digest of the whole program: what it plans may be another with any change of it."""
    sources = [path for path in _files(PACKAGE) if path.endswith(".py")]
    return digest(b"\0".join([code_digest().encode(), *map(read_bytes, sources)]))


def _files(folder: Path) -> list[str]:
    return sorted(f"{parent}/{name}" for parent, _, names in os.walk(folder) for name in names)


def _versions() -> Iterator[str]:
    """Give the names of the folders that say which of LIBRARIES are installed: "jinja2-3.1.6.dist-info".

    To read what is in them, as importlib.metadata does, takes as long as to render thirty pages.
    Source: Python Packaging User Guide, Recording installed projects.
    """
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.scandir(folder):
            library, _, rest = entry.name.lower().partition("-")
            if rest.endswith("-info") and re.sub("[_.]", "-", library) in LIBRARIES:
                yield f"{library} {rest}"


def changed_parts(old: Key, new: Key) -> list[str]:
    """Name the parts in which two keys differ, for `digest explain`."""
    return [part for part in Key._fields if getattr(old, part) != getattr(new, part)]
