"""One view of every kind, with the hard cases in it: what templates are rendered from in tests.

`make_views(content_dir)` also writes the bodies that the views refer to.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.base.hashing import digest_text
from generator.base.tex import plain
from generator.library.names import split_name
from generator.mail.sheet import FRAGMENTS, PLACES
from generator.model import mail_views as m
from generator.model import page_views as p
from generator.model import views as v
from generator.model.citation import Citation
from generator.model.paper import Body
from generator.model.pictures import Pictures
from generator.model.record import Link, Source
from generator.model.views import EntryView, FeedRef, Meta, Ref, TermCount, TopicRef
from tests.theme.sample_pictures import make_circle, make_course, make_days, make_rising, make_topics

ABSTRACT = """\
Temporal action localization (TAL) requires recognizing the target event and localizing its start and end
times precisely in untrimmed videos. Recent vision-language formulations improve semantic reasoning, but their
decoders still generate tokens from left to right, so that later evidence cannot revise earlier timestamps.

We adapt masked diffusion models, whose loss $\\mathcal{L}=\\sum_{t=1}^{T}\\log p(x_t)$ keeps tokens editable,
and gain $R^2 > 0.91$ on THUMOS-14. See <https://example.org/code>.
"""

FEEDS = (
    FeedRef("Paper Digest (RSS)", "feed.xml", "application/rss+xml"),
    FeedRef("Paper Digest (Atom)", "atom.xml", "application/atom+xml"),
    FeedRef("Paper Digest (JSON)", "feed.json", "application/feed+json"),
)
CV = TopicRef("cs.CV", "Computer Vision and Pattern Recognition", "topics/cs-cv/")
LG = TopicRef("cs.LG", "Machine Learning", "topics/cs-lg/")
UNCLASSIFIED = TopicRef("", "Unclassified", "topics/unclassified/")


def write_body(content_dir: Path, name: str, text: str) -> Body:
    """Write a content file with this text and return the reference to it."""
    path, text = content_dir / name, text.strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: sample\n---\n{text}\n", "utf-8")
    return Body(name, digest_text(text))


UNBROKEN = "Wolfeschlegelsteinhausenbergerdorff" * 4
"""A name without a place to break it."""


def people(*names: str) -> tuple[Ref, ...]:
    return tuple(Ref(name, f"authors/{i}/") for i, name in enumerate(names))


MANY_PEOPLE = people(*(f"Author Number {n}" for n in range(1, 41)))


def make_entries(body: Body) -> tuple[EntryView, ...]:
    """Return the entries that lists are made of: plain ones first, then the hard ones."""
    teaser = " ".join(ABSTRACT[:236].split()) + "…"

    def entry(number: int, title: str, **other: Any) -> EntryView:
        fields: dict[str, Any] = {
            "id": f"title:{number:012x}",
            "url": f"papers/paper-{number}/",
            "title": title,
            "authors": people("Fengshun Wang", "Zhengbo Zhang", "Zhigang Tu"),
            "authors_complete": True,
            "topics": (CV,),
            "organisations": (),
            "date": "2026-05-28",
            "added": "2026-05-29",
            "score": 53.2,
            "has_code": False,
            "code_url": "",
            "teaser": teaser,
            "body": body,
        }
        return EntryView(**(fields | other))

    return (
        entry(
            1,
            "VisBrowse-Bench: Benchmarking Visual-Native Search for Multimodal Browsing Agents",
            authors_complete=False,
            score=86.6,
            has_code=True,
            code_url="https://github.com/x/y",
        ),
        entry(
            2,
            "Masked Diffusion Vision-Language Models for Temporal Action Localization",
            organisations=(
                Ref("ibm-research", "organisations/ibm-research/"),
                Ref(UNBROKEN, "organisations/x/"),
            ),
            topics=(CV, LG),
            authors=people("Zhigang Tu", UNBROKEN),
        ),
        entry(
            3,
            "$\\mathcal{O}(n\\log n)$ Attention with $\\ell_2$ Regularised Kernels",
            score=100.0,
            has_code=True,
        ),
        entry(4, "An undated paper nobody signed", authors=(), date="", topics=(UNCLASSIFIED,), score=None),
        entry(
            5,
            "Forty Authors and a Title So Long That It Must Wrap Over Several Lines on Every Screen, Since "
            "Nobody Who Named It Thought of Those Who Set It, Read It Aloud, or Meet It on a Small Phone",
            authors=MANY_PEOPLE[:12],
            more_authors=len(MANY_PEOPLE) - 12,
            score=0.0,
        ),
        entry(6, "基于扩散模型的医学图像分割", authors=people("张伟", "李娜", "王芳"), score=71.0),
        entry(
            7,
            "تعلم الآلة للتصوير الطبي",
            authors=people("محمد الأحمد", "Jane O’Neil-McDonald"),
            date="2024-02-29",
        ),
        entry(8, "A-" + "very" * 30 + '-long-word and <b>markup</b> & "quotes"', teaser="", score=12.5),
    )


SECTIONS = (
    "Trending",
    "Topics",
    "Authors",
    "Keywords",
    "Organisations",
    "Archive",
    "Digests",
    "Feeds",
    "About",
)
ASSETS = (
    "style.css",
    "theme.js",
    "site.bundle.js",
    "search.bundle.js",
    "starred.bundle.js",
    "rules.bundle.js",
    "filters.bundle.js",
    "extras.bundle.js",
    "favicon.svg",
)


def make_site(**other: Any) -> v.SiteView:
    fields: dict[str, Any] = {
        "title": "Paper Digest",
        "tagline": "New research papers, every morning",
        "description": "A digest of research papers by topic, author and day.",
        "base_url": "https://lab.example/digest/",
        "language": "en",
        "contact": "desk@lab.example",
        "navigation": tuple(Ref(name, f"{name.lower()}/") for name in SECTIONS),
        "assets": {name: f"assets/{name}" for name in ASSETS},
        "options": {},
        "search_url": "search/",
        "search_script": "search.bundle.js",
        "search_manifest": "search/manifest.js",
        "feeds_url": "feeds/",
        "starred_url": "starred/",
        "rules_url": "rules/",
        "feed_formats": (Ref("RSS", "feed.xml"), Ref("Atom", "atom.xml"), Ref("JSON", "feed.json")),
    }
    return v.SiteView(**(fields | other))


def _meta(kind: str, title: str, url: str, *crumbs: Ref, indexed: bool = True) -> Meta:
    return Meta(kind, title, f"About {title}.", url, crumbs, FEEDS, indexed)


def _terms(prefix: str, *names: str) -> tuple[TermCount, ...]:
    return tuple(TermCount(name, f"{prefix}/{i}/", 90 // (i + 1)) for i, name in enumerate(names))


TOPICS = (
    TermCount("Computer Vision and Pattern Recognition", "topics/cs-cv/", 117, "cs.CV"),
    TermCount("Machine Learning", "topics/cs-lg/", 24, "cs.LG"),
    TermCount("Image and Video Processing", "topics/eess-iv/", 14, "eess.IV"),
    TermCount("Computation and Language", "topics/cs-cl/", 9, "cs.CL"),
    TermCount("Unclassified", "topics/unclassified/", 1),
)
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
KEYWORDS = _terms(
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


def make_views(content_dir: Path) -> list[tuple[str, str, Any]]:
    """Return (path, template, view) of one page of every kind, at depths 0 to 4."""
    body = write_body(content_dir, "papers/2026/sample.md", ABSTRACT)
    entries = make_entries(body)
    about = write_body(
        content_dir,
        "pages/about.md",
        "Papers are read *every* morning.\n\n## How\n\n- one\n- two\n\n> quoted\n\n    a\n\n\n    b\n",
    )
    return [*_paper_pages(entries), *_list_pages(entries), *_other_pages(entries, about), *_issue(entries)]


def make_citation(entry: EntryView) -> Citation:
    """Return the citation that goes with a list's entry."""
    names = tuple(replace(split_name(author.name), url=author.url) for author in entry.authors)
    return Citation(
        key=f"key{entry.id[-4:]}",
        type="preprint",
        title=plain(entry.title),
        names=names,
        complete=entry.authors_complete,
        date=entry.date,
        added=entry.added,
        url=entry.url,
        body=entry.body,
        keywords=entry.keywords,
        topics=tuple(topic.code for topic in entry.topics if topic.code),
    )


