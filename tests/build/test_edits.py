"""Whatever is edited, and in whatever order: the site is the one that a first build would make."""

import random
import shutil
from collections.abc import Callable
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
        change = self._chance.choice([self._add, self._remove, self._reword, self._retitle, *self._others])
        change()

    @property
    def _others(self) -> list[Callable[[], None]]:
        return [self._reword, self._site, self._page, self._people, self._template, self._lose]

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

    def _page(self) -> None:
        self._replace(self._content / "pages/about.md", "What", f"What {self._title()} is.")

    def _people(self) -> None:
        names = ", ".join(f'"{name}"' for name in self._chance.sample(PEOPLE, 2))
        text = f'["one"]\nname = "{self._title()}"\nnames = [{names}]\n'
        (self._content / "authors.toml").write_text(text, "utf-8")

    def _template(self) -> None:
        """Write a template of the theme's own, sound or broken."""
        text = self._chance.choice(["{% if %}", "{{ view.meta.title }}: {{ view.entry.teaser }}\n"])
        (self._content.parent / "themes/own/templates/paper.html").write_text(text, "utf-8")

    def _lose(self) -> None:
        """Remove a file of the site."""
        output = self._content.parent / "output"
        self._chance.choice(sorted(path for path in output.rglob("*") if path.is_file())).unlink()


@pytest.mark.parametrize(("seed", "engine"), [(1, "lunr"), (2, "words"), (3, "words")])
def test_edits_lead_to_the_site_of_a_first_build(
    seed: int, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "RACY_NS", 0)
    project = Project(make_project(tmp_path / "edited"))
    templates = project.root / "themes/own/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.toml").write_text('extends = "base"\n', "utf-8")
    with (project.content / "site.toml").open("a") as site:
        site.write(f'theme = "own"\nsearch.engine = "{engine}"\n')
    editor = Editor(project.content, seed)
    build(project)
    for _ in range(8):
        editor.edit()
        build(project)
    (templates / "paper.html").write_text("{{ view.meta.title }}, {{ view.entry.teaser }}\n", "utf-8")
    build(project)
    assert build(project).rendered == ()
    fresh = Project(tmp_path / "fresh")
    for folder in ("content", "themes"):
        shutil.copytree(project.root / folder, fresh.root / folder)
    build(fresh)
    assert tree(project.output) == tree(fresh.output)
