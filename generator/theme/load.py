"""Find a theme and the themes it extends.

Input:   a name; the project's themes/ is searched first, then the themes that come with the program.
Output:  Theme: its folders, child first, and a checked value for each of its options.
Refuses: unknown or broken themes, circles, and option values that do not fit, each with file:line.

A theme is a folder: theme.toml (`extends = "base"`, [options.<name>]), templates/, assets/.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator.base.nearest import did_you_mean
from generator.base.toml_file import find_line, parse_toml, read_toml_text
from generator.config.faults import SITE_FILE
from generator.errors import InputError, Location
from generator.theme.options import Option, choose, read_options

THEME_FILE = "theme.toml"
PACKAGE = Path(__file__).resolve().parent.parent
PROGRAM_THEMES = (f"{PACKAGE / 'themes'}{os.sep}", f"{PACKAGE.parent / 'themes'}{os.sep}")
"""Where the program's own themes are, installed and in a checkout."""
_KEYS = {"extends": str, "options": dict, "description": str}
_NAME = re.compile("[a-z0-9][a-z0-9_-]*")


class Theme(Struct, frozen=True):
    """A theme with all that it extends."""

    name: str
    dirs: tuple[str, ...]
    """Absolute folders, child first; a folder's name is its theme's name."""
    options: dict[str, str] = field(default_factory=dict)
    """A value for every option, by name, checked: safe to print into CSS."""
    project: str = "."
    """Folder that problems name their files relative to."""


class _Manifest(Struct, frozen=True):
    folder: Path
    path: str
    """theme.toml as a person would type it."""
    text: str
    raw: dict[str, Any]


def load_theme(name: str, project_root: Path, chosen: Mapping[str, str] | None = None) -> Theme:
    """Return the theme called `name`, with the options of [theme_options] in site.toml (`chosen`).

    Raises InputError with the line of theme.toml or content/site.toml at fault.
    """
    site_text = read_toml_text(project_root / SITE_FILE, SITE_FILE)
    chain: list[_Manifest] = []
    where, wanted = Location(SITE_FILE, find_line(site_text, "theme")), name
    while wanted:
        manifest = _find(wanted, project_root, where)
        _check_circle(manifest, chain, where)
        chain.append(manifest)
        wanted = manifest.raw.get("extends", "")
        where = Location(manifest.path, find_line(manifest.text, "extends"))
    options: dict[str, Option] = {}
    for manifest in reversed(chain):
        options = read_options(manifest.raw.get("options", {}), options, manifest.text, manifest.path)
    dirs = tuple(str(manifest.folder) for manifest in chain)
    return Theme(name, dirs, choose(options, chosen or {}, site_text), str(project_root.resolve()))


def assets(theme: Theme) -> list[tuple[str, str, Path]]:
    """Return (name below assets/ with "/", theme that has it, absolute path) of every asset, sorted.

    Of two files with one name the child theme's wins. Files and folders that start with a dot stay out.
    """
    found: dict[str, tuple[str, str, Path]] = {}
    for folder in map(Path, theme.dirs):
        root = folder / "assets"
        for path in root.rglob("*"):
            name = path.relative_to(root)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                found.setdefault(name.as_posix(), (name.as_posix(), folder.name, path))
    return [found[name] for name in sorted(found)]


def theme_folders(project_root: Path) -> list[Path]:
    """Return the folders that hold themes, the project's first."""
    places = (project_root.resolve() / "themes", PACKAGE / "themes", PACKAGE.parent / "themes")
    return [place for place in dict.fromkeys(places) if place.is_dir()]


def _find(name: str, project_root: Path, where: Location) -> _Manifest:
    places = theme_folders(project_root)
    if isinstance(name, str) and _NAME.fullmatch(name):
        for place in places:
            if (place / name / THEME_FILE).is_file():
                return _read_manifest(place / name, project_root)
    known = {manifest.parent.name for place in places for manifest in place.glob(f"*/{THEME_FILE}")}
    raise InputError(where, f'there is no theme "{name}"', did_you_mean(str(name), sorted(known)))


def _read_manifest(folder: Path, project_root: Path) -> _Manifest:
    path = shown_path(folder / THEME_FILE, project_root)
    text = read_toml_text(folder / THEME_FILE, path)
    raw = parse_toml(text, path)
    for key, value in raw.items():
        where = Location(path, find_line(text, key))
        if key not in _KEYS:
            raise InputError(where, f'unknown key "{key}"', did_you_mean(key, sorted(_KEYS)))
        if not isinstance(value, _KEYS[key]):
            raise InputError(where, f'"{key}" is {value!r}', 'write it like extends = "base"')
    return _Manifest(folder, path, text, raw)


def _check_circle(manifest: _Manifest, chain: list[_Manifest], where: Location) -> None:
    if any(manifest.folder == other.folder for other in chain):
        way = " → ".join([*(other.folder.name for other in chain), manifest.folder.name])
        raise InputError(where, f"themes extend one another in a circle: {way}", 'end with extends = "base"')


def shown_path(path: Path, project_root: Path) -> str:
    """Return `path` as a person would type it: relative to the project where it lies inside, with "/"."""
    try:
        return path.resolve().relative_to(project_root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
