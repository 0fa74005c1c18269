"""Translations: .po files (GNU gettext manual, "The Format of PO Files"), read and checked with Babel.

A catalogue is trusted as a template is: messages of templates may hold markup. But a mistake in it must not
break a page, so placeholders are checked when it is read.
"""

import re
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.words import ScriptMessages
from generator.errors import InputError, Location

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog, Message

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|(%)")
_MARKUP = '<>"&'
"""What a translation may hold only where its English does: the others are text, or stand in an attribute."""

_COUNTS = (*range(200), 1_000, 10_000, 100_000, 1_000_000)
"""Numbers that between them have every plural of every language of CLDR."""


def read_catalogue(path: Path, shown: str) -> "Catalog":
    """Return what a .po file, called `shown` in messages, translates; fuzzy entries stay out.

    Raises InputError with the line that cannot be read, or whose placeholders the program does not fill.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileError, read_po

    try:
        read = read_po(BytesIO(path.read_bytes()), abort_invalid=True, charset="utf-8")
    except PoFileError as error:
        where = Location(shown, error.lineno + 1)
        raise InputError(where, f"cannot read this translation: {error}", "mend the line") from None
    except (OSError, ValueError) as error:
        fault, fix = f"cannot read this translation: {error}", "save it as UTF-8, as gettext writes it"
        raise InputError(Location(shown), fault, fix) from None
    good = Catalog(locale=read.locale, charset="utf-8", fuzzy=False)
    good.mime_headers = read.mime_headers
    for message in read:
        if message.id and not message.fuzzy and message.string and all(_forms(message.string)):
            if fault := fault_of(message):
                fix = "write placeholders and markup as in msgid; for quotes use “ ” or « »"
                raise InputError(Location(shown, message.lineno or 0), fault, fix)
            good[message.id] = message
    return good


def fault_of(message: "Message") -> str:
    """Say what would break a page: a placeholder or markup that the English has not; "" when all is well."""
    known = set().union(*(names_in(text) for text in _forms(message.id)))
    source = "".join(_forms(message.id))
    for text in _forms(message.string):
        if foreign := [sign for sign in _MARKUP if sign in text and sign not in source]:
            return f"{foreign[0]!r} may not stand in this translation"
        for found in _PLACEHOLDER.finditer(text):
            if found[2]:
                return 'a "%" stands alone; write "%%"'
            if found[1] and found[1] not in known:
                return f'"{found[0]}" is no placeholder of {_forms(message.id)[0]!r}'
    return ""


def names_in(text: str) -> set[str]:
    """Return the names of a message's placeholders: "%(num)s papers" has num."""
    return {found[1] for found in _PLACEHOLDER.finditer(text) if found[1]}


def _forms(texts: "str | Iterable[str] | None") -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def translations(catalogue: "Catalog") -> GNUTranslations:
    """Return a catalogue as gettext looks messages up."""
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def script_messages(catalogue: "Catalog", locale: "Locale") -> ScriptMessages:
    """Return the messages that scripts show: those with a reference to a .js file."""
    indexes = _plural_indexes(translations(catalogue), locale)
    return dict(_script_messages(catalogue, indexes))


def _script_messages(
    catalogue: "Catalog", indexes: dict[str, int]
) -> Iterator[tuple[str, str | dict[str, str]]]:
    for message in catalogue:
        if not any(place.endswith(".js") for place, _ in message.locations):
            continue
        forms = _forms(message.string)
        if isinstance(message.id, str):
            yield message.id, forms[0]
        else:
            last = len(forms) - 1
            yield message.id[0], {category: forms[min(i, last)] for category, i in indexes.items()}


def _plural_indexes(found: GNUTranslations, locale: "Locale") -> dict[str, int]:
    """Return which form of the file each category of CLDR has: browsers know categories, gettext numbers."""
    index = found.plural  # type: ignore[attr-defined]  # what Plural-Forms says; set by every GNUTranslations
    indexes: dict[str, int] = {}
    for count in _COUNTS:
        indexes.setdefault(locale.plural_form(count), index(count))
    return indexes
