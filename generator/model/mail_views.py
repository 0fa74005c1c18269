"""Closed views of mail: what the templates of an issue and of the confirming mail may print."""

from msgspec import Struct, field

from generator.model.mail import Frequency
from generator.model.views import EntryView


class MailView(Struct, frozen=True):
    """An issue as mail, for all readers at once: the template prints it whole, with all its papers.

    What differs from reader to reader it marks: `view.at.count` where something is put in, and what stands
    between `view.begin.why` and `view.end.why` is taken out, and put in for those whom it concerns. Each
    paper stands between `view.begin.paper` and `view.end.paper`. generator/mail/sheet.py lists the names.
    """

    frequency: Frequency
    heading: str
    """The day, or the week and its days."""
    url: str
    """The same issue as a page of the site."""
    total: int
    entries: tuple[EntryView, ...]
    """All papers of the issue."""
    gaps: tuple[str, ...]
    """What the issue may lack, and why; () when all listings were complete."""
    top: int
    """So many papers stand before the heading of the others."""
    postal_address: str
    at: dict[str, str] = field(default_factory=dict)
    begin: dict[str, str] = field(default_factory=dict)
    end: dict[str, str] = field(default_factory=dict)
    """Marks by name; they stand in no text of the issue."""


class ConfirmView(Struct, frozen=True):
    """The mail that asks whether its reader wants to subscribe.

    It says nothing that was typed into the form: whoever enters a stranger's address sends them no words.
    """

    address: str
    """The link that confirms."""
    days: int
    """How long it works."""
    frequency: Frequency
    known: bool
    """Whether this address gets the mail already."""
    postal_address: str
