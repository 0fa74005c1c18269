"""How a fault of content/site.toml is told."""

import re
from urllib.parse import urlsplit

from generator.base.toml_file import find_line
from generator.errors import InputError, Location

SITE_FILE = "content/site.toml"

_HOST = re.compile(r"[\w.:-]+")


def fault_at(text: str, keys: tuple[str, ...], fault: str, fix: str) -> InputError:
    """Return the error about `keys`, ("mail", "top"), with their line in `text`."""
    return InputError(Location(SITE_FILE, find_line(text, *keys)), fault, fix)


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an http or https address with a host."""
    try:
        address = urlsplit(text)
        port = address.port
    except ValueError:  # "http://[", a port beyond 65535
        return False
    host = address.hostname or ""
    return address.scheme in ("http", "https") and bool(_HOST.fullmatch(host)) and port != 0
