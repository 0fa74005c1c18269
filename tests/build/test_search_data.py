"""Search data of a large site: what an edited text and a new paper write of it, and nothing more."""

import re
from bisect import bisect_right
from pathlib import Path

import pytest

from generator.base.word_ranges import ranges, sort_key
from generator.build.run import build
from generator.build.site import outdated, plan_project
from generator.build.state import open_state
from generator.config.project import Project
from generator.content.scan import read_body
from generator.indexing import segment
from generator.indexing.segment import forget_segments
from generator.model.paper import Body
from generator.plan.search_segments import TEXTS
from tests.project import SITE, paper_text, tree

OLD, NEW = 130, 12
"""Papers of two years of adding: a segment each."""

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho".split()
DAYS = {"2025": "added: 2025-05-28", "2026": "added: 2026-05-28"}


def write(root: Path, number: int, year: str, text: str = "") -> Path:
    words = " ".join(WORDS[(number + n * n) % len(WORDS)] for n in range(8))
    path = root / "content" / "papers" / year / f"paper-{number:03}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    paper = paper_text(f"Paper {number:03}", f"{year}-05-20", ["Ada Lovelace"], "cs.CV", None, text or words)
    path.write_text(paper.replace(DAYS["2026"], DAYS[year]), "utf-8")
    return path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("large")
    for number in range(OLD + NEW):
        write(root, number, "2025" if number < OLD else "2026")
    (root / "content" / "site.toml").write_text(f'{SITE}search.engine = "words"\n', "utf-8")
    assert build(Project(root), jobs=1).problems == ()
    return Project(root)


def of_search(paths: tuple[str, ...]) -> list[str]:
    """The files of search, without the hashes in their folders' names."""
    files = [path for path in paths if path.startswith("search/") and path.endswith(".js")]
    return sorted(re.sub(r"\.[0-9a-f]{8}/", "/", path) for path in files)


def range_files(segment: str, papers: int, *words: str) -> list[str]:
    """The files in which these words of a segment lie, each in a folder of its own."""
    cuts = [sort_key(start) for start in ranges(papers)]
    numbers = sorted({bisect_right(cuts, sort_key(word)) - 1 for word in words})
    return [f"search/{segment}/words.{number}/range.{number}.js" for number in numbers]


def test_an_edited_text_writes_its_words_its_paper_and_the_manifest(project: Project) -> None:
    path = project.content / "papers/2025/paper-050.md"
    before = path.read_text("utf-8")
    gone = before.split()[-1]
    path.write_text(before.replace(gone, "zoology"), "utf-8")
    report = build(project, jobs=1)
    words = range_files("2025.1", OLD, gone, "zoology")
    folder = "search/2025.1/papers.6"  # 8 papers each
    papers = [f"{folder}/{kind}.{50 // 8 * 2 + n}.js" for kind in ("rows", "texts") for n in (0, 1)]
    assert len(words) == 2
    assert of_search(report.rendered) == sorted([*words, *papers, "search/segments.js"])
    assert of_search(report.removed) == sorted([*words, *papers])
    path.write_text(before, "utf-8")
    assert of_search(build(project, jobs=1).removed) == sorted([*words, *papers])


@pytest.mark.parametrize("looked", [False, True], ids=["built", "explained and built"])
def test_for_an_edited_text_no_other_of_its_segment_is_read(
    project: Project, monkeypatch: pytest.MonkeyPatch, looked: bool
) -> None:
    path = project.content / "papers/2025/paper-070.md"
    before, read = path.read_text("utf-8"), list[str]()
    path.write_text(before.replace(before.split()[-1], "zymurgy"), "utf-8")
    forget_segments()

    def noted(folder: Path, body: Body) -> str:
        read.append(body.path)
        return read_body(folder, body)

    monkeypatch.setattr(segment, "read_body", noted)
    if looked:
        with open_state(project) as state:
            outdated(project, plan_project(project, state, 1), state)
        forget_segments()
    report = build(project, jobs=1)
    assert any("/range." in file for file in report.rendered)
    others = set(read) - {"papers/2025/paper-070.md"}
    assert others <= {"papers/2025/paper-050.md"}, "which this process had packed before, and not remembered"
    path.write_text(before, "utf-8")
    build(project, jobs=1)


def test_a_new_paper_writes_only_the_newest_segment(project: Project) -> None:
    before = set(tree(project.output))
    path = write(project.root, 999, "2026", "Wholly different.")
    written = of_search(build(project, jobs=1).rendered)
    path.unlink()
    build(project, jobs=1)
    block = NEW // TEXTS  # it is the first paper of one, and of a folder
    papers = [f"search/2026.1/papers.{block}/{kind}.{block}.js" for kind in ("rows", "texts")]
    columns = [f"search/2026.1/columns.0/{kind}.js" for kind in ("facets", "figures")]
    words = [path for path in written if path.startswith("search/2026.1/words.")]
    assert written == sorted([*papers, *columns, *words, "search/segments.js"])
    assert {*range_files("2026.1", NEW + 1, "wholly", "different")} <= {*words}
    assert set(tree(project.output)) == before


def test_what_was_built_step_by_step_is_what_is_built_at_once(project: Project, tmp_path: Path) -> None:
    write(project.root, 7, "2025", "Other words altogether.")
    build(project, jobs=1)
    other = Project(tmp_path)
    (tmp_path / "content").symlink_to(project.content)
    build(other, jobs=2)
    assert tree(other.output) == tree(project.output)


def test_a_text_that_cannot_be_read_when_its_segment_is_planned_is_told_and_mended(project: Project) -> None:
    built = tree(project.output)
    lost, edited = (project.content / f"papers/2025/paper-0{number}.md" for number in (60, 61))
    before = lost.read_bytes(), edited.read_bytes()
    lost.write_bytes(before[0] + b"\xff")
    edited.write_bytes(before[1] + b"\nAnd more.")
    told = {problem.where.path for problem in build(project, jobs=1).problems}
    assert told == {"content/papers/2025/paper-060.md"}
    lost.write_bytes(before[0])
    edited.write_bytes(before[1])
    assert build(project, jobs=1).problems == ()
    assert tree(project.output) == built
