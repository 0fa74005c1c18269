#!/usr/bin/env python3
"""Collect the interface's words from the sources and bring the translations up to date (`make messages`).

    tools/messages.py             update every .po file; list what is not translated yet
    tools/messages.py fr pt-BR    also begin these languages

Output:  generator/locale/<tag>.po with the words of the program, its scripts and the base theme;
         themes/<name>/locale/<tag>.po with those that only another theme has.
Promise: translations stay, messages stand in the order of the sources, and nothing is dated: a second run
         writes the same bytes.
Extracts with Babel; what marks a word is told in generator/base/words.py.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    ("generator", "*.py", "python"),
    ("themes/base/templates", "*.*", babel_extract),
    ("browser/src", "*.js", "javascript"),
)
"""(folder, files in it, Babel's extractor for them): what generator/locale has."""

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "gettext_noop": None}
OPTIONS = {
    "extensions": "jinja2.ext.i18n",
    "newstyle_gettext": "true",
    "trimmed": "true",
    "encoding": "utf-8",
    "parse_template_string": "true",
}
NOTE = "NOTE:"
"""A comment that begins so is meant for translators."""

WIDTH = 100
HEADER = """\
# {name}: the words of paper-digest. `make messages` brings this file up to date.
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def main(languages: Sequence[str]) -> int:
    """Update all files; return 1 when something is not translated yet."""
    missing = 0
    for path, template in wanted(languages):
        data = updated(path, template)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        empty = untranslated(data)
        missing += len(empty)
        print(f"{path.relative_to(ROOT)}: {len(template)} messages, {len(empty)} not translated")
        for message in empty:
            print(f"    {message.id!r}")
    return 1 if missing else 0


def wanted(languages: Iterable[str] = ()) -> Iterator[tuple[Path, Catalog]]:
    """Give every translation that there is, or shall be, with the messages that belong into it."""
    program = collect(SOURCES)
    known = sorted({*languages, *(path.stem for path in (ROOT / "generator/locale").glob("*.po"))})
    for tag in known:
        yield ROOT / f"generator/locale/{tag}.po", program
    for theme in sorted(ROOT.glob("themes/*/templates")):
        own = collect([(theme.relative_to(ROOT).as_posix(), "*.*", babel_extract)], without=program)
        for tag in known if len(own) else ():
            yield theme.parent / f"locale/{tag}.po", own


def collect(sources: Iterable[tuple[str, str, object]], without: Catalog | None = None) -> Catalog:
    """Return the messages of these sources, without those that another catalogue has."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for folder, pattern, method in sources:
        for path in sorted((ROOT / folder).rglob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            with path.open("rb") as file:
                for line, message, comments, _ in extract(method, file, KEYWORDS, (NOTE,), OPTIONS):  # type: ignore[arg-type]
                    if without is None or message not in without:
                        catalogue.add(message, locations=[(name, line)], auto_comments=comments)
    return catalogue


def updated(path: Path, template: Catalog) -> bytes:
    """Return the .po file at `path` with exactly the messages of `template`; translations stay."""
    locale = Locale.parse(path.stem, sep="-")
    catalogue = Catalog(locale=locale, charset="utf-8", fuzzy=False)
    if path.is_file():
        catalogue = read_po(BytesIO(path.read_bytes()), locale=locale)
    catalogue.update(template, no_fuzzy_matching=True)
    body = BytesIO()
    write_po(body, catalogue, WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = HEADER.format(
        name=locale.get_display_name("en"), tag=path.stem, plural=Catalog(locale=locale).plural_forms
    )
    return header.encode() + body.getvalue().strip() + b"\n"


def untranslated(data: bytes) -> list[Message]:
    """Return the messages of a .po file that say nothing, or not for sure."""
    messages = (message for message in read_po(BytesIO(data)) if message.id)
    return [message for message in messages if message.fuzzy or not all(_forms(message))]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _language(tag: str) -> str:
    """Return a tag that Babel knows; argparse tells the person when it does not."""
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise argparse.ArgumentTypeError(
            f'"{tag}" is no language; write a tag such as "fr" or "pt-BR"'
        ) from None
    return tag


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Bring the translations up to date with the sources, and list what is not translated yet."
    )
    parser.add_argument(
        "languages", nargs="*", type=_language, metavar="LANGUAGE", help='also begin this one ("fr", "pt-BR")'
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(_arguments().languages))
