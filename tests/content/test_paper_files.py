from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.base.text import clean
from generator.content.reader import parse_paper, parse_text
from generator.content.writer import paper_path, render_paper
from generator.errors import InputError
from generator.model.paper import Paper
from generator.model.record import Link, Source

PAPER = Paper(
    id="arxiv:2401.01230",
    slug="a-title",
    title="A Title: with $x$",
    added=date(2026, 5, 28),
    authors=("A B", "C D"),
    organisations=("ibm-research",),
    date=date(2024, 1, 2),
    topics=("cs.CV",),
    keywords=("skin lesions", "CLIP"),
    score=53.2,
    has_code=True,
    arxiv_id="2401.01230",
    links=(Link("code", "https://github.com/x/y"),),
    sources=(Source("a/b.txt", 2),),
)
FILE = """\
---
id: arxiv:2401.01230
title: "A Title: with $x$"
added: 2026-05-28
authors:
  - A B
  - C D
authors_complete: false
organisations:
  - ibm-research
date: 2024-01-02
topics:
  - cs.CV
keywords:
  - skin lesions
  - CLIP
score: 53.2
has_code: true
arxiv_id: "2401.01230"
links:
  - kind: code
    url: https://github.com/x/y
sources:
  - a/b.txt:2
---

The abstract.
"""


def test_written_as_a_person_would() -> None:
    assert render_paper(PAPER, "The abstract.").decode() == FILE
    assert paper_path(PAPER) == "papers/2024/a-title.md"
    assert paper_path(replace(PAPER, date=None)) == "papers/undated/a-title.md"


def test_read_back() -> None:
    for data in (FILE.encode(), b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()):
        parsed = parse_paper(data, "content/papers/2024/a-title.md")
        assert (parsed.paper, parsed.body, parsed.extra, parsed.problems) == (PAPER, "The abstract.", {}, ())


