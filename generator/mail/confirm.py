"""Compose the mail that asks whether its reader wants to subscribe (double opt-in).

It carries no list headers, for it is of no list, and nothing of what was typed into the form: whoever enters
the address of a stranger sends them no words. Equal input gives equal bytes.
"""

import datetime as dt

from generator.base.mailbox import parse_mailbox
from generator.base.words import Words
from generator.config.schema import Config
from generator.mail.links import CONFIRMING, Links
from generator.mail.message import assemble, header, sender_headers, text_header, to_header
from generator.mail.printed import print_mail
from generator.mail.quoted import quoted
from generator.model.artifact import RenderContext
from generator.model.mail import Frequency, Message
from generator.model.mail_views import ConfirmView
from generator.outputs.registry import find_renderer


class Confirming:
    """Composes confirming mails of one site. Threads do not share it: templates are rendered."""

    def __init__(self, config: Config, words: Words, context: RenderContext, days: int) -> None:
        """`days` is how long the link in such a mail works."""
        self._config, self._words, self._days = config, words, days
        self._render = find_renderer("html").start(context)

    def compose(
        self,
        links: Links,
        request: int,
        address: str,
        frequency: Frequency,
        asked_at: dt.datetime,
        known: bool = False,
    ) -> Message:
        """Return the mail for a wish, by its number; `known` says that this address is subscribed already."""
        mail, words = self._config.mail, self._words
        view = ConfirmView(
            links.address("confirm", request), self._days, frequency, known, mail.postal_address
        )
        html, text = (
            print_mail(self._render, view, f"mail_confirm.{kind}").replace("\r\n", "\n")
            for kind in ("html", "txt")
        )
        sender = parse_mailbox(mail.sender)
        assert sender is not None  # config.load lets no other pass
        reply_to = parse_mailbox(mail.reply_to) if mail.reply_to else None
        name = links.name_message(CONFIRMING, request)
        subject = words.gettext("Please confirm: %(site)s by mail", site=self._config.title)
        headers = (
            sender_headers(sender, reply_to, asked_at),
            to_header(address),
            text_header("Subject", subject),
            header("Message-ID", f"<{name}@{sender.domain}>"),
        )
        data = assemble(headers, name, quoted(text), quoted(html), self._config.language)
        envelope = (mail.inbox.address or sender.address).replace("*", name, 1)
        return Message(envelope, address, data, 0)
