"""TOML files that people write: their text, their values, and the line on which a value stands.

Input:   a file in UTF-8, with or without byte order mark and with any newlines (TOML 1.0, toml.io).
Output:  text with "\\n" newlines; plain dicts, lists and values.
Refuses: what is not UTF-8 and what is not TOML (InputError with the line).

tomllib keeps no positions, so a line is looked up in the text when a problem is to be told.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.errors import InputError, Location

_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")
_TRIPLE = re.compile("\"\"\"|'''")

Keys = tuple[str, ...]


def read_toml_text(path: Path, shown: str) -> str:
    """Return the text of the file, "" when there is none; `shown` names it in messages. Raises InputError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        fault = f"cannot read this file: {error.strerror or error}"
        raise InputError(Location(shown), fault, "make it a file that you may read") from None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = Location(shown, data.count(b"\n", 0, error.start) + 1)
        raise InputError(where, "this line is not valid UTF-8", "save it as UTF-8 text") from None


def parse_toml(
    text: str, shown: str, fix: str = "quote texts, close brackets; see toml.io"
) -> dict[str, Any]:
    """Return the tables of `text`; raises InputError with the line at fault and the advice `fix`."""
    try:
        return tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, or what int() says to a number of thousands of digits
        found = re.search(r"at line (\d+)", str(error))
        last = text.rstrip().count("\n") + 1  # tomllib says "at end of document"
        where = Location(shown, int(found[1]) if found else last)
        raise InputError(where, f"this is not TOML: {error}", fix) from None
    except RecursionError:
        raise InputError(Location(shown), "this is nested too deeply", "write fewer brackets") from None


def find_line(text: str, *keys: str) -> int:
    """Return the line on which `keys` are set, outermost first: find_line(text, "lists", "home").

    That is a key's own line, the head of a table, or what stands closest: the line of the inline table or
    the head of the table that the key lies in. 0 when nothing of it is there.
    """
    best, depth = 0, 0
    for number, found in _places(text):
        if found[: len(keys)] == keys:
            return number
        if len(found) > depth and keys[: len(found)] == found:
            best, depth = number, len(found)
    return best


def _places(text: str) -> Iterator[tuple[int, Keys]]:
    """Yield (line, full key) of every key and head of a table; long strings are passed over."""
    table: Keys = ()
    in_string = False
    for number, line in enumerate(text.split("\n"), 1):
        starts_in_string = in_string
        in_string ^= len(_TRIPLE.findall(line)) % 2 == 1
        if starts_in_string:
            continue
        if head := re.match(r"\s*\[\[?(.+?)\]\]?\s*(#.*)?$", line):
            table = _parts(head[1])[0]
            yield number, table
            continue
        keys, rest = _parts(line)
        if keys and rest.startswith("="):
            yield number, table + keys


def _parts(text: str) -> tuple[Keys, str]:
    """Take a dotted key from the start of `text`: 'a."b.c" = 1' → ("a", "b.c"), "= 1"."""
    keys: list[str] = []
    while match := _PART.match(text):
        keys.append(next(part for part in match.groups() if part is not None))
        text = text[match.end() :]
        if not text.startswith("."):
            break
        text = text[1:]
    return tuple(keys), text
