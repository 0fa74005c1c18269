"""Open Graph and card tags: how a page looks where people share it.

Input:   a page's view and the site.
Output:  (property, content) of each <meta>, in a fixed order.
Source:  ogp.me; developer.x.com, "Cards".

A paper that says no date gets no article:published_time: Zotero would take it for the paper's date.
"""

from generator.model.page_views import PaperView
from generator.model.views import Meta, Ref, SiteView
from generator.outputs.filters import absolute
from generator.outputs.heads.highwire import Tag
from generator.outputs.texts import as_line

MOST_AUTHORS = 24

TYPES = {"paper": "article", "author": "profile"}
"""By kind of page; the others are "website"."""


def open_graph_tags(view: object, site: SiteView) -> list[Tag]:
    """Return what previews of a page show; `view` has a Meta."""
    meta: Meta = view.meta  # type: ignore[attr-defined]
    title, description = as_line(meta.title), as_line(meta.description)
    card = site.cards.get(meta.kind) or site.cards.get("")
    pairs = [
        ("og:type", TYPES.get(meta.kind, "website")),
        ("og:title", title),
        ("og:description", description),
        ("og:url", absolute(meta.url, site.base_url)),
        ("og:site_name", site.title),
        ("og:locale", locale(site.language)),
        *(_picture(card, site) if card else ()),
        *(_article(view, site) if isinstance(view, PaperView) else ()),
        ("twitter:card", "summary_large_image" if card else "summary"),
        ("twitter:title", title),
        ("twitter:description", description),
    ]
    return [(name, content) for name, content in pairs if content]


def _picture(card: Ref, site: SiteView) -> list[Tag]:
    return [
        ("og:image", absolute(card.url, site.base_url)),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", card.name),
    ]


def _article(view: PaperView, site: SiteView) -> list[Tag]:
    people = [name.url for name in view.citation.names if name.url]
    return [
        ("article:published_time", view.citation.date),
        *(("article:author", absolute(url, site.base_url)) for url in people[:MOST_AUTHORS]),
    ]


def locale(language: str) -> str:
    """Turn "pt-BR" into "pt_BR"; "" for a language without a country, where Open Graph would guess one."""
    parts = language.split("-")
    country = next((part.upper() for part in parts[1:] if len(part) == 2), "")
    return f"{parts[0].lower()}_{country}" if country else ""
