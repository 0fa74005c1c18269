"""Sample pages that list: a topic, an author, a day; the front page, indexes, and all that is not a paper."""

from typing import Any

from generator.model import page_views as p
from generator.model.paper import Body
from generator.model.pictures import Pictures
from generator.model.record import Link
from generator.model.views import EntryView, Meta, Ref, TermCount
from tests.theme.sample_entries import CV, FEEDS, TOPICS, UNBROKEN, make_meta, make_terms
from tests.theme.sample_pictures import make_circle, make_course, make_days, make_rising, make_topics

TRENDS = tuple(
    p.TopicTrend(topic, 30, course)
    for topic, course in zip(
        TOPICS,
        (
            (0, 1, 2, 4, 3, 9, 12, 8, 14, 20, 17, 25),
            (2,) * 12,
            (9, 0, 0, 0, 5, 4, 4, 3, 3, 2, 2, 1),
            (0,) * 12,
            (*(0,) * 11, 1),
        ),
        strict=True,
    )
)
KEYWORDS = make_terms(
    "keywords",
    "skin lesion",
    "domain generalization",
    "diffusion model",
    "zero-shot",
    "U-Net",
    "张量",
    UNBROKEN,
)
DAYS = tuple(TermCount(f"2026-05-{day}", f"2026/05/{day}/", day - 20) for day in range(28, 21, -1))


def list_pages(entries: tuple[EntryView, ...]) -> list[tuple[str, str, Any]]:
    topic = p.ListView(
        meta=make_meta("topic", CV.name, CV.url, Ref("Topics", "topics/")),
        heading=CV.name,
        note="cs.CV",
        summary="117 papers from 2019 to 2026, 41 with code.",
        entries=entries * 2,
        more=(Ref("2026", "topics/cs-cv/2026/"), Ref("2025", "topics/cs-cv/2025/")),
        related=make_terms("authors", "Zhengbo Zhang", "Lin Wang", "محمد الأحمد"),
        related_heading="Most papers by",
        keywords=KEYWORDS,
        pictures=Pictures(course=make_course()),
    )
    author = p.ListView(
        meta=make_meta("author", "张伟", "authors/zhang-wei/", Ref("Authors", "authors/")),
        heading="张伟",
        note="Wuhan",
        summary="3 papers from 2024 to 2026.",
        entries=entries[5:7],
        related_heading="Wrote with",
        pictures=Pictures(course=make_course(40), circle=make_circle(UNBROKEN)),
        external=(Link("link", "https://orcid.org/0000-0001"), Link("link", "javascript:alert(1)")),
    )
    day = p.ListView(
        meta=make_meta("day", "28 May 2026", "2026/05/28/", Ref("Archive", "archive/"), Ref("2026", "2026/")),
        heading="28 May 2026",
        note="",
        summary="8 papers.",
        entries=entries,
        newer=Ref("29 May 2026", "2026/05/29/"),
        older=Ref("27 May 2026", "2026/05/27/"),
    )
    empty = p.ListView(make_meta("trending", "Trending", "trending/"), "Trending", "", "0 papers.", ())
    return [
        ("topics/cs-cv/index.html", "list.html", topic),
        ("authors/zhang-wei/index.html", "list.html", author),
        ("2026/05/28/index.html", "list.html", day),
        ("trending/index.html", "list.html", empty),
    ]


def other_pages(entries: tuple[EntryView, ...], about: Body) -> list[tuple[str, str, Any]]:
    home = p.HomeView(
        meta=Meta("home", "Paper Digest", "A digest of research papers.", "", (), FEEDS),
        lead_day=Ref("2026-05-28", "2026/05/28/"),
        lead_count=12,
        lead=entries,
        top=entries[:6],
        top_heading="Best of the week",
        days=DAYS,
        topics=TRENDS,
        keywords=KEYWORDS,
        paper_count=1213,
        author_count=1,
    )
    bare = p.HomeView(home.meta, Ref("", ""), 0, (), (), "Highest scores", (), (), (), 0, 0)
    groups = tuple(
        p.IndexGroup(
            letter,
            make_terms(f"authors/{letter}", f"{letter}da Lovelace", f"{letter}lan Turing", "张伟", UNBROKEN),
        )
        for letter in ("A", "", "C", "#")
    )
    index = p.IndexView(
        make_meta("index", "Keywords", "keywords/"),
        "Keywords",
        "612 keywords.",
        groups,
        Pictures(rising=make_rising(UNBROKEN)),
    )
    single = p.IndexView(
        make_meta("index", "Topics", "topics/"),
        "Topics",
        "5 topics.",
        (p.IndexGroup("", TOPICS),),
        Pictures(topics=make_topics(), days=make_days()),
    )
    feeds = p.FeedsView(make_meta("feeds", "Feeds", "feeds/"), FEEDS, TOPICS, groups, "feeds.opml")
    search = p.SearchView(make_meta("search", "Search", "search/"), TOPICS, KEYWORDS, (Ref("2026", "2026/"),))
    return [
        ("index.html", "home.html", home),
        ("index.html", "home.html", bare),
        ("authors/index.html", "index.html", index),
        ("topics/index.html", "index.html", single),
        (
            "starred/index.html",
            "starred.html",
            p.StarredView(make_meta("starred", "Starred papers", "starred/")),
        ),
        ("rules/index.html", "rules.html", p.RulesView(make_meta("rules", "Rules", "rules/"), entries)),
        ("about/index.html", "text.html", p.TextView(make_meta("text", "About", "about/"), "About", about)),
        ("feeds/index.html", "feeds.html", feeds),
        ("search/index.html", "search.html", search),
        (
            "404.html",
            "404.html",
            p.NotFoundView(make_meta("404", "Page not found", "404.html", indexed=False)),
        ),
        ("papers/old/name/index.html", "redirect.html", p.RedirectView("papers/paper-1/")),
    ]
