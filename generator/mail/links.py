"""Addresses that nobody can guess: to confirm, to change choices, to leave; and the names of sent messages.

A token is a number and its signature (HMAC-SHA256, RFC 2104, cut to 128 bits), with a key of its own for
each purpose, so that the link to leave cannot be turned into the one that shows somebody's choices. Nothing
else is in it: no address, no time. Keys are rotated; what any of the kept ones has signed stays valid. The
same number signed with the same key gives the same token, so that a mail sent again has the same bytes.

A message's name stands in its Message-ID and in the envelope sender to which bounces return (VERP), and
says which issue went to whom: "20260528.123.<signature>". Mail servers may change the case of letters, and
programs that turn text into links may drop a sign at the end, so signatures are small letters and digits
(base 32).
"""

import re
from base64 import b32encode
from collections.abc import Mapping
from functools import lru_cache
from hmac import compare_digest
from hmac import digest as hmac
from typing import Literal

from msgspec import Struct

Purpose = Literal["confirm", "choose", "leave", "form"]
"""What a token lets its holder do; that of a form tells when it was given out, in seconds since 1970."""

CONFIRMING = "confirm"
"""Stands for the issue in the name of a confirming mail."""

_SIGNATURE_BYTES = 16
"""Half of the hash; RFC 2104, section 5 asks for no less."""

_TOKEN = re.compile(r"(\d{1,18})\.([a-z2-7]{26})")
_SENT = re.compile(r"(confirm|\d{8}|\d{4}w\d{2})\.(\d{1,18})\.([a-z2-7]{26})")


class Sent(Struct, frozen=True):
    """What the name of a message says."""

    issue: str
    """"2026-05-28", "2026-W22", or CONFIRMING."""

    number: int
    """Id of the subscriber; of the request where the mail asks to confirm."""


class Links:
    """Makes tokens with one key, and opens those of every key that is kept. Immutable."""

    def __init__(self, service: str, secrets: Mapping[int, bytes], key: int | None = None) -> None:
        """`service` is the address of the service; `secrets` are keys by number, the newest has the highest.

        `key` signs (an issue names the one that it began with); the newest does where it is None or gone.
        """
        if not secrets:
            raise ValueError("links need a key")
        self.service = service if service.endswith("/") else f"{service}/"
        self.key = key if key is not None and key in secrets else max(secrets)
        self._signing = secrets[self.key]
        self._kept = tuple(secrets[number] for number in sorted(secrets, reverse=True))

    def address(self, purpose: Purpose, number: int) -> str:
        """Return the link that lets this subscriber choose or leave, or that confirms this request."""
        return f"{self.service}{purpose}/{self.token(purpose, number)}"

    def token(self, purpose: Purpose, number: int) -> str:
        """Return "123.<signature>"."""
        return f"{number}.{_sign(self._signing, purpose, str(number))}"

    def open(self, purpose: Purpose, token: str) -> int | None:
        """Return the number of a token that was made for this purpose, None for anything else."""
        found = _TOKEN.fullmatch(token.lower()) if token.isascii() else None
        if found is None or not self._signed(purpose, found[1], found[2]):
            return None
        return int(found[1])

    def name_message(self, issue: str, number: int) -> str:
        """Return the name of the message that carries this issue to this subscriber."""
        told = f"{issue.replace('-', '').lower()}.{number}"
        return f"{told}.{_sign(self._signing, 'message', told)}"

    def open_message(self, name: str) -> Sent | None:
        """Return what a message's name says; None when no key of ours has signed it."""
        found = _SENT.fullmatch(name.lower()) if name.isascii() else None
        if found is None or not self._signed("message", f"{found[1]}.{found[2]}", found[3]):
            return None
        return Sent(_dashed(found[1]), int(found[2]))

    def _signed(self, purpose: str, told: str, signature: str) -> bool:
        return any(compare_digest(signature, _sign(secret, purpose, told)) for secret in self._kept)


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac(secret, f"paper-digest {purpose}".encode(), "sha256")


def _sign(secret: bytes, purpose: str, told: str) -> str:
    signature = hmac(_derived(secret, purpose), told.encode(), "sha256")[:_SIGNATURE_BYTES]
    return b32encode(signature).decode().rstrip("=").lower()


def _dashed(issue: str) -> str:
    if issue == CONFIRMING:
        return issue
    return f"{issue[:4]}-W{issue[5:]}" if "w" in issue else f"{issue[:4]}-{issue[4:6]}-{issue[6:]}"
