"""Files of equal causes show the same, whatever happens to the site; and most causes stay."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.base.hashing import digest_text
from generator.build.causes import UNKNOWN, Causes
from generator.build.views import Views
from generator.config.schema import Config, ExportsConfig, FeedsConfig, ListsConfig
from generator.indexing.segment import TextSource
from generator.library.build import build_library
from generator.model.artifact import Sketch
from generator.model.library import Gap
from generator.model.paper import Body, Paper, PaperPage
from generator.model.people import Person
from generator.model.record import Link, Source
from generator.plan.site import plan_site
from generator.theme.load import load_theme
from tests.samples import make_page

ROOT = Path(__file__).resolve().parents[2]
THEME = load_theme("base", ROOT)
FRAME = "00" * 16
PEOPLE = (Person("lin", "Lin Wang", ("L. Wang",), note="Tongji"), Person("ada", "Ada L", papers=("paper-3",)))
AUTHORS = ["Lin Wang", "L. Wang", "Ada L", "ada l", "ADA L", "Yang Liu", "Emmy Noether", "emmy noether"]
CONFIG = Config(
    lists=ListsConfig(page_size=3, keyword_min_papers=2, related=3),
    feeds=FeedsConfig(items=2),
    exports=ExportsConfig(lists=True),
)

Shown = dict[str, tuple[bytes, str, frozenset[str]]]
"""Cause, digest of the view and texts that it holds, by path."""


class Editor:
    """Somebody who edits papers by chance, but always the same way."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.pages = [self._new(number) for number in range(14)]
        self.gaps: list[Gap] = []

    def edit(self) -> None:
        """Add, remove or change one paper, its text, or what is said of a listing."""
        kind, place = self._chance.randrange(9), self._chance.randrange(len(self.pages))
        if kind == 0:
            number = int(self.pages[-1].paper.slug.removeprefix("paper-")) + 1
            self.pages.append(self._new(number))
        elif kind == 8:
            self.gaps.append(Gap("a.txt", self.pages[place].paper.added, str(self._chance.random())))
        elif kind == 1:
            del self.pages[place]
        elif kind == 2:
            page = self.pages[place]
            self.pages[place] = replace(
                page, body=Body(page.body.path, digest_text(str(self._chance.random())))
            )
        elif kind == 3:
            page = self.pages[place]
            self.pages[place] = replace(page, body=Body(f"papers/moved/{page.paper.slug}.md", page.body.hash))
        else:
            self.pages[place] = self._changed(self.pages[place])

    def _changed(self, page: PaperPage) -> PaperPage:
        other = self._new(0).paper
        field = self._chance.choice([name for name in Paper.__slots__ if name not in ("id", "slug")])
        return replace(page, paper=replace(page.paper, **{field: getattr(other, field)}))

    def _new(self, number: int) -> PaperPage:
        chance = self._chance
        day = dt.date(chance.choice([2024, 2025, 2026]), chance.choice([1, 5]), chance.choice([2, 3]))
        return make_page(
            " ".join(chance.sample(["Masked", "Heart", "Graph", "Token"], 3)),
            slug=f"paper-{number}",
            id=f"made:{number}",
            date=chance.choice([day, day, None]),
            added=chance.choice([day, dt.date(2026, 5, 28)]),
            updated=chance.choice([None, dt.date(2026, 6, 1)]),
            authors=tuple(chance.sample(AUTHORS, chance.randrange(4))),
            topics=tuple(chance.sample(["cs.CV", "cs.SD", "math.AG"], chance.randrange(3))),
            keywords=tuple(chance.sample(["skin", "Skin", "heart", "graph"], chance.randrange(4))),
            organisations=tuple(chance.sample(["MIT", "mit", "ETH"], chance.randrange(3))),
            score=chance.choice([None, 50.0, 60.0]),
            has_code=chance.choice([True, False]),
            journal=chance.choice(["", "Nature"]),
            links=chance.choice([(), (Link("code", "https://code.example/"),)]),
            sources=chance.choice([(), (Source("a.txt", chance.randrange(9) + 1),)]),
            draft=chance.randrange(9) == 0,
        )


def shown(pages: list[PaperPage], config: Config, folder: Path, gaps: Sequence[Gap] = ()) -> Shown:
    library = build_library(pages, (), PEOPLE, config, gaps=gaps)
    plan = plan_site(library, config, THEME, TextSource(str(folder), "edition", {}))
    causes, views = Causes(library, FRAME), Views()
    found: Shown = {}
    for sketch in plan.artifacts:
        if isinstance(sketch, Sketch):
            view = views.shown(sketch)
            found[sketch.path] = causes.of(sketch), view.digest, frozenset(view.texts)
    return found


def edited(before: list[PaperPage], after: list[PaperPage]) -> set[str]:
    """Return the texts that are others than before; new ones are none of them."""
    known = {page.body.path: page.body.hash for page in before}
    return {page.body.path for page in after if known.get(page.body.path, page.body.hash) != page.body.hash}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("pictures", [True, False])
def test_equal_causes_make_equal_views(seed: int, pictures: bool, tmp_path: Path) -> None:
    config = replace(CONFIG, lists=replace(CONFIG.lists, pictures=pictures))
    editor = Editor(seed)
    last, before = shown(editor.pages, config, tmp_path), list(editor.pages)
    for _ in range(12):
        editor.edit()
        now = shown(editor.pages, config, tmp_path, editor.gaps)
        changed = edited(before, editor.pages)
        for path in now.keys() & last.keys():
            (cause, digest, texts), (old_cause, old_digest, _) = now[path], last[path]
            if UNKNOWN != cause == old_cause and texts.isdisjoint(changed):
                assert digest == old_digest, path
        last, before = now, list(editor.pages)


def test_a_new_paper_changes_the_causes_of_what_shows_it(tmp_path: Path) -> None:
    pages = [make_page(f"Old {n}", authors=(f"Author {n}",), topics=("cs.CV",)) for n in range(30)]
    new = make_page("New", authors=("Author 3",), topics=("cs.CV",), date=dt.date(2026, 5, 21))
    last, now = shown(pages, CONFIG, tmp_path), shown([*pages, new], CONFIG, tmp_path)
    moved = {path for path in now if path in last and now[path][0] != last[path][0]}
    assert {"topics/cs-cv/index.html", "authors/author-3/index.html", "feed.xml"} < moved
    assert "authors/author-4/index.html" not in moved
    pages_of_papers = {path for path in moved if path.startswith("papers/") and path.endswith(".html")}
    assert len(pages_of_papers) <= 5
