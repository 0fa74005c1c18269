"""The interface's words: English in the source, other languages by gettext catalogues.

Words are marked where they stand: `{{ _("Feeds") }}` and `{% trans %}` in templates (Jinja's i18n extension),
`words.gettext("Feeds")` and `words.ngettext("%(num)s paper", "%(num)s papers", n)` in Python, `gettext` and
`ngettext` of messages.js in scripts. A message is a whole sentence with placeholders, since other languages
order their words otherwise; whole numbers among its values are printed as the language prints numbers, and a
percent sign of its own is written "%%".

Words also know how their language prints days, figures and lists. English does so here; `theme.words`
makes the Words of other languages.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from gettext import NullTranslations

from msgspec import Struct, field

from generator.base.dates import MONTHS, WEEKDAYS, day_name, days_name, long_day_name, month_name

ScriptMessages = dict[str, str | dict[str, str]]
"""English message → translation; for a message with a plural, category of CLDR ("one", "other") → form."""


def gettext_noop(message: str) -> str:
    """Mark a message of a table for translation; it is looked up where it is shown."""
    return message


class Words(Struct, frozen=True):
    """The words of one language; as they stand here, of English."""

    language: str = "en"
    """BCP 47 tag."""

    catalogue: NullTranslations = field(default_factory=NullTranslations)

    digest: str = ""
    """Names the catalogues behind these words; pages that show them depend on it. "" for English."""

    scripts: ScriptMessages = field(default_factory=dict)
    """What the site's scripts say; empty for English, which they know."""

    def gettext(self, message: str, **values: object) -> str:
        """Return the message in this language, with `%(name)s` replaced by the values."""
        return self.catalogue.gettext(message) % self.printed(values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the form of the message that goes with `count`, which `%(num)s` prints."""
        return self.catalogue.ngettext(one, many, count) % self.printed({"num": count, **values})

    def printed(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return the values of a message with whole numbers as text; others stay."""
        return {name: self.number(v) if type(v) is int else v for name, v in values.items()}

    def day(self, day: dt.date) -> str:
        """Return "28 May 2026"."""
        return day_name(day)

    def long_day(self, day: dt.date) -> str:
        """Return "Thursday 28 May 2026"."""
        return long_day_name(day)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Return "25–31 May 2026"; names what both have only once."""
        return days_name(first, last)

    def month(self, year: int, month: int) -> str:
        """Return "May 2026"; the month counts from 1."""
        return month_name(year, month)

    def month_name(self, month: int) -> str:
        """Return "May"; the month counts from 1."""
        return MONTHS[month - 1]

    def short_month(self, month: int) -> str:
        """Return "Sep", to stand above the column of a month; the month counts from 1."""
        return MONTHS[month - 1][:3]

    def weekday(self, number: int) -> str:
        """Return "Mon"; Monday is 0."""
        return WEEKDAYS[number][:3]

    def number(self, value: float) -> str:
        """Turn 1234 into "1,234" and 86.64 into "86.6"."""
        return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"

    def listed(self, names: Sequence[str]) -> str:
        """Return "A", "A and B", "A, B and C"; "" for nobody."""
        return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


ENGLISH = Words()