TAGS = ("", "en", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419", "de-CH-1996", "no", "yue")


@pytest.mark.parametrize("tag", TAGS)
def test_the_language_of_a_paper_comes_back_and_stays_out_when_nobody_said_it(tag: str) -> None:
    data = render_paper(replace(PAPER, language=tag), "The abstract.")
    assert parse_paper(data, "content/papers/2024/a-title.md").paper.language == tag
    assert (b"language" in data) == bool(tag)


LINES = st.text(max_size=30).map(clean)
FULL = LINES.filter(bool)
PAPERS = st.builds(
    Paper,
    id=FULL,
    slug=st.just("a-title"),
    title=FULL,
    added=st.dates(),
    authors=st.lists(FULL, max_size=3).map(tuple),
    authors_complete=st.booleans(),
    organisations=st.lists(FULL, max_size=2).map(tuple),
    date=st.none() | st.dates(),
    topics=st.lists(FULL, max_size=2, unique=True).map(tuple),
    keywords=st.lists(FULL, max_size=3).map(tuple),
    score=st.none() | st.floats(0, 100).map(abs),
    has_code=st.booleans(),
    arxiv_id=st.sampled_from(["", "2401.01230", "2401.01230v2", "hep-th/9901001"]),
    doi=st.sampled_from(["", "10.1000/182", "10.1000/(sici)1097<1:a_b>2.0.co;2-#"]),
    journal=LINES,
    conference=LINES,
    volume=LINES,
    number=LINES,
    pages=LINES,
    publisher=LINES,
    license=st.sampled_from(["", "https://creativecommons.org/licenses/by/4.0/"]),
    links=st.just(()) | st.just((Link("data", "https://doi.org/10.1/x?a=b&c=%20#d"),)),
    sources=st.lists(st.builds(Source, FULL, st.integers(0, 10**9)), max_size=2).map(tuple),
    aliases=st.just(()) | st.just(("papers/old-name/",)),
    draft=st.booleans(),
)


@given(PAPERS, LINES)
def test_round_trip(paper: Paper, body: str) -> None:
    parsed = parse_paper(render_paper(paper, body), "content/papers/2024/a-title.md")
    assert parsed.paper == paper
    assert parsed.body == body.strip()


def front(text: str, body: str = "") -> bytes:
    return f"---\n{text}\n---\n{body}\n".encode()


def test_a_person_may_leave_out_most() -> None:
    parsed = parse_paper(front("title: Mine\ndate: 2024-01-02", "Text"), "content/papers/mine.md")
    assert parsed.paper == Paper("file:mine", "mine", "Mine", date(2024, 1, 2), date=date(2024, 1, 2))
    assert parsed.keys == {"title", "date"}


def test_a_renamed_file_keeps_the_id_that_its_first_name_gave() -> None:
    text = "title: Mine\ndate: 2024-01-02\naliases: [old/, papers/first-name/, papers/second/]"
    assert parse_paper(front(text), "content/papers/mine.md").paper.id == "file:first-name"
    assert parse_paper(front(text + "\nid: x"), "content/papers/mine.md").paper.id == "x"


def test_the_day_of_a_change_comes_back_and_stays_out_when_there_was_none() -> None:
    data = render_paper(replace(PAPER, updated=date(2026, 6, 1)), "The abstract.")
    assert b"\nadded: 2026-05-28\nupdated: 2026-06-01\n" in data
    assert parse_paper(data, "content/papers/2024/a-title.md").paper.updated == date(2026, 6, 1)
    assert b"updated" not in render_paper(PAPER, "The abstract.")


def test_a_volume_needs_no_quotes() -> None:
    text = "title: x\ndate: 2024-01-02\njournal: Nature\nvolume: 12\nnumber: 3\npages: 7"
    paper = parse_paper(front(text), "content/papers/x.md").paper
    assert (paper.volume, paper.number, paper.pages) == ("12", "3", "7")


def test_identifiers_may_have_their_prefix() -> None:
    text = "title: x\ndate: 2024-01-02\narxiv_id: arXiv:2401.01230v2\ndoi: https://doi.org/10.1000/ABC"
    paper = parse_paper(front(text), "content/papers/x.md").paper
    assert (paper.arxiv_id, paper.doi) == ("2401.01230v2", "10.1000/abc")


ADDED = "title: x\nadded: 2024-01-02\n"
DOUBTFUL = [
    (ADDED + "date: 0202-01-02", "", ':4: warning: "date" is 0202-01-02, before there were papers'),
    (ADDED + "date: 2042-01-02", "", ':4: warning: "date" is 2042-01-02, but the paper was added on 2024'),
    (ADDED + "date: 2024-12-31", "", None),
    (ADDED, "word " * 4001, ": warning: the abstract has 20 kB; feeds and"),
    (ADDED, "word " * 3999, None),
]


@pytest.mark.parametrize(("text", "body", "expected"), DOUBTFUL)
def test_what_can_hardly_be_meant_is_told(text: str, body: str, expected: str | None) -> None:
    problems = parse_paper(front(text, body), "content/papers/x.md").problems
    told = [str(problem) for problem in problems]
    assert len(told) == (expected is not None)
    assert all(text.startswith(f"content/papers/x.md{expected}") for text in told)


def test_unknown_keys_are_kept_and_reported() -> None:
    text = "title: Mine\nadded: 2024-01-02\nauthor: [Me]\nmood: {x: 1}"
    parsed = parse_paper(front(text), "content/papers/mine.md")
    assert parsed.extra == {"author": ["Me"], "mood": {"x": 1}}
    assert [str(problem).split("\n    fix: ")[0] for problem in parsed.problems] == [
        "content/papers/mine.md:4: warning: unknown key 'author'",
        "content/papers/mine.md:5: warning: unknown key 'mood'",
    ]
    assert parsed.problems[0].fix == 'did you mean "authors"?'
    again = parse_paper(render_paper(parsed.paper, "", parsed.extra), "content/papers/mine.md")
    assert (again.paper, again.extra) == (parsed.paper, parsed.extra)


X = "title: x\ndate: 2024-01-02\n"
WRONG: list[tuple[str, str]] = [
    ("added: 2024-01-02", ':1: error: "title" is missing or empty'),
    ('title: ""\nadded: 2024-01-02', ':2: error: "title" is missing or empty'),
    ("title: 2401.01230\nadded: 2024-01-02", ':2: error: "title" is 2401.0123, but must be text'),
    ("title: no\nadded: 2024-01-02", ':2: error: "title" is False, but must be text'),
    ("title: x", ':1: error: the paper has neither "added" nor "date"'),
    ("title: x\nadded: soon", ":3: error: \"added\" is 'soon', but must be a day"),
    ("title: x\nadded: 2024-01-02 10:00:00", ':3: error: "added" is 2024-01-02 10:00:00, but must be a day'),
    (X + "updated: 2024-01-01", ':4: error: "updated" is 2024-01-01, before the paper was added'),
    (X + "authors: Me", ":4: error: \"authors\" is 'Me', but must be a list"),
    (X + "authors: [1]", ':4: error: "authors" is 1, but must be text'),
    (X + "draft: maybe", ":4: error: \"draft\" is 'maybe', but must be true or false"),
    (X + "score: 101", ':4: error: "score" is 101, but must be a number'),
    (X + "score: .nan", ':4: error: "score" is nan, but must be a number'),
    (X + "score: true", ':4: error: "score" is True, but must be a number'),
    (X + "links: [https://a.bc]", ":4: error: \"links\" holds 'https://a.bc', but each"),
    (X + "links:\n  - {kind: code, url: 'javascript:alert(1)'}", ":4: error: \"links\" holds 'java"),
    (X + "links:\n  - {kind: blog, url: https://a.bc}", ":4: error: \"links\" holds the kind 'blog'"),
    (X + "language: english", ":4: error: \"language\" is 'english', which is no language tag"),
    (X + "language: en_US", ":4: error: \"language\" is 'en_US', which is no language tag"),
    (X + "language: no", ':4: error: "language" is False, but must be text'),
    (X + "arxiv_id: 2401.0123", ':4: error: "arxiv_id" is 2401.0123, but must be text'),
    (X + "arxiv_id: '1706'", ":4: error: \"arxiv_id\" is '1706', which is no number of arXiv"),
    (X + "doi: Nature", ":4: error: \"doi\" is 'Nature', which is no DOI"),
    (X + "journal: [Nature]", ":4: error: \"journal\" is ['Nature'], but must be text"),
    (X + "volume: 1.5", ':4: error: "volume" is 1.5, but must be text'),
    (X + "license: CC-BY", ":4: error: \"license\" is 'CC-BY', which is no web address"),
    (X + "license: 'javascript:alert(1)'", ":4: error: \"license\" is 'javascript:alert(1)', which"),
    (X + "sources: [a.txt]", ":4: error: \"sources\" holds 'a.txt'"),
    (X + "aliases: [../x/]", ":4: error: \"aliases\" holds '../x/', which is no address"),
    (X + "aliases: [/x/]", ":4: error: \"aliases\" holds '/x/', which is no address"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong_values(text: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_paper(front(text), "content/papers/x.md")
    assert str(caught.value).startswith(f"content/papers/x.md{expected}")
    assert caught.value.problem.fix


@pytest.mark.parametrize("name", ["My Paper", "UPPER", "a--b", "-a", "con", "é", "x" * 81, ".."])
def test_a_file_name_must_be_a_slug(name: str) -> None:
    with pytest.raises(InputError, match="is no slug"):
        parse_paper(front("title: x\nadded: 2024-01-02"), f"content/papers/{name}.md")


def test_not_utf8() -> None:
    with pytest.raises(InputError, match=r"x\.md:3: error: this line is not valid UTF-8"):
        parse_paper(b"---\ntitle: x\nadded: \xff\n---\n", "content/papers/x.md")


HOSTILE = [
    'x"\nadmin: true\n---\n', "---", "{{ config }}", "<script>alert(1)</script>", "../../etc/passwd",
    "a: &a [*a]", "\x00\x1b[31m", "\u202egnp.exe", "'; DROP TABLE", "!!python/object:x", "x" * 20_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_place(text: str) -> None:
    title = clean(text)
    paper = replace(PAPER, title=title, authors=(title,), keywords=(title,))
    parsed = parse_paper(render_paper(paper, "body"), "content/papers/2024/a-title.md")
    assert (parsed.paper, parsed.extra) == (paper, {})


def test_text_page() -> None:
    data = front(
        "title: About\ndescription: Who we are\nin_navigation: true\naliases: [who/]\nnope: 1", "Text"
    )
    page = parse_text(data, "content/pages/about.md")
    assert (page.slug, page.title, page.body, page.description) == ("about", "About", "Text", "Who we are")
    assert (page.in_navigation, page.aliases, len(page.problems)) == (True, ("who/",), 1)
