"""The words of other languages: catalogues, what lies over them, days and figures as CLDR has them."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from generator.base.words import ENGLISH
from generator.errors import InputError
from generator.theme.catalogue import fault_of, read_catalogue
from generator.theme.words import load_words, untranslated

DAY = dt.date(2026, 5, 28)

FORMS = [
    # language  day             day with weekday                 month       number    fraction  list
    ("en", "28 May 2026", "Thursday 28 May 2026", "May 2026", "12,345", "86.6", "A, B and C"),
    ("en-GB", "28 May 2026", "Thursday 28 May 2026", "May 2026", "12,345", "86.6", "A, B and C"),
    ("de", "28. Mai 2026", "Donnerstag, 28. Mai 2026", "Mai 2026", "12.345", "86,6", "A, B und C"),
    ("de-CH", "28. Mai 2026", "Donnerstag, 28. Mai 2026", "Mai 2026", "12’345", "86.6", "A, B und C"),
    ("fr", "28 mai 2026", "jeudi 28 mai 2026", "mai 2026", "12\u202f345", "86,6", "A, B et C"),
    ("ja", "2026年5月28日", "2026年5月28日木曜日", "2026年5月", "12,345", "86.6", "A、B、C"),
    ("tlh", "28 May 2026", "Thursday 28 May 2026", "May 2026", "12,345", "86.6", "A, B and C"),
]


@pytest.mark.parametrize(("language", "day", "long_day", "month", "number", "fraction", "listed"), FORMS)
def test_days_figures_and_lists(
    language: str, day: str, long_day: str, month: str, number: str, fraction: str, listed: str
) -> None:
    words = load_words(language, ())
    assert (words.day(DAY), words.long_day(DAY), words.month(2026, 5)) == (day, long_day, month)
    assert (words.number(12345), words.number(86.64)) == (number, fraction)
    assert (words.listed(["A", "B", "C"]), words.listed(["A"]), words.listed([])) == (listed, "A", "")


def test_spans_of_days() -> None:
    days = (dt.date(2026, 5, 25), dt.date(2026, 5, 31))
    assert [load_words(tag, ()).days(*days) for tag in ("en", "de", "ja")] == [
        "25–31 May 2026",
        "25.–31. Mai 2026",
        "2026年5月25日～31日",
    ]


def test_names_for_narrow_places() -> None:
    german = load_words("de", ())
    assert [(words.short_month(9), words.weekday(0)) for words in (ENGLISH, german)] == [
        ("Sep", "Mon"),
        ("Sep", "Mo"),
    ]


def test_a_country_speaks_the_language_around_it() -> None:
    for language in ("de", "de-AT", "de-Latn-DE"):
        words = load_words(language, ())
        assert words.gettext("Topics") == "Themen"
        assert words.ngettext("%(num)s paper", "%(num)s papers", 1) == "1 Arbeit"
        assert words.ngettext("%(num)s paper", "%(num)s papers", 1234) == "1.234 Arbeiten"


def test_english_needs_no_catalogue() -> None:
    assert load_words("en-US", ()).digest == load_words("en", ()).digest == ENGLISH.digest == ""
    assert ENGLISH.gettext("Issue %(number)s", number=1234) == "Issue 1,234"
    assert ENGLISH.gettext("%(year)s: 100 %%", year="2026") == "2026: 100 %"
    assert ENGLISH.ngettext("%(num)s of %(all)s", "%(num)s of all %(all)s", 2, all="3") == "2 of all 3"


def test_english_loads_no_library() -> None:
    code = (
        "import sys; from generator.theme.words import load_words; words = load_words('en-GB', ());"
        "words.number(1234); words.gettext('Topics'); print('babel' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "False\n"


PO = """\
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Topics"
msgstr "Tematy"

#, fuzzy
msgid "Archive"
msgstr "Archiwum?"

