"""Files that are copied as they are: a theme's images and scripts, and what lies in content/static/."""

from pathlib import Path

from generator.base.files import safe_join
from generator.base.hashing import digest
from generator.errors import InputError, Location
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.file_views import AssetView


def _start(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return read_asset(artifact.view, context)

    return render


def read_asset(view: AssetView, context: RenderContext) -> bytes:
    """Return the bytes of the file that `view` names.

    Raises InputError when it cannot be read, or is no longer the one that the plan saw: its hash is part of
    addresses, which must not lie.
    """
    path = safe_join(_root(view.root, context), view.path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            Location(str(path)), f"cannot read this file: {error.strerror}", "restore it"
        ) from None
    if digest(data) != view.hash:
        raise InputError(Location(str(path)), "this file changed during the build", "run the build again")
    return data


def _root(root: str, context: RenderContext) -> Path:
    if root == "content":
        return Path(context.content_dir) / "static"
    name = root.removeprefix("theme:")
    for folder in context.theme_dirs:
        if Path(folder).name == name:
            return Path(folder) / "assets"
    raise InputError(Location(root), f'no theme in use is called "{name}"', "run the build again")


ASSET = Renderer(version=1, uses_site=False, start=_start)
