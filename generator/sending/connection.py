"""One SMTP connection: smtplib's, with replies that cannot keep us waiting, and TLS that is checked.

smtplib waits for each packet anew, so a server that sends a byte a minute holds it for ever; here a
whole reply has one deadline. It also takes replies that came before TLS began for replies within it; here
they end the connection.
Formats: RFC 5321, RFC 3207 (STARTTLS), RFC 4954 (AUTH), RFC 8314 (TLS from the first byte).
"""

import smtplib
import socket
import ssl
import time
from dataclasses import dataclass, field
from typing import Any

from generator.sending.replies import Reply, Stage, make_reply, without_address

LONGEST_LINE = 4096
"""Octets of a reply's line; RFC 5321 says 512."""

MOST_LINES = 200
BLOCK = 65_536


class Broken(smtplib.SMTPServerDisconnected):
    """The connection is of no more use: closed, silent for too long, or speaking no SMTP."""


class AwayError(Exception):
    """The relay cannot take mail now; try again later."""

    def __init__(self, stage: Stage, said: str) -> None:
        self.stage, self.said = stage, said
        super().__init__(f"{stage.name.lower()}: {said}")

    @property
    def busy(self) -> bool:
        """Whether it wants fewer mails."""
        return self.said.startswith(("421", "454"))


class RefusedError(Exception):
    """The relay does not want us at all: nothing to send until a person has looked."""

    def __init__(self, fault: str, fix: str) -> None:
        self.fault, self.fix = fault, fix
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a server may take (RFC 5321, 4.5.3.2, asks for these minutes)."""

    connect: float = 60.0
    command: float = 300.0
    body: float = 180.0
    """For taking a mail's text."""
    dot: float = 600.0
    """For the reply to the final dot: a server's work may lie there, and who gives up early sends twice."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay and how to get into it."""

    host: str
    port: int
    security: str
    """"starttls", "tls" or "none"."""
    user: str = ""
    password: str = field(default="", repr=False)
    name: str = "localhost"
    """How we introduce ourselves."""
    patience: Patience = field(default_factory=Patience)


class Connection(smtplib.SMTP):
    """An SMTP connection whose replies have a deadline each."""

    def __init__(self, relay: Relay, **options: Any) -> None:
        self._read = bytearray()
        self.patience = relay.patience.connect
        """Seconds for what comes next: a reply, or that the server takes what is sent."""
        super().__init__(
            host=relay.host, port=relay.port, local_hostname=relay.name, timeout=self.patience, **options
        )

    def send(self, s: str | bytes) -> None:  # type: ignore[override]
        """Send all of it; raises Broken when the server does not take it in time."""
        if self.sock is None:
            raise Broken("the connection is closed")
        self.sock.settimeout(self.patience)
        try:
            self.sock.sendall(s.encode("ascii") if isinstance(s, str) else s)
        except OSError as error:
            raise self._broken(error.strerror or "it took no more") from None

    def getreply(self) -> tuple[int, bytes]:
        """Return code and text of the next reply; raises Broken for one that is none, or is late."""
        until = time.monotonic() + self.patience
        lines: list[bytes] = []
        while len(lines) < MOST_LINES:
            line = self._line(until)
            code, between = line[:3], line[3:4]
            if not (code.isdigit() and between in (b" ", b"-", b"")):
                raise self._broken("it speaks no SMTP")
            lines.append(line[4:].strip())
            if between != b"-":
                return int(code), b"\n".join(lines)
        raise self._broken("its reply has no end")

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Go on with TLS; whatever came before it and was not asked for is somebody else's."""
        self.starttls(context=context)  # raises for any reply but 220
        if self._read:
            raise self._broken("it spoke out of turn before TLS")

    def spoken(self) -> tuple[int, bytes] | None:
        """Return what the server has said though it was not its turn, None for nothing; raises Broken."""
        if self.sock and not self._read:
            self.sock.settimeout(0)
            try:
                block = self.sock.recv(BLOCK)
            except (BlockingIOError, ssl.SSLWantReadError):
                return None
            except OSError as error:
                raise self._broken(error.strerror or "the connection failed") from None
            if not block:
                raise self._broken("it closed the connection")
            self._read += block
        return self.getreply()

    def _line(self, until: float) -> bytes:
        while (end := self._read.find(b"\n")) < 0:
            if len(self._read) > LONGEST_LINE:
                raise self._broken("its reply has no end")
            self._read += self._block(until)
        if end > LONGEST_LINE:
            raise self._broken("its reply has no end")
        line = bytes(self._read[:end])
        del self._read[: end + 1]
        return line.rstrip(b"\r")

    def _block(self, until: float) -> bytes:
        rest = until - time.monotonic()
        if self.sock is None:
            raise Broken("the connection is closed")
        if rest <= 0:
            raise self._broken("it did not answer in time")
        self.sock.settimeout(rest)
        try:
            block = self.sock.recv(BLOCK)
        except TimeoutError:
            raise self._broken("it did not answer in time") from None
        except OSError as error:
            raise self._broken(error.strerror or "the connection failed") from None
        if not block:
            raise self._broken("it closed the connection")
        return block

    def _broken(self, why: str) -> Broken:
        self.close()
        return Broken(why)


