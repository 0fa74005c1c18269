"""Which file of the output folder answers a request; the rules of common static hosts.

Input:   the target of a request, as it stands in the request line.
Output:  an Answer: a file, a redirect (folders end with "/"), or nothing.
Refuses: whatever could leave the folder, and names that start with a dot (temporary files).
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".xsl": "application/xslt+xml",
    ".opml": "text/x-opml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
"""By suffix: a table of ours, because Python's `mimetypes` depends on what is installed on the machine."""

FEED_TYPES = {
    "feed.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    file: Path | None = None
    location: str = ""
    """Where to look instead; path and query."""


MISSING = Answer()


def content_type(file: Path) -> str:
    """Return the MIME type of a file, by its name alone."""
    return FEED_TYPES.get(file.name) or TYPES.get(file.suffix.lower(), "application/octet-stream")


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