#: browser/src/results.js
msgid "%(num)s paper"
msgid_plural "%(num)s papers"
msgstr[0] "%(num)s praca"
msgstr[1] "%(num)s prace"
msgstr[2] "%(num)s prac"
"""


def make_theme(folder: Path, text: str, tag: str = "pl") -> str:
    (folder / "locale").mkdir(parents=True)
    (folder / f"locale/{tag}.po").write_text(text, "utf-8")
    return str(folder)


def test_a_theme_lays_its_words_over_those_of_its_parent_and_of_the_program(tmp_path: Path) -> None:
    parent = make_theme(tmp_path / "parent", PO)
    child = make_theme(
        tmp_path / "child", PO.replace("Tematy", "Działy").replace("%(num)s prac", "%(num)s p")
    )
    words = load_words("pl-PL", (child, parent))
    assert words.gettext("Topics") == "Działy"
    assert words.gettext("Archive") == "Archive"  # a fuzzy translation is none
    assert words.digest != load_words("pl", (parent,)).digest
    german = make_theme(tmp_path / "german", 'msgid ""\nmsgstr ""\n\nmsgid "Topics"\nmsgstr "Fächer"\n', "de")
    both = load_words("de", (german,))
    assert (both.gettext("Topics"), both.gettext("Archive")) == ("Fächer", "Archiv")


def test_scripts_get_their_messages_by_the_categories_that_browsers_know(tmp_path: Path) -> None:
    words = load_words("pl", (make_theme(tmp_path, PO),))
    forms = {"one": "%(num)s praca", "few": "%(num)s prace", "many": "%(num)s prac"}
    assert words.scripts == {"%(num)s paper": forms}
    assert [words.ngettext("%(num)s paper", "%(num)s papers", n) for n in (1, 3, 5, 22)] == [
        "1 praca", "3 prace", "5 prac", "22 prace",
    ]  # fmt: skip


WRONG = [
    # msgid, msgstr, fault
    ("%(num)s papers", "%(nmu)s prac", "\"%(nmu)s\" is no placeholder of '%(num)s papers'"),
    ("All", "100 %", 'a "%" stands alone; write "%%"'),
    ("More of %(day)s", "<b>%(day)s</b>", "'<' may not stand in this translation"),
    ("Say so", 'Rzec \\"tak\\"', "'\"' may not stand in this translation"),
    ("All", "100 %% & %%", "'&' may not stand in this translation"),
]


@pytest.mark.parametrize(("message", "translation", "fault"), WRONG)
def test_a_translation_that_would_break_a_page_is_refused(
    tmp_path: Path, message: str, translation: str, fault: str
) -> None:
    theme = make_theme(tmp_path / "own", PO + f'\nmsgid "{message}"\nmsgstr "{translation}"\n')
    with pytest.raises(InputError) as caught:
        load_words("pl", (theme,))
    assert caught.value.problem.fault == fault
    assert str(caught.value.problem.where).endswith("own/locale/pl.po:21")


def test_markup_and_placeholders_of_the_message_may_be_used(tmp_path: Path) -> None:
    path = (
        Path(make_theme(tmp_path, PO + '\nmsgid "<b>%(day)s</b>"\nmsgstr "%% <b>%(day)s</b>"\n'))
        / "locale/pl.po"
    )
    (message,) = [found for found in read_catalogue(path, "pl.po") if "<b>" in found.id]
    assert fault_of(message) == ""


def test_a_broken_catalogue_is_told_with_its_line(tmp_path: Path) -> None:
    theme = make_theme(tmp_path / "own", PO + "\nmsgid nonsense\n")
    with pytest.raises(InputError, match=r"own/locale/pl\.po:21: error: cannot read this translation"):
        load_words("pl", (theme,))


def test_a_language_without_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.toml").write_text('title = "Zbiór"\nlanguage = "pl"\n', "utf-8")
    (problem,) = untranslated("pl", (), tmp_path)
    assert str(problem.where) == "content/site.toml:2"
    assert problem.fault == 'the interface has no words in "pl" and speaks English'
    assert "de" in problem.fix
    assert untranslated("de-AT", (), tmp_path) == untranslated("en", (), tmp_path) == []
