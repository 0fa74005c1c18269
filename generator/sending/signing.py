"""DKIM signatures (RFC 6376, RSA with SHA-256), for senders whose relay makes none.

A mail signed again has the same bytes: the time in its signature is that in its Date.
"""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import dkim
import dkim.crypto
from msgspec.structs import replace

from generator.config.schema import DkimConfig
from generator.errors import InputError, Location
from generator.model.mail import Message
from generator.sending.replies import Verdict
from generator.sending.transport import Transport

SIGNED = (
    *(b"from", b"reply-to", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type"),
    *(b"list-id", b"list-archive", b"list-unsubscribe", b"list-unsubscribe-post"),
)
"""Headers under the signature; RFC 8058 asks for the last two."""


class Signer:
    """Signs with one key."""

    def __init__(self, selector: str, domain: str, key: bytes) -> None:
        """`key` is a private key in PEM."""
        self._selector, self._domain, self._key = selector.encode("ascii"), domain.encode("ascii"), key

    def belongs(self, public: bytes) -> bool:
        """Tell whether a public key (p= of a DKIM record, DER) is that of this private key."""
        try:
            theirs = dkim.crypto.parse_public_key(public)
        except (dkim.crypto.UnparsableKeyError, ValueError, IndexError, TypeError):
            return False
        ours = dkim.crypto.parse_pem_private_key(self._key)
        return all(theirs[part] == ours[part] for part in ("modulus", "publicExponent"))

    def sign(self, data: bytes) -> bytes:
        """Return a mail with its signature on top."""
        signer = _DatedDkim(data, linesep=b"\r\n")
        present = {name.lower() for name, _ in signer.headers}
        names = [name.decode() for name in SIGNED if name in present]
        # "from" once more than it occurs, so that nobody can add another (RFC 6376, 8.15)
        return bytes(
            signer.sign(
                *(self._selector, self._domain, self._key),
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=["from", *names],
            )
            + data
        )


class _DatedDkim(dkim.DKIM):  # type: ignore[misc]  # dkimpy is not typed
    """Puts the mail's own date into the signature instead of the clock's."""

    def gen_header(self, fields: list[tuple[bytes, bytes]], *rest: Any, **named: Any) -> Any:
        dates = [value for name, value in self.headers if name.lower() == b"date"]
        if dates:
            stamp = int(parsedate_to_datetime(dates[0].decode("ascii").strip()).timestamp())
            fields[:] = [(name, b"%d" % stamp if name == b"t" else value) for name, value in fields]
        return super().gen_header(fields, *rest, **named)


class SigningTransport:
    """Signs mails before another transport takes them."""

    def __init__(self, signer: Signer, inner: Transport) -> None:
        self._signer, self._inner = signer, inner

    def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
        """Hand over one mail (see Transport)."""
        return self._inner.send(replace(message, data=self._signer.sign(message.data)), begin)

    def close(self) -> None:
        """Close the other transport."""
        self._inner.close()


def load_signer(config: DkimConfig, domain: str, root: Path) -> Signer:
    """Return the signer of [mail.dkim]. Raises InputError for a file that holds none."""
    path = Path(config.key) if Path(config.key).is_absolute() else root / config.key
    try:
        pem = path.read_bytes()
    except OSError as error:
        fix = "name the file with the private key as key in [mail.dkim]"
        raise InputError(Location(config.key), f"cannot be read: {error.strerror}", fix) from None
    try:
        dkim.crypto.parse_pem_private_key(pem)
    except (dkim.crypto.UnparsableKeyError, ValueError):
        fix = "make one: openssl genrsa -out private/dkim.pem 2048"
        raise InputError(Location(config.key), "this is no private key of RSA in PEM", fix) from None
    return Signer(config.selector, domain, pem)