class TlsConnection(Connection, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


def connect(relay: Relay) -> Connection:
    """Return a connection that is ready for MAIL.

    Raises AwayError when the relay is not there or says 4xx, RefusedError when it says 5xx, when its
    certificate cannot be trusted, or when it does not take our login.
    """
    stage, link = Stage.CONNECT, None
    try:
        link = _opened(relay)
        if link.sock:
            # the final dot is a packet of its own, which must not wait for an answer to the one before
            link.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.patience, stage = relay.patience.command, Stage.EHLO
        _expect(link.ehlo())
        if relay.security == "starttls":
            stage = Stage.TLS
            _start_tls(link)
            _expect(link.ehlo())
        if relay.user:
            stage = Stage.LOGIN
            link.login(relay.user, relay.password)
        return link
    except (OSError, ValueError, RefusedError) as error:  # smtplib's errors are OSErrors
        if link:
            link.close()
        raise _told(error, stage, relay) from None


def _opened(relay: Relay) -> Connection:
    if relay.security == "tls":
        return TlsConnection(relay, context=ssl.create_default_context())
    return Connection(relay)


def _start_tls(link: Connection) -> None:
    if not link.has_extn("starttls"):
        fix = 'ask who runs it, or set security = "tls" (port 465) in [mail.smtp]'
        raise RefusedError("the relay offers no STARTTLS", fix)
    link.start_tls(ssl.create_default_context())


def _expect(found: tuple[int, bytes]) -> None:
    if not 200 <= found[0] < 300:
        raise smtplib.SMTPResponseException(*found)


def _told(error: OSError | ValueError | RefusedError, stage: Stage, relay: Relay) -> AwayError | RefusedError:
    """Return what went wrong while connecting as what it means for the run."""
    place = f"{relay.host}:{relay.port}"
    match error:
        case RefusedError():
            return error
        case ssl.SSLCertVerificationError():
            fix = f"name the host as its certificate does in [mail.smtp]; it says: {error.verify_message}"
            return RefusedError(f"the certificate of {place} cannot be trusted", fix)
        case smtplib.SMTPResponseException():
            raw = error.smtp_error
            reply = make_reply(error.smtp_code, raw if isinstance(raw, bytes) else str(raw).encode())
            return _refusal(reply, stage, place)
        case UnicodeEncodeError():
            return RefusedError(
                "user or password hold other letters than ASCII", "choose others at the relay"
            )
        case smtplib.SMTPNotSupportedError():
            fix = "leave user out of [mail.smtp] where the relay wants no login; it may want STARTTLS first"
            return RefusedError(f"{place} offers no login", fix)
        case _ if type(error) is smtplib.SMTPException:  # AUTH: no known mechanism, or no end
            return RefusedError(
                f"{place} offers no login that we know (PLAIN, LOGIN, CRAM-MD5)", "ask who runs it"
            )
        case OSError():
            return AwayError(stage, error.strerror or str(error) or "no answer")
    return AwayError(stage, "it speaks no SMTP")


def _refusal(reply: Reply, stage: Stage, place: str) -> AwayError | RefusedError:
    said = without_address(str(reply))
    if not 500 <= reply.code < 600:
        return AwayError(stage, said)
    if stage is Stage.LOGIN:
        fix = "look at user in [mail.smtp], and at DIGEST_SMTP_PASSWORD"
        return RefusedError(f"{place} refuses our login: {said}", fix)
    return RefusedError(f"{place} refuses us: {said}", "ask who runs the relay")
