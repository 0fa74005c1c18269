import os
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.base import copies
from generator.content import scan as scanner
from generator.content.reader import ParsedPaper, parse_paper
from generator.content.scan import CacheEntry, Scan, read_body, scan
from generator.errors import InputError

PAPER = "---\nid: {id}\ntitle: A Title\nadded: 2026-05-28\n---\n\n{body}\n"


class Memory:
    """A cache that counts what is asked and put."""

    def __init__(self) -> None:
        self.entries: dict[str, CacheEntry] = {}
        self.puts: list[str] = []

    def __contains__(self, path: str) -> bool:
        return path in self.entries

    def get(self, path: str) -> CacheEntry | None:
        return self.entries.get(path)

    def put(self, path: str, entry: CacheEntry) -> None:
        self.entries[path] = entry
        self.puts.append(path)


def write(content: Path, path: str, body: str = "Text.", paper_id: str = "") -> Path:
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAPER.format(id=paper_id or f"x:{path}", body=body), "utf-8")
    return file


def age(*files: Path) -> None:
    """Make files look as if they were written an hour ago."""
    for file in files:
        stamp = time.time_ns() - 3_600_000_000_000
        os.utime(file, ns=(stamp, stamp))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def told(found: Scan) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_papers_in_order_of_paths(content: Path) -> None:
    for path in ("papers/undated/b.md", "papers/2024/z.md", "papers/2024/a.md", "papers/top.md"):
        write(content, path)
    write(content, "papers/2024/.hidden.md")
    write(content, "papers/.git/c.md")
    (content / "papers/2024/notes.txt").write_text("no paper")
    found = scan(content)
    paths = [page.body.path for page in found.papers]
    assert paths == ["papers/2024/a.md", "papers/2024/z.md", "papers/top.md", "papers/undated/b.md"]
    assert told(found) == []


def test_empty_and_missing_folder(content: Path) -> None:
    nothing = scan(content)
    assert (nothing.papers, nothing.pages, nothing.problems) == ((), (), ())
    assert scan(content / "nowhere") == nothing


def test_facts_are_all_but_the_texts_of_papers(content: Path) -> None:
    paper, page = write(content, "papers/a.md"), write(content, "pages/about.md")
    told = [scan(content).facts]
    for path, edit in ((paper, str.upper), (paper, str.title), (page, str.upper)):
        front, fence, body = path.read_text("utf-8").rpartition("---\n")
        path.write_text(f"{front}{fence}{edit(body)}", "utf-8")
        told.append(scan(content).facts)
    text = paper.read_text("utf-8")
    paper.write_text(text.replace("title: ", "title: Not "), "utf-8")
    told.append(scan(content).facts)
    assert [told.index(facts) for facts in told] == [0, 0, 0, 3, 4]


def test_text_pages(content: Path) -> None:
    write(content, "pages/about.md")
    write(content, "pages/deep/no.md")
    found = scan(content)
    assert [(page.slug, page.title, page.body.path) for page in found.pages] == [
        ("about", "A Title", "pages/about.md")
    ]
    assert [problem.fault for problem in found.problems] == ["unknown key 'id'", "unknown key 'added'"]


def test_a_bad_file_costs_its_page_only(content: Path) -> None:
    write(content, "papers/a.md")
    (content / "papers/b.md").write_bytes(b"---\ntitle: x\n")
    (content / "papers/c.md").write_bytes(b"---\ntitle: \xff\n---\n")
    (content / "papers/D d.md").write_text("---\ntitle: x\nadded: 2026-05-28\n---\n")
    (content / "papers/e.md").mkdir()
    (content / "papers/f.md").symlink_to("nowhere")
    found = scan(content)
    assert [page.paper.slug for page in found.papers] == ["a"]
    assert [problem.where.path for problem in found.problems] == [
        "content/papers/D d.md",
        "content/papers/b.md",
        "content/papers/c.md",
        "content/papers/f.md",
    ]


def test_doubles_name_both_files(content: Path) -> None:
    write(content, "papers/a.md", paper_id="doi:10.1/X")
    write(content, "papers/b.md", paper_id="doi:10.1/x")
    write(content, "papers/deep/a.md")
    found = scan(content)
    assert [page.body.path for page in found.papers] == ["papers/a.md"]
    assert told(found) == [
        "content/papers/b.md: error: id 'doi:10.1/x' is already that of content/papers/a.md\n"
        "    fix: give one of them another, or remove it",
        "content/papers/deep/a.md: error: slug 'a' is already that of content/papers/a.md\n"
        "    fix: rename one of them, or remove it",
    ]


