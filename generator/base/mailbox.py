"""Mail addresses as people write them in a configuration: "Paper Digest <digest@papers.example>".

Formats: RFC 5322, section 3.4 (mailbox; the local part only as a dot-atom), RFC 3490 (IDNA).
"""

import re
import unicodedata
from email.utils import getaddresses

from msgspec import Struct

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)

_PLAIN = re.compile(r"[!#$%&'*+./0-9=?A-Z^_`a-z{|}~-]+@[A-Za-z0-9.-]+")
_ANY = re.compile(r"<?[^\s<>,;:()\"']*@[^\s<>,;:()\"']+>?")

_OTHERWISE_IN_2003 = frozenset("ßẞς\u200c\u200d")
"""What RFC 3490 makes another name of ("fluß.de" would be "fluss.de"), and RFC 5891 does not."""


class Mailbox(Struct, frozen=True):
    """One mail address, with the name shown for it."""

    name: str
    """As shown; may be any Unicode, or ""."""

    local: str
    """What stands before the "@", in ASCII."""

    domain: str
    """In ASCII (IDNA)."""

    @property
    def address(self) -> str:
        """Return "digest@papers.example"."""
        return f"{self.local}@{self.domain}"


def parse_mailbox(text: str) -> Mailbox | None:
    """Return the one mailbox that `text` names, None when it names none or several.

    A domain with letters that older programs take for others must be written in ASCII: "xn--flu-7ka.de".
    """
    found = getaddresses([single_line(text)])
    name, address = found[0] if len(found) == 1 else ("", "")
    local, _, domain = address.rpartition("@")
    if _OTHERWISE_IN_2003.intersection(domain):
        return None
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return None
    return Mailbox(name, local, domain)


def is_mailbox(text: str) -> bool:
    """Tell whether `text` is a mail address without a name: "hello@lab.example"."""
    found = parse_mailbox(text)
    return found is not None and not found.name and text.rpartition("@")[0] == found.local


def is_plain_address(text: str) -> bool:
    """Tell whether headers and SMTP can carry an address as it is: nothing in it ends it early."""
    return _PLAIN.fullmatch(text) is not None


def without_addresses(text: str) -> str:
    """Return `text` with "<address>" for whatever may be a mail address."""
    return _ANY.sub("<address>", text) if "@" in text else text


def single_line(text: str) -> str:
    """Return `text` as a header may hold it: one line, single spaces, no control characters."""
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(visible.split())
