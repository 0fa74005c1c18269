"""Files that the pages use: the theme's stylesheet and assets, and the project's own static files.

Theme files carry a hash in their name, so that a browser may keep them for ever.
"""

import os
from pathlib import Path, PurePosixPath

from generator.base.hashing import digest, digest_value
from generator.base.words import ScriptMessages, Words
from generator.errors import Location, Problem, Severity
from generator.model.artifact import Artifact
from generator.model.file_views import AssetView, ScriptView
from generator.model.views import StyleView
from generator.theme.closure import Closures
from generator.theme.load import Theme, assets

STATIC = "static"


def theme_artifacts(
    theme: Theme, closures: Closures, edition: str, words: Words
) -> tuple[list[Artifact], dict[str, str]]:
    """Plan the theme's files, its scripts with their words; also return their addresses by name.

    `edition` names the program that renders; what another one renders gets another name.
    """
    style = StyleView(dict(theme.options))
    addresses = {}
    artifacts = []
    for name in _stylesheets(theme):
        style_hash = digest((closures.digest(name) + digest_value(style) + edition).encode())
        addresses[name] = _hashed(name, style_hash)
        artifacts.append(Artifact(addresses[name], "html", style, name))
    for name, owner, path in assets(theme):
        data = path.read_bytes()
        asset = AssetView(f"theme:{owner}", name, digest(data))
        messages = _said_by(data, words.scripts) if path.suffix == ".js" else {}
        if messages:
            script = ScriptView(asset, messages)
            addresses[name] = _hashed(name, digest((digest_value(script) + edition).encode()))
            artifacts.append(Artifact(addresses[name], "script", script))
        else:
            addresses[name] = _hashed(name, asset.hash)
            artifacts.append(Artifact(addresses[name], "asset", asset))
    return artifacts, addresses


def _said_by(script: bytes, messages: ScriptMessages) -> ScriptMessages:
    """Return the messages that stand in a script as strings, as bundling leaves them."""
    text = script.decode("utf-8", "replace")
    return {said: words for said, words in messages.items() if any(f"{q}{said}{q}" in text for q in "\"'`")}


def _stylesheets(theme: Theme) -> list[str]:
    """Return the theme's stylesheets: those directly in templates/; what they include lies deeper."""
    return sorted({path.name for folder in theme.dirs for path in (Path(folder) / "templates").glob("*.css")})


def _hashed(name: str, content_hash: str) -> str:
    path = PurePosixPath(name)
    return str("assets" / path.with_name(f"{path.stem}.{content_hash[:10]}{path.suffix}"))


def static_artifacts(content_dir: Path) -> tuple[list[Artifact], list[Problem]]:
    """Plan content/static/**: copied to the site's root as it is (logo, CNAME, .well-known/ …).

    Links that leave the project, and what is no readable file, are reported and left out.
    """
    root = content_dir / STATIC
    artifacts: list[Artifact] = []
    problems: list[Problem] = []
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        name = path.relative_to(root).as_posix()
        if name.endswith((".tmp", ".DS_Store")) or (path.is_dir() and not path.is_symlink()):
            continue
        if fault := _unfit(path, content_dir):
            fix = "put a plain file here, or remove it"
            problems.append(Problem(Location(f"content/{STATIC}/{name}"), Severity.ERROR, fault, fix))
        else:
            artifacts.append(Artifact(name, "asset", AssetView("content", name, digest(path.read_bytes()))))
    return artifacts, problems


def _unfit(path: Path, content_dir: Path) -> str:
    """Say why a file cannot be copied; "" when it can."""
    try:
        inside = path.resolve().is_relative_to(content_dir.parent.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        inside = False
    if not inside:
        return "this link leads out of the folder"
    if not path.name.isprintable():
        return "its name holds characters that no address can have"
    return "" if path.is_file() and os.access(path, os.R_OK) else "this is no file that can be read"
