"""Read content/gaps.toml: what the listings of a day lacked, told to readers of that day's digest.

    ["2026-05-28.txt"]              # the listing; ingest adds those of which seeds.toml says "incomplete"
    day = 2026-05-28                # the day on which its papers were added
    note = "astro-ph was missing"   # yours to word; "" tells nobody

Refuses: unknown keys, wrong types (InputError with the line).
"""

import datetime as dt
from pathlib import Path
from typing import Any

from generator.base.nearest import did_you_mean
from generator.base.text import clean
from generator.base.toml_file import find_line, parse_toml, read_toml_text
from generator.errors import InputError, Location
from generator.model.library import Gap

GAPS_FILE = "gaps.toml"
KEYS = ("day", "note")

_SHAPE = 'write ["listing.txt"] and below it day = 2026-05-28 and note = "…"'


def load_gaps(content_dir: Path) -> tuple[Gap, ...]:
    """Return the gaps of content/gaps.toml in its order; () without the file. Raises InputError."""
    shown = f"{content_dir.name}/{GAPS_FILE}"
    return parse_gaps(read_toml_text(content_dir / GAPS_FILE, shown), shown)


def parse_gaps(text: str, path: str) -> tuple[Gap, ...]:
    """Turn the text of gaps.toml into gaps; raises InputError with the line at fault."""
    tables = parse_toml(text, path, _SHAPE)
    return tuple(_gap(listing, table, text, path) for listing, table in tables.items())


def _gap(listing: str, table: Any, text: str, path: str) -> Gap:
    where = Location(path, find_line(text, listing))
    if not isinstance(table, dict):
        raise InputError(where, f'"{listing}" is not a table', _SHAPE)
    for key in table:
        if key not in KEYS:
            where = Location(path, find_line(text, listing, key))
            raise InputError(where, f'unknown key "{key}" for "{listing}"', did_you_mean(key, KEYS))
    day, note = table.get("day"), table.get("note")
    if isinstance(day, dt.datetime) or not isinstance(day, dt.date):
        where = Location(path, find_line(text, listing, "day"))
        raise InputError(where, f'"{listing}" has no day', _SHAPE)
    if not isinstance(note, str):
        where = Location(path, find_line(text, listing, "note"))
        raise InputError(where, f'"{listing}" has no note', _SHAPE)
    return Gap(listing, day, clean(note))
