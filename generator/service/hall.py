"""What all pages of the service work with: the database, the site as it is, links, the clock."""

import datetime as dt
from collections.abc import Callable, Sequence
from http import HTTPStatus

from msgspec import Struct, field

from generator.config.schema import MailConfig
from generator.mail.links import Links
from generator.model.service_views import Fault
from generator.sending.issue import links_of
from generator.service.notices import Notice
from generator.service.pages import Pages
from generator.subscribers.database import Database

HTML = "text/html; charset=utf-8"


class Answer(Struct, frozen=True):
    """What goes back to the browser."""

    body: bytes = b""
    status: HTTPStatus = HTTPStatus.OK
    type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


def status_of(faults: Sequence[Fault]) -> HTTPStatus:
    """Return the status of a form that is shown again with these faults."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK


class Hall(Struct, frozen=True):
    """Shared by all requests and their threads."""

    database: Database
    mail: MailConfig
    service: str
    """Public address of the service, ends with "/"."""

    pages: Callable[[], Pages]
    """Gives the pages of the site as it is now."""

    clock: Callable[[], dt.datetime]
    """UTC."""

    def links(self) -> Links:
        """Return what signs and opens tokens; asked for each time, for the operator may change the key."""
        return links_of(self.database, self.service, self.clock())

    def say(
        self, notice: Notice, status: HTTPStatus = HTTPStatus.OK, button: str = "", link: str = ""
    ) -> Answer:
        """Answer with a page that says one thing; its button and its link lead to these paths."""
        return Answer(self.pages().notice(notice, button, link), status)
