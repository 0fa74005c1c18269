"""JSON Feeds.

Input:   a FeedView, the base address, language and assets of the site.
Output:  one feed as UTF-8 JSON; everything in it comes from the view, nothing from the clock.
Format:  jsonfeed.org/version/1.1; keys without a value are left out, as it asks.
"""

import json
from typing import Any

from generator.base.text import clean
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import FeedItem, FeedView
from generator.outputs.feed_items import Entry, entries, heading
from generator.outputs.filters import absolute
from generator.outputs.kept import keep

KEPT = 12_000
"""Papers that a process remembers (about 3 kB each): see `exports.sources`."""


def _start(context: RenderContext) -> Render:
    entry_of = entries(context)

    def written(item: FeedItem) -> str:
        return _json(_item(item, entry_of(item)))

    paper = keep(written, lambda item: item.id, KEPT)

    def render(artifact: Artifact) -> bytes:
        view: FeedView = artifact.view
        head = _json(_told(_head(view, context))).removesuffix("}")
        return f'{head}, "items": [{", ".join(map(paper, view.items))}]}}\n'.encode()

    return render


def _head(view: FeedView, context: RenderContext) -> dict[str, Any]:
    site = context.site
    icons = {name: absolute(url, site.base_url) for name, url in site.assets.items()}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": heading(view.title),
        "description": clean(view.description),
        "home_page_url": absolute(view.page_url, site.base_url),
        "feed_url": absolute(view.url, site.base_url),
        "icon": icons.get("icon.png"),
        "favicon": icons.get("favicon.svg"),
        "language": site.language,
        "hubs": [{"type": "WebSub", "url": view.hub}] if view.hub else [],
    }


def _item(item: FeedItem, entry: Entry) -> dict[str, Any]:
    told = {
        "id": item.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.teaser,
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": [{"name": name} for name in entry.names],
        "tags": [clean(topic.name) for topic in item.topics],
    }
    return _told(told) | {"content_html": entry.content}  # demanded, also of a paper that says nothing


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


JSON_FEED = Renderer(version=2, uses_site=True, start=_start)
