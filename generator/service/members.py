"""What a subscriber can do without a password, by links that nobody can guess."""

import json
from http import HTTPStatus

from generator.library.choices_form import form_of
from generator.model.service_views import Fault, FormView, PreviewView
from generator.service import notices
from generator.service.form import Filled, choices_in
from generator.service.hall import Answer, Hall, status_of
from generator.subscribers import people
from generator.subscribers.people import Person
from generator.subscribers.suppress import is_suppressed
from generator.subscribers.told import tell_person


class Members:
    """The pages of subscribers."""

    def __init__(self, hall: Hall) -> None:
        """Work with what all pages share."""
        self._hall = hall

    def choices(self, token: str) -> Answer:
        """Show what a subscriber chose."""
        person = self._who(token)
        if person is None:
            return self._nobody()
        form = self._hall.pages().form_for(person.choices, person.address)
        return Answer(self._page(token, person, form))

    def preview(self, token: str, filled: Filled) -> Answer:
        """Show the form with what its choices would have brought; nothing is saved."""
        person = self._who(token)
        if person is None:
            return self._nobody()
        pages = self._hall.pages()
        choices, faults = choices_in(filled, pages.words)
        shown = None if faults else pages.previews.of(choices)
        form = pages.form(filled.fields, choices.rules, person.address)
        return Answer(self._page(token, person, form, faults, shown), status_of(faults))

    def choose(self, token: str, filled: Filled) -> Answer:
        """Save a subscriber's choices; who had left comes back by that."""
        hall, person = self._hall, self._who(token)
        if person is None:
            return self._nobody()
        pages = hall.pages()
        choices, faults = choices_in(filled, pages.words)
        if faults:
            form = pages.form(filled.fields, choices.rules, person.address)
            return Answer(self._page(token, person, form, faults), HTTPStatus.UNPROCESSABLE_ENTITY)
        people.choose(hall.database, person.id, choices, hall.clock())
        if not person.active:
            people.come_back(hall.database, person.id, hall.clock())
        form = pages.form(form_of(choices), choices.rules, person.address)
        saved = pages.words.gettext("Your choices are saved.")
        return Answer(self._page(token, person, form, said=f"{saved} {self._silence(person)}".rstrip()))

    def ask_to_leave(self, token: str) -> Answer:
        """Show the button of a mail's link to leave."""
        number = self._hall.links().open("leave", token)
        if number is None:
            return self._nobody()
        return self._hall.say(notices.LEAVE, button=f"leave/{token}")

    def leave(self, token: str) -> Answer:
        """End a subscription; to do so again, or after deletion, is as good (RFC 8058: 200, no redirect)."""
        number = self._hall.links().open("leave", token)
        if number is None:
            return self._nobody()
        people.leave(self._hall.database, number, self._hall.clock())
        return self._hall.say(notices.LEFT)

    def export(self, token: str) -> Answer:
        """Give a subscriber all that is kept, as JSON."""
        person = self._who(token)
        told = tell_person(self._hall.database, person.id) if person else None
        if told is None:
            return self._nobody()
        data = json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
        saved = {"Content-Disposition": 'attachment; filename="paper-digest.json"'}
        return Answer(data, type="application/json", headers=saved)

    def ask_to_erase(self, token: str) -> Answer:
        """Show the button that deletes all."""
        if self._who(token) is None:
            return self._nobody()
        return self._hall.say(notices.ERASE, button=f"erase/{token}")

    def erase(self, token: str) -> Answer:
        """Delete all that is kept of a subscriber."""
        hall, person = self._hall, self._who(token)
        if person is None:
            return self._nobody()
        people.erase(hall.database, person.id, hall.clock())
        return hall.say(notices.ERASED)

    def _who(self, token: str) -> Person | None:
        number = self._hall.links().open("choose", token)
        return None if number is None else people.find(self._hall.database, number)

    def _nobody(self) -> Answer:
        return self._hall.say(notices.NOT_FOUND, HTTPStatus.NOT_FOUND)

    def _silence(self, person: Person) -> str:
        """Say why no mail comes, whatever is chosen; "" where that is not so."""
        if not is_suppressed(self._hall.database, person.address):
            return ""
        said = notices.SILENT.said_in(self._hall.pages().words)
        return " ".join((f"{said.heading}.", *said.lines))

    def _page(
        self,
        token: str,
        person: Person,
        form: FormView,
        faults: tuple[Fault, ...] = (),
        preview: PreviewView | None = None,
        said: str = "",
    ) -> bytes:
        leave = self._hall.links().token("leave", person.id)
        pages = self._hall.pages()
        if not said:
            said = self._silence(person)
        if not said and not person.active:
            said = pages.words.gettext("You have left. Save the choices, and mail comes again.")
        return pages.preferences(token, leave, form, faults, preview, said)