def test_links_out_of_the_folder_are_refused(content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    write(outside, "s.md")
    inside = write(content, "pages/shared.md")
    (content / "papers").mkdir()
    (content / "papers/out.md").symlink_to(outside / "s.md")
    (content / "papers/folder").symlink_to(outside, target_is_directory=True)
    (content / "papers/loop").symlink_to(content, target_is_directory=True)
    (content / "papers/in.md").symlink_to(inside)
    found = scan(content)
    assert [page.body.path for page in found.papers] == ["papers/in.md"]
    refused = [
        problem.where.path for problem in found.problems if "leaves the content folder" in problem.fault
    ]
    assert refused == ["content/papers/folder", "content/papers/loop", "content/papers/out.md"]


TEASERS = [
    ("Short *text* with $R^2$.", "Short text with R²."),
    ("word " * 100, "word " * 55 + "word…"),
    ("", ""),
    ("x" * 1000, "x" * 279 + "…"),
]


@pytest.mark.parametrize(("body", "expected"), TEASERS)
def test_teaser(content: Path, body: str, expected: str) -> None:
    write(content, "papers/a.md", body)
    assert scan(content).papers[0].teaser == expected


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stamp counts, however young."""
    monkeypatch.setattr(scanner, "_RACY_NS", 0)


@pytest.mark.usefixtures("quick")
def test_cache_saves_reading(content: Path) -> None:
    cache = Memory()
    write(content, "papers/a.md")
    write(content, "papers/b.md")
    first = scan(content, cache)
    assert cache.puts == ["papers/a.md", "papers/b.md"]
    # the files' bytes are never looked at again: that they are not those of the cache goes unnoticed
    cache.entries = {path: replace(entry, hash="other") for path, entry in cache.entries.items()}
    assert scan(content, cache) == first
    assert cache.puts == ["papers/a.md", "papers/b.md"]


@pytest.mark.usefixtures("quick")
def test_an_edit_that_keeps_size_and_time_is_seen(content: Path) -> None:
    """As tar, rsync -t and cp -p make them."""
    cache = Memory()
    file = write(content, "papers/a.md", "Text one.")
    age(file)
    stamp = file.stat().st_mtime_ns
    scan(content, cache)
    file.write_text(file.read_text().replace("one", "two"))
    os.utime(file, ns=(stamp, stamp))
    assert scan(content, cache).papers[0].teaser == "Text two."


@pytest.mark.usefixtures("quick")
def test_a_changed_file_is_parsed_again(content: Path) -> None:
    cache = Memory()
    files = [write(content, "papers/a.md"), write(content, "papers/b.md")]
    age(*files)
    scan(content, cache)
    write(content, "papers/a.md", "Other text.")
    found = scan(content, cache)
    assert found.papers[0].teaser == "Other text."
    assert cache.puts[2:] == ["papers/a.md"]


def test_a_racily_clean_file_is_hashed_again(content: Path) -> None:
    cache = Memory()
    file = write(content, "papers/a.md", "Text one.")
    scan(content, cache)
    entry = cache.entries["papers/a.md"]
    # written anew in the same tick of the clock, with the same size
    file.write_text(file.read_text().replace("one", "two"))
    os.utime(file, ns=(entry.mtime_ns, entry.mtime_ns))
    assert scan(content, cache).papers[0].teaser == "Text two."


def test_a_touched_file_is_not_parsed_again(content: Path) -> None:
    cache = Memory()
    file = write(content, "papers/a.md")
    scan(content, cache)
    entry = cache.entries["papers/a.md"]
    cache.entries["papers/a.md"] = replace(entry, paper=replace(entry.paper, teaser="from the cache"))
    age(file)
    assert scan(content, cache).papers[0].teaser == "from the cache"


def test_warnings_come_back_from_the_cache(content: Path) -> None:
    cache = Memory()
    file = content / "papers/a.md"
    file.parent.mkdir()
    file.write_text("---\ntitle: x\nadded: 2026-05-28\nnope: 1\n---\n")
    age(file)
    assert told(scan(content, cache)) == told(scan(content, cache)) != []


def test_several_processes_find_what_one_finds(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        write(content, f"papers/{number}.md", f"Text {number}.")
    (content / "papers/2.md").write_text("no front matter")
    (content / "papers/4.md").write_text(
        PAPER.format(id="x:4", body="Text").replace("added", "nope: 1\nadded")
    )
    alone, cache = scan(content), Memory()
    scan(content, cache)
    monkeypatch.setattr(copies, "may_copy", lambda: True)
    monkeypatch.setattr(scanner, "MANY", 2)
    seen = content / "seen"
    monkeypatch.setattr(scanner, "parse_paper", lambda *told: noted(seen, *told))
    several = Memory()
    assert scan(content, several, jobs=3) == alone
    assert len(set(seen.read_text().split())) == 3
    assert several.puts == cache.puts
    assert [entry.hash for entry in several.entries.values()] == [e.hash for e in cache.entries.values()]
    write(content, "papers/5.md", "Another text.")
    seen.unlink()
    assert scan(content, several, jobs=3).papers[4].teaser == "Another text."
    assert str(os.getpid()) in seen.read_text().split()  # what is known already is read here


def noted(seen: Path, data: bytes, shown: str) -> ParsedPaper:
    with seen.open("a") as file:
        file.write(f"{os.getpid()} ")
    return parse_paper(data, shown)


def test_read_body(content: Path) -> None:
    file = write(content, "papers/a.md", "One.\n\n---\n\nTwo.")
    body = scan(content).papers[0].body
    assert read_body(content, body) == "One.\n\n---\n\nTwo."
    file.write_text(file.read_text().replace("Two", "Three"))
    with pytest.raises(InputError, match="the file changed during the build\n    fix: run it again"):
        read_body(content, body)
    file.unlink()
    with pytest.raises(InputError, match="cannot read this file"):
        read_body(content, body)
    with pytest.raises(InputError, match="leaves its folder"):
        read_body(content, replace(body, path="../secret.md"))
