"""Mails into an SMTP relay, one transaction a mail, many mails a connection.

smtplib opens the connection; the transaction is in our hands: the text is sent, then `begin` commits that the
mail is on its way, and only then the final dot goes out. Until the dot the server must throw the mail away
(RFC 5321, 4.1.1.4), so nothing is in doubt but what the journal says is.
Formats: RFC 5321, RFC 2920 (PIPELINING: MAIL, RCPT and DATA in one packet where the server offers it).
"""

import contextlib
import os
from collections.abc import Callable

from generator.base.mailbox import is_plain_address, parse_mailbox
from generator.config.schema import MailConfig
from generator.model.mail import Message
from generator.sending.connection import Broken, Connection, Patience, Relay, connect
from generator.sending.replies import Kind, Reply, Stage, Verdict, judge, make_reply, without_address

PASSWORD = "DIGEST_SMTP_PASSWORD"  # noqa: S105  the variable's name
MOST_PER_CONNECTION = 500
"""Mails; then the relay gets a new connection, and its pool of machines a chance to share the work."""


def relay_of(mail: MailConfig, patience: Patience | None = None) -> Relay:
    """Return the relay of [mail.smtp], with the password from the environment."""
    smtp, sender = mail.smtp, parse_mailbox(mail.sender)
    return Relay(
        smtp.host,
        smtp.port,
        smtp.security,
        smtp.user,
        os.environ.get(PASSWORD, ""),
        sender.domain if sender else "localhost",
        patience or Patience(),
    )


class SmtpTransport:
    """Sends through one relay; connects when the first mail comes, and again whenever that is needed."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._link: Connection | None = None
        self._sent = 0
        """Mails on this connection."""
        self._stage = Stage.SENDER

    def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
        """Hand over one mail (see Transport)."""
        if not (is_plain_address(message.to) and is_plain_address(message.sender)):
            return Verdict("refused", "this is no address that SMTP can carry", "hard")
        if self._sent >= MOST_PER_CONNECTION:
            self.close()
        used = self._sent > 0
        link = self._link = self._link or connect(self._relay)
        try:
            return self._transaction(link, message, begin)
        except Broken as broken:
            self._abandon()
            # an idle connection may have been closed meanwhile; that says nothing about this mail
            if used and self._stage is Stage.SENDER:
                return self.send(message, begin)
            kind: Kind = "unknown" if self._stage is Stage.DOT else "lost"
            return Verdict(kind, f"{self._stage.name.lower()}: {broken}")
        except BaseException:  # `begin` failed, or somebody pressed Ctrl-C twice
            self._abandon()  # without its dot a mail is none
            raise

    def close(self) -> None:
        """Say QUIT, and wait for no answer: the mails are all accounted for."""
        link = self._link
        if link:
            with contextlib.suppress(Broken):
                link.putcmd("QUIT")
        self._abandon()

    def _transaction(self, link: Connection, message: Message, begin: Callable[[], bool]) -> Verdict:
        refused = self._envelope(link, message)
        if refused:
            return refused
        link.patience = self._relay.patience.body
        link.send(stuffed(message.data))
        early = link.spoken()
        if early:
            self._abandon()
            return judge(make_reply(*early), Stage.DATA, message.to)
        if not begin():
            self._abandon()
            return Verdict("left")
        link.patience = self._relay.patience.dot
        link.send(b".\r\n")  # when it fails, none of it is on its way: the connection was lost before
        self._stage = Stage.DOT
        return self._verdict(make_reply(*link.getreply()), Stage.DOT, message.to)

    def _envelope(self, link: Connection, message: Message) -> Verdict | None:
        """Send MAIL, RCPT and DATA; return None when the server waits for the text."""
        commands = (
            (Stage.SENDER, f"MAIL FROM:<{message.sender}>\r\n", (250,)),
            (Stage.RECIPIENT, f"RCPT TO:<{message.to}>\r\n", (250, 251, 252)),
            (Stage.DATA, "DATA\r\n", (354,)),
        )
        self._stage, link.patience = Stage.SENDER, self._relay.patience.command
        together = link.has_extn("pipelining")
        if together:
            link.send("".join(command for _, command, _ in commands))
        verdict: Verdict | None = None
        for stage, command, hoped in commands:
            self._stage = stage
            if not together:
                link.send(command)
            reply = make_reply(*link.getreply())
            if reply.code not in hoped:
                verdict = verdict or self._verdict(reply, stage, message.to)
            if verdict and (self._link is None or not together):
                break
        if verdict and self._link:
            self._reset(link, waiting=reply.code == 354)
        return verdict

    def _reset(self, link: Connection, waiting: bool) -> None:
        """Make the connection ready for the next mail after a refusal."""
        if waiting:  # for a text, though it took no recipient (RFC 2920, 3.1)
            self._abandon()
            return
        with contextlib.suppress(Broken):
            if link.docmd("RSET")[0] == 250:
                return
        self._abandon()

    def _verdict(self, reply: Reply, stage: Stage, address: str) -> Verdict:
        """Judge a reply; where the server hangs up with it, or speaks no SMTP, the connection is given up."""
        if stage is Stage.DOT and 200 <= reply.code < 300:
            self._sent += 1
            return Verdict("sent", without_address(str(reply), address))
        verdict = judge(reply, stage, address)
        if reply.code == 421 or verdict.kind in ("lost", "unknown"):
            self._abandon()
        return verdict

    def _abandon(self) -> None:
        """Close without a word: the server drops a mail whose final dot is missing."""
        link, self._link, self._sent = self._link, None, 0
        if link:
            link.close()


def stuffed(data: bytes) -> bytes:
    """Return a mail's text as DATA carries it (RFC 5321, 4.5.2), without the final dot."""
    if data.startswith(b"."):
        data = b"." + data
    data = data.replace(b"\r\n.", b"\r\n..")
    return data if data.endswith(b"\r\n") else data + b"\r\n"
