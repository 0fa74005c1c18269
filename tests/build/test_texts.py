"""Where a text alone was edited, only files that hold it are looked at."""

import shutil
from typing import Any

import pytest
from msgspec import Struct

from generator.build.run import build
from generator.build.site import plan_project, site_texts
from generator.build.state import open_state
from generator.build.views import texts_of
from generator.config.project import Project
from generator.model.artifact import Sketch
from generator.model.paper import Body
from tests.build.test_build import edit
from tests.project import make_project, tree

PAPER = "content/papers/2024/skin-lesions.md"


@pytest.fixture
def project(tmp_path):
    return Project(make_project(tmp_path))


def looked_at(project):
    """Return the sketches whose views the next build makes."""
    with open_state(project) as state:
        site = plan_project(project, state)
        texts, built = site_texts(site, state), state.built()
        found = set()
        for sketch in (each for each in site.plan.artifacts if isinstance(each, Sketch)):
            last = built[sketch.path]
            if texts.may_differ(sketch, texts.cause(sketch, last), last):
                found.add(sketch.path)
        return found


def test_an_edited_text_has_its_own_files_looked_at_and_no_others(project):
    build(project)
    assert looked_at(project) == set()
    edit(project, PAPER, "find it useful", "find it wanting")
    expected = looked_at(project)
    report = build(project)
    assert {"papers/skin-lesions/index.html", "index.html", "topics/cs-cv/index.html"} < expected
    assert expected == {path for path in report.rendered if not path.startswith("search/")}
    assert looked_at(project) == set()


def test_edited_front_matter_has_what_it_may_change_looked_at(project):
    build(project)
    edit(project, PAPER, "score: 80.5", "score: 80.25")
    found = looked_at(project)
    assert {"papers/skin-lesions/index.html", "authors/lin-wang/index.html", "trending/index.html"} < found
    assert {"authors/yang-liu/index.html", "papers/client-selection/client-selection.bib"}.isdisjoint(found)
    report = build(project)
    assert {path for path in report.rendered if not path.startswith("search/")} <= found
    assert looked_at(project) == set()


def test_a_text_is_known_to_stand_where_edited_front_matter_has_put_it(project):
    edit(project, PAPER, "topics: [cs.CV]", "topics: [cs.SD]")
    build(project)
    edit(project, PAPER, "topics: [cs.SD]", "topics: [cs.CV]")
    build(project)
    edit(project, PAPER, "find it useful", "find it wanting")
    assert "topics/cs-cv/index.html" in looked_at(project)
    build(project)
    fresh = Project(project.root.parent / "fresh")
    shutil.copytree(project.content, fresh.content)
    build(fresh)
    assert tree(project.output) == tree(fresh.output)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/site.toml", "Test Digest", "Other Digest"),
        ("content/authors.toml", "", '["ada-lovelace"]\nname = "Ada Lovelace"\n'),
    ],
)
def test_after_an_edit_of_what_all_is_made_with_all_files_are_looked_at(project, name, old, new):
    (project.content / "authors.toml").touch()
    build(project)
    edit(project, name, old, new)
    assert len(looked_at(project)) > 100


def test_a_page_whose_template_was_broken_meanwhile_is_looked_at_again(project, tmp_path):
    theme = project.root / "themes" / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n')
    template = theme / "templates" / "paper.html"
    template.write_text("{{ view.entry.title }}: {{ view.entry.teaser }}\n")
    edit(project, "content/site.toml", 'title = "Test Digest"', 'title = "Test Digest"\ntheme = "mine"')
    build(project)
    good = template.read_text()
    template.write_text("{% if %}")
    edit(project, PAPER, "title: Skin Lesions", "title: Skin")
    assert build(project).problems
    edit(project, PAPER, "find it useful", "find it wanting")
    assert build(project).problems
    template.write_text(good)
    build(project)
    page = (project.output / "papers/skin-lesions/index.html").read_text("utf-8")
    assert page.startswith("Skin: We study skin lesions with n samples and find it wanting")
    fresh = Project(tmp_path / "fresh")
    for folder in ("content", "themes"):
        shutil.copytree(project.root / folder, fresh.root / folder)
    build(fresh)
    assert tree(project.output) == tree(fresh.output)


def bodies(value: Any) -> set[str]:
    """Find bodies the long way: through every field."""
    if isinstance(value, Body):
        return {value.path}
    if isinstance(value, Struct):
        value = [getattr(value, field) for field in value.__struct_fields__]
    if isinstance(value, dict):
        value = list(value.values())
    return set().union(*map(bodies, value)) if isinstance(value, list | tuple) else set()


def test_every_text_that_a_view_holds_is_found(project):
    with open_state(project) as state:
        views = [artifact.view for artifact in plan_project(project, state).plan.artifacts]
    found = [set(texts_of(view)) for view in views]
    assert found == [bodies(view) for view in views]
    assert len({type(view) for view, texts in zip(views, found, strict=True) if texts}) > 6
