"""What pages show, and that two pages never share an address."""

import datetime as dt
from pathlib import Path

import pytest

from generator.config.schema import Config, ExportsConfig, FeedsConfig, ListsConfig, MailConfig
from generator.indexing.segment import TextSource
from generator.library.build import build_library
from generator.model.file_views import AssetView, OpmlView
from generator.model.page_views import ListView
from generator.model.paper import Body, TextPage
from generator.model.pictures import NO_PICTURES
from generator.model.record import Link
from generator.plan.desk import make_desk
from generator.plan.feeds import feed_artifacts
from generator.plan.home import home_artifacts
from generator.plan.issues import issue_artifacts
from generator.plan.papers import paper_artifacts
from generator.plan.search import search_artifacts
from generator.plan.site import plan_site
from generator.plan.terms import term_artifacts
from generator.theme.load import load_theme
from tests.samples import make_page

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Config()


def desk_of(pages, config=CONFIG, texts=(), gaps=()):
    return make_desk(build_library(pages, texts, [], config, gaps=gaps), config)


def site_of(pages, tmp_path, texts=(), config=CONFIG):
    library = build_library(pages, texts, [], config)
    return plan_site(library, config, load_theme("base", ROOT), TextSource(str(tmp_path), "edition", {}))


def test_what_is_switched_off_leaves_nothing_behind(tmp_path):
    pages = [make_page(f"Twin {i}", authors=("A B",), keywords=("shared",)) for i in range(9)]
    config = Config(
        lists=ListsConfig(related=0, keyword_min_papers=0, pictures=False),
        feeds=FeedsConfig(formats=("rss",), authors=False),
        exports=ExportsConfig(formats=()),
    )
    plan, whole = site_of(pages, tmp_path, config=config), site_of(pages, tmp_path)
    paths = {artifact.path for artifact in plan.artifacts}
    gone = {artifact.path for artifact in whole.artifacts} - paths
    assert {"keywords/index.html", "keywords/shared/index.html", "atom.xml", "feed.json"} <= gone
    assert {"authors/a-b/feed.xml", "authors/a-b/a-b.bib"} <= gone
    assert {"feed.xml", "topics/cs-cv/feed.xml", "authors/a-b/index.html"} <= paths
    assert "keywords/" not in {ref.url for ref in plan.site.navigation}
    views = [artifact.view for artifact in plan.artifacts]
    drawn = [view.pictures for view in views if hasattr(view, "pictures")]
    assert set(drawn) == {NO_PICTURES}
    assert {pictures for view in whole.artifacts if (pictures := getattr(view.view, "pictures", None))} > {
        NO_PICTURES
    }
    (opml,) = [view for view in views if isinstance(view, OpmlView)]
    assert [ref.url for _, refs in opml.groups for ref in refs] == [
        "feed.xml",
        "topics/cs-cv/feed.xml",
    ]
    linked = repr([view for view in views if not isinstance(view, AssetView)])
    assert not [name for name in ("atom.xml", "feed.json", "keywords/", ".bib'") if name in linked]


def test_neighbours_in_time_link_to_each_other():
    pages = [make_page(f"P{day}", date=dt.date(2026, 5, day)) for day in (3, 1, 2)]
    views = {a.view.entry.title: a.view for a in paper_artifacts(desk_of(pages))}
    assert (views["P2"].newer.name, views["P2"].older.name) == ("P3", "P1")
    assert views["P3"].newer is None
    assert views["P1"].older is None


def test_keywords_without_a_page_are_not_links():
    pages = [make_page("A", keywords=("shared", "alone")), make_page("B", keywords=("shared",))]
    view = paper_artifacts(desk_of(pages))[0].view
    assert {ref.name: ref.url for ref in view.keywords} == {"shared": "keywords/shared/", "alone": ""}


def test_undated_paper_leads_to_the_digest_it_came_with():
    view = paper_artifacts(desk_of([make_page("A", date=None)]))[0].view
    assert (view.entry.date, view.day.url) == ("", "digests/2026-05-28/")


def test_home_leads_with_the_newest_issue_and_sets_the_best_beside_it():
    config = Config(lists=ListsConfig(home=3, top=2))
    pages = [make_page(f"New {i}", date=dt.date(2026, 5, 28), score=float(i)) for i in range(2)]
    pages += [make_page(f"Old {i}", date=dt.date(2026, 5, 25), score=50.0 + i) for i in range(3)]
    pages += [make_page("Undated", date=None), make_page("Former", added=dt.date(2026, 5, 1))]
    (home,) = home_artifacts(desk_of(pages, config))
    assert [entry.title for entry in home.view.lead] == ["New 1", "New 0", "Old 0"]
    assert [entry.title for entry in home.view.top] == ["Old 2", "Old 1"]
    assert (home.view.lead_day.url, home.view.lead_count) == ("digests/2026-05-28/", 6)
    assert [(day.url, day.count) for day in home.view.days] == [
        ("digests/2026-05-28/", 6),
        ("digests/2026-05-01/", 1),
    ]


