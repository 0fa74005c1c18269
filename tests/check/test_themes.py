"""Every theme's pages tell Zotero and Google Scholar what they need, whatever the papers are like."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from generator.check.heads import read_head
from generator.check.markup import parse_html
from generator.check.scholarly import check_head
from generator.check.zotero import zotero_items
from generator.model.page_views import HomeView, ListView, PaperView
from generator.model.paper import Paper, PaperPage
from tests.theme.pages import THEMES, RenderPage, renderer
from tests.theme.sample_views import make_site, make_views

BASE = make_site().base_url


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, Any]]]:
    content = tmp_path_factory.mktemp("content")
    return content, [(path, name, view) for path, name, view in make_views(content) if "mail" not in name]


@pytest.fixture(scope="module", params=THEMES)
def render(request: pytest.FixtureRequest, views: tuple[Path, list[Any]]) -> RenderPage:
    return renderer(request.param, views[0])


def paper_of(view: Any) -> PaperPage | None:
    """Return the paper behind a view, as far as checks ask; None for other pages."""
    if not isinstance(view, PaperView):
        return None
    entry = view.entry
    date = dt.date.fromisoformat(entry.date) if entry.date else None
    names = tuple(author.name for author in view.authors)
    paper = Paper(entry.id, "x", entry.title, dt.date(2026, 5, 29), authors=names, date=date)
    return PaperPage(paper, entry.body, entry.teaser)


def test_no_page_is_rejected(render: RenderPage, views: tuple[Path, list[Any]]) -> None:
    told = []
    for path, template, view in views[1]:
        root = parse_html(render(path, template, view).encode())
        assert root is not None
        told += [found.fault for found in check_head(path, read_head(root), paper_of(view), BASE)]
    # the samples' paper of many authors numbers them; one list shows its papers twice
    odd = (", Author Number' is more than a name", "papers twice")
    assert [fault for fault in told if not any(words in fault for words in odd)] == []


def test_a_list_offers_what_it_shows(render: RenderPage, views: tuple[Path, list[Any]]) -> None:
    for path, template, view in views[1]:
        if not isinstance(view, ListView | HomeView):
            continue
        shown = view.entries if isinstance(view, ListView) else (*view.lead, *view.top)
        root = parse_html(render(path, template, view).encode())
        assert root is not None
        head = read_head(root)
        offered = {item.url for item in zotero_items(head, path)} if head.coins else set()
        assert offered == {BASE + entry.url for entry in shown}
