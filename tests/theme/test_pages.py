"""What pages say about what they are given."""

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from msgspec import structs

from generator.model import page_views as p
from generator.model import views as v
from generator.model.record import Link
from generator.model.views import Ref
from tests.theme.pages import THEMES, renderer
from tests.theme.sample_issues import make_letter
from tests.theme.sample_views import make_views

ISO = ("2024-05", "2024-05-28")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


@pytest.fixture(scope="module")
def views(content: Path) -> list[tuple[str, str, Any]]:
    return make_views(content)


def first(views: list[tuple[str, str, Any]], kind: type) -> Any:
    return next(view for _, _, view in views if isinstance(view, kind))


def page(content: Path, template: str, view: Any, theme: str = "base") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(renderer(theme, content)("a/b/index.html", template, view))


def texts(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


@pytest.mark.parametrize("name", ISO)
def test_what_is_named_like_a_date_keeps_its_name(
    name: str, content: Path, views: list[tuple[str, str, Any]]
) -> None:
    named = Ref(name, "x/")
    term = v.TermCount(name, "x/", 3)
    paper = first(views, p.PaperView)
    meta = structs.replace(paper.meta, crumbs=(named,))
    paper = structs.replace(
        paper, meta=meta, newer=named, older=named, entry=structs.replace(paper.entry, title=name)
    )
    tree = page(content, "paper.html", paper)
    assert (
        texts(tree, "//h1 | //nav[@class='crumbs']//li[last()] | //nav[@class='neighbours']//b") == [name] * 4
    )
    assert texts(tree, "//*[@id='day']") == ["More of 28 May 2026"]

    listed = structs.replace(first(views, p.ListView), heading=name, more=(named,), related=(term,))
    tree = page(content, "list.html", listed)
    assert texts(tree, "//h1/*[1] | //*[@id='more' or @id='near']/following-sibling::ul//a") == [name] * 3

    index = structs.replace(first(views, p.IndexView), groups=(p.IndexGroup(name, (term,)),) * 3)
    tree = page(content, "index.html", index)
    assert texts(tree, "//nav[@class='jump']//a | //section/h2 | //section/ul//a") == [name] * 9

    home = structs.replace(
        first(views, p.HomeView), keywords=(term,), topics=(p.TopicTrend(term, 30, (1, 2)),), days=(term,)
    )
    tree = page(content, "home.html", home)
    assert texts(tree, "//*[@id='keywords' or @id='topics']/following-sibling::ul//a") == [name] * 2
    assert texts(tree, "//*[@id='days']/following-sibling::ul//a") == [
        {ISO[0]: "May 2024", ISO[1]: "28 May 2024"}[name]
    ]


def test_the_rest_of_an_issue_is_a_link(content: Path, views: list[tuple[str, str, Any]]) -> None:
    issue = first(views, p.IssueView)
    (link,) = page(content, "issue.html", issue).xpath("//p[@class='onward']/a")
    assert (link.text_content(), link.get("href")) == (
        "And 32 more of this day",
        "../../digests/2026-05-29/2/",
    )
    nowhere = page(content, "issue.html", structs.replace(issue, rest=None))
    assert texts(nowhere, "//p[@class='onward']") == ["And 32 more of this day"]


def test_a_mail_in_plain_text_says_where_the_code_is(
    content: Path, views: list[tuple[str, str, Any]]
) -> None:
    entries = first(views, p.IssueView).top
    text = _mail_text(content, entries)
    assert "score 86.6\nhttps://lab.example/digest/papers/paper-1/\nCode: https://github.com/x/y\n" in text
    unknown = tuple(structs.replace(entry, code_url="") for entry in entries)
    text = _mail_text(content, unknown)
    assert "score 86.6 · code\nhttps://lab.example/digest/papers/paper-1/\n" in text
    assert "github.com" not in text


def _mail_text(content: Path, entries: tuple[v.EntryView, ...]) -> str:
    return re.sub(r"\n+", "\n", renderer("base", content)("mail.txt", "mail.txt", make_letter(entries)))


IDENTITIES = [
    # links of the paper, what is added for DOI 10.1000/1 and arXiv 2605.0123
    ((), ["https://arxiv.org/abs/2605.0123", "https://doi.org/10.1000/1"]),
    (
        ("https://doi.org/10.1000/182", "https://arxiv.org/abs/2605.01234"),
        ["https://arxiv.org/abs/2605.0123", "https://doi.org/10.1000/1"],
    ),
    (("http://dx.doi.org/10.1000%2F1", "http://www.arxiv.org/abs/2605.0123v3"), []),
    (
        ("https://example.org/?doi=10.1000/1", "https://arxiv.org/pdf/2605.0123"),
        ["https://arxiv.org/abs/2605.0123", "https://doi.org/10.1000/1"],
    ),
]


@pytest.mark.parametrize(("known", "added"), IDENTITIES)
def test_a_paper_links_to_its_identities_once(
    known: tuple[str, ...], added: list[str], content: Path, views: list[tuple[str, str, Any]]
) -> None:
    paper = structs.replace(
        first(views, p.PaperView),
        links=tuple(Link("paper", url) for url in known),
        doi="10.1000/1",
        arxiv_id="2605.0123",
    )
    found = [link.get("href") for link in page(content, "paper.html", paper).xpath("//ul[@class='links']//a")]
    assert found == [*known, *added]


def test_a_list_names_the_first_authors_and_counts_the_rest(
    content: Path, views: list[tuple[str, str, Any]]
) -> None:
    topic = first(views, p.ListView)
    (crowd,) = (entry for entry in topic.entries[:8] if entry.more_authors)
    cut = structs.replace(crowd, authors_complete=False)
    tree = page(content, "list.html", structs.replace(topic, entries=(crowd, cut)))
    whole, partly = texts(tree, "//p[@class='people']")
    assert whole.endswith("Author Number 11, Author Number 12 and 28 more")
    assert partly.endswith("Author Number 12 and 28 more et al.")
    (own,) = (view for _, _, view in views if isinstance(view, p.PaperView) and view.entry == crowd)
    (named,) = texts(page(content, "paper.html", own), "//p[@class='people']")
    assert named.endswith("Author Number 39, Author Number 40")


def test_a_paper_names_its_score(content: Path, views: list[tuple[str, str, Any]]) -> None:
    tree = page(content, "paper.html", first(views, p.PaperView))
    (score,) = tree.xpath("//*[@class='score']")
    assert score.text_content() == "Score 86.6"
    assert not score.xpath("*[@class='hidden']")


SAID = [
    # kind, days of the entries, what each says of them
    ("day", ["2026-05-28", "2026-05-28"], ["", ""]),
    ("day", ["2026-05-28", ""], ["", "undated"]),
    ("day", ["", ""], ["", ""]),
    ("topic", ["2026-05-28", "2026-05-28"], ["28 May 2026", "28 May 2026"]),
    ("topic", ["2026-05-28", ""], ["28 May 2026", "added 28 May 2026"]),
    ("topic", ["", ""], ["", ""]),
    ("topic", [""], ["added 28 May 2026"]),
]


@pytest.mark.parametrize(("kind", "days", "said"), SAID)
def test_entries_do_not_repeat_what_their_list_says(
    kind: str, days: list[str], said: list[str], content: Path, views: list[tuple[str, str, Any]]
) -> None:
    topic = first(views, p.ListView)
    none = v.TopicRef("", "Unclassified", "topics/unclassified/")
    entry = structs.replace(topic.entries[0], topics=(none,), score=None, has_code=False, code_url="")
    entries = tuple(structs.replace(entry, date=day, added="2026-05-28") for day in days)
    meta = structs.replace(topic.meta, kind=kind)
    tree = page(content, "list.html", structs.replace(topic, meta=meta, entries=entries))
    assert [" ".join(texts(item, "p[@class='facts']")) for item in tree.xpath("//li[@class='entry']")] == said
    told = [text for text in texts(tree, "//p[@class='summary']") if "28 May 2026" in text]
    assert len(told) == (kind == "topic" and days == ["", ""])


def test_only_the_first_entries_of_a_list_hold_their_abstract(
    content: Path, views: list[tuple[str, str, Any]]
) -> None:
    topic = first(views, p.ListView)
    whole = "not(.//a[@data-rest])"
    many = structs.replace(topic, entries=topic.entries[:1] * 64)
    tree = page(content, "list.html", many)
    folds = tree.xpath("//li[@class='entry']/details[summary]/div")
    assert [fold.xpath(whole) for fold in folds] == [True] * 60 + [False] * 4
    (link,) = folds[60].xpath(".//a")
    assert link.get("href") == "../../papers/paper-1/"
    assert topic.entries[0].teaser in folds[60].text_content()

    issue = first(views, p.IssueView)
    groups = tuple(structs.replace(group, entries=issue.top[:1] * 40) for group in issue.groups)
    tree = page(content, "issue.html", structs.replace(issue, groups=groups))
    shown = [fold.xpath(whole) for fold in tree.xpath("//li[@class='entry']/details/div")]
    assert shown == [True] * 60 + [False] * 22


@pytest.mark.parametrize("template", ["list.html", "issue.html"])
def test_a_very_long_abstract_is_left_to_its_own_page(
    template: str, content: Path, views: list[tuple[str, str, Any]]
) -> None:
    entry = first(views, p.ListView).entries[0]
    for long in (False, True):
        entries = (structs.replace(entry, long_abstract=long),)
        view: Any = first(views, p.ListView if template == "list.html" else p.IssueView)
        shown = (
            {"entries": entries} if template == "list.html" else {"total": 1, "top": entries, "groups": ()}
        )
        tree = page(content, template, structs.replace(view, **shown))
        assert len(tree.xpath("//li[@class='entry']/details//a[@data-rest]")) == long
        scripts = [src for src in tree.xpath("//script/@src") if "filters" in src]
        assert len(scripts) == long  # the script that fetches the rest


@pytest.mark.parametrize("theme", THEMES)
def test_addresses_of_the_site_come_from_the_site(
    theme: str, content: Path, views: list[tuple[str, str, Any]]
) -> None:
    moved = {
        "search_url": "find/",
        "search_manifest": "find/m.js",
        "feeds_url": "follow/",
        "feed_formats": (Ref("RSS", "f.rss"),),
        "navigation": (),
    }
    render = renderer(theme, content, **moved)
    for path, template, view in views:
        if template in ("home.html", "list.html"):
            text = render(path, template, view)
            for address in ('find/"', 'find/m.js"', 'follow/"'):
                assert address in text
            assert not re.search('["/](search|feeds)/', text)
    text = render("feeds/index.html", "feeds.html", first(views, p.FeedsView))
    feeds = first(views, p.FeedsView)
    assert text.count("/f.rss") == len(feeds.topics) + sum(len(group.terms) for group in feeds.authors)
    tree = lxml.html.document_fromstring(text)
    letters = [group.label for group in feeds.authors if group.label]
    assert tree.xpath("//nav[@class='jump']//a/text()") == tree.xpath("//h3/bdi/text()") == letters


@pytest.mark.parametrize("theme", THEMES)
def test_the_front_page_shows_the_best_once_in_every_theme(
    theme: str, content: Path, views: list[tuple[str, str, Any]]
) -> None:
    home = first(views, p.HomeView)
    tree = page(content, "home.html", home, theme)
    assert texts(tree, "//*[@id='top']") == [home.top_heading]
    assert len(tree.xpath("//*[@id='top']/following-sibling::ol/li")) == len(home.top)
    assert texts(tree, "//p[@class='onward']/a")[0] == "All 12 papers of 28 May 2026"
    (topics,) = texts(tree, "//*[@id='topics']")
    assert topics == "Topics Bars: dated papers of the last 360 days"
    ways = texts(tree, "//*[@id='follow']/following-sibling::ul//a")
    assert ways == ["RSS", "Atom", "JSON Feed"]
    (way,) = tree.xpath("//*[@class='nameplate']/h1/a")
    assert way.get("href") == "../../"


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("join@lab.example", "mailto:join@lab.example"),
        ("https://lab.example/join", "https://lab.example/join"),
    ],
)
def test_the_front_page_leads_to_the_mail_where_there_is_one(
    place: str, address: str, content: Path, views: list[tuple[str, str, Any]]
) -> None:
    render = renderer("base", content, subscribe_url=place)
    tree = lxml.html.document_fromstring(render("index.html", "home.html", first(views, p.HomeView)))
    (link,) = tree.xpath("//ul[@class='ways']//a[not(@type)]")
    assert (" ".join(link.text_content().split()), link.get("href")) == ("Mail", address)
