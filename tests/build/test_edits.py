"""Whatever is edited, and in whatever order: the site is the one that a first build would make."""

import random
import shutil
from pathlib import Path

import pytest

from generator.build import unchanged
from generator.build.run import build
from generator.config.project import Project
from tests.project import make_project, paper_text, tree

WORDS = "skin lesion heart sound vision language client mask token graph".split()
PEOPLE = ["Lin Wang", "Ada Lovelace", "Yang Liu", "New Person", "Emmy Noether"]


class Editor:
    """Somebody who works on a project, by chance but always the same way."""

    def __init__(self, content: Path, seed: int) -> None:
        self._content, self._chance = content, random.Random(seed)

    def edit(self) -> None:
        """Change one thing."""
        change = self._chance.choice(
            [self._add, self._add, self._remove, self._reword, self._retitle, self._site]
        )
        change()

    def _paper(self) -> Path:
        return self._chance.choice(sorted((self._content / "papers").rglob("*.md")))

    def _replace(self, path: Path, start: str, line: str) -> None:
        lines = path.read_text("utf-8").split("\n")
        path.write_text("\n".join(line if old.startswith(start) else old for old in lines), "utf-8")

    def _title(self) -> str:
        return " ".join(self._chance.sample(WORDS, 4)).title()

    def _add(self) -> None:
        title = self._title()
        day = f"{self._chance.randint(2023, 2026)}-0{self._chance.randint(1, 9)}-11"
        text = paper_text(
            title,
            day,
            self._chance.sample(PEOPLE, 2),
            self._chance.choice(["cs.CV", "cs.SD"]),
            self._chance.choice([None, 50.0]),
            f"We study {title}.",
        )
        path = self._content / "papers" / day[:4] / f"{title.lower().replace(' ', '-')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("[deep learning]", f"[{self._chance.choice(WORDS)}]"), "utf-8")

    def _remove(self) -> None:
        self._paper().unlink()

    def _reword(self) -> None:
        self._replace(self._paper(), "We study", f"We study {self._title()} again.")

    def _retitle(self) -> None:
        self._replace(self._paper(), "title:", f"title: {self._title()}")

    def _site(self) -> None:
        self._replace(self._content / "site.toml", "title", f'title = "{self._title()}"')


@pytest.mark.parametrize("seed", [1, 2])
def test_edits_lead_to_the_site_of_a_first_build(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "RACY_NS", 0)
    project = Project(make_project(tmp_path / "edited"))
    editor = Editor(project.content, seed)
    build(project)
    for _ in range(6):
        editor.edit()
        build(project)
    assert build(project).rendered == ()
    fresh = Project(tmp_path / "fresh")
    shutil.copytree(project.content, fresh.content)
    build(fresh)
    assert tree(project.output) == tree(fresh.output)
