"""What happens to a site: the same to both projects, then each is built again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import LAST_DAY, Language, Made, make
from benchmarks.projects import digest_file, hugo_file, write_digest, write_hugo

NEW = 500
"""Papers of the scenario "new papers"."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two projects, side by side."""

    digest: Path
    hugo: Path
    papers: tuple[Made, ...]
    language: Language

    def add(self, papers: list[Made]) -> None:
        """Write new papers into both."""
        write_digest(papers, self.digest)
        write_hugo(papers, self.hugo)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the table."""

    name: str
    change: Callable[[Pair, int], None]
    """Called before each build with the number of the round: none finds an earlier one's work."""
    settled: bool = False
    """Whether a build goes before that is not measured: files that are two seconds old prove nothing."""


def cold(pair: Pair, turn: int) -> None:
    """Put output and memory of both away.

    Nothing is deleted: for a minute after, ext4 passes by the places of deleted files one by one.
    """
    for project, names in ((pair.digest, ("output", ".digest")), (pair.hugo, ("public", "resources"))):
        away = project / "away" / str(turn)
        away.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (project / name).exists():
                (project / name).rename(away / name)


def nothing(_pair: Pair, _turn: int) -> None:
    """Change nothing."""


def abstract(pair: Pair, turn: int) -> None:
    """Change the abstract of a paper in the middle of the corpus."""
    paper = pair.papers[len(pair.papers) // 2 + turn]
    changed = replace(
        paper, abstract=f"{paper.abstract} A sentence of round {turn} that was not here before."
    )
    year = str(paper.date.year)
    for project, text in ((pair.digest, digest_file(changed)), (pair.hugo, hugo_file(changed))):
        (project / "content" / "papers" / year / f"{paper.slug}.md").write_text(text, "utf-8")


def new_paper(pair: Pair, turn: int) -> None:
    """Add a paper of the newest day by an author who has none yet."""
    paper = next(make(1, pair.language, seed=10_000 + turn))
    author = "Nova " + "".join(chr(ord("a") + int(figure)) for figure in str(turn)).title() + "mann"
    pair.add([replace(paper, slug=f"new-paper-{turn}", date=LAST_DAY, authors=(author, *paper.authors[1:]))])


def new_papers(pair: Pair, turn: int) -> None:
    """Add the papers of a day after all others."""
    day = LAST_DAY + dt.timedelta(days=turn + 1)
    papers = make(NEW, pair.language, seed=20_000 + turn)
    pair.add([replace(paper, slug=f"{paper.slug}-r{turn}", date=day) for paper in papers])


def template(pair: Pair, turn: int) -> None:
    """Change what stands on every page, as a theme's author would."""
    box = pair.digest / "themes" / "own" / "templates" / "search_box.html"
    box.write_text(f"{box.read_text('utf-8')}<!-- {turn} -->\n", "utf-8")
    footer = pair.hugo / "layouts" / "_partials" / "colophon.html"
    footer.write_text(f"{footer.read_text('utf-8')}<!-- {turn} -->\n", "utf-8")


SCENARIOS = (
    Scenario("cold build", cold),
    Scenario("nothing changed", nothing, settled=True),
    Scenario("one abstract changed", abstract),
    Scenario("a template changed", template),
    Scenario("one new paper by a new author", new_paper),
    Scenario(f"{NEW} new papers", new_papers),
)
"""In the order in which they are measured: new papers stay, so what adds most comes last."""
