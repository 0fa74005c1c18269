"""Closed views of the pages that `digest service` answers with: the form of choices, and what is said then.

The rules of model.views hold here too, but for these: links to the site are whole addresses, and what is the
service's own stands as a path from the host's root ("/mail/subscribe").
"""

from msgspec import Struct

from generator.model.views import EntryView, Meta, Ref


class TopicChoice(Struct, frozen=True):
    """A topic that one may choose."""

    code: str
    """"cs.CV"."""
    name: str
    count: int
    """Papers of the site."""
    chosen: bool = False


class FormView(Struct, frozen=True):
    """The form of choices as it is filled in; texts as the reader wrote them, also what is wrong."""

    address: str = ""
    frequency: str = "daily"
    topics: tuple[TopicChoice, ...] = ()
    """Most papers first."""
    more_topics: str = ""
    """Patterns ("eess.*") and topics of which the site has no paper."""
    authors: str = ""
    """One a line."""
    keywords: str = ""
    organisations: str = ""
    code: bool = False
    score: str = ""
    most: str = ""
    note: bool = False
    rules: tuple[str, ...] = ()
    """Names of the rules that were uploaded."""
    rules_text: str = ""
    """The same rules as the form carries them on: the JSON of a file of rules."""


class Fault(Struct, frozen=True):
    """Something in the form that is wrong."""

    field: str
    """Name of the field, "" for the form as a whole."""
    text: str


class PreviewEntry(Struct, frozen=True):
    """A paper of the newest issue, and why it would be sent."""

    entry: EntryView
    why: str
    """As the mail says it; "" where nothing was asked for."""


class PreviewView(Struct, frozen=True):
    """What these choices would have brought with the newest issue."""

    issue: Ref
    """Its page on the site."""
    total: int
    """Papers of the issue."""
    matched: int
    entries: tuple[PreviewEntry, ...]
    """At most as many as were asked for."""


class ChoicesView(Struct, frozen=True):
    """The page on which one chooses: to subscribe, or to change what one gets."""

    meta: Meta
    heading: str
    summary: str
    form: FormView
    action: str
    """Where the form goes."""
    preview_action: str
    known: bool
    """True for a subscriber, whose address stands; False for somebody who is about to subscribe."""
    stamp: str = ""
    """Signed time at which the form was given out."""
    said: str = ""
    """What was just done."""
    faults: tuple[Fault, ...] = ()
    preview: PreviewView | None = None
    leave: str = ""
    """Path of what a subscriber may do besides, "" for somebody who is none yet."""
    export: str = ""
    erase: str = ""


class Button(Struct, frozen=True):
    """A button that sends a form without fields to fill in."""

    label: str
    action: str
    wish: int = 0
    """Number of the wish that it confirms; 0 for none."""


class Chosen(Struct, frozen=True):
    """One thing that somebody chose."""

    label: str
    texts: tuple[str, ...]


class NoticeView(Struct, frozen=True):
    """A page that says one thing and may offer one button: confirm, check your mail, left, a problem …"""

    meta: Meta
    heading: str
    lines: tuple[str, ...]
    button: Button | None = None
    link: Ref | None = None
    """Its address begins with "/": the service's own."""
    chosen: tuple[Chosen, ...] = ()
    """The choices that the button confirms."""
