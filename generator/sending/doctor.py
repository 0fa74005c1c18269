"""Look at everything on which it depends whether the mail arrives, and say what to mend.

Input:   the configuration, the DNS, the relay itself (it is greeted and logged in to; nothing is sent).
Output:  Findings, in the order in which one would mend them.
"""

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from generator.base.mailbox import Mailbox, parse_mailbox
from generator.config.schema import MailConfig
from generator.errors import InputError
from generator.sending.connection import AwayError, Patience, RefusedError, Relay, connect
from generator.sending.names import Dns, UnansweredError
from generator.sending.policies import Finding, Level, aligned, check_dkim, check_dmarc, check_spf
from generator.sending.smtp import relay_of

PATIENCE = Patience(20.0, 30.0, 30.0, 30.0)


def examine(mail: MailConfig, root: Path, dns: Dns) -> Iterator[Finding]:
    """Give what was found about all that can be checked from here."""
    sender = parse_mailbox(mail.sender)
    assert sender  # config.load lets no other pass
    envelope = parse_mailbox(mail.inbox.address) or sender
    yield from _settings(mail)
    yield from _relay(mail, dns)
    yield from _domains(mail, sender, envelope, root, dns)


def _settings(mail: MailConfig) -> Iterator[Finding]:
    if mail.postal_address:
        yield Finding(Level.GOOD, "postal address: stands in the footer")
    else:
        fix = "set postal_address in [mail]; the law of many countries wants it"
        yield Finding(Level.WARNING, "postal address: there is none", fix)
    scheme = urlsplit(mail.service).scheme
    if not mail.service:
        fix = "set service in [mail] to where `digest service` answers"
        yield Finding(Level.ERROR, "service: there is none, so nobody can subscribe or leave", fix)
    elif scheme == "https":
        yield Finding(Level.GOOD, f"service: {mail.service}")
    else:
        fix = "RFC 8058 wants https, and mail programs show no button without it"
        yield Finding(Level.ERROR, f"service: {mail.service} is not https", fix)
    if mail.inbox.maildir or mail.inbox.host:
        yield Finding(Level.GOOD, f"bounces: read from {mail.inbox.maildir or mail.inbox.host}")
    else:
        fix = "set [mail.inbox] and run `digest bounces` every hour, or pipe the mail into `digest bounces -`"
        yield Finding(Level.NOTE, "bounces: no mailbox is read here", fix)


def _relay(mail: MailConfig, dns: Dns) -> Iterator[Finding]:
    if mail.transport != "smtp":
        yield Finding(
            Level.NOTE, f'relay: transport is "{mail.transport}"', "look at what carries the mail on"
        )
    if mail.transport == "eml":
        return  # whereas listmonk sends issues only: confirming mails, and --to, take the relay
    relay = relay_of(mail, PATIENCE)
    yield _greeting(relay)
    if relay.security == "none" and not _is_here(relay.host):
        fix = 'use security = "starttls" in [mail.smtp]'
        yield Finding(Level.ERROR, f"relay: mail travels to {relay.host} for everybody to read", fix)
    try:
        yield from _reverse(relay.host, dns)
    except UnansweredError as error:
        yield Finding(Level.WARNING, f"relay: {error}", "look at the name server")


def _greeting(relay: Relay) -> Finding:
    try:
        link = connect(relay)
    except AwayError as error:
        return Finding(
            Level.ERROR, f"relay: {relay.host}:{relay.port} is away: {error}", "look at [mail.smtp]"
        )
    except RefusedError as error:
        return Finding(Level.ERROR, f"relay: {error.fault}", error.fix)
    version = link.sock.version() if isinstance(link.sock, ssl.SSLSocket) else None
    link.close()
    login = f", takes the login of {relay.user}" if relay.user else ""
    return Finding(Level.GOOD, f"relay: {relay.host}:{relay.port} answers, {version or 'without TLS'}{login}")


def _reverse(host: str, dns: Dns) -> Iterator[Finding]:
    if _is_here(host):
        fix = "its address needs a name that leads back to it; receivers look at that first"
        yield Finding(
            Level.NOTE, "reverse name: the relay is this machine, whose public address is not known", fix
        )
        return
    addresses = [host] if _is_address(host) else dns.addresses(host)
    for address in addresses:
        names = dns.names(address)
        if any(address in dns.addresses(name) for name in names):
            yield Finding(Level.GOOD, f"reverse name: {address} is {names[0]}, and back")
        else:
            fix = "ask who runs the relay for a name of its address that leads back to it"
            yield Finding(Level.WARNING, f"reverse name: {address} has no name that leads back to it", fix)


def _domains(mail: MailConfig, sender: Mailbox, envelope: Mailbox, root: Path, dns: Dns) -> Iterator[Finding]:
    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _takes_mail(dns, sender, "answers"),
        lambda: _takes_mail(dns, envelope, "bounces"),
        lambda: check_spf(dns, envelope.domain),
        lambda: _dkim(mail, sender, root, dns),
        lambda: check_dmarc(dns, sender.domain),
    )
    for check in checks:
        try:
            yield check()
        except UnansweredError as error:
            yield Finding(Level.WARNING, str(error), "look at the name server, and try again")
    if aligned(sender.domain, envelope.domain):
        yield Finding(Level.GOOD, f"alignment: {envelope.domain} sends for {sender.domain}")
    else:
        fix = f"let bounces go to a mailbox below {sender.domain}, or DMARC rests on DKIM alone"
        what = f"alignment: {envelope.domain} sends for {sender.domain}, so SPF says nothing to DMARC"
        yield Finding(Level.WARNING, what, fix)


def _takes_mail(dns: Dns, mailbox: Mailbox, what: str) -> Finding:
    if dns.takes_mail(mailbox.domain):
        return Finding(Level.GOOD, f"{what}: mail to {mailbox.domain} arrives somewhere")
    fix = f"give {mailbox.domain} an MX record; receivers refuse mail to which they cannot answer"
    return Finding(Level.ERROR, f"{what}: mail to {mailbox.domain} arrives nowhere", fix)


def _dkim(mail: MailConfig, sender: Mailbox, root: Path, dns: Dns) -> Finding:
    if not mail.dkim.selector:
        fix = f"look at a mail (digest send --to you@…): it needs a DKIM-Signature with d={sender.domain}"
        return Finding(Level.NOTE, "DKIM: left to the relay", fix)
    from generator.sending.signing import load_signer

    try:
        signer = load_signer(mail.dkim, sender.domain, root)
    except InputError as error:
        return Finding(Level.ERROR, f"DKIM: {error.problem.where}: {error.problem.fault}", error.problem.fix)
    return check_dkim(dns, sender.domain, mail.dkim.selector, signer.belongs)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
