"""One file of the site: planned, and with what it shows."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from msgspec import Struct

from generator.model.views import SiteView


class Artifact(Struct, frozen=True):
    """An output file: where it goes, who renders it, and all that it shows."""

    path: str
    """Below the output folder, with "/": "papers/x/index.html"."""

    renderer: str
    """Name of a row in outputs.registry: "html", "rss", "search-index" …"""

    view: Any
    """A frozen Struct of model.views."""

    template: str = ""
    """For the renderer "html": "paper.html"."""

    sealed: bool = False
    """True when the path holds a hash of the program and of all that it makes the file of: what is there
    under this name is what it shows, whatever else its view holds."""

    names: str = ""
    """Folder whose files it names: it is printed after all of them, and not where one failed."""

    def made(self) -> "Artifact":
        """Return itself: what it shows is made already."""
        return self


class Mapped(Struct, frozen=True):
    """What sitemaps say of a page."""

    kind: str
    """Meta.kind."""

    url: str
    changed: str = ""
    """ISO day on which the data last changed the page, "" where nobody can say."""


class Grounds(Struct, frozen=True):
    """What a view follows from, besides the program, the configuration, the catalogues and authors.toml."""

    papers: Iterable[str]
    """Ids. The view may say anything about these papers and about the people, keywords and organisations that
    they name, and may count and order them; it says nothing about any other."""

    told: tuple[Any, ...] = ()
    """Plain data and records: whatever else it says that these papers and its path do not decide."""


class Sketch(Struct, frozen=True):
    """A file of the site as it is planned: what it shows is made when it is needed, and kept by nobody.

    Two sketches with the same `make` show the same.
    """

    sealed: ClassVar[bool] = False
    names: ClassVar[str] = ""
    path: str
    renderer: str
    make: "partial[Any]"
    """Makes the view; always an equal one. It follows from the front matter of the papers, the configuration
    and the program; from the texts only as far as the view holds a Body of them."""

    template: str = ""
    mapped: Mapped | None = None
    """None for what is no page, and for pages that search engines are asked to pass by."""

    grounds: Callable[..., Grounds] | None = None
    """Given what `make` is given, tells what the view follows from; None where a few views of the whole site
    are simply made to see what they show."""

    @property
    def view(self) -> Any:
        """Make what the file shows."""
        return self.make()

    def made(self) -> Artifact:
        """Return the artifact."""
        return Artifact(self.path, self.renderer, self.make(), self.template)


class RenderContext(Struct, frozen=True):
    """What renderers may read besides an artifact's view; the same for a whole build."""

    content_dir: str
    theme_dirs: tuple[str, ...]
    """Folders of the theme and of those it extends, child first; each has templates/ and assets/."""
    site: SiteView
    code: str = ""
    """Digest of all code that renders; "" where what was compiled with it is not to be remembered."""
    abroad: bool = False
    """True for pages that are not served with the site: their links to it are whole addresses."""


Planned = Sketch | Artifact

Render = Callable[[Artifact], bytes]
"""Renders one artifact; raises InputError when its content cannot be rendered."""


class Renderer(Struct, frozen=True):
    """A row of the table of renderers."""

    version: int
    """Raised whenever the bytes for an equal view change."""

    uses_site: bool
    """True when the bytes depend on SiteView."""

    start: Callable[[RenderContext], Render]
    """Called once in each process; imports what is heavy."""
