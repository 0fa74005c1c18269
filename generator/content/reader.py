"""Read one content file into a Paper or a TextPage, strictly: a wrong value is an error with its line.

Input:   bytes of content/papers/**/<slug>.md or content/pages/<slug>.md.
Output:  ParsedPaper or ParsedText; unknown keys are kept and reported as warnings with the nearest known key.
Refuses: what is not UTF-8, wrong types, an empty title, a paper with neither "added" nor "date" (InputError).
A person may leave out everything else: `id` follows from the name that the file had first (its first alias of
a paper, else its own), lists are empty, flags false.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePosixPath
from sys import intern
from typing import Any

from msgspec import Struct

from generator.base.identifiers import read_arxiv_id, read_doi
from generator.base.language import is_language_tag
from generator.base.nearest import did_you_mean
from generator.base.slugs import slugify
from generator.base.text import clean
from generator.base.topics import codes_by_lower
from generator.base.weblinks import is_web_link
from generator.content.doubts import doubts
from generator.content.front_matter import Fields, parse_front_matter
from generator.errors import InputError, Location, Problem, Severity
from generator.model.paper import Paper
from generator.model.record import Link, Source

KINDS = ("paper", "pdf", "code", "project", "data", "link")
PAPER_KEYS = tuple(name for name in Paper.__struct_fields__ if name != "slug")
TEXT_KEYS = ("title", "description", "in_navigation", "aliases")
LONGEST_SLUG = 80
LONGEST_ALIAS = 200
_ALIAS = re.compile(r"(?![.])[\w.~-]{1,80}(/(?![.])[\w.~-]{1,80})*/?")
_OLD_PAPER = re.compile(r"papers/([^/]+)/?")


class ParsedPaper(Struct, frozen=True):
    """One paper's file, taken apart."""

    paper: Paper
    body: str
    """Markdown behind the front matter, without white space around it."""

    extra: dict[str, Any]
    """Unknown keys with their plain data; kept when the file is written again."""

    keys: frozenset[str] = frozenset()
    """Keys that stand in the file, with or without a value."""

    problems: tuple[Problem, ...] = ()


