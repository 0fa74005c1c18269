"""What templates print into a page's head: each function of this folder as a filter."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.base.words import Words
from generator.model.page_views import PaperView
from generator.model.views import EntryView, SiteView
from generator.outputs.heads.coins import context_object
from generator.outputs.heads.dublin_core import dublin_core_tags
from generator.outputs.heads.highwire import Tag, highwire_tags
from generator.outputs.heads.json_ld import structured_data
from generator.outputs.heads.open_graph import open_graph_tags
from generator.outputs.heads.signposting import Signpost, signposts
from generator.outputs.script import script_data

if TYPE_CHECKING:
    from jinja2.runtime import Context

    from generator.outputs.sandbox import Sandbox

NAMES_KEPT = 256
"""Names of tags that a process remembers; there are some forty."""


def head_filters(environment: "Sandbox", site: SiteView, words: Words) -> dict[str, Callable[..., Any]]:
    """Return the filters by name.

    What "json_ld" gives is safe within a script, "metas" and "relations" make HTML of tags and signposts, the
    rest is plain.
    """

    def citation_tags(view: PaperView, abstract: str) -> list[Tag]:
        language = view.entry.language or site.language
        return [
            *highwire_tags(view.citation, site.base_url, abstract, language),
            *dublin_core_tags(view.citation, language),
        ]

    def json_ld(view: object, abstract: str = "") -> str:
        data = structured_data(view, site, words.gettext("Home"), abstract)
        return script_data(data) if data else ""

    def coins(entry: EntryView) -> str:
        return context_object(entry, site.base_url)

    return {
        "citation_tags": citation_tags,
        "open_graph": lambda view: open_graph_tags(view, site),
        "signposts": signposts,
        "json_ld": json_ld,
        "coins": coins,
        **_markup_filters(environment),
    }


def _markup_filters(environment: "Sandbox") -> dict[str, Callable[..., str]]:
    """Return the filters that make HTML: a tag a line."""
    from jinja2 import pass_context
    from markupsafe import Markup

    from generator.outputs.escaping import escaped

    @lru_cache(maxsize=NAMES_KEPT)
    def named(name: str) -> str:
        return f'{_attribute(name)}="{escaped(name)}"'

    def metas(tags: list[Tag]) -> str:
        lines = [f'<meta {named(name)} content="{escaped(text)}">' for name, text in tags]
        return Markup("\n".join(lines))  # noqa: S704  every value is escaped

    @pass_context  # else it would be folded into a template, with the place of the first page
    def relations(_context: "Context", posts: list[Signpost]) -> str:
        link = environment.place.link
        lines = [
            f'<link rel="{escaped(post.rel)}" href="{escaped(link(post.href) if post.within else post.href)}"'
            + (f' type="{escaped(post.type)}">' if post.type else ">")
            for post in posts
        ]
        return Markup("\n".join(lines))  # noqa: S704  every value is escaped

    return {"metas": metas, "relations": relations}


def _attribute(name: str) -> str:
    """Return the attribute of <meta> that holds this name; Open Graph's are properties (RDFa)."""
    return "property" if name.startswith(("og:", "article:", "profile:")) else "name"
