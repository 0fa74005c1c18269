"""Zotero's own translators, run in a browser over built pages: what they save, and what `check` says of it.

The npm package ztractor bundles zotero/translators and the runtime behind them.
"""

import html
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from generator.build.run import build
from generator.check.heads import Head, read_head
from generator.check.markup import parse_html
from generator.check.zotero import Item, zotero_items
from generator.config.project import open_project

ZTRACTOR = Path(__file__).parents[2] / "browser/node_modules/ztractor/dist"
BASE = "https://papers.lab.test/digest/"
SITE = f'title = "Paper Digest"\nbase_url = "{BASE}"\n'

EXTRACT = """async ([html, url]) => {
  const { extractMetadata } = await import("/index.js");
  const options = { url, html, network: "deny", timeout: 60_000 };
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("Zotero hangs")), 90_000));
  const result = await Promise.race([extractMetadata(options), late]);
  return JSON.parse(JSON.stringify(result, (key, value) => (key === "document" ? undefined : value)));
}"""

Extract = Callable[[str, str], dict[str, Any]]

PAPER = "---\ntitle: {title}\nadded: 2026-05-28\n{facts}---\n\n{abstract}\n"
ABSTRACT = "We read $n$ papers of *one* day. " * 12

PAPERS = {
    # address: title, facts
    "arxiv": (
        "Reading & <Writing>",
        "arxiv_id: '2401.01230'\ndate: 2024-07-11\n"
        "authors: [Lin Wang, Jan van der Berg, ATLAS Collaboration, 张伟, Plato, Rahul A Jonas, DUPONT Jean]"
        "\n",
    ),
    "alone": ("By One Person", "date: 2024-07-11\nauthors: [Juan Carlos de la Cruz]\n"),
    "nobody": ("By Nobody", ""),
    "journal": (
        "In a Journal",
        "date: 2023-01-02\nauthors: [Ada Lovelace]\ndoi: 10.1000/182\n"
        "journal: Journal of Looms\nvolume: '3'\nnumber: '4'\npages: 17–29\n"
        f"links:\n- kind: pdf\n  url: {BASE}papers/journal/looms.pdf\n",
    ),
    "conference": (
        "At a Conference",
        "date: 2023-01-02\nauthors: [Ada Lovelace]\nconference: Proceedings of Looms\npages: 1–8\n",
    ),
}

PERSON = [("Lovelace", "Ada")]

SAVED = {
    "arxiv": {
        "itemType": "preprint",
        "title": "Reading & <Writing>",
        "creators": [
            ("Wang", "Lin"), ("van der Berg", "Jan"), ("ATLAS Collaboration", ""), ("张", "伟"),
            ("Plato", ""), ("Jonas", "Rahul A."), ("Dupont", "Jean"),
        ],
        "date": "2024/07/11",
        "DOI": "10.48550/arXiv.2401.01230",
        "repository": "arXiv",
        "archiveID": "arXiv:2401.01230",
        "url": f"{BASE}papers/arxiv/",
    },
    "alone": {"creators": [("de la Cruz", "Juan Carlos")], "itemType": "preprint", "repository": None},
    "nobody": {"creators": [], "date": None, "itemType": "preprint", "title": "By Nobody"},
    "journal": {
        "itemType": "journalArticle", "creators": PERSON, "publicationTitle": "Journal of Looms",
        "volume": "3", "issue": "4", "pages": "17-29", "DOI": "10.1000/182",
        "attachments": [
            {"title": "Full Text PDF", "url": f"{BASE}papers/journal/looms.pdf",
             "mimeType": "application/pdf"},
        ],
    },
    "conference": {
        "itemType": "conferencePaper", "creators": PERSON, "conferenceName": "Proceedings of Looms",
        "pages": "1-8", "publicationTitle": "Proceedings of Looms",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cited")
    (root / "content/papers/2024").mkdir(parents=True)
    (root / "content/site.toml").write_text(SITE, "utf-8")
    for slug, (title, facts) in PAPERS.items():
        text = PAPER.format(title=title, facts=facts, abstract=ABSTRACT)
        (root / f"content/papers/2024/{slug}.md").write_text(text, "utf-8")
    assert build(open_project(str(root)), jobs=1).problems == ()
    return root / "output"


@pytest.fixture(scope="module")
def extract(browser: Browser) -> Iterator[Extract]:
    """Return what Zotero makes of a page's HTML at an address, without the network."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix("https://zotero.test/")
        if name:
            route.fulfill(path=ZTRACTOR / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>Zotero</title>", content_type="text/html")

    with browser.new_context() as context:
        page = context.new_page()
        page.route("https://zotero.test/**", answer)
        page.goto("https://zotero.test/")
        yield lambda text, url: page.evaluate(EXTRACT, [text, url])


def head_of(page: str) -> Head:
    root = parse_html(page.encode())
    assert root is not None
    return read_head(root)


def creators(saved: dict[str, Any]) -> list[tuple[str, str]]:
    return [(creator["lastName"], creator.get("firstName", "")) for creator in saved["creators"]]


def compare(item: Item, saved: dict[str, Any]) -> None:
    """What `digest check` says must be what Zotero does."""
    assert (item.type, item.title, item.url) == (saved["itemType"], saved["title"], saved["url"])
    assert list(item.creators) == creators(saved)
    assert (item.date, item.doi) == (saved.get("date", ""), saved.get("DOI", ""))
    assert item.abstract == saved.get("abstractNote", "")
    assert (item.repository, item.archive_id) == (saved.get("repository", ""), saved.get("archiveID", ""))


@pytest.mark.browser
@pytest.mark.parametrize("slug", PAPERS)
def test_a_papers_page_gives_one_whole_item(slug: str, output: Path, extract: Extract) -> None:
    address = f"{BASE}papers/{slug}/"
    page = (output / f"papers/{slug}/index.html").read_text("utf-8")
    result = extract(page, address)
    assert result["translator"] == "Embedded Metadata"
    (saved,) = result["items"]
    expected = {"abstractNote": " ".join(["We read n papers of one day."] * 12), **SAVED[slug]}
    found = {**saved, "creators": creators(saved)}
    assert {key: found.get(key) for key in expected} == expected
    compare(zotero_items(head_of(page), address)[0], saved)


@pytest.mark.browser
def test_a_list_offers_each_of_its_papers_once(output: Path, extract: Extract) -> None:
    topic = (output / "topics/unclassified/index.html").read_text("utf-8")
    told = extract(topic, f"{BASE}topics/unclassified/")["diagnostics"]
    assert [(entry["translator"], "multiple" in entry["message"]) for entry in told] == [("COinS", True)]
    head = head_of(topic)
    assert len(head.coins) == len(set(head.coins)) == len(PAPERS)
    for context, item in zip(head.coins, zotero_items(head, ""), strict=True):
        if item.creators:  # for the others Zotero asks Crossref, which is out of reach here
            page = f'<!doctype html><title>x</title><span class="Z3988" title="{html.escape(context)}">'
            result = extract(page, f"{BASE}topics/unclassified/")
            assert result.get("translator") == "COinS", (page, result)
            compare(item, result["items"][0])
