"""Front matter: the YAML between two "---" lines, read strictly and written so that YAML cannot misread it.

Input:   the text of one content file.
Output:  Fields, which know the line of each key; and back again, one key a line, block style.
Refuses: what is no front matter, what is not closed, and what content.yaml_front_matter refuses.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from msgspec import Struct

from generator.content.canonical import parse_canonical, split
from generator.errors import InputError, Location


class Fields(Struct, frozen=True):
    """The keys of one front matter, with the line of each for messages."""

    values: Mapping[str, Any]
    """Plain data: text, numbers, dates, lists and mappings."""

    path: str
    lines: Mapping[str, int]

    def where(self, key: str) -> Location:
        """Return the line on which `key` stands."""
        return Location(self.path, self.lines.get(key, 1))

    def wrong(self, key: str, fault: str, fix: str) -> NoReturn:
        """Raise InputError at the line of `key`."""
        raise InputError(self.where(key), f'"{key}" {fault}', fix)


def parse_front_matter(text: str, path: str) -> tuple[Fields, str]:
    """Return the fields and the body of the file's text; raises InputError with the line at fault."""
    if found := parse_canonical(text):
        values, lines, body = found
        return Fields(values, path, lines), body
    from generator.content.yaml_front_matter import parse  # most files need no YAML

    values, lines, body = parse(text, path)
    return Fields(values, path, lines), body


def split_body(text: str, path: str) -> str:
    """Return the body alone, without looking at the YAML; raises InputError when the fences are missing."""
    return split(text.strip(), path)[1].strip()


def dump_front_matter(values: Mapping[str, Any], body: str) -> str:
    """Return the text of a content file; dates, lists and mappings become YAML's own."""
    from generator.content.yaml_front_matter import dump

    return dump(values, body)
