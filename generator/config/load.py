"""Read content/site.toml into a frozen Config.

Input:   TOML 1.0 text; every key is a field of config.schema.
Output:  Config, checked: names, types and values that other rooms rely on.
Refuses: unknown keys (with the nearest known one), wrong types, an address that is none, each with file:line.
"""

import dataclasses
import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints
from urllib.parse import urlsplit

from generator.config.schema import Config
from generator.errors import InputError, Location

SITE_FILE = "content/site.toml"

T = TypeVar("T")


def load_config(project: Path) -> Config:
    """Return the configuration of the project in this folder; defaults where the file or a key is missing.

    Raises InputError with the line at fault.
    """
    try:
        text = (project / SITE_FILE).read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Location(SITE_FILE), f"cannot be read: {error}", "save it as UTF-8 text") from None
    return parse_config(text)


def parse_config(text: str) -> Config:
    """Turn the text of site.toml into a Config; raises InputError with the line at fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        last = len(text.splitlines())  # the message says "at end of document"
        where = Location(SITE_FILE, int(found[1]) if found else last)
        raise InputError(
            where, f"not valid TOML: {error}", "quote texts, close brackets; see toml.io"
        ) from None
    config = _fill(Config, raw, "", text)
    _check_values(config, text)
    return config


def _fill(kind: type[T], raw: dict[str, Any], table: str, text: str) -> T:
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in hints:
            raise _unknown_key(key, table, sorted(hints), text)
        values[key] = _convert(hints[key], value, key, table, text)
    return kind(**values)


def _convert(hint: Any, value: Any, key: str, table: str, text: str) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return _fill(hint, value, key, text)  # type: ignore[arg-type]
    if get_origin(hint) is dict and isinstance(value, dict):
        return {str(k): str(v) for k, v in value.items()}
    if type(value) is hint:
        return value
    wanted = {str: "text in quotes", int: "a whole number", bool: "true or false"}.get(hint, "a table")
    where = Location(SITE_FILE, find_line(text, key, table))
    raise InputError(where, f'"{key}" is {value!r}, but must be {wanted}', f"write {key} = {_example(hint)}")


def _example(hint: Any) -> str:
    return {str: '"…"', int: "10", bool: "true"}.get(hint, "… in a table of its own: [" + "…]")


def _unknown_key(key: str, table: str, known: list[str], text: str) -> InputError:
    near = difflib.get_close_matches(key, known, 1)
    fix = f'did you mean "{near[0]}"?' if near else f"known keys: {', '.join(known)}"
    place = f" in [{table}]" if table else ""
    return InputError(Location(SITE_FILE, find_line(text, key, table)), f'unknown key "{key}"{place}', fix)


def _check_values(config: Config, text: str) -> None:
    address = urlsplit(config.base_url)
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        where = Location(SITE_FILE, find_line(text, "base_url", ""))
        fix = 'write it like "https://lab.example/digest/"'
        raise InputError(where, f'"base_url" is {config.base_url!r}, which is no web address', fix)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", config.language):
        where = Location(SITE_FILE, find_line(text, "language", ""))
        raise InputError(where, f"{config.language!r} is no language tag", 'write it like "en" or "pt-BR"')
    for table in ("lists", "feeds", "mail"):
        for key, value in dataclasses.asdict(getattr(config, table)).items():
            if type(value) is int and not 1 <= value <= 10_000:
                where = Location(SITE_FILE, find_line(text, key, table))
                raise InputError(where, f'"{key}" is {value}', "write a number from 1 to 10000")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", config.mail.send_at):
        where = Location(SITE_FILE, find_line(text, "send_at", "mail"))
        raise InputError(where, f'"send_at" is {config.mail.send_at!r}', 'write a time of day like "06:00"')


def base_url(config: Config) -> str:
    """Return base_url with exactly one "/" at its end."""
    return config.base_url.rstrip("/") + "/"


def find_line(text: str, key: str, table: str) -> int:
    """Return the line on which `key` is set in `[table]` ("" is the top); 0 when it cannot be told."""
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            current = header[1]
            if current == key and not table:
                return number
        elif current == table and re.match(rf'\s*"?{re.escape(key)}"?\s*[=.]', line):
            return number
    return 0
