"""The options of a theme: what theme.toml offers, what site.toml chooses, and what may reach the stylesheet.

Values are printed into CSS, where nothing escapes them. So an option names the values it takes (a pattern or
choices), and no value may hold a character that could end a declaration, whatever the pattern says.
"""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from generator.base.nearest import did_you_mean
from generator.base.toml_file import find_line
from generator.config.faults import SITE_FILE
from generator.errors import InputError, Location

_HARMLESS = re.compile(r"[\w#.,%() +-]*", re.ASCII)
_KEYS = {"default": str, "pattern": str, "choices": list, "help": str}


class Option(Struct, frozen=True):
    """One table [options.<name>] of theme.toml, completed by the theme that it extends."""

    default: str
    pattern: str = ""
    """Regular expression that a value must match from end to end; "" when `choices` says it all."""
    choices: tuple[str, ...] = ()
    help: str = ""

    def fault(self, value: str) -> tuple[str, str] | None:
        """Return (what is wrong with `value`, how to mend it), or None."""
        if self.choices and value not in self.choices:
            return f"{value!r} is none of its choices", f"write one of: {', '.join(self.choices)}"
        if self.pattern and not re.fullmatch(self.pattern, value):
            return f"{value!r} has the wrong form", f'write it like "{self.default}"'
        if not _HARMLESS.fullmatch(value):
            fix = "use letters, digits, blanks and # . , % ( ) + - only"
            return f"{value!r} holds characters that a stylesheet might misread", fix
        return None


def read_options(raw: Any, inherited: Mapping[str, Option], text: str, path: str) -> dict[str, Option]:
    """Return the inherited options, changed and extended by the [options.*] tables of one theme.toml.

    Raises InputError with the line of `text`, the file's source, at fault.
    """
    if not isinstance(raw, dict):
        where = Location(path, find_line(text, "options"))
        raise InputError(
            where, '"options" must be a table', "write [options.<name>] with default and pattern"
        )
    options = dict(inherited)
    for name, table in raw.items():
        options[name] = _read_option(name, table, inherited.get(name), text, path)
    return options


def _read_option(name: str, table: Any, parent: Option | None, text: str, path: str) -> Option:
    section = f"options.{name}"
    where = Location(path, find_line(text, "options", name))
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or not isinstance(table, dict):
        raise InputError(
            where, f"[{section}] is no option", 'write [options.accent] and below it default = "…"'
        )
    for key, value in table.items():
        here = Location(path, find_line(text, "options", name, key))
        if key not in _KEYS:
            raise InputError(here, f'unknown key "{key}" in [{section}]', did_you_mean(key, sorted(_KEYS)))
        if not isinstance(value, _KEYS[key]) or (
            key == "choices" and not all(isinstance(v, str) for v in value)
        ):
            kind = "a list of texts" if key == "choices" else "text in quotes"
            raise InputError(here, f'"{key}" is {value!r}, but must be {kind}', f"write {key} as {kind}")
    return _checked(_merge(table, parent), section, where)


def _merge(table: Mapping[str, Any], parent: Option | None) -> Option:
    base = parent or Option("")
    narrowed = "pattern" in table or "choices" in table
    return Option(
        table.get("default", base.default),
        table.get("pattern", "" if narrowed else base.pattern),
        tuple(table.get("choices", () if narrowed else base.choices)),
        table.get("help", base.help),
    )


def _checked(option: Option, section: str, where: Location) -> Option:
    if not option.pattern and not option.choices:
        raise InputError(
            where, f"[{section}] takes any value", "give it a pattern or choices: values go into CSS"
        )
    try:
        re.compile(option.pattern)
    except re.error as error:
        raise InputError(
            where, f"pattern of [{section}] cannot be read: {error}", "mend the expression"
        ) from None
    if fault := option.fault(option.default):
        raise InputError(
            where, f"default of [{section}]: {fault[0]}", "let it match its own pattern or choices"
        )
    return option


def choose(options: Mapping[str, Option], chosen: Mapping[str, str], site_text: str) -> dict[str, str]:
    """Return a value for every option: the one of [theme_options] in site.toml, else the theme's default.

    Raises InputError with the line of `site_text`, the source of site.toml, at fault.
    """
    for name, value in chosen.items():
        where = Location(SITE_FILE, find_line(site_text, "theme_options", name))
        if name not in options:
            raise InputError(where, f'the theme has no option "{name}"', did_you_mean(name, sorted(options)))
        if fault := options[name].fault(value):
            raise InputError(where, f'theme option "{name}": {fault[0]}', fault[1])
    return {name: chosen.get(name, option.default) for name, option in sorted(options.items())}
