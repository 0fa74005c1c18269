"""A context to render in, and abstracts on disk to render from."""

from pathlib import Path
from typing import Any

from generator.base.hashing import digest_text
from generator.content.markdown import escape
from generator.model.artifact import Artifact, RenderContext
from generator.model.file_views import FeedItem, SearchDocument
from generator.model.paper import Body
from generator.model.views import SiteView, TopicRef
from generator.outputs.registry import find_renderer

BASE = "https://lab.example/digest/"


def make_context(tmp_path: Path, *theme_dirs: Path) -> RenderContext:
    site = SiteView("Lab Digest", "", "", BASE, "en", "", (), {})
    return RenderContext(str(tmp_path / "content"), tuple(str(folder) for folder in theme_dirs), site)


def write_body(context: RenderContext, name: str, text: str) -> Body:
    """Put an abstract of plain text into a content file, as ingest would."""
    markdown = escape(text)
    path = Path(context.content_dir) / "papers" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: x\n---\n\n{markdown}\n", "utf-8")
    return Body(f"papers/{name}.md", digest_text(markdown.strip()))


def render(context: RenderContext, kind: str, view: Any) -> bytes:
    return find_renderer(kind).start(context)(Artifact("some/file", kind, view))


def make_item(context: RenderContext, number: int, **fields: Any) -> FeedItem:
    text = fields.pop("text", f"Abstract {number}.")
    moment = f"2026-05-28T00:{59 - number:02}:00+00:00"
    values: dict[str, Any] = {
        "id": f"urn:uuid:00000000-0000-5000-8000-{number:012}",
        "url": f"papers/paper-{number}/",
        "title": f"Paper {number}",
        "authors": ("Ada Lovelace", "José Müller"),
        "authors_complete": True,
        "topics": (TopicRef("cs.CV", "Computer Vision and Pattern Recognition", "topics/cs-cv/"),),
        "published": moment,
        "updated": moment,
        "teaser": text,
        "body": write_body(context, f"paper-{number}", text),
    }
    return FeedItem(**(values | fields))


def make_document(context: RenderContext, title: str, **fields: Any) -> SearchDocument:
    text = fields.pop("text", "")
    slug = fields.pop("slug", f"p{digest_text(title)[:8]}")
    values: dict[str, Any] = {
        "id": f"title:{slug}",
        "url": f"papers/{slug}/",
        "title": title,
        "authors": (),
        "topics": (),
        "topic_names": (),
        "keywords": (),
        "date": "2026-05-20",
        "added": "2026-05-28",
        "score": None,
        "has_code": False,
        "body": write_body(context, slug, text),
    }
    return SearchDocument(**(values | fields))
