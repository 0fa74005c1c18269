"""Front matter as our own writer writes it, read line by line: many times as fast as YAML.

Input:   the text of one content file.
Output:  what the full parser gives for it; None for anything that might mean something else than what is
         written here, which the full parser then reads or refuses.
Shape:   "key: value", "key:", "key: []", "  - item", and "  - kind: …" with "    url: …" below it. A value is
         plain text, text in double quotes that escape only quotes and backslashes, true, false, a day, or a
         small number.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from generator.errors import InputError, Location

LONGEST = 200_000
"""Characters of YAML; a paper with 3000 authors has some 60 000."""

PLAIN = r"[^\W\d_][\w.,()/+'’–-]*(?: [\w.,()/+'’–-]+)*(?::[\w./()-]+)*"
"""Text that no YAML, 1.1 or 1.2, takes for anything else: no octal, sexagesimal or "1e3" numbers …"""

MISREAD = frozenset("y n yes no on off true false null none nan inf".split())
"""… unless it is one of these, in small letters or capitals."""

Found = tuple[dict[str, Any], dict[str, int], str]
"""Values, the line of each key, the body."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_QUOTED = r'"(?:[^"\\\n]|\\["\\])*"'
_LINE = re.compile(
    rf"  - (?:(?P<item>{PLAIN})|(?P<quoted_item>{_QUOTED}))\n"
    rf"|(?P<key>[a-z][a-z_]{{1,40}}):(?: (?:(?P<text>{PLAIN})|(?P<quoted>{_QUOTED})|(?P<nothing>\[\])"
    r"|(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<fraction>[0-9]{1,4}\.[0-9]{1,6})|(?P<whole>0|[1-9][0-9]{0,8})))?\n"
    rf"|  - kind: (?P<kind>[a-z]{{3,10}})\n    url: (?:(?P<url>{PLAIN})|(?P<quoted_url>{_QUOTED}))\n"
)
_ESCAPED = re.compile(r"\\(.)")


class _OtherwiseError(Exception):
    """The full parser must decide."""


def split(text: str, path: str) -> tuple[str, str]:
    """Return front matter and body of a file's text; raises InputError when one of the fences is missing."""
    text = text.removeprefix("\ufeff")
    first = _FENCE.match(text)
    if not first:
        fix = 'begin with a line "---", then "title: …", then a line "---", then the text'
        raise InputError(Location(path, 1), "the file has no front matter", fix)
    last = _FENCE.search(text, first.end())
    if not last:
        fault, fix = "the front matter is not closed", 'put a line "---" between front matter and text'
        raise InputError(Location(path, 1), fault, fix)
    return text[first.end() : last.start()].removeprefix("\n"), text[last.end() :]


def parse_canonical(text: str) -> Found | None:
    """Return what a file holds whose front matter is as our writer writes it, else None."""
    end = text.find("\n---\n", 4)
    if not text.startswith("---\n") or not 0 < end <= LONGEST:
        return None
    try:
        values, lines = _read(text, 4, end + 1)
    except (_OtherwiseError, ValueError):  # of a day that no calendar has
        return None
    return values, lines, text[end + 5 :].strip()


def _read(text: str, at: int, end: int) -> tuple[dict[str, Any], dict[str, int]]:
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    items: list[Any] | None = None
    match, line, last = _LINE.match, 2, ""
    while at < end:
        found = match(text, at, end)
        if not found:
            raise _OtherwiseError
        kind = found.lastgroup or ""
        if kind in _VALUES:
            last = found["key"]
            if last in values or last in MISREAD:
                raise _OtherwiseError
            values[last], lines[last] = _VALUES[kind](found[kind]), line
            items = [] if kind == "key" else None
        elif items is None:
            raise _OtherwiseError
        else:
            values[last] = items
            items.append(_ITEMS[kind](found))
            line += kind in ("url", "quoted_url")
        at, line = found.end(), line + 1
    return values, lines


def _plain(text: str) -> str:
    if len(text) <= 5 and text.lower() in MISREAD:
        raise _OtherwiseError
    return text


def _text_or_flag(text: str) -> str | bool:
    return text == "true" if text in ("true", "false") else _plain(text)


def _quoted(text: str) -> str:
    if not text.isprintable():  # among them what YAML takes for the end of a line
        raise _OtherwiseError
    return _ESCAPED.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1]


def _nothing(_: str) -> None:
    return None


def _empty(_: str) -> list[Any]:
    return []


_VALUES: dict[str, Callable[[str], Any]] = {
    "key": _nothing,
    "text": _text_or_flag,
    "quoted": _quoted,
    "nothing": _empty,
    "day": date.fromisoformat,
    "fraction": float,
    "whole": int,
}
"""By the group that a line ends with: its text → the value."""

_ITEMS: dict[str, Callable[[re.Match[str]], Any]] = {
    "item": lambda found: _plain(found["item"]),
    "quoted_item": lambda found: _quoted(found["quoted_item"]),
    "url": lambda found: {"kind": _plain(found["kind"]), "url": _plain(found["url"])},
    "quoted_url": lambda found: {"kind": _plain(found["kind"]), "url": _quoted(found["quoted_url"])},
}
"""The same for an item of a list."""
