"""Quoted-printable, so that parts encoded long before a mail is put together can simply be joined.

Every encoded part ends at the end of a line: a hard one where the text has a newline there, otherwise a soft
one ("=" and CRLF), which decodes to nothing. Format: RFC 2045, section 6.7; 7-bit, at most 76 octets a line.
"""

import binascii
import re

_FROM = re.compile(rb"^From ", re.MULTILINE)
_TOO_LONG = re.compile(rb"^([^\n]{74,75})(=20|=09)$", re.MULTILINE)
"""CPython encodes a blank at the end of a full line without looking whether there is room."""


def quoted(text: str) -> bytes:
    """Return `text` in UTF-8 and quoted-printable, CRLF behind every line; b"" for "".

    Newlines of any kind become CRLF; lone surrogates become "?".
    """
    if not text:
        return b""
    text = re.sub(r"\r\n?", "\n", text)
    ends = text.endswith("\n")
    # the sign that makes room for a soft end never needs to be encoded
    data = (text if ends else f"{text}~").encode("utf-8", "replace")
    encoded = binascii.b2a_qp(data, quotetabs=False, istext=True)
    encoded = _TOO_LONG.sub(rb"\1=\n\2", encoded)
    encoded = _FROM.sub(b"=46rom =\n", encoded)  # mailbox files begin a message so
    return (encoded if ends else encoded[:-1] + b"=\n").replace(b"\n", b"\r\n")
