"""A mail address as somebody typed it → the one spelling in which it is kept, compared and mailed.

Formats: RFC 5321 (section 4.5.3.1.3: length), RFC 5322 (local part as a dot-atom), RFC 5891 and UTS #46
         (international domains; not transitional, so that "ß" stays the letter that it is).
"""

import idna

from generator.base.mailbox import parse_mailbox

LONGEST_ADDRESS = 254
"""Characters: what an SMTP path leaves without its angle brackets (erratum 1690 of RFC 3696)."""


def canonical_address(text: str) -> str:
    """Return the address with its domain in small ASCII letters, the local part as typed; "" for none.

    A name, a comment, a blank or a comma beside the address makes it none.
    """
    local, _, domain = text.strip().rpartition("@")
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
        except UnicodeError:
            return ""
    found = parse_mailbox(f"{local}@{domain}")
    if found is None or len(found.address) > LONGEST_ADDRESS:
        return ""
    return found.address if (found.local, found.domain) == (local, domain.lower()) else ""
