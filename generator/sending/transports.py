"""The transport that site.toml asks for."""

from generator.base.mailbox import parse_mailbox
from generator.config.project import Project
from generator.config.schema import Config
from generator.sending.eml import EmlTransport
from generator.sending.smtp import SmtpTransport, relay_of
from generator.sending.transport import Transport


def make_transport(project: Project, config: Config, folder: str) -> Transport:
    """Return what takes the mails: mail.transport "smtp" or "eml", with signatures if [mail.dkim] has a key.

    `folder` is where mails go as files, below .digest/outbox/. Raises InputError for a key that is none,
    UsageError when DKIM is wanted and its library is missing.
    """
    transport: Transport
    if config.mail.transport == "eml":
        transport = EmlTransport(project.state / "outbox" / folder)
    else:
        transport = SmtpTransport(relay_of(config.mail))
    sender = parse_mailbox(config.mail.sender)
    if config.mail.dkim.selector and sender:
        from generator.base.extras import need_extra

        need_extra("mail", "[mail.dkim]", "dkim")
        from generator.sending.signing import SigningTransport, load_signer

        transport = SigningTransport(load_signer(config.mail.dkim, sender.domain, project.root), transport)
    return transport
