"""What the exports have in common: one renderer a format, which writes each paper once for all its files."""

from collections.abc import Callable, Sequence

from generator.base.text import shorten
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.citation import Citation
from generator.model.file_views import LONGEST_ABSTRACT, ExportView
from generator.outputs.filters import absolute
from generator.outputs.kept import keep
from generator.outputs.texts import abstract_text

Write = Callable[[Citation, str, str], str]
"""(citation, the web address to cite, the abstract as one line of plain text) → the paper in some format."""

Join = Callable[[ExportView, Sequence[str]], str]
"""Papers in some format → their file."""

PAPERS_KEPT = 12_000
"""Papers that a process remembers in each format (about 2 kB each). A paper is in some ten files, far apart:
the lists of its authors. Where only four in five find room, 10,000 papers take three times as long."""


def exporter(write: Write, join: Join) -> Renderer:
    """Return the renderer that turns an ExportView into UTF-8 text."""

    def start(context: RenderContext) -> Render:
        site = context.site.base_url

        def text_of(citation: Citation) -> str:
            return abstract_text(context.content_dir, citation.body)

        def whole(citation: Citation) -> str:
            return write(citation, cited_address(citation, site), text_of(citation))

        def in_list(citation: Citation) -> str:
            text = text_of(citation)
            if len(text) <= LONGEST_ABSTRACT:
                return alone(citation)
            text = f"{shorten(text, LONGEST_ABSTRACT)} {absolute(citation.url, site)}"
            return write(citation, cited_address(citation, site), text)

        alone, listed = (keep(made, lambda citation: citation.key, PAPERS_KEPT) for made in (whole, in_list))

        def render(artifact: Artifact) -> bytes:
            view: ExportView = artifact.view
            papers = list(map(listed if view.title else alone, view.citations))
            return join(view, papers).encode("utf-8", "replace")

        return render

    return Renderer(version=1, uses_site=True, start=start)


def cited_address(citation: Citation, base_url: str) -> str:
    """Return where the work itself is: at arXiv, behind its DOI, or else the paper's page on this site."""
    if citation.doi and not (citation.arxiv_id and citation.type == "preprint"):
        return absolute(citation.doi, "https://doi.org/")
    if citation.arxiv_id:
        return absolute(citation.arxiv_id, "https://arxiv.org/abs/")
    return absolute(citation.url, base_url)
