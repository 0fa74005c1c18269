"""The interface's words: English in the source, other languages by gettext catalogues.

Words are marked where they stand: `{{ _("Feeds") }}` and `{% trans %}` in templates (Jinja's i18n extension),
`words.gettext("Feeds")` and `words.ngettext("%(num)s paper", "%(num)s papers", n)` in Python.
"""

from dataclasses import dataclass, field
from gettext import NullTranslations


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str = "en"
    """BCP 47 tag."""

    catalogue: NullTranslations = field(default_factory=NullTranslations)

    def gettext(self, message: str, **values: object) -> str:
        """Return the message in this language, with `%(name)s` replaced by the values."""
        text = self.catalogue.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the form of the message that goes with `count`, which `%(num)s` prints."""
        return self.catalogue.ngettext(one, many, count) % {"num": f"{count:,}", **values}
