from pathlib import Path

import pytest
from jinja2 import Environment

from generator.errors import InputError
from generator.theme.closure import _REFERENCES, Closures, closure_digest, named
from generator.theme.load import PROGRAM_THEMES, load_theme
from generator.theme.templates import EXTENSIONS
from tests.theme.test_load import write

FILES = {
    "themes/a/theme.toml": 'extends = "b"',
    "themes/a/templates/page.html": '{% extends "base.html" %}{% block x %}{{ view }}{% endblock %}',
    "themes/a/templates/home.html": '{% extends "b:home.html" %}',
    "themes/b/theme.toml": "",
    "themes/b/templates/base.html": '{% import "deep.html" as deep %}{% block x %}{% endblock %}',
    "themes/b/templates/deep.html": "{% macro m() %}1{% endmacro %}",
    "themes/b/templates/home.html": '{% include "part.html" %}',
    "themes/b/templates/part.html": "part",
    "themes/b/templates/alone.html": "alone",
}

CHANGES = [
    # file that changes, templates whose digest changes with it
    ("themes/a/templates/page.html", {"page.html"}),
    ("themes/b/templates/base.html", {"page.html", "base.html"}),
    ("themes/b/templates/deep.html", {"page.html", "base.html"}),
    ("themes/b/templates/home.html", {"home.html"}),
    ("themes/b/templates/part.html", {"home.html"}),
    ("themes/b/templates/alone.html", {"alone.html"}),
]
TEMPLATES = ("page.html", "base.html", "home.html", "alone.html")


def digests(project: Path) -> dict[str, str]:
    theme = load_theme("a", project)
    return {name: closure_digest(theme, name) for name in TEMPLATES}


@pytest.mark.parametrize(("changed", "stale"), CHANGES)
def test_a_change_reaches_what_is_made_of_it(changed: str, stale: set[str], tmp_path: Path) -> None:
    before = digests(write(tmp_path, FILES))
    after = digests(write(tmp_path, {changed: FILES[changed] + "!"}))
    assert {name for name in TEMPLATES if before[name] != after[name]} == stale


def test_a_child_that_takes_over_a_template_changes_the_digest(tmp_path: Path) -> None:
    before = digests(write(tmp_path, FILES))
    after = digests(write(tmp_path, {"themes/a/templates/deep.html": "{% macro m() %}2{% endmacro %}"}))
    assert {name for name in TEMPLATES if before[name] != after[name]} == {"page.html", "base.html"}


def test_the_folder_does_not_matter(tmp_path: Path) -> None:
    assert digests(write(tmp_path / "one", FILES)) == digests(write(tmp_path / "two", FILES))


FAULTS = [
    # source of page.html, the problem
    (
        "\n{% include view.name %}",
        "themes/a/templates/page.html:2: error: a template is named only at run time, "
        "so nobody can tell what depends on it\n"
        '    fix: write its name in quotes: {% include "entry.html" %}',
    ),
    (
        '{% extends "x" if view else "y" %}',
        "themes/a/templates/page.html:1: error: a template is named only at run",
    ),
    (
        '{% from ["a.html", view] import x %}',
        "themes/a/templates/page.html:1: error: a template is named only at",
    ),
    (
        '\n\n{% include "gone.html" %}',
        'themes/a/templates/page.html:3: error: there is no template "gone.html"',
    ),
    ("\n{% if %}", "themes/a/templates/page.html:2: error: the template cannot be read: "),
]


@pytest.mark.parametrize(("source", "message"), FAULTS)
def test_faults(source: str, message: str, tmp_path: Path) -> None:
    theme = load_theme("a", write(tmp_path, FILES | {"themes/a/templates/page.html": source}))
    with pytest.raises(InputError) as caught:
        closure_digest(theme, "page.html")
    assert str(caught.value).startswith(message)


def test_a_template_that_is_nowhere(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'there is no template "gone\.html"'):
        closure_digest(load_theme("a", write(tmp_path, FILES)), "gone.html")


@pytest.mark.parametrize(("changed", "stale"), CHANGES)
def test_what_is_known_changes_no_digest(changed: str, stale: set[str], tmp_path: Path) -> None:
    theme = load_theme("a", write(tmp_path, FILES))
    first = Closures(theme)
    before = {name: first.digest(name) for name in TEMPLATES}
    assert first.found == set(before.values())
    write(tmp_path, {changed: FILES[changed] + "{# {% include 'no.html' %} #}"})
    second = Closures(theme, first.found)
    after = {name: second.digest(name) for name in TEMPLATES}
    assert after == digests(tmp_path)
    assert {name for name in TEMPLATES if before[name] != after[name]} == stale


@pytest.mark.parametrize(("source", "message"), FAULTS)
def test_faults_are_told_whatever_is_known(source: str, message: str, tmp_path: Path) -> None:
    theme = load_theme("a", write(tmp_path, FILES))
    known = {closure_digest(theme, name) for name in TEMPLATES}
    write(tmp_path, {"themes/a/templates/page.html": source})
    with pytest.raises(InputError) as caught:
        Closures(theme, known).digest("page.html")
    assert str(caught.value).startswith(message)


def test_templates_of_the_program_are_not_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = load_theme("journal", write(tmp_path, FILES))
    names = ("paper.html", "list.html", "home.html", "search.html", "style.css")
    known = {closure_digest(theme, name) for name in names}
    again = Closures(theme, known)
    monkeypatch.delattr(again._environment, "loader")  # without which nothing can be parsed
    assert {again.digest(name) for name in names} == known


SOURCES = [
    ('{% extends "a.html" %}', ["a.html"]),
    ('{%- include "b:a.html" -%}', ["b:a.html"]),
    ('{% include "a.html" ignore missing with context +%}', ["a.html"]),
    ('{% import "a.html" as a %}{% from "b/c.css" import d %}', ["a.html", "b/c.css"]),
    ("nothing", []),
    # only Jinja's parser can tell
    ("{% include name %}", None),
    ("{% include 'a.html' %}", None),
    ('{% include ["a.html", "b.html"] %}', None),
    ('{% include "a.html" if x else "b.html" %}', None),
    ('{% include "a" ~ x %}', None),
    ('{% include "a.html"|upper %}', None),
    ('{# {% include "a.html" %} #}', None),
]


@pytest.mark.parametrize(("source", "names"), SOURCES)
def test_names_are_found_without_parsing(source: str, names: list[str] | None) -> None:
    found = named(source, "page.html")
    assert (found if found is None else [name for name, _ in found]) == names


def test_templates_of_the_program_name_what_the_parser_finds() -> None:
    environment = Environment(extensions=EXTENSIONS)
    templates = [p for folder in PROGRAM_THEMES for p in Path(folder).glob("*/templates/**/*") if p.is_file()]
    assert len(templates) > 40
    for template in templates:
        source = template.read_text("utf-8")
        parsed = environment.parse(source).find_all(_REFERENCES)
        wanted = sorted((node.template.value, node.lineno) for node in parsed)
        found = named(source, template.name)
        assert found is not None, template
        assert sorted((name, where.line) for name, where in found) == wanted, template