def _paper_pages(entries: tuple[EntryView, ...]) -> list[tuple[str, str, Any]]:
    rich = p.PaperView(
        meta=_meta("paper", entries[0].title, entries[0].url, Ref("Topics", "topics/"), Ref(CV.name, CV.url)),
        entry=entries[0],
        keywords=(Ref("visual search", "keywords/visual-search/"), Ref("browsing agents", "")),
        links=(
            Link("paper", "https://arxiv.org/abs/2605.01234"),
            Link("pdf", "https://arxiv.org/pdf/2605.01234"),
            Link("code", "https://github.com/x/y"),
            Link("project", "https://visbrowse.example.org/"),
            Link("data", "https://huggingface.co/datasets/x"),
            Link("link", "javascript:alert(1)"),
        ),
        related=(
            p.RelatedView(entries[1].title, entries[1].url, "vision-language model, benchmark"),
            p.RelatedView(entries[2].title, entries[2].url, ""),
            p.RelatedView(entries[6].title, entries[6].url, "تصوير"),
        ),
        newer=Ref(entries[4].title, entries[4].url),
        older=Ref(entries[7].title, entries[7].url),
        day=Ref("2026-05-28", "2026/05/28/"),
        arxiv_id="2605.01234",
        doi="10.1000/182",
        of_day=(
            p.RelatedView(entries[3].title, entries[3].url, "", author=UNBROKEN, others=True, year="2026"),
            p.RelatedView(entries[5].title, entries[5].url, ""),
        ),
        of_organisations=(p.RelatedView(entries[6].title, entries[6].url, UNBROKEN),),
        sources=(Source("000_998f.txt", 7), Source("more/004.txt", 120)),
        authors=entries[0].authors,
        citation=make_citation(entries[0]),
    )
    pages = [("papers/paper-1/index.html", "paper.html", rich)]
    for entry in entries[2:]:
        meta = _meta("paper", entry.title, entry.url, Ref("Topics", "topics/"))
        authors = MANY_PEOPLE if entry.more_authors else entry.authors
        day = Ref("2026-05-28", "2026/05/28/")
        citation = make_citation(entry)
        view = p.PaperView(meta, entry, (), (), (), None, None, day, "", "", (), authors, citation)
        pages.append((f"{entry.url}index.html", "paper.html", view))
    return pages


