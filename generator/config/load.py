"""Read content/site.toml into a frozen Config.

Input:   TOML 1.0 text; every key is a field of config.schema.
Output:  Config, checked: names, types and values that other rooms rely on.
Refuses: unknown keys (with the nearest known one), wrong types, an address that is none, each with file:line.
"""

import re
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict

from generator.base.language import is_language_tag
from generator.base.mailbox import is_mailbox
from generator.base.nearest import did_you_mean
from generator.base.text import clean
from generator.base.toml_file import parse_toml, read_toml_text
from generator.config.faults import SITE_FILE, fault_at, is_web_address
from generator.config.mail import check_mail
from generator.config.schema import ENGINES, Config, ExportsConfig, FeedsConfig

T = TypeVar("T")


def load_config(project: Path) -> Config:
    """Return the configuration of the project in this folder; defaults where the file or a key is missing.

    Raises InputError with the line at fault.
    """
    return parse_config(read_toml_text(project / SITE_FILE, SITE_FILE))


def parse_config(text: str) -> Config:
    """Turn the text of site.toml into a Config; raises InputError with the line at fault."""
    config = _fill(Config, parse_toml(text, SITE_FILE), (), text)
    _check_site(config, text)
    _check_numbers(config, text)
    check_mail(config, text)
    _check_formats(config, text)
    if config.search.engine not in ENGINES:
        fault = f'there is no search engine "{config.search.engine}"'
        raise fault_at(text, ("search", "engine"), fault, f"use {', '.join(ENGINES[:-1])} or {ENGINES[-1]}")
    return config


def _fill(kind: type[T], raw: dict[str, Any], table: tuple[str, ...], text: str) -> T:
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in hints:
            place = f" in [{'.'.join(table)}]" if table else ""
            raise fault_at(
                text, (*table, key), f'unknown key "{key}"{place}', did_you_mean(key, sorted(hints))
            )
        values[key] = _convert(hints[key], value, (*table, key), text)
    return kind(**values)


def _convert(hint: Any, value: Any, keys: tuple[str, ...], text: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, Struct) and isinstance(value, dict):
        return _fill(hint, value, keys, text)
    if get_origin(hint) is dict and isinstance(value, dict):
        return {key: _convert(str, inner, (*keys, key), text) for key, inner in value.items()}
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_convert(str, item, keys, text) for item in value)
    if type(value) is hint:
        return value
    key = keys[-1]
    if get_origin(hint) is tuple:
        fix = f'write {key} = ["…", "…"]'
        raise fault_at(text, keys, f'"{key}" is {value!r}, but must be a list of texts', fix)
    if hint not in _SCALARS:
        fix = f"write [{key}] on a line of its own and its keys below it"
        raise fault_at(text, keys, f'"{key}" is {value!r}, but must be a table', fix)
    wanted, example = _SCALARS[hint]
    raise fault_at(text, keys, f'"{key}" is {value!r}, but must be {wanted}', f"write {key} = {example}")


_SCALARS = {
    str: ("text in quotes", '"…"'),
    int: ("a whole number", "10"),
    bool: ("true or false", "true"),
}


def _check_site(config: Config, text: str) -> None:
    if not clean(config.title):
        raise fault_at(text, ("title",), '"title" is empty', 'write a name: title = "Paper Digest"')
    if not is_web_address(config.base_url) or not _PLAIN_ADDRESS.fullmatch(config.base_url):
        fix = 'write it like "https://lab.example/digest/"'
        raise fault_at(
            text, ("base_url",), f'"base_url" is {config.base_url!r}, which is no web address', fix
        )
    for key, tag in (("language", config.language), ("paper_language", config.paper_language)):
        if not is_language_tag(tag) and (tag or key == "language"):
            raise fault_at(text, (key,), f"{tag!r} is no language tag", 'write it like "en" or "pt-BR"')
    if config.contact and not (is_mailbox(config.contact) or is_web_address(config.contact)):
        fault = f'"contact" is {config.contact!r}, which is neither a mail address nor a web address'
        raise fault_at(
            text, ("contact",), fault, 'write it like "hello@lab.example" or "https://lab.example/about"'
        )
    hub = config.feeds.hub
    if hub and not (is_web_address(hub) and _NO_BLANK.fullmatch(hub)):
        fault = f'"hub" is {hub!r}, which is no web address'
        raise fault_at(text, ("feeds", "hub"), fault, 'write it like "https://hub.example/"')


MAY_BE_NONE = frozenset({"related", "keyword_min_papers", "rate"})
"""Numbers that may be 0."""

_NO_BLANK = re.compile(r"[!-~]+")
_PLAIN_ADDRESS = re.compile(r"https?://[^/@?#]+(/[A-Za-z0-9_~-][A-Za-z0-9._~%-]*)*/*")
"""Without name, password, query, fragment, empty or hidden folders, ".." and what RFC 3986 does not allow."""


def _check_numbers(config: Config, text: str) -> None:
    for table in ("lists", "feeds", "mail"):
        for key, value in asdict(getattr(config, table)).items():
            least = 0 if key in MAY_BE_NONE else 1
            if type(value) is int and not least <= value <= 10_000:
                raise fault_at(
                    text, (table, key), f'"{key}" is {value}', f"write a number from {least} to 10000"
                )


def _check_formats(config: Config, text: str) -> None:
    chosen: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("exports", config.exports.formats, ExportsConfig().formats),
        ("feeds", config.feeds.formats, FeedsConfig().formats),
    )
    for table, names, known in chosen:
        fix = f"use {', '.join(known[:-1])} and {known[-1]}"
        for name in names:
            if name not in known:
                raise fault_at(text, (table, "formats"), f'there is no format "{name}"', fix)
    if not config.feeds.formats:
        raise fault_at(
            text, ("feeds", "formats"), "there must be a feed in some format", 'write it like ["rss"]'
        )


def base_url(config: Config) -> str:
    """Return base_url with exactly one "/" at its end."""
    return config.base_url.rstrip("/") + "/"
