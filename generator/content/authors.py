"""Read content/authors.toml: which printed names are one person, and which one name is two.

    ["lin-wang"]                    # last part of the person's address
    name = "Lin Wang"               # heads the page
    names = ["L. Wang"]             # further printed names of the same person
    orcid = "0000-0002-1825-0097"
    url = "https://lin-wang.example/"

    ["yang-liu-tongji"]             # one printed name, two people: say which papers are meant
    name = "Yang Liu"
    papers = ["some-paper", "arxiv:2401.01230"]
    note = "Tongji University"

Refuses: unknown keys, wrong types, a slug that is none, an ORCID iD with a wrong check digit (ISO 7064), a
         name that means two people everywhere (InputError with the line).
"""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from generator.base.slugs import slugify
from generator.base.text import clean
from generator.base.weblinks import is_web_link
from generator.errors import InputError, Location
from generator.model.people import Person

AUTHORS_FILE = "authors.toml"
KEYS = ("name", "names", "papers", "note", "orcid", "url")


def load_people(content_dir: Path) -> tuple[Person, ...]:
    """Return the people of content/authors.toml in its order; () without the file. Raises InputError."""
    shown = f"{content_dir.name}/{AUTHORS_FILE}"
    try:
        text = (content_dir / AUTHORS_FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Location(shown), f"cannot read this file: {error}", "save it as UTF-8") from None
    return parse_authors(text, shown)


def parse_authors(text: str, path: str) -> tuple[Person, ...]:
    """Turn the text of authors.toml into people; raises InputError with the line at fault."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        where = Location(path, int(found[1]) if found else text.count("\n") + 1)
        raise InputError(where, f"this is not TOML: {error}", "quote names, close brackets") from None
    people = tuple(_Table(slug, table, text, path).person() for slug, table in tables.items())
    _refuse_shared_names(people, text, path)
    return people


class _Table:
    """One table of authors.toml on its way to a Person."""

    def __init__(self, slug: str, table: Any, text: str, path: str) -> None:
        self.slug, self.table, self.text, self.path = slug, table, text, path

    def person(self) -> Person:
        if not isinstance(self.table, dict):
            self.wrong("", f'"{self.slug}" is not a table', f'write ["{self.slug}"] and below it name = "…"')
        if not self.slug or slugify(self.slug, 80) != self.slug:
            fix = f'write ["{slugify(self.slug, 80) or "some-name"}"]'
            self.wrong("", f'"{self.slug}" is no slug (a-z, 0-9 and single dashes)', fix)
        for key in self.table:
            if key not in KEYS:
                near = difflib.get_close_matches(key, KEYS, 1)
                fix = f'did you mean "{near[0]}"?' if near else f"known keys: {', '.join(KEYS)}"
                self.wrong(key, f'unknown key "{key}" for "{self.slug}"', fix)
        return Person(
            slug=self.slug,
            name=self.one("name", needed=True),
            names=self.several("names"),
            papers=self.several("papers"),
            note=self.one("note"),
            orcid=self.orcid(),
            url=self.url(),
        )

    def one(self, key: str, needed: bool = False) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or (needed and not clean(value)):
            self.wrong(key, f'"{self.slug}" needs "{key}" as text', f'write {key} = "…"')
        return clean(value)

    def several(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and clean(item) for item in value):
            self.wrong(key, f'"{key}" of "{self.slug}" must be a list of texts', f'write {key} = ["…", "…"]')
        return tuple(clean(item) for item in value)

    def orcid(self) -> str:
        orcid = self.one("orcid").removeprefix("https://orcid.org/").upper()
        if orcid and not _is_orcid(orcid):
            self.wrong("orcid", f'"{orcid}" is no ORCID iD', 'write it like "0000-0002-1825-0097"')
        return orcid

    def url(self) -> str:
        url = self.one("url")
        if url and not is_web_link(url):
            self.wrong("url", f'"{url}" is no web address', 'write it like "https://lin-wang.example/"')
        return url

    def wrong(self, key: str, fault: str, fix: str) -> None:
        raise InputError(Location(self.path, _find_line(self.text, self.slug, key)), fault, fix)


def _is_orcid(orcid: str) -> bool:
    """ISO 7064 MOD 11-2, as https://support.orcid.org describes it."""
    if not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", orcid):
        return False
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def _refuse_shared_names(people: tuple[Person, ...], text: str, path: str) -> None:
    owner: dict[str, str] = {}
    for person in people:
        if person.papers:
            continue
        for name in dict.fromkeys((person.name, *person.names)):
            if name in owner:
                fault = f'"{name}" means both "{owner[name]}" and "{person.slug}", wherever it is printed'
                where = Location(path, _find_line(text, person.slug, ""))
                raise InputError(where, fault, 'give one of them the list of its papers: papers = ["…"]')
            owner[name] = person.slug


def _find_line(text: str, slug: str, key: str) -> int:
    """Return the line of `key` in the table of `slug`, or of the table's head; 0 when it cannot be told."""
    head = re.compile(rf"\s*\[\s*[\"']?{re.escape(slug)}[\"']?\s*\]|[\"']?{re.escape(slug)}[\"']?\s*=")
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if start and line.lstrip().startswith("["):
            break
        if head.match(line):
            start = number
        elif start and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return start
