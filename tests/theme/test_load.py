from pathlib import Path

import pytest

from generator.errors import InputError
from generator.theme.load import assets, load_theme
from tests.theme.pages import CHECKOUT

OPTION = '[options.hue]\ndefault = "red"\nchoices = ["red", "green"]\n'


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_themes_that_come_along() -> None:
    base, journal = load_theme("base", CHECKOUT), load_theme("journal", CHECKOUT)
    assert [Path(folder).name for folder in journal.dirs] == ["journal", "base"]
    assert set(journal.options) == set(base.options) == {"accent", "accent_night", "density"}
    assert (base.options["density"], journal.options["density"]) == ("comfortable", "dense")


def test_a_project_extends_a_theme_that_comes_along(tmp_path: Path) -> None:
    project = write(tmp_path, {"themes/mine/theme.toml": 'extends = "base"\n' + OPTION})
    theme = load_theme("mine", project, {"hue": "green", "accent": "#0b6e4f"})
    assert [Path(folder).name for folder in theme.dirs] == ["mine", "base"]
    assert theme.dirs[0].startswith(str(tmp_path.resolve()))
    assert (theme.options["hue"], theme.options["accent"]) == ("green", "#0b6e4f")


def test_a_projects_theme_comes_before_one_that_comes_along(tmp_path: Path) -> None:
    project = write(tmp_path, {"themes/journal/theme.toml": ""})
    assert load_theme("journal", project).dirs == (str(tmp_path.resolve() / "themes/journal"),)


def test_a_childs_asset_wins(tmp_path: Path) -> None:
    files = {
        "themes/a/theme.toml": 'extends = "b"',
        "themes/a/assets/logo.svg": "child",
        "themes/a/assets/.hidden": "",
        "themes/b/theme.toml": "",
        "themes/b/assets/logo.svg": "parent",
        "themes/b/assets/fonts/x.woff2": "",
        "themes/b/assets/.git/config": "",
    }
    found = assets(load_theme("a", write(tmp_path, files)))
    assert [(name, owner) for name, owner, _ in found] == [("fonts/x.woff2", "b"), ("logo.svg", "a")]
    assert found[1][2].read_text() == "child"


def test_an_option_is_narrowed_or_only_given_another_default(tmp_path: Path) -> None:
    files = {
        "themes/a/theme.toml": 'extends = "b"\n[options]\nhue.default = "green"\nsize.choices = ["1"]\n',
        "themes/b/theme.toml": OPTION + '[options.size]\ndefault = "1"\npattern = "[0-9]+"\n',
    }
    project = write(tmp_path, files)
    assert load_theme("a", project).options == {"hue": "green", "size": "1"}
    with pytest.raises(InputError):
        load_theme("a", project, {"size": "2"})
    assert load_theme("b", project, {"size": "2"}).options["size"] == "2"


A, B, SITE = "themes/a/theme.toml", "themes/b/theme.toml", "content/site.toml"

FAULTS = [
    # files, options chosen in site.toml, the problem
    (
        {SITE: 'title = "x"\ntheme = "a"\n'},
        {},
        'content/site.toml:2: error: there is no theme "a"\n    fix: known: base, journal',
    ),
    (
        {A: 'extends = "bse"'},
        {},
        'themes/a/theme.toml:1: error: there is no theme "bse"\n    fix: did you mean "base"?',
    ),
    (
        {A: '\nextends = "b"', B: 'extends = "a"'},
        {},
        "themes/b/theme.toml:1: error: themes extend one another in a circle: a → b → a\n"
        '    fix: end with extends = "base"',
    ),
    (
        {A: 'extends = "a"'},
        {},
        "themes/a/theme.toml:1: error: themes extend one another in a circle: a → a\n"
        '    fix: end with extends = "base"',
    ),
    (
        {A: 'extend = "base"'},
        {},
        'themes/a/theme.toml:1: error: unknown key "extend"\n    fix: did you mean "extends"?',
    ),
    (
        {A: "extends = 1"},
        {},
        'themes/a/theme.toml:1: error: "extends" is 1\n    fix: write it like extends = "base"',
    ),
    ({A: 'extends = "../../etc"'}, {}, 'themes/a/theme.toml:1: error: there is no theme "../../etc"'),
    ({A: "\nextends = base"}, {}, "themes/a/theme.toml:2: error: this is not TOML"),
    (
        {A: '[options.hue]\ndefault = "red"'},
        {},
        "themes/a/theme.toml:1: error: [options.hue] takes any value",
    ),
    ({A: OPTION + "hint = 1"}, {}, 'themes/a/theme.toml:4: error: unknown key "hint" in [options.hue]'),
    ({A: OPTION + "help = 1"}, {}, 'themes/a/theme.toml:4: error: "help" is 1, but must be text in quotes'),
    ({A: OPTION.replace('"red",', "1,")}, {}, 'themes/a/theme.toml:3: error: "choices" is [1, '),
    (
        {A: OPTION.replace('= "red"', '= "blue"')},
        {},
        "themes/a/theme.toml:1: error: default of [options.hue]: 'blue' is none",
    ),
    (
        {A: '[options.hue]\ndefault = ""\npattern = "("'},
        {},
        "themes/a/theme.toml:1: error: pattern of [options.hue] cannot be read",
    ),
    ({A: "[options]\nhue = 1"}, {}, "themes/a/theme.toml:2: error: [options.hue] is no option"),
    (
        {A: OPTION, SITE: '[theme_options]\nhues = "red"'},
        {"hues": "red"},
        'content/site.toml:2: error: the theme has no option "hues"\n    fix: did you mean "hue"?',
    ),
    (
        {A: OPTION, SITE: '[theme_options]\nhue = "blue"'},
        {"hue": "blue"},
        "content/site.toml:2: error: theme option \"hue\": 'blue' is none of its choices\n"
        "    fix: write one of: red, green",
    ),
    (
        {A: 'extends = "base"', SITE: '[theme_options]\naccent = "red"'},
        {"accent": "red; } body { display: none"},
        "content/site.toml:2: error: theme option \"accent\": 'red; } body { display: none' has the",
    ),
    (
        {A: '[options.x]\ndefault = ""\npattern = ".*"', SITE: '[theme_options]\nx = "} a {"'},
        {"x": "} a {"},
        "content/site.toml:2: error: theme option \"x\": '} a {' holds characters that a stylesheet",
    ),
]


@pytest.mark.parametrize(("files", "chosen", "message"), FAULTS)
def test_faults(files: dict[str, str], chosen: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_theme("a", write(tmp_path, files), chosen)
    assert str(caught.value).startswith(message)
    assert caught.value.problem.fix
