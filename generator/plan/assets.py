"""Files that the pages use: the theme's stylesheet and assets, and the project's own static files.

Theme files carry a hash in their name, so that a browser may keep them for ever.
"""

from pathlib import Path, PurePosixPath

from generator.base.hashing import digest, digest_value
from generator.errors import InputError, Location
from generator.model.artifact import Artifact
from generator.model.file_views import AssetView
from generator.model.views import StyleView
from generator.theme.closure import closure_digest
from generator.theme.load import Theme, assets

STYLESHEET = "style.css"
STATIC = "static"


def theme_artifacts(theme: Theme, edition: str) -> tuple[list[Artifact], dict[str, str]]:
    """Plan the theme's files; also return their addresses by name, as templates ask for them.

    `edition` names the program that renders; a stylesheet rendered by another one gets another name.
    """
    style = StyleView(dict(theme.options))
    style_hash = digest((closure_digest(theme, STYLESHEET) + digest_value(style) + edition).encode())
    addresses = {STYLESHEET: _hashed(STYLESHEET, style_hash)}
    artifacts = [Artifact(addresses[STYLESHEET], "html", style, STYLESHEET)]
    for name, owner, path in assets(theme):
        content_hash = digest(path.read_bytes())
        addresses[name] = _hashed(name, content_hash)
        artifacts.append(Artifact(addresses[name], "asset", AssetView(f"theme:{owner}", name, content_hash)))
    return artifacts, addresses


def _hashed(name: str, content_hash: str) -> str:
    path = PurePosixPath(name)
    return str("assets" / path.with_name(f"{path.stem}.{content_hash[:10]}{path.suffix}"))


def static_artifacts(content_dir: Path) -> list[Artifact]:
    """Plan content/static/**: copied to the site's root as it is (logo, CNAME, .well-known/ …)."""
    root = content_dir / STATIC
    artifacts = []
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.endswith((".tmp", ".DS_Store")):
            artifacts.append(Artifact(name, "asset", AssetView("content", name, _digest_file(path, root))))
    return artifacts


def _digest_file(path: Path, root: Path) -> str:
    if not path.resolve().is_relative_to(root.resolve()):
        where = Location(f"content/{STATIC}/{path.relative_to(root).as_posix()}")
        raise InputError(where, "this link leads out of the folder", "put the file itself here")
    return digest(path.read_bytes())
