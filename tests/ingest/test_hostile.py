import os
import re
from pathlib import Path

import pytest

from generator.content.scan import scan
from generator.markup.render import render_body, render_inline
from tests.ingest.project import Digest, warnings

TITLES = [
    # a title as a stranger sends it                 what is kept of it
    (
        'Nets"\ninjected: true\n---\n',
        None,
    ),  # line breaks end the line of a listing: nothing of this is one title
    ('Deep "Nets": --- {draft: true} # on &a *b !c', 'Deep "Nets": — {draft: true} # on &a *b !c'),
    ("../../etc/passwd and Deep Nets", "../../etc/passwd and Deep Nets"),
    ("{{ config }} {% include x %} Nets", "{{ config }} {% include x %} Nets"),
    ("<script>alert(1)</script> Deep Nets", "<script>alert(1)</script> Deep Nets"),
    ("Deep \x00\x1b[31m Nets\x7f", "Deep [31m Nets"),
    ("Deep \u202egpj.exe\u202c Nets", "Deep gpj.exe Nets"),
    (r"\input{/etc/passwd} \today Nets", "/etc/passwd today Nets"),
    ("[Deep](javascript:alert) Nets", "[Deep](javascript:alert) Nets"),
]


def listing(title: str, abstract: str = "An abstract that says enough to be one.") -> str:
    return f"CVMay 1, 2024\n{title}Anna Meier, Bo Chen, Carla Diaz et al.\n{abstract}\n"


@pytest.mark.parametrize(("title", "kept"), TITLES)
def test_titles(tmp_path: Path, title: str, kept: str | None) -> None:
    digest = Digest(tmp_path / "digest", listing(title))
    digest.ingest()
    assert {path.split("/")[0] for path in digest.files()} == {"content", "seeds"}
    found = scan(digest.content)
    assert found.problems == ()
    for page in found.papers:
        assert re.fullmatch(r"papers/2024/[a-z0-9-]{1,62}\.md", page.body.path)
        assert not page.paper.draft
        assert "<script" not in render_inline(page.paper.title)
    if kept:
        assert [page.paper.title for page in found.papers] == [kept]


ABSTRACTS = [
    "--- --- draft: true --- and so on.",
    "<script>alert(1)</script><img src=x onerror=alert(1)> and so on.",
    "[click](javascript:alert(1)) <javascript:alert(1)> [x]: javascript:alert(1) and so on.",
    "{{ config }} {% raw %} ${jndi:ldap://x.yz/a} and so on.",
    r"\href{javascript:alert(1)}{click} \url{javascript:alert(1)} and so on.",
    "# ``` ~~~ > - 1. * _a_ **b** `c` ![d](e) <!-- f --> &lt;script&gt; and so on.",
    "Bells\x07 \x01and\x9b31m\u202e whistles\x80 and so on.",
    "https://user:pass@evil.example/ https://localhost/ http://[::1]/ https://a.bc/x'onclick='y and so on.",
]


@pytest.mark.parametrize("abstract", ABSTRACTS)
def test_abstracts(tmp_path: Path, abstract: str) -> None:
    digest = Digest(tmp_path / "digest", listing("Deep Nets for Good", abstract))
    digest.ingest()
    (page,) = scan(digest.content).papers
    assert (page.paper.title, page.paper.draft) == ("Deep Nets for Good", False)
    assert all(re.match(r"https://a\.bc/|http://x", link.url) for link in page.paper.links)
    text = (digest.content / page.body.path).read_text().split("---\n", 2)[2]
    assert text.replace("\n", "").isprintable()
    html = render_body(text)
    assert re.fullmatch(r"<p>.*</p>", html.strip())
    assert set(re.findall(r"<([a-z]+)", html)) <= {
        "p",
        "a",
        "math",
        "semantics",
        "mi",
        "mo",
        "mrow",
        "annotation",
    }
    assert not re.search(r"href=\"(?!https?:)", html)
    assert page.teaser.endswith("and so on.")


def test_endless_titles_and_abstracts_are_cut_and_reported(tmp_path: Path) -> None:
    words = "many words and more of them "
    digest = Digest(tmp_path / "digest", listing("A Title of " + (words * 18).strip(), words * 3000))
    report = digest.ingest()
    faults = [fault for fault in warnings(report) if "is left out" in fault]
    assert [re.sub(r"\d+ characters", "n characters", fault) for fault in faults] == [
        "this abstract has n characters; all behind the first 20000 is left out",
        "this title has n characters; all behind the first 500 is left out",
    ]
    (page,) = scan(digest.content).papers
    assert len(page.paper.title) <= 500
    assert page.paper.title.endswith("…")


def test_seeds_from_elsewhere_are_refused(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    secret = tmp_path / "secret.txt"
    secret.write_text(listing("Secret Deep Nets"))
    (digest.seeds / "b.txt").symlink_to(secret)
    (digest.seeds / "c\n.txt").write_text("x")
    (digest.seeds / "bin.dat").write_bytes(bytes(range(256)) * 50)
    report = digest.ingest()
    assert report.papers == 2
    told = [problem.fault for problem in report.problems if "lies elsewhere" in problem.fault]
    assert len(told) == 2
    assert not [path for path in digest.files() if "secret" in path]


def test_odd_files_among_the_seeds_are_told_and_left_out(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    (digest.seeds / "loop").symlink_to("loop")
    (digest.seeds / "ping").symlink_to("pong")
    (digest.seeds / "pong").symlink_to("ping")
    (digest.seeds / "dangling.txt").symlink_to("nowhere.txt")
    (digest.seeds / "folder").mkdir()
    (digest.seeds / "again").symlink_to("folder")
    (digest.seeds / "folder" / "here.txt").symlink_to("../a.txt")
    os.mkfifo(digest.seeds / "pipe.txt")
    report = digest.ingest()
    assert (report.seeds, report.papers) == (2, 2)
    told = [problem.where.path for problem in report.problems if "not a regular file" in problem.fault]
    names = ("again", "dangling.txt", "loop", "ping", "pipe.txt", "pong")
    assert told == [f"{digest.seeds}/{name}" for name in names]


def test_an_empty_seeds_folder_gives_a_hint(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    (digest.seeds / "a.txt").unlink()
    assert warnings(digest.ingest()) == ["there is no listing in this folder"]


FLOODS = ["``", "$", "{", "\\", "\\(", "`", ")", "a\u0301\u0316"]


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_signs_is_cut_before_it_is_read(tmp_path: Path, flood: str) -> None:
    """With work that grows with the square of the length, these took minutes."""
    abstract = "See https://a.bc/d" + flood * (90_000 // len(flood))
    digest = Digest(tmp_path / "digest", listing("Deep Nets for Good", abstract))
    report = digest.ingest()
    assert any("all behind the first 20000 is left out" in fault for fault in warnings(report))
    (page,) = scan(digest.content).papers
    assert page.paper.title == "Deep Nets for Good"
    assert len(digest.read(page.body.path)) < 45_000  # each sign may need an escape
