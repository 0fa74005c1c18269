"""Find web links in running text, without the full stop, bracket or brace that stands behind them.

Only http and https count, and only with a host that could exist: letters, a dot, a top-level domain
(RFC 3986, section 3; host names after RFC 1123). What a link points to is not looked at here.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

# Not in a link, although a browser would forgive some: white space, brackets, quotes, TeX and Markdown signs.
_RUN = re.compile(r"\bhttps?://[^\s<>\"{}|\\^`\[\]$“”‘’…]+", re.IGNORECASE)
_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})")
ORDINARY_LINK = r"https?://(?:[a-z0-9]{1,40}\.){1,4}[a-z]{2,10}(?:/(?:[a-zA-Z0-9_./]|-(?=[a-zA-Z0-9_]))*)?"
MARKED_LINK = re.compile(rf"<({ORDINARY_LINK})>(?![^\x00-\x7f])")
"""A link as Markdown marks it, "<https://…>", in which nothing can be taken for anything else."""

_BEHIND = ".,;:!?'*_&"


def web(address: str) -> str:
    """Return `address` if it is one on the web (http or https, with a host), else ""."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if good and not re.search(r"[\s\x00-\x1f\x7f]", address) else ""


def find_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each link in `text`, in order."""
    for run in _RUN.finditer(text) if "://" in text else ():
        url = trim(run.group())
        if is_web_link(url):
            yield run.start(), run.start() + len(url)


def trim(url: str) -> str:
    """Return `url` without the punctuation behind it; a bracket stays where its partner is in the link."""
    end, unpaired = len(url), url.count(")") - url.count("(")
    while end:
        last = url[end - 1]
        if last == ")" and unpaired > 0:
            unpaired -= 1
        elif last not in _BEHIND:
            break
        end -= 1
    return url[:end]


def is_web_link(url: str) -> bool:
    """Tell whether `url` is absolute, http or https, and names a host that could exist."""
    try:
        parts = urlsplit(url)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc or not port_is_number:
        return False
    whole = not re.search(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]", url)
    return whole and bool(_HOST.fullmatch((parts.hostname or "").lower()))
