"""What the exports have in common: one renderer a format, which reads each paper's abstract and address."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from generator.base.text import shorten
from generator.content.markdown import plain_text
from generator.content.scan import read_body
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.citation import Citation
from generator.model.file_views import LONGEST_ABSTRACT, ExportView
from generator.model.paper import Body
from generator.outputs.filters import absolute

Source = tuple[Citation, str, str]
"""A citation, the web address to cite, the abstract as one line of plain text; in a list, of a very long one
the beginning and the address of its page."""

ABSTRACTS_KEPT = 4096
"""Abstracts that a process remembers (about 2 kB each): a paper is in some fifty files."""


def exporter(write: Callable[[ExportView, list[Source]], str]) -> Renderer:
    """Return the renderer that turns an ExportView into UTF-8 text by `write`."""

    def start(context: RenderContext) -> Render:
        folder = Path(context.content_dir)

        @lru_cache(maxsize=ABSTRACTS_KEPT)
        def abstract(body: Body) -> str:
            return plain_text(read_body(folder, body))

        def source(citation: Citation, listed: bool) -> Source:
            site, text = context.site.base_url, abstract(citation.body)
            if listed and len(text) > LONGEST_ABSTRACT:
                text = f"{shorten(text, LONGEST_ABSTRACT)} {absolute(citation.url, site)}"
            return citation, cited_address(citation, site), text

        def render(artifact: Artifact) -> bytes:
            view: ExportView = artifact.view
            sources = [source(citation, listed=bool(view.title)) for citation in view.citations]
            return write(view, sources).encode("utf-8", "replace")

        return render

    return Renderer(version=1, uses_site=True, start=start)


def cited_address(citation: Citation, base_url: str) -> str:
    """Return where the work itself is: at arXiv, behind its DOI, or else the paper's page on this site."""
    if citation.doi and not (citation.arxiv_id and citation.type == "preprint"):
        return absolute(citation.doi, "https://doi.org/")
    if citation.arxiv_id:
        return absolute(citation.arxiv_id, "https://arxiv.org/abs/")
    return absolute(citation.url, base_url)
