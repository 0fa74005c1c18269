"""Compose one reader's mail of an edition, by joining what was encoded when it was frozen.

Input:   an Edition, the Links of the service (None for the mail that is shown to anybody), a Recipient.
Output:  Message, or None when nothing matches and no note is due.
Promise: the same edition, keys and recipient give the same bytes; the HTML has at most HTML_BUDGET bytes.
"""

from functools import lru_cache
from html import escape

from msgspec import Struct

from generator.base.hashing import digest
from generator.base.text import shorten
from generator.mail.edition import SLOT, Edition
from generator.mail.links import Links
from generator.mail.message import assemble, header, one_click_headers, text_header, to_header
from generator.mail.printed import wrap_text
from generator.mail.quoted import quoted
from generator.mail.select import Pick, Reasons, Selector
from generator.mail.sheet import Sheet
from generator.model.mail import Choices, Message, Recipient

HTML_BUDGET = 90_000
"""Bytes of HTML. Gmail hides what lies beyond 102 kB, and with it the way out at the end."""

SUBJECT_LENGTH = 90
"""Characters of a title in the subject; phones show about 40, desktop programs about 80."""

PREHEADER_PAPERS = 3
REASONS_KEPT, SUBJECTS_KEPT = 5000, 2000
"""Encoded lines that are remembered, of up to 1 kB: many readers get the same."""

FILLED_IN = 4000
"""Bytes that are kept free for what comes into the places of a mail: titles, links, counts."""

Shown = tuple[tuple[int, Reasons], ...]
"""(number of a paper in the edition, why it is shown)."""


class Letter(Struct, frozen=True):
    """A composed mail before its headers."""

    subject: str
    text: bytes
    html: bytes
    """Both encoded."""

    shown: int
    matching: int
    """Papers that it shows, and that match."""


class _Way(Struct, frozen=True):
    """How a reader goes on or leaves: what the fragments "personal" and "general" hold."""

    fragment: str
    choose: str = ""
    leave: str = ""


class Composer:
    """Composes the mails of one edition. Unchanging but for what it remembers."""

    def __init__(self, edition: Edition, links: Links | None) -> None:
        """`links` must be made with the edition's key; None composes only for nobody in particular."""
        self.edition = edition
        self._links = links
        self.pick = Selector(edition).pick
        self._why = lru_cache(REASONS_KEPT)(self._reasons)
        self._subject = lru_cache(SUBJECTS_KEPT)(lambda subject: text_header("Subject", subject))
        self._html_left = HTML_BUDGET - FILLED_IN - _whole_size(edition.html)

    def compose(self, recipient: Recipient) -> Message | None:
        """Return the mail of one subscriber; None when there is nothing to say to them."""
        assert self._links is not None
        choose, leave = (self._links.address(purpose, recipient.id) for purpose in ("choose", "leave"))
        letter = self._letter(recipient.choices, _Way("personal", choose, leave))
        if not letter.matching and not (recipient.choices.note and self.edition.notes):
            return None
        name = self._links.name_message(self.edition.name, recipient.id)
        headers = to_header(recipient.address) + one_click_headers(leave)
        data = self._message(letter, headers, name)
        sender = self.edition.envelope.replace("*", name, 1)
        return Message(sender, recipient.address, data, letter.shown)

    def general(self, choices: Choices) -> tuple[Letter, bytes]:
        """Return the mail with these choices for nobody in particular, and its message."""
        letter = self._letter(choices, _Way("general"))
        told = digest(letter.text + letter.html)
        name = f"{self.edition.name.lower()}.{told[:16]}"
        return letter, self._message(letter, self.edition.general, name)

    def _message(self, letter: Letter, headers: bytes, name: str) -> bytes:
        edition = self.edition
        found = (
            edition.headers,
            headers,
            self._subject(letter.subject),
            header("Message-ID", f"<{name}@{edition.domain}>"),
        )
        return assemble(found, name, letter.text, letter.html, edition.language)

    def _letter(self, choices: Choices, way: _Way) -> Letter:
        edition, pick = self.edition, self.pick(choices)
        shown = self._fitting(pick)
        more = pick.matching - len(shown)
        counts = edition.phrases.matching if pick.chosen else edition.phrases.count
        count = counts[pick.matching] if pick.matching else edition.phrases.count[-1]
        said = {"count": count, "more": edition.phrases.more[more] if more else ""}
        links = {"choose": quoted(way.choose), "leave": quoted(way.leave)}
        titles = [edition.entries[number].title for number, _ in shown[1 : PREHEADER_PAPERS + 1]]
        in_html = {place: quoted(escape(text)) for place, text in said.items()}
        in_html |= {"titles": b" =C2=B7 =\r\n".join(titles), **links}
        in_text = {place: quoted(text) for place, text in said.items()} | links
        html = self._part(edition.html, in_html, self._papers(shown, html=True), way)
        text = self._part(edition.text, in_text, self._papers(shown, html=False), way)
        return Letter(self._title(shown), text, html, len(shown), pick.matching)

    def _part(self, sheet: Sheet, values: dict[str, bytes], papers: list[bytes], way: _Way) -> bytes:
        """Fill the fragments that this mail has, and with them the sheet."""
        top = self.edition.top
        if top and len(papers) > top:
            lead, rest = (sheet.one(name).filled({}) for name in ("lead", "rest"))
            papers = [lead, *papers[:top], rest, *papers[top:]]
        names = {way.fragment, *(() if papers else ("note",)), *(("more",) if values["more"] else ())}
        filled = {name: sheet.one(name).filled(values) for name in names}
        return sheet.filled({**values, "more": b"", "paper": b"".join(papers), **filled})

    def _papers(self, shown: Shown, html: bool) -> list[bytes]:
        return [self._paper(*found, place < self.edition.top, html) for place, found in enumerate(shown)]

    def _paper(self, number: int, reasons: Reasons, full: bool, html: bool) -> bytes:
        entry = self.edition.entries[number]
        sheet = (entry.html if html else entry.text).one("full" if full else "brief")
        if not reasons:
            return sheet.filled({})
        in_html, in_text, _ = self._why(reasons)
        why = sheet.one("why").filled({"reasons": in_html if html else in_text})
        return sheet.filled({"why": why})

    def _fitting(self, pick: Pick) -> Shown:
        """Return the papers that the budget allows, from the best on."""
        left = self._html_left
        for place, (number, reasons) in enumerate(pick.papers):
            sheet = self.edition.entries[number].html.one("full" if place < self.edition.top else "brief")
            left -= sheet.size
            if reasons:
                left -= sheet.one("why").size + self._why(reasons)[2]
            if left < 0:
                return pick.papers[:place]
        return pick.papers

    def _title(self, shown: Shown) -> str:
        """Say what the reader finds: the best paper's title and how many more the mail shows."""
        if not shown:
            return self.edition.phrases.nothing
        title = shorten(self.edition.entries[shown[0][0]].subject.title, SUBJECT_LENGTH)
        return self.edition.phrases.subject[len(shown) - 1].replace(SLOT, title, 1)

    def _reasons(self, reasons: Reasons) -> tuple[bytes, bytes, int]:
        """Return why a paper is shown, as HTML and as text, and how many bytes the HTML has."""
        why = self.edition.phrases.explain(reasons)
        html = escape(why)
        return quoted(html), quoted(wrap_text(why)), len(html.encode())


def _whole_size(sheet: Sheet) -> int:
    return sheet.size + sum(part.size for found in sheet.fragments.values() for part in found)
