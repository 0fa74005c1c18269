"""Read content/authors.toml: which printed names are one person, and which one name is two.

    ["lin-wang"]                    # last part of the person's address
    name = "Lin Wang"               # heads the page
    names = ["L. Wang"]             # further printed names of the same person
    orcid = "0000-0002-1825-0097"
    url = "https://lin-wang.example/"

    ["gabriel-garcia-marquez"]      # a name of which nobody could tell where the family name begins
    name = "Gabriel García Márquez"
    family = "García Márquez"
    given = "Gabriel"

    ["yang-liu-tongji"]             # one printed name, two people: say which papers are meant
    name = "Yang Liu"
    papers = ["some-paper", "arxiv:2401.01230"]
    note = "Tongji University"

Refuses: unknown keys, wrong types, a slug that is none, an ORCID iD with a wrong check digit (ISO 7064), a
         name that means two people everywhere (InputError with the line).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from generator.base.nearest import did_you_mean
from generator.base.slugs import slugify, term_slug
from generator.base.text import clean
from generator.base.toml_file import find_line, parse_toml, read_toml_text
from generator.base.weblinks import is_web_link
from generator.errors import InputError, Location, Problem, Severity
from generator.model.paper import Paper
from generator.model.people import Person

AUTHORS_FILE = "authors.toml"
KEYS = ("name", "names", "family", "given", "papers", "note", "orcid", "url")


def load_people(content_dir: Path) -> tuple[Person, ...]:
    """Return the people of content/authors.toml in its order; () without the file. Raises InputError."""
    shown = _shown(content_dir)
    return parse_authors(read_toml_text(content_dir / AUTHORS_FILE, shown), shown)


def _shown(content_dir: Path) -> str:
    return f"{content_dir.name}/{AUTHORS_FILE}"


def parse_authors(text: str, path: str) -> tuple[Person, ...]:
    """Turn the text of authors.toml into people; raises InputError with the line at fault."""
    tables = parse_toml(text, path, "quote names, close brackets; see toml.io")
    people = tuple(_Table(slug, table, text, path).person() for slug, table in tables.items())
    _refuse_shared_names(people, text, path)
    return people


def unmatched_people(
    content_dir: Path, people: Iterable[Person], papers: Iterable[Paper]
) -> tuple[Problem, ...]:
    """Return a warning for each person whom no paper names, and for each of their papers that does not."""
    people = tuple(people)
    if not people:
        return ()
    authors = {name: {*map(term_slug, paper.authors)} for paper in papers for name in (paper.slug, paper.id)}
    printed = set[str]().union(*authors.values())
    faults = [(person.slug, *fault) for person in people for fault in _unmatched(person, authors, printed)]
    if not faults:
        return ()
    shown = _shown(content_dir)
    text = read_toml_text(content_dir / AUTHORS_FILE, shown)
    return tuple(
        Problem(Location(shown, find_line(text, slug, key)), Severity.WARNING, fault, fix)
        for slug, key, fault, fix in faults
    )


def _unmatched(
    person: Person, authors: Mapping[str, set[str]], printed: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (key, fault, fix) of one person; `authors` are the slugs of names by a paper's slug or id."""
    names = {*map(term_slug, (person.name, *person.names))}
    if not person.papers and names.isdisjoint(printed):
        fault = f'no paper names "{person.name}" or another name of "{person.slug}" as author'
        yield "name", fault, "write the names as papers print them, in names = […]"
    for paper in person.papers:
        lists = f'"{person.slug}" lists the paper "{paper}", which'
        if paper not in authors:
            yield "papers", f"{lists} is not here", "write its id, or its file's name without .md"
        elif names.isdisjoint(authors[paper]):
            fix = "add the name that the paper prints to names = […]"
            yield "papers", f"{lists} has none of their names as author", fix


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
                self.wrong(key, f'unknown key "{key}" for "{self.slug}"', did_you_mean(key, KEYS))
        return Person(
            slug=self.slug,
            name=self.one("name", needed=True),
            names=self.several("names"),
            papers=self.several("papers"),
            note=self.one("note"),
            orcid=self.orcid(),
            url=self.url(),
            family=self.family(),
            given=self.one("given"),
        )

    def family(self) -> str:
        family = self.one("family")
        if not family and self.one("given"):
            self.wrong("given", f'"{self.slug}" has "given" but no "family"', 'write family = "…" too')
        return family

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

    def wrong(self, key: str, fault: str, fix: str) -> NoReturn:
        raise InputError(
            Location(self.path, find_line(self.text, self.slug, *filter(None, (key,)))), fault, fix
        )


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
    """Refuse a name of two people; as on pages, case, accents, dots and dashes make no difference."""
    owner: dict[str, str] = {}
    for person in people:
        if person.papers:
            continue
        for slug, name in {term_slug(name): name for name in (*person.names, person.name)}.items():
            if slug in owner:
                fault = f'"{name}" means both "{owner[slug]}" and "{person.slug}", wherever it is printed'
                where = Location(path, find_line(text, person.slug))
                raise InputError(where, fault, 'give one of them the list of its papers: papers = ["…"]')
            owner[slug] = person.slug
