"""How confirming mails are made and sent: mail.confirm composes, the transport of site.toml takes them."""

import datetime as dt
from collections.abc import Callable

from generator.config.project import Project
from generator.config.schema import Config
from generator.mail.confirm import Confirming
from generator.model.mail import Message, Outcome
from generator.sending.single import send_single
from generator.sending.transports import make_transport
from generator.service.hall import Hall
from generator.service.pages import Pages
from generator.service.post import Post
from generator.subscribers.requests import VALID, Request


def make_post(project: Project, config: Config, hall: Hall) -> Post:
    """Return the queue's worker; raises what make_transport raises when site.toml asks for what cannot be."""
    transport = make_transport(project, config, "confirm")
    composer = _Composer(config, hall)

    def deliver(message: Message, begin: Callable[[], bool]) -> Outcome:
        return send_single(transport, message, begin)

    return Post(hall.database, composer.compose, deliver, hall.clock, transport.close)


class _Composer:
    """Composes with the words and templates of the site as it is now."""

    def __init__(self, config: Config, hall: Hall) -> None:
        self._config, self._hall = config, hall
        self._made: tuple[Pages, Confirming] | None = None

    def compose(self, request: Request, now: dt.datetime) -> Message:
        pages = self._hall.pages()
        if self._made is None or self._made[0] is not pages:
            confirming = Confirming(self._config, pages.words, pages.today.context, VALID.days)
            self._made = pages, confirming
        return self._made[1].compose(
            self._hall.links(),
            request.id,
            request.address,
            request.choices.frequency,
            now,
            known=request.subscriber > 0,
        )
