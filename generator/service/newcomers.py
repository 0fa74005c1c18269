"""From the form on the site to a confirmed subscriber.

Only two steps write: a wish, which is one row whoever the address is, and its confirmation. All answers to a
wish are the same, and cost the same.
"""

import re
from http import HTTPStatus

from generator.model.service_views import Fault
from generator.service import notices
from generator.service.form import Filled, address_in, choices_in
from generator.service.hall import Answer, Hall, status_of
from generator.subscribers import people, requests
from generator.subscribers.limits import Limit, allow
from generator.subscribers.suppress import is_suppressed

HOUR = 3600
OLDEST_FORM = 24 * HOUR
"""Seconds for which a form can be sent; then it is given out anew, with all that was filled in."""

PREVIEWS = 10
"""So many previews may be asked for where one wish may be made: long files of rules take a second to try."""

SENT = "sent"
"""The page that every wish leads to."""


class Newcomers:
    """The pages for who is no subscriber yet."""

    def __init__(self, hall: Hall) -> None:
        """Work with what all pages share."""
        self._hall = hall

    def start(self, filled: Filled) -> Answer:
        """Show the form of choices, with the address from the form on the site, if there is one."""
        pages = self._hall.pages()
        address = "" if filled.is_trapped else filled.one("address")
        return Answer(pages.subscribe(self._stamp(), pages.form(filled.fields, (), address)))

    def preview(self, filled: Filled, network: str) -> Answer:
        """Show the form with what its choices would have brought; a network cannot ask without end."""
        pages = self._hall.pages()
        most = PREVIEWS * self._hall.mail.limits.network
        if not self._is_within(Limit(f"preview {network}", most, HOUR)):
            return self._busy()
        choices, faults = choices_in(filled, pages.words)
        shown = None if faults else pages.previews.of(choices)
        form = pages.form(filled.fields, choices.rules, filled.one("address"))
        return Answer(pages.subscribe(self._kept_stamp(filled), form, faults, shown), status_of(faults))

    def subscribe(self, filled: Filled, network: str) -> Answer:
        """Write down a wish to subscribe from this network."""
        pages = self._hall.pages()
        if filled.is_trapped:
            return self._done()
        choices, faults = choices_in(filled, pages.words)
        address = address_in(filled)
        if not address:
            said = pages.words.gettext("This is no mail address. Write it like “you@example.org”.")
            faults = (Fault("address", said), *faults)
        if not faults and (waited := self._waited(filled)):
            faults = (Fault("", waited),)
        if faults:
            form = pages.form(filled.fields, choices.rules, filled.one("address"))
            page = pages.subscribe(self._kept_stamp(filled), form, faults)
            return Answer(page, HTTPStatus.UNPROCESSABLE_ENTITY)
        if not self._is_let_in(network):
            return self._busy()
        requests.ask(self._hall.database, address, choices, self._hall.clock())
        return self._done()

    def sent(self) -> Answer:
        """Say what comes next."""
        return self._hall.say(notices.CHECK_MAIL)

    def ask_to_confirm(self, token: str) -> Answer:
        """Show the button of a confirming mail's link, and what it confirms."""
        hall = self._hall
        number = hall.links().open("confirm", token)
        wish = None if number is None else requests.find(hall.database, number, hall.clock())
        if wish is None:
            return hall.say(notices.NOT_FOUND, HTTPStatus.NOT_FOUND)
        if wish.confirmed:
            return self._welcome(wish.subscriber)
        notice = notices.CONFIRM_CHANGE if wish.subscriber else notices.CONFIRM
        return Answer(hall.pages().confirm(notice, f"confirm/{token}", wish.id, wish.choices))

    def confirm(self, token: str, filled: Filled) -> Answer:
        """Make a subscriber of who asked, with the choices of the page that the button stood on."""
        hall, wish = self._hall, filled.one("wish")
        number = hall.links().open("confirm", token)
        if number is None or not re.fullmatch("[1-9][0-9]{0,17}", wish):
            return self.ask_to_confirm(token)
        subscriber = people.confirm(hall.database, number, hall.clock(), int(wish))
        if subscriber is None:
            return hall.say(notices.NOT_FOUND, HTTPStatus.NOT_FOUND)
        return self._welcome(subscriber)

    def _welcome(self, subscriber: int) -> Answer:
        """Say how things stand with somebody who has confirmed, now or before."""
        person = people.find(self._hall.database, subscriber)
        if person is None:
            return self._hall.say(notices.NOT_FOUND, HTTPStatus.NOT_FOUND)
        notice = notices.CONFIRMED if person.active else notices.LEFT_SINCE
        if is_suppressed(self._hall.database, person.address):
            notice = notices.SILENT
        choose = f"choose/{self._hall.links().token('choose', subscriber)}"
        return self._hall.say(notice, link=choose)

    def _done(self) -> Answer:
        there = {"Location": f"{self._hall.pages().prefix}{SENT}"}
        return Answer(status=HTTPStatus.SEE_OTHER, headers=there)

    def _is_let_in(self, network: str) -> bool:
        limits = self._hall.mail.limits
        # what one network is refused does not count against the others
        of_network = Limit(f"subscribe {network}", limits.network, HOUR)
        return self._is_within(of_network) and self._is_within(Limit("subscribe", limits.total, HOUR))

    def _is_within(self, limit: Limit) -> bool:
        return allow(self._hall.database, limit, self._hall.clock())

    def _busy(self) -> Answer:
        page = self._hall.say(notices.TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS)
        return Answer(page.body, page.status, headers={"Retry-After": str(HOUR)})

    def _now(self) -> int:
        return int(self._hall.clock().timestamp())

    def _stamp(self) -> str:
        return self._hall.links().token("form", self._now())

    def _age(self, filled: Filled) -> int | None:
        """Return for how many seconds the form has been out; None when it is none of ours, or too old."""
        given = self._hall.links().open("form", filled.one("stamp"))
        age = self._now() - (given or 0)
        return age if 0 <= age <= OLDEST_FORM else None

    def _kept_stamp(self, filled: Filled) -> str:
        return self._stamp() if self._age(filled) is None else filled.one("stamp")

    def _waited(self, filled: Filled) -> str:
        """Say what is wrong with the time that the form was out; "" for nothing."""
        age, words = self._age(filled), self._hall.pages().words
        if age is None:
            return words.gettext("This form has lain open for long. Please press “Subscribe” once more.")
        if age < self._hall.mail.limits.fill:
            return words.gettext("That was quicker than people are. Please press “Subscribe” once more.")
        return ""
