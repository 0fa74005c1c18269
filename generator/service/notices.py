"""What the service's small pages say. Each text is looked up in the site's language where it is shown."""

from msgspec import Struct

from generator.base.words import Words, gettext_noop


class Notice(Struct, frozen=True):
    """A page that says one thing."""

    heading: str
    lines: tuple[str, ...] = ()
    button: str = ""
    """What its button says, where it has one."""

    link: str = ""
    """What its link says, where it has one."""

    def said_in(self, words: Words) -> "Notice":
        """Return the same in a language."""
        return Notice(
            words.gettext(self.heading),
            tuple(words.gettext(line) for line in self.lines),
            words.gettext(self.button) if self.button else "",
            words.gettext(self.link) if self.link else "",
        )


CHECK_MAIL = Notice(
    gettext_noop("Check your mail"),
    (
        gettext_noop(
            "A mail with a link is on its way to the address that you gave. Nothing else is sent before you "
            "have opened that link and confirmed."
        ),
        gettext_noop(
            "Nothing came after some minutes? Look among the unwanted mail, and whether the address was "
            "right. An address gets at most one such mail a day."
        ),
    ),
    link=gettext_noop("Try again"),
)
CONFIRM = Notice(
    gettext_noop("Confirm your subscription"),
    (
        gettext_noop(
            "Press the button, and the digest comes to the address that got the mail with this link, as it "
            "is chosen here. You can choose anew at any time."
        ),
        gettext_noop("You did not choose this? Do nothing, and no mail comes."),
    ),
    gettext_noop("Confirm"),
)
CONFIRM_CHANGE = Notice(
    gettext_noop("Confirm your new choices"),
    (
        gettext_noop(
            "You get the digest already. Press the button, and what stands here takes the place of what you "
            "chose before."
        ),
        gettext_noop("You did not choose this? Do nothing, and all stays as it is."),
    ),
    gettext_noop("Confirm"),
)
CONFIRMED = Notice(
    gettext_noop("You are subscribed"),
    (
        gettext_noop(
            "The next digest with papers for you comes by mail. Each one has a link to change your choices, "
            "and one to leave."
        ),
    ),
    link=gettext_noop("Change what you get"),
)
LEFT_SINCE = Notice(
    gettext_noop("You have left"),
    (gettext_noop("This link was used before, and you have left since: no mail comes to you."),),
    link=gettext_noop("Come back"),
)
SILENT = Notice(
    gettext_noop("No mail goes to this address"),
    (
        gettext_noop(
            "Mail to it came back or was reported as unwanted, or the people who run this digest were asked "
            "to send none. Write to them if that has changed."
        ),
    ),
    link=gettext_noop("Change what you get"),
)
LEAVE = Notice(
    gettext_noop("Leave the digest"),
    (gettext_noop("Press the button, and no more mail comes to you."),),
    gettext_noop("Leave"),
)
LEFT = Notice(
    gettext_noop("You have left"),
    (gettext_noop("No more mail comes to you. Thank you for reading."),),
    link=gettext_noop("Subscribe again"),
)
ERASE = Notice(
    gettext_noop("Delete my data"),
    (
        gettext_noop(
            "Your address, your choices and what was sent to you are deleted for good, and no more mail "
            "comes to you."
        ),
        gettext_noop(
            "If mail to you had bounced, a fingerprint of the address stays, so that nothing is sent there "
            "again."
        ),
    ),
    gettext_noop("Delete for good"),
)
ERASED = Notice(
    gettext_noop("Your data is deleted"),
    (gettext_noop("Nothing is kept of you here, and no more mail comes to you."),),
    link=gettext_noop("Subscribe again"),
)
NOT_FOUND = Notice(
    gettext_noop("This link leads nowhere"),
    (
        gettext_noop(
            "It may be incomplete: mail programs sometimes break long links in two. Or it is too old, or was "
            "made for somebody whose data is deleted since."
        ),
    ),
)
ELSEWHERE = Notice(
    gettext_noop("This form came from another page"),
    (
        gettext_noop(
            "So that nobody else subscribes you, only the site’s own form counts. Open it here, and try "
            "again."
        ),
    ),
    link=gettext_noop("Open the form"),
)
TOO_MANY = Notice(
    gettext_noop("Too many at once"),
    (
        gettext_noop(
            "More people want to subscribe now than this service lets in. Please try again in an hour."
        ),
    ),
)
BAD_REQUEST = Notice(
    gettext_noop("This cannot be read"),
    (
        gettext_noop(
            "What the browser sent is no form of this service, or is too large. Please go back and try again."
        ),
    ),
)
FAILED = Notice(
    gettext_noop("Something went wrong here"),
    (gettext_noop("It is not your fault. Please try again in some minutes."),),
)