def test_the_best_of_the_week_were_added_in_it_however_old_they_are():
    week = [
        make_page(f"P{i}", date=dt.date(2020 + i, 1, 1), score=50.0 + i, added=dt.date(2026, 5, 22 + i))
        for i in range(5)
    ]
    before = make_page("Before", date=dt.date(2026, 5, 28), score=99.0, added=dt.date(2026, 5, 1))
    (home,) = home_artifacts(desk_of([*week, before]))
    assert (home.view.top_heading, [entry.title for entry in home.view.lead]) == ("Best of the week", ["P4"])
    assert [entry.title for entry in home.view.top] == ["P3", "P2", "P1", "P0"]


def test_a_site_of_one_day_has_no_best_of_the_week():
    pages = [make_page(f"P{i}", score=50.0 + i) for i in range(15)]
    (home,) = home_artifacts(desk_of(pages, Config(lists=ListsConfig(top=3))))
    assert home.view.top_heading == "Highest scores"
    assert [entry.title for entry in home.view.top] == ["P14", "P13", "P12"]
    assert home.view.lead[0].title == "P11"


def test_home_of_an_empty_site():
    (home,) = home_artifacts(desk_of([]))
    assert (home.view.lead, home.view.lead_day.url) == ((), "")


def test_feed_items_are_newest_first_with_distinct_times_and_lasting_ids():
    pages = [make_page(f"P{i}") for i in range(5)]
    feeds = {a.path: a for a in feed_artifacts(desk_of(pages))}
    site = feeds["feed.xml"].view
    times = [item.updated for item in site.items]
    assert times == sorted(set(times), reverse=True)
    moved = Config(base_url="https://elsewhere.example/x/")
    ids = [item.id for item in site.items]
    assert [i.id for i in next(a for a in feed_artifacts(desk_of(pages, moved))).view.items] == ids
    assert {path.rpartition("/")[0] for path in feeds} == {
        "",
        "feeds",
        "topics/cs-cv",
        "authors/ada-lovelace",
    }


def test_a_feed_never_cuts_a_day():
    config = Config(feeds=FeedsConfig(items=3))
    new = [make_page(f"New {i}") for i in range(5)]
    old = [make_page(f"Old {i}", added=dt.date(2026, 5, 27)) for i in range(4)]
    view = feed_artifacts(desk_of([*new, *old], config))[0].view
    assert sorted(item.title for item in view.items) == [f"New {i}" for i in range(5)]


def test_papers_with_a_code_link_count_as_with_code():
    pages = [make_page("A", links=(Link("code", "https://github.com/a/b"),)), make_page("B", has_code=True)]
    view = next(a.view for a in term_artifacts(desk_of(pages)) if a.path == "topics/cs-cv/index.html")
    assert view.summary == "2 papers from 2026, 2 with code, most often by Ada Lovelace."


def test_author_feeds_can_be_switched_off():
    config = Config(feeds=FeedsConfig(authors=False))
    paths = [a.path for a in feed_artifacts(desk_of([make_page("A")], config))]
    assert not [path for path in paths if path.startswith("authors/")]


def test_issue_is_decided_by_the_day_of_adding_and_reaches_a_paper_once():
    old, new = dt.date(2026, 5, 27), dt.date(2026, 5, 28)
    pages = [make_page("A", added=old, date=new), make_page("B", added=new, date=dt.date(2020, 1, 1))]
    desk = desk_of(pages)
    views = {sketch.path: sketch.view for sketch in issue_artifacts(desk)}
    issues = [views[f"digests/{day}/index.html"] for day in (old, new)]
    shown = [[e.title for g in issue.groups for e in g.entries] for issue in issues]
    assert shown == [["A"], ["B"]]
    assert [issue.number for issue in issues] == [1, 2]


def test_issue_leads_with_scores_groups_by_topic_and_counts_the_rest():
    config = Config(mail=MailConfig(top=1))
    pages = [
        make_page("Best", score=90.0),
        make_page("Good", score=80.0, topics=("cs.CL",)),
        make_page("V1", score=70.0),
        make_page("None", topics=()),
        make_page("V2"),
        make_page("Z"),
    ]
    views = {sketch.path: sketch.view for sketch in issue_artifacts(desk_of(pages, config))}
    issue = views["digests/2026-05-28/index.html"]
    assert [entry.title for entry in issue.top] == ["Best"]
    assert [(g.topic.code, [e.title for e in g.entries]) for g in issue.groups] == [
        ("cs.CV", ["V1", "V2", "Z"]),
        ("cs.CL", ["Good"]),
        ("", ["None"]),
    ]
    assert (issue.total, issue.more) == (6, 0)


