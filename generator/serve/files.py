"""Which file of the output folder answers a request; the rules of common static hosts.

Input:   the target of a request, as it stands in the request line.
Output:  an Answer: a file, a redirect (folders end with "/"), or nothing.
Refuses: whatever could leave the folder, and names that start with a dot (temporary files).
"""

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct


class Answer(Struct, frozen=True):
    """What a request gets."""

    file: Path | None = None
    location: str = ""
    """Where to look instead; path and query."""


MISSING = Answer()


def find_answer(root: Path, base: str, target: str) -> Answer:
    """Find what `target` asks for below `root`, which stands at the path `base` ("/" or "/digest/")."""
    try:
        parts = urlsplit(target)
    except ValueError:  # "http://[" is no address
        return MISSING
    path = unquote(parts.path, errors="replace")
    if not path.startswith(base):
        return Answer(location=base) if path in ("/", base.rstrip("/")) else MISSING
    names = path[len(base) :].split("/")
    is_folder = names[-1] == ""
    if is_folder:
        names.pop()
    if not all(map(_is_plain, names)):
        return MISSING
    file = root.joinpath(*names)
    try:
        if not is_folder and file.is_dir():
            query = f"?{parts.query}" if parts.query else ""
            return Answer(location=quote(f"{path}/") + query)
        return _inside(root, file / "index.html" if is_folder else file)
    except (OSError, ValueError):  # a name too long for the file system
        return MISSING


def _is_plain(name: str) -> bool:
    """True for a name that is neither empty, hidden, "..", nor holds a separator or control character."""
    return (
        name != ""
        and (not name.startswith(".") or name == ".well-known")
        and "\\" not in name
        and name.isprintable()
    )


def _inside(root: Path, file: Path) -> Answer:
    real = file.resolve(strict=False)
    # a link inside the folder must not lead out of it
    return Answer(real) if real.is_file() and real.is_relative_to(root.resolve()) else MISSING