def _list_pages(entries: tuple[EntryView, ...]) -> list[tuple[str, str, Any]]:
    topic = p.ListView(
        meta=_meta("topic", CV.name, CV.url, Ref("Topics", "topics/")),
        heading=CV.name,
        note="cs.CV",
        summary="117 papers from 2019 to 2026, 41 with code.",
        entries=entries * 2,
        more=(Ref("2026", "topics/cs-cv/2026/"), Ref("2025", "topics/cs-cv/2025/")),
        related=_terms("authors", "Zhengbo Zhang", "Lin Wang", "محمد الأحمد"),
        related_heading="Most papers by",
        keywords=KEYWORDS,
        pictures=Pictures(course=make_course()),
    )
    author = p.ListView(
        meta=_meta("author", "张伟", "authors/zhang-wei/", Ref("Authors", "authors/")),
        heading="张伟",
        note="Wuhan",
        summary="3 papers from 2024 to 2026.",
        entries=entries[5:7],
        related_heading="Wrote with",
        pictures=Pictures(course=make_course(40), circle=make_circle(UNBROKEN)),
        external=(Link("link", "https://orcid.org/0000-0001"), Link("link", "javascript:alert(1)")),
    )
    day = p.ListView(
        meta=_meta("day", "28 May 2026", "2026/05/28/", Ref("Archive", "archive/"), Ref("2026", "2026/")),
        heading="28 May 2026",
        note="",
        summary="8 papers.",
        entries=entries,
        newer=Ref("29 May 2026", "2026/05/29/"),
        older=Ref("27 May 2026", "2026/05/27/"),
    )
    empty = p.ListView(_meta("trending", "Trending", "trending/"), "Trending", "", "0 papers.", ())
    return [
        ("topics/cs-cv/index.html", "list.html", topic),
        ("authors/zhang-wei/index.html", "list.html", author),
        ("2026/05/28/index.html", "list.html", day),
        ("trending/index.html", "list.html", empty),
    ]


