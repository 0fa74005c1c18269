"""Do the addresses that pages, feeds and styles name lead anywhere?

Addresses within the site are looked up among the files of the output folder; addresses outside are not
fetched, only checked for form.
"""

from collections.abc import Collection, Mapping
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct

from generator.base.nearest import nearest
from generator.check.findings import Finding
from generator.check.pages import Reference
from generator.errors import Severity
from generator.library.permalinks import page_file

HARMLESS_SCHEMES = frozenset({"mailto", "tel", "data", "doi", "urn", "tag"})


class Site(Struct, frozen=True):
    """What addresses are looked up in."""

    base_url: str
    """Absolute, ends with "/"."""
    files: Collection[str]
    """Every file of the output folder, with "/"."""
    anchors: Mapping[str, frozenset[str]]
    """By path of a page: what a fragment may name."""


def check_reference(site: Site, path: str, reference: Reference) -> Finding | None:
    """Return what is wrong with an address that the file at `path` names; None when it is good."""
    address, line = reference.address, reference.line
    try:
        target, fragment = urldefrag(urljoin(site.base_url + path.removesuffix("index.html"), address))
        parts = urlsplit(target)
        good = parts.scheme in HARMLESS_SCHEMES or _is_web(address, target)
    except ValueError:
        good = False
    if not good:
        fix = "write http:// or https:// and a host, or a path within the site"
        return Finding(path, line, f"{address!r} is no address that a page may link to", fix, quote=address)
    if target == site.base_url.rstrip("/"):
        target = site.base_url
    if target.startswith(site.base_url):
        inside = unquote(target[len(site.base_url) :].partition("?")[0])
        return _check_inside(site, path, reference, inside, unquote(fragment))
    if _origin(target) == _origin(site.base_url):
        fault = f"{address!r} leads out of the site, which stands at {site.base_url}"
        return Finding(path, line, fault, "write it relative to the page", Severity.WARNING, address)
    return None


def _is_web(address: str, target: str) -> bool:
    """True for http and https with a host, as written, too; raises ValueError for a bad host or port."""
    written, parts = urlsplit(address), urlsplit(target)
    lacks_host = written.scheme != "" and not written.hostname
    return parts.scheme in ("http", "https") and not lacks_host and bool(parts.hostname) and parts.port != 0


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _check_inside(site: Site, path: str, reference: Reference, inside: str, fragment: str) -> Finding | None:
    file = page_file(inside)
    line, quote = reference.line, reference.address
    if file not in site.files:
        if f"{inside}/index.html" in site.files:
            fault = f'a link to "{inside}" lacks the slash at its end'
            return Finding(path, line, fault, f'write "{inside}/"', Severity.WARNING, quote)
        fault = f'broken link: the site has no "{inside}"'
        return Finding(path, line, fault, _nearest(site, inside), quote=quote)
    # a fragment that starts with ":" belongs to the browser (scroll to text)
    browsers_own = fragment in ("", "top") or fragment.startswith(":")
    if file in site.anchors and not browsers_own and fragment not in site.anchors[file]:
        fault = f'broken link: "{inside}" has no place called "{fragment}"'
        return Finding(path, line, fault, "name an id of that page", quote=quote)
    return None


def _nearest(site: Site, inside: str) -> str:
    folder = inside.rstrip("/").rpartition("/")[0]
    beside = [file.removesuffix("index.html") for file in site.files if file.startswith(folder)]
    near = nearest(inside, beside[:5000], least=0.8)
    return f'did you mean "{near}"?' if near else "remove the link, or build what it leads to: digest build"
