"""Slugs: short, stable, ASCII names for addresses and files.

A slug holds only a-z, 0-9 and "-", starts and ends with a letter or digit, is never a name that
Windows reserves, and is lower case, so that two slugs that differ also differ on a case-insensitive disk.
"""

import re
from functools import lru_cache

from generator.base.hashing import digest_text

RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "index", "page"}
    | {f"com{n}" for n in range(1, 10)}
    | {f"lpt{n}" for n in range(1, 10)}
)


def slugify(text: str, longest: int = 60) -> str:
    """Return the slug of `text`, cut at a word so that it has at most `longest` characters.

    Any script is romanised first. Text without a letter or digit gives "".
    """
    ascii_text = text
    if not text.isascii():
        from anyascii import anyascii  # heavy tables: only for text that needs them

        ascii_text = anyascii(text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", ascii_text.lower()))
    slug = _cut(words, longest)
    return f"{slug}-x" if slug in RESERVED else slug


def _cut(words: list[str], longest: int) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > longest:
            break
        slug = longer
    return slug or "".join(words)[:longest]


@lru_cache(maxsize=65_536)  # most names stand on several papers, and are asked for at each
def term_slug(name: str) -> str:
    """Return the slug of a printed name, never "".

    Names that differ only in case, accents, dots or dashes share it: they count as one.
    """
    return slugify(name, longest=80) or digest_text(name)[:12]


def unique_slug(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … if it is taken; the caller adds it to `taken`."""
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