def _other_pages(entries: tuple[EntryView, ...], about: Body) -> list[tuple[str, str, Any]]:
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
            _terms(f"authors/{letter}", f"{letter}da Lovelace", f"{letter}lan Turing", "张伟", UNBROKEN),
        )
        for letter in ("A", "", "C", "#")
    )
    index = p.IndexView(
        _meta("index", "Keywords", "keywords/"),
        "Keywords",
        "612 keywords.",
        groups,
        Pictures(rising=make_rising(UNBROKEN)),
    )
    single = p.IndexView(
        _meta("index", "Topics", "topics/"),
        "Topics",
        "5 topics.",
        (p.IndexGroup("", TOPICS),),
        Pictures(topics=make_topics(), days=make_days()),
    )
    feeds = p.FeedsView(_meta("feeds", "Feeds", "feeds/"), FEEDS, TOPICS, groups, "feeds.opml")
    search = p.SearchView(_meta("search", "Search", "search/"), TOPICS, KEYWORDS, (Ref("2026", "2026/"),))
    return [
        ("index.html", "home.html", home),
        ("index.html", "home.html", bare),
        ("authors/index.html", "index.html", index),
        ("topics/index.html", "index.html", single),
        ("starred/index.html", "starred.html", p.StarredView(_meta("starred", "Starred papers", "starred/"))),
        ("rules/index.html", "rules.html", p.RulesView(_meta("rules", "Rules", "rules/"), entries)),
        ("about/index.html", "text.html", p.TextView(_meta("text", "About", "about/"), "About", about)),
        ("feeds/index.html", "feeds.html", feeds),
        ("search/index.html", "search.html", search),
        ("404.html", "404.html", p.NotFoundView(_meta("404", "Page not found", "404.html", indexed=False))),
        ("papers/old/name/index.html", "redirect.html", p.RedirectView("papers/paper-1/")),
    ]


def make_issue(entries: tuple[EntryView, ...], **other: Any) -> p.IssueView:
    fields: dict[str, Any] = {
        "meta": _meta("issue", "Digest of 29 May 2026", "digests/2026-05-29/", Ref("Digests", "digests/")),
        "day": "2026-05-29",
        "number": 12,
        "total": 40,
        "top": entries[:2],
        "groups": (p.IssueGroup(CV, entries[2:5]), p.IssueGroup(UNCLASSIFIED, entries[5:])),
        "more": 32,
        "newer": None,
        "older": Ref("28 May 2026", "digests/2026-05-28/"),
        "rest": Ref("Part 2", "digests/2026-05-29/2/"),
    }
    return p.IssueView(**(fields | other))


def make_letter(entries: tuple[EntryView, ...], **other: Any) -> m.MailView:
    """The mail as templates print it: marks stand where it is cut."""
    names = dict.fromkeys(sorted(PLACES | FRAGMENTS), "")
    fields: dict[str, Any] = {
        "frequency": "daily",
        "heading": "Friday 29 May 2026",
        "url": "digests/2026-05-29/",
        "total": len(entries),
        "entries": entries,
        "gaps": ("one of two listings",),
        "top": 2,
        "postal_address": "1 Lab Street",
        **dict.fromkeys(("at", "begin", "end"), names),
    }
    return m.MailView(**(fields | other))


def _issue(entries: tuple[EntryView, ...]) -> list[tuple[str, str, Any]]:
    week = {"day": "", "number": 0, "week": 22, "days": (Ref("29 May 2026", "digests/2026-05-29/"),)}
    whole = Ref("25–31 May 2026", "digests/2026-w22/")
    page = make_issue(entries, gaps=("One of two listings was cut off.",), whole_week=whole)
    empty = make_issue(entries, top=(), groups=(), more=0, total=0, older=None)
    letter = make_letter(entries)
    confirm = m.ConfirmView("https://lab.example/mail/confirm/1.abc", 7, "weekly", True, "1 Lab Street")
    return [
        ("digests/2026-05-29/index.html", "issue.html", page),
        ("digests/2026-05-28/index.html", "issue.html", empty),
        ("digests/2026-w22/index.html", "issue.html", make_issue(entries, **week)),
        *((f"mail.{kind}", f"mail.{kind}", letter) for kind in ("html", "txt")),
        *((f"mail_confirm.{kind}", f"mail_confirm.{kind}", confirm) for kind in ("html", "txt")),
    ]