def test_search_data_change_their_name_with_their_content():
    one, two = (
        [a.path for a in search_artifacts(desk_of([make_page(t)]), TextSource("", "1", {}))]
        for t in ("A", "B")
    )
    assert one[-1] == two[-1] == "search/manifest.js"
    assert one[0] != two[0]


def test_every_page_has_its_own_address_and_one_view(tmp_path):
    pages = [make_page(f"P{i}", keywords=("k",), organisations=("mit",)) for i in range(5)]
    plan = site_of(pages, tmp_path)
    assert plan.problems == ()
    paths = [artifact.path for artifact in plan.artifacts]
    assert len(paths) == len({path.casefold() for path in paths})
    urls = {a.view.meta.url for a in plan.artifacts if hasattr(a.view, "meta")}
    for artifact in plan.artifacts:
        if hasattr(artifact.view, "meta"):
            assert {crumb.url for crumb in artifact.view.meta.crumbs} <= urls


COLLISIONS = [
    ("papers/b/", "redirect"),
    ("TOPICS/", "redirect"),
    ("404.html", "redirect"),
    ("feed.xml/", "redirect"),
    ("papers/b/index.html/x/", "redirect"),
]


@pytest.mark.parametrize(("alias", "loser"), COLLISIONS)
def test_two_pages_that_want_one_address_are_reported_and_the_first_stays(alias, loser, tmp_path):
    plan = site_of([make_page("A", aliases=(alias,)), make_page("B")], tmp_path)
    (problem,) = plan.problems
    assert "two pages want this address" in problem.fault
    assert loser in problem.fault
    assert problem.where.path == "content/papers/2026/a.md"


@pytest.mark.parametrize("alias", ["../evil/", "a/../../b/", "a\\b/", "a\n/"])
def test_an_alias_that_leaves_the_site_is_reported(alias, tmp_path):
    plan = site_of([make_page("A", aliases=(alias,))], tmp_path)
    (problem,) = plan.problems
    assert "leaves its folder" in problem.fault


def test_aliases_lead_to_the_page(tmp_path):
    text = TextPage("about", "About", Body("pages/about.md", "x"), aliases=("imprint/",))
    plan = site_of([make_page("A", aliases=("old/name/",))], tmp_path, [text])
    targets = {a.path: a.view.target for a in plan.artifacts if a.template == "redirect.html"}
    assert targets == {"old/name/index.html": "papers/a/", "imprint/index.html": "about/"}


def test_sitemap_lists_pages_for_search_engines_only(tmp_path):
    plan = site_of([make_page("A")], tmp_path)
    urls = dict(pair for a in plan.artifacts if a.renderer == "sitemap" for pair in a.view.urls)
    assert urls["papers/a/"] == "2026-05-28"
    assert "404.html" not in urls
    assert "feeds/" in urls
    assert "" in urls


def test_what_sitemaps_say_of_a_page_is_what_the_page_shows(tmp_path):
    old = [make_page(f"P{i}", date=dt.date(2026, 5, i + 1), organisations=("mit",)) for i in range(9)]
    new = make_page("New", added=dt.date(2026, 5, 29), keywords=("k",), updated=dt.date(2026, 6, 1))
    config = Config(lists=ListsConfig(page_size=2, keyword_min_papers=1))
    text = TextPage("about", "About", Body("pages/about.md", "x"))
    planned = site_of([*old, new], tmp_path, [text], config).artifacts
    pages = {a.path: a for a in planned if hasattr(a.view, "meta")}
    told = {path: page.mapped for path, page in pages.items() if page.mapped}
    metas = {path: page.view.meta for path, page in pages.items()}
    assert {path: (m.kind, m.url) for path, m in told.items()} == {
        path: (meta.kind, meta.url) for path, meta in metas.items() if meta.indexed
    }
    for path, page in pages.items():
        if isinstance(page.view, ListView):
            assert told[path].changed == max((entry.added for entry in page.view.entries), default="")
    assert told["papers/new/index.html"].changed == "2026-06-01"
    assert not [a for a in planned if a.path not in pages and getattr(a, "mapped", None)]


def test_drafts_stay_off_the_site(tmp_path):
    plan = site_of([make_page("Secret", draft=True), make_page("A")], tmp_path)
    assert "Secret" not in repr([artifact.view for artifact in plan.artifacts])
