"""A site in another language: what is translated beside the pages, and what a changed translation renders."""

import json
import re
from pathlib import Path

import pytest

from generator.build.run import build
from generator.config.project import open_project
from generator.errors import InputError
from generator.theme.words import load_words
from tests.project import make_project

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A German digest with a theme of its own, which has one word of its own; built. Tests leave it so."""
    root = make_project(tmp_path_factory.mktemp("german"))
    with (root / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write('language = "de-AT"\ntheme = "own"\n')
    (root / "themes/own/locale").mkdir(parents=True)
    (root / "themes/own/theme.toml").write_text('extends = "base"\n', "utf-8")
    write_words(root, "Fächer")
    assert build(open_project(str(root)), jobs=1).problems == ()
    return root


def write_words(root: Path, topics: str) -> None:
    text = f'{HEAD}msgid "Topics"\nmsgstr "{topics}"\n'
    (root / "themes/own/locale/de.po").write_text(text, "utf-8")


def read(root: Path, name: str) -> str:
    return (root / "output" / name).read_text("utf-8")


def test_everything_that_is_read_is_german(project: Path) -> None:
    home = read(project, "index.html")
    assert '<html lang="de-AT" dir="ltr"' in home
    assert re.findall(r">(Donnerstag, [^<]+)</time>", home) == ["Donnerstag, 28. Mai 2026"]
    assert ">Fächer</a>" in home
    assert "91,2" in home
    assert "<title>Seite nicht gefunden" in read(project, "404.html")
    assert "<language>de-AT</language>" in read(project, "feed.xml")
    feed = json.loads(read(project, "topics/cs-cv/feed.json"))
    assert feed["description"] == "Neue Arbeiten: Computer Vision and Pattern Recognition."
    assert "Lin Wang und Ada Lovelace" in read(project, "feed.json")
    assert '<outline text="Fächer">' in read(project, "feeds.opml")


def words_of(root: Path, bundle: str) -> dict[str, object]:
    """What stands at the head of a script."""
    (script,) = (root / "output/assets").glob(f"{bundle}.bundle.*.js")
    found = re.match(
        r"Object\.assign\(window\.paperDigestWords\?\?=\{\},(\{.*\})\);\n", script.read_text("utf-8")
    )
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_scripts_have_their_own_words_and_no_others(project: Path) -> None:
    site = words_of(project, "site")
    assert site["Search could not be loaded"] == "Die Suche konnte nicht geladen werden"
    assert set(site["%(num)s paper"]) == {"one", "other"}  # type: ignore[call-overload]
    assert "Skip to content" not in site  # which no script says
    filters = words_of(project, "filters")
    assert filters["All keywords"] == "Alle Stichwörter"
    assert "All keywords" not in site
    assert "Rule saved" in words_of(project, "rules")
    assert "Rule saved" not in {**site, **filters, **words_of(project, "search")}


def test_every_message_is_with_a_script_that_says_it(project: Path) -> None:
    known = load_words("de", ()).scripts
    names = ("site", "filters", "search", "starred", "rules", "extras")
    bundles = [words_of(project, name) for name in names]
    assert {message for words in bundles for message in words} == set(known)


def test_a_changed_translation_renders_the_pages_that_may_show_it(project: Path) -> None:
    place = open_project(str(project))
    assert build(place, jobs=1).rendered == ()
    write_words(project, "Gebiete")
    rendered = set(build(place, jobs=1).rendered)
    assert ">Gebiete</a>" in read(project, "index.html")
    pages = {path.relative_to(place.output).as_posix() for path in place.output.rglob("index.html")}
    assert pages <= rendered
    assert not [path for path in rendered if path.startswith("search/") and path.endswith(".js")]
    write_words(project, "Fächer")
    build(place, jobs=1)


def test_a_broken_translation_stops_the_build_and_the_site_stays(project: Path) -> None:
    place = open_project(str(project))
    write_words(project, "Fächer %(zahl)s")
    with pytest.raises(InputError, match=r'own/locale/de\.po:5: error: "%\(zahl\)s" is no placeholder'):
        build(place, jobs=1)
    assert ">Fächer</a>" in read(project, "index.html")
    write_words(project, "Fächer")


def test_a_language_without_words_is_told_and_prints_its_days(tmp_path: Path) -> None:
    make_project(tmp_path)
    with (tmp_path / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write('language = "fr"\n')
    (problem,) = build(open_project(str(tmp_path)), jobs=1).problems
    assert str(problem.where) == "content/site.toml:3"
    assert "jeudi 28 mai 2026" in read(tmp_path, "index.html")