class ParsedText(Struct, frozen=True):
    """One text page's file, taken apart."""

    slug: str
    title: str
    body: str
    description: str
    in_navigation: bool
    aliases: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> str:
    """Return the text of a content file with "\\n" newlines; raises InputError when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = Location(path, data.count(b"\n", 0, error.start) + 1)
        raise InputError(where, "this line is not valid UTF-8", "save the file as UTF-8") from None


def parse_paper(data: bytes, path: str) -> ParsedPaper:
    """Read the file of one paper; `path` names it in messages and gives the slug. Raises InputError."""
    found, body = parse_front_matter(decode(data, path), path)
    paper = _paper(found, _slug(path))
    extra = {key: value for key, value in found.values.items() if key not in PAPER_KEYS}
    problems = (*_unknown(found, PAPER_KEYS), *doubts(found, paper, body))
    return ParsedPaper(paper, body, extra, frozenset(found.values), problems)


def _paper(found: Fields, slug: str) -> Paper:
    day = _day(found, "date")
    added = _day(found, "added") or day
    if added is None:
        fix = 'write "added: 2026-05-28", the day on which readers shall learn of it'
        raise InputError(Location(found.path, 1), 'the paper has neither "added" nor "date"', fix)
    return Paper(
        id=_text(found, "id") or f"file:{_first_slug(found) or slug}",
        slug=slug,
        title=_title(found),
        added=added,
        updated=_updated(found, added),
        authors=_texts(found, "authors"),
        # who writes a file by hand names everybody, and seldom says so
        authors_complete=_flag(found, "authors_complete", default=bool(found.values.get("authors"))),
        organisations=_texts(found, "organisations"),
        date=day,
        topics=_topics(found),
        keywords=_texts(found, "keywords"),
        score=_score(found),
        has_code=_flag(found, "has_code"),
        arxiv_id=_identifier(found, "arxiv_id", read_arxiv_id, '"2401.01230"'),
        doi=_identifier(found, "doi", read_doi, '"10.1000/182"').lower(),
        journal=_text(found, "journal"),
        conference=_text(found, "conference"),
        volume=_number(found, "volume"),
        number=_number(found, "number"),
        pages=_number(found, "pages"),
        publisher=_text(found, "publisher"),
        license=_license(found),
        language=_language(found),
        links=_links(found),
        sources=_sources(found),
        aliases=_aliases(found),
        draft=_flag(found, "draft"),
    )


def parse_text(data: bytes, path: str) -> ParsedText:
    """Read the file of one text page; raises InputError."""
    found, body = parse_front_matter(decode(data, path), path)
    return ParsedText(
        slug=_slug(path),
        title=_title(found),
        body=body,
        description=_text(found, "description"),
        in_navigation=_flag(found, "in_navigation"),
        aliases=_aliases(found),
        problems=_unknown(found, TEXT_KEYS),
    )


def _slug(path: str) -> str:
    name = PurePosixPath(path).name.removesuffix(".md")
    slug = slugify(name, LONGEST_SLUG)
    if not slug or slug != name:
        fault = "the file's name becomes its address, but is no slug (a-z, 0-9 and single dashes)"
        raise InputError(Location(path), fault, f'rename it to "{slug or "some-title"}.md"')
    return slug


def _first_slug(found: Fields) -> str:
    """Return the name that a renamed file had first, "" for one that keeps its name."""
    olds = (_OLD_PAPER.fullmatch(alias) for alias in _aliases(found))
    return next((old[1] for old in olds if old), "")


def _unknown(found: Fields, known: tuple[str, ...]) -> tuple[Problem, ...]:
    return tuple(
        Problem(found.where(key), Severity.WARNING, f"unknown key {key!r}", did_you_mean(key, known))
        for key in found.values
        if key not in known
    )


def _text(found: Fields, key: str) -> str:
    return _one_line(found, key, found.values.get(key))


def _one_line(found: Fields, key: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        found.wrong(key, f"is {value!r}, but must be text", "put it in double quotes")
    return clean(value)


def _number(found: Fields, key: str) -> str:
    """Return a volume or page, which people write with and without quotes."""
    value = found.values.get(key)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else _text(found, key)


def _identifier(found: Fields, key: str, read: Callable[[str], str], example: str) -> str:
    """Return an identifier as `read` understands it: people paste it with its prefix, too."""
    text = _text(found, key)
    if text and not read(text):
        name = "DOI" if key == "doi" else "number of arXiv"
        found.wrong(key, f"is {text!r}, which is no {name}", f"write it like {example}, or leave it out")
    return read(text)


def _license(found: Fields) -> str:
    address = _text(found, "license")
    if address and not is_web_link(address):
        fix = 'write the licence\'s address: "https://creativecommons.org/licenses/by/4.0/"'
        found.wrong("license", f"is {address!r}, which is no web address", fix)
    return address


def _title(found: Fields) -> str:
    title = _text(found, "title")
    if not title:
        found.wrong("title", "is missing or empty", 'write "title: …"')
    return title


def _texts(found: Fields, key: str) -> tuple[str, ...]:
    texts = (_one_line(found, key, item) for item in _list(found, key))
    return tuple(intern(text) for text in texts if text)  # most stand on several papers


def _list(found: Fields, key: str) -> list[Any]:
    value = found.values.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        found.wrong(
            key, f"is {value!r}, but must be a list", f'write "{key}:" and below it one "  - …" a line'
        )
    return value


def _flag(found: Fields, key: str, default: bool = False) -> bool:
    value = found.values.get(key)
    if value is not None and not isinstance(value, bool):
        found.wrong(key, f"is {value!r}, but must be true or false", f'write "{key}: true" or "{key}: false"')
    return default if value is None else value


def _day(found: Fields, key: str) -> date | None:
    value = found.values.get(key)
    if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
        told = value.isoformat(" ") if isinstance(value, datetime) else repr(value)
        found.wrong(key, f"is {told}, but must be a day", f'write "{key}: 2026-05-28"')
    return value


def _updated(found: Fields, added: date) -> date | None:
    day = _day(found, "updated")
    if day and day < added:
        fix = f"write a day from {added.isoformat()} on, or leave it out"
        found.wrong("updated", f"is {day.isoformat()}, before the paper was added", fix)
    return day


def _score(found: Fields) -> float | None:
    value = found.values.get("score")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not (0 <= value <= 100):
        found.wrong("score", f"is {value!r}, but must be a number from 0 to 100", 'write "score: 53.2"')
    return math.fabs(value)  # -0.0 would not be written as it is read


def _links(found: Fields) -> tuple[Link, ...]:
    links = []
    for item in _list(found, "links"):
        if not isinstance(item, dict) or set(item) != {"kind", "url"}:
            fix = 'write "  - kind: code" and below it "    url: https://…"'
            found.wrong("links", f"holds {item!r}, but each link has a kind and a url", fix)
        kind, url = _one_line(found, "links", item["kind"]), _one_line(found, "links", item["url"])
        if kind not in KINDS:
            found.wrong("links", f"holds the kind {kind!r}", f"use one of {', '.join(KINDS)}")
        if not is_web_link(url):
            found.wrong("links", f"holds {url!r}, which is no web address", "write it as https://…")
        links.append(Link(kind, url))
    return tuple(links)


def _sources(found: Fields) -> tuple[Source, ...]:
    sources = []
    for text in _texts(found, "sources"):
        match = re.fullmatch(r"(.+):(\d{1,12})", text)
        if not match:
            found.wrong("sources", f"holds {text!r}", 'write a seed and a line: "listing.txt:2"')
        sources.append(Source(match[1], int(match[2])))
    return tuple(sources)


def _topics(found: Fields) -> tuple[str, ...]:
    """Return categories as arXiv writes them, each once: "CS.cv" is cs.CV; unknown ones stay as they are."""
    codes = codes_by_lower()
    return tuple(dict.fromkeys(codes.get(text.lower(), text) for text in _texts(found, "topics")))


def _language(found: Fields) -> str:
    tag = _text(found, "language")
    if tag and not is_language_tag(tag):
        found.wrong("language", f"is {tag!r}, which is no language tag", 'write it like "en" or "pt-BR"')
    return tag


def _aliases(found: Fields) -> tuple[str, ...]:
    for alias in _texts(found, "aliases"):
        if len(alias) > LONGEST_ALIAS or not _ALIAS.fullmatch(alias):
            fix = 'write it below the site\'s root: "papers/old-name/"'
            found.wrong("aliases", f"holds {alias!r}, which is no address of this site", fix)
    return _texts(found, "aliases")
