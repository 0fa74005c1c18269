"""One file of the site, planned but not yet rendered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.model.views import SiteView


@dataclass(frozen=True, slots=True)
class Artifact:
    """An output file: where it goes, who renders it, and all that it shows."""

    path: str
    """Below the output folder, with "/": "papers/x/index.html"."""

    renderer: str
    """Name of a row in outputs.registry: "html", "rss", "search-index" …"""

    view: Any
    """A frozen dataclass of model.views."""

    template: str = ""
    """For the renderer "html": "paper.html"."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What renderers may read besides an artifact's view; the same for a whole build."""

    content_dir: str
    theme_dirs: tuple[str, ...]
    """Folders of the theme and of those it extends, child first; each has templates/ and assets/."""
    site: SiteView
    code: str = ""
    """Digest of all code that renders; "" where what was compiled with it is not to be remembered."""


Render = Callable[[Artifact], bytes]
"""Renders one artifact; raises InputError when its content cannot be rendered."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """A row of the table of renderers."""

    version: int
    """Raised whenever the bytes for an equal view change."""

    uses_site: bool
    """True when the bytes depend on SiteView."""

    start: Callable[[RenderContext], Render]
    """Called once in each process; imports what is heavy."""
