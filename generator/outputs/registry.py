"""The table of renderers: which function turns which kind of artifact into bytes.

A renderer's module is imported when its row is first asked for, so looking at the table costs nothing.
Packages add rows through the entry-point group "paper_digest.renderers": the name is what Artifact.renderer
says, the object is a `model.artifact.Renderer`. They are looked up only for names that the table lacks, and
cannot replace its rows.
"""

from functools import cache
from importlib import import_module

from generator.errors import UsageError
from generator.model.artifact import Renderer

GROUP = "paper_digest.renderers"

TABLE = {
    "html": "generator.outputs.html:HTML",
    "rss": "generator.outputs.feeds:RSS",
    "atom": "generator.outputs.feeds:ATOM",
    "json-feed": "generator.outputs.feed_json:JSON_FEED",
    "bibtex": "generator.outputs.exports.bibtex:BIBTEX",
    "ris": "generator.outputs.exports.ris:RIS",
    "csl-json": "generator.outputs.exports.csl:CSL",
    "markdown": "generator.outputs.exports.markdown:MARKDOWN",
    "opml": "generator.outputs.opml:OPML",
    "search-index": "generator.outputs.search:INDEX",
    "search-papers": "generator.outputs.search:PAPERS",
    "search-texts": "generator.outputs.search:TEXTS",
    "search-manifest": "generator.outputs.search:MANIFEST",
    "search-range": "generator.outputs.search_segments:RANGE",
    "search-facets": "generator.outputs.search_segments:FACET_COLUMNS",
    "search-figures": "generator.outputs.search_segments:FIGURE_COLUMNS",
    "search-rows": "generator.outputs.search_segments:ROWS",
    "search-segments": "generator.outputs.search_segments:MANIFEST",
    "sitemap": "generator.outputs.sitemap:SITEMAP",
    "sitemap-index": "generator.outputs.sitemap:INDEX",
    "opensearch": "generator.outputs.opensearch:OPENSEARCH",
    "robots": "generator.outputs.sitemap:ROBOTS",
    "asset": "generator.outputs.assets:ASSET",
    "script": "generator.outputs.script:SCRIPT",
    "card": "generator.outputs.card:CARD",
}
"""Name → "module:object"; the object is a Renderer."""

SITELESS = frozenset({"asset", "script", "card"} | {name for name in TABLE if name.startswith("search-")})
"""Rows whose bytes do not depend on SiteView."""


def traits(name: str) -> tuple[int, bool]:
    """Return what a key holds of a renderer: its version, and whether its bytes depend on SiteView.

    Rows of the table are not imported for that, and have no version: their code counts by its own digest.
    Raises UsageError when there is no such renderer.
    """
    if name in TABLE:
        return 0, name not in SITELESS
    found = find_renderer(name)
    return found.version, found.uses_site


@cache
def find_renderer(name: str) -> Renderer:
    """Return the renderer called `name`; raises UsageError when there is none."""
    place = TABLE.get(name)
    found = _load(place) if place else _from_entry_points(name)
    if not isinstance(found, Renderer):
        raise UsageError(f'"{name}" in {GROUP} is no Renderer', "make the entry point name a Renderer object")
    return found


def _load(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def _from_entry_points(name: str) -> object:
    from importlib.metadata import entry_points

    for entry_point in entry_points(group=GROUP, name=name):
        return entry_point.load()
    known = ", ".join(TABLE)
    raise UsageError(
        f'there is no renderer "{name}"', f"use one of {known}, or install the package that has it"
    )
