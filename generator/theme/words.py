"""The words of a site's language: the program's catalogue, and over it those of the theme.

Input:   a BCP 47 tag, the folders of the theme, child first.
Output:  Words; English ones need no file and no library.
Files:   generator/locale/<tag>.po, themes/<name>/locale/<tag>.po. "de-AT" is looked for first, then "de".
A language without a file speaks English, but prints days and figures in its own way (CLDR, through Babel).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.hashing import digest
from generator.base.toml_file import find_line, read_toml_text
from generator.base.words import Words
from generator.config.faults import SITE_FILE
from generator.errors import Location, Problem, Severity
from generator.theme.catalogue import read_catalogue, script_messages, translations

if TYPE_CHECKING:
    from babel import Locale

LOCALE = "locale"
PROGRAM = Path(__file__).resolve().parent.parent


def load_words(language: str, theme_dirs: Sequence[str]) -> Words:
    """Return the words of `language`; raises InputError when a catalogue cannot be read."""
    locale = None if is_english(language) else find_locale(language)
    if locale is None:
        return Words(language)
    files = catalogue_files(language, theme_dirs)
    found = [read_catalogue(path, _shown(path)) for path in files]
    scripts = [script_messages(catalogue, locale) for catalogue in found]
    return LocaleWords(
        language,
        _chain([translations(catalogue) for catalogue in found]),
        digest(b"\0".join(path.read_bytes() for path in files)),
        {message: text for messages in reversed(scripts) for message, text in messages.items()},
        locale,
    )


def catalogue_files(language: str, theme_dirs: Sequence[str]) -> list[Path]:
    """Return the .po files of a language: the theme's, child first, then the program's."""
    folders = [*(Path(folder) / LOCALE for folder in theme_dirs), PROGRAM / LOCALE]
    found = (next(filter(Path.is_file, _candidates(folder, language)), None) for folder in folders)
    return [path for path in found if path]


def untranslated(language: str, theme_dirs: Sequence[str], project: Path) -> list[Problem]:
    """Report a language that has no catalogue of the program's; there the site speaks English."""
    folder = PROGRAM / LOCALE
    if is_english(language) or folder in (path.parent for path in catalogue_files(language, theme_dirs)):
        return []
    where = Location(SITE_FILE, find_line(read_toml_text(project / SITE_FILE, SITE_FILE), "language"))
    known = ", ".join(["en", *sorted(path.stem for path in folder.glob("*.po"))])
    fault = f'the interface has no words in "{language}" and speaks English'
    fix = f'use one of {known}, or add the language: see "Languages" in docs/guide.md'
    return [Problem(where, Severity.WARNING, fault, fix)]


def is_english(language: str) -> bool:
    """Tell whether a tag names English of any kind."""
    return language.lower().split("-")[0] == "en"


def find_locale(language: str) -> "Locale | None":
    """Return what CLDR knows of a language, or of the wider one behind it; None when it knows neither."""
    from babel import Locale, UnknownLocaleError

    for tag in _tags(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _tags(language: str) -> Iterator[str]:
    """Give "zh-Hant-TW", "zh-Hant", "zh"."""
    parts = language.split("-")
    yield from ("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _candidates(folder: Path, language: str) -> Iterator[Path]:
    yield from (folder / f"{tag}.po" for tag in _tags(language))


def _shown(path: Path) -> str:
    """Name a catalogue as a person finds it: "locale/de.po", "themes/journal/locale/de.po"."""
    place = path.parent.parent
    head = "" if place == PROGRAM else f"{place.parent.name}/"
    return f"{head}{place.name}/{LOCALE}/{path.name}"


def _chain(found: list[GNUTranslations]) -> NullTranslations:
    """Let the first catalogue answer, and the next where it has no word."""
    if not found:
        return NullTranslations()
    for other in found[1:]:
        found[0].add_fallback(other)
    return found[0]


class LocaleWords(Words, frozen=True):
    """The words of a language other than English."""

    locale: "Locale | None" = None

    def day(self, day: dt.date) -> str:
        """Return the day as the language prints it: "28. Mai 2026"."""
        from babel.dates import format_date

        return format_date(day, "long", self.locale)

    def long_day(self, day: dt.date) -> str:
        """Return the day with its weekday: "Donnerstag, 28. Mai 2026"."""
        from babel.dates import format_date

        return format_date(day, "full", self.locale)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Return days from one to another: "25.–31. Mai 2026"."""
        from babel.dates import format_interval

        return format_interval(first, last, "yMMMd", locale=self.locale)

    def month(self, year: int, month: int) -> str:
        """Return month and year: "Mai 2026"."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", dt.date(year, month, 1), locale=self.locale)

    def month_name(self, month: int) -> str:
        """Return a month as it stands alone: "Mai"."""
        from babel.dates import get_month_names

        return str(get_month_names("wide", "stand-alone", self.locale)[month])

    def short_month(self, month: int) -> str:
        """Return a short month as it stands alone: "Sept"."""
        from babel.dates import get_month_names

        return str(get_month_names("abbreviated", "stand-alone", self.locale)[month])

    def weekday(self, number: int) -> str:
        """Return a short weekday as it stands alone: "Mo"."""
        from babel.dates import get_day_names

        return str(get_day_names("abbreviated", "stand-alone", self.locale)[number])

    def number(self, value: float) -> str:
        """Return a figure with the language's separators; of a fraction one place: "1.234", "86,6"."""
        from babel.numbers import format_decimal

        places = "#,##0" if isinstance(value, int) else "#,##0.0"
        return format_decimal(value, places, self.locale)

    def listed(self, names: Sequence[str]) -> str:
        """Return "A, B und C"."""
        from babel.lists import format_list

        return format_list(names, locale=self.locale) if names else ""
