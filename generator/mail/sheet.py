"""A rendered template, cut where readers differ and encoded: a mail is put together by joining bytes.

Input:   what a template printed for a MailView, with marks: "<mark>-at-NAME-" is a place; what stands between
         "<mark>-begin-NAME-" and "<mark>-end-NAME-" is a fragment, and leaves a place where its first stood.
Output:  Sheet: quoted-printable bytes between places, and fragments by name, which are Sheets.
Refuses: marks that do not close or that no composer knows (ValueError; whoever renders tells which template).

Places:     "titles" (the preheader), "count" (how many papers), "reasons" (in the fragment "why"), "more" (in
            "more"), "choose" and "leave" (addresses, in "personal").
Fragments:  "paper" (one for each), in it "why"; "lead" and "rest" (headings before the best and the other
            papers), "more" (leads to papers that are not shown), "note" (no paper matches), "personal" (for a
            subscriber), "general" (for the issue as it is shown to anybody).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.mail.quoted import quoted

PLACES = frozenset({"titles", "count", "reasons", "more", "choose", "leave"})
FRAGMENTS = frozenset({"paper", "why", "lead", "rest", "more", "note", "personal", "general"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Encoded text with places in it."""

    parts: tuple[tuple[str, bytes], ...]
    """(name of a place or "", the bytes that follow it)."""

    size: int
    """Bytes of the text before it was encoded, without what comes into its places."""

    fragments: dict[str, tuple["Sheet", ...]] = field(default_factory=dict)

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """Return the sheet with these values, encoded likewise, in its places; others stay empty."""
        return b"".join([values.get(place, b"") + data for place, data in self.parts])

    def one(self, name: str) -> "Sheet":
        """Return the fragment of this name; an empty one when there is none."""
        found = self.fragments.get(name, ())
        return found[0] if found else EMPTY


EMPTY = Sheet((), 0)


def cut(text: str, mark: str) -> Sheet:
    """Cut a printed template at its marks; the newline behind "begin" and "end" goes with them.

    Raises ValueError.
    """
    marks = re.compile(rf"{re.escape(mark)}-(?:(at)-(\w+)-|(begin|end)-(\w+)-\n?)")
    pieces = [piece for piece in marks.split(text) if piece is not None]
    return _Cutter(pieces).sheet("")


class _Cutter:
    """Goes through text, kind, name, text, kind, name, text …"""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces, self.at = pieces, 0

    def sheet(self, within: str) -> Sheet:
        """Take what stands up to the end of the fragment `within`, "" for the end of all."""
        parts = [("", quoted(self.pieces[self.at]))]
        size = len(self.pieces[self.at].encode())
        fragments: dict[str, list[Sheet]] = {}
        while self.at + 1 < len(self.pieces):
            kind, name = self.pieces[self.at + 1 : self.at + 3]
            self.at += 3
            if kind == "end":
                if name != within:
                    raise ValueError(f'the mark "end-{name}" closes nothing')
                return _sheet(parts, size, fragments)
            place = _place(name) if kind == "at" else self._fragment(name, fragments)
            text = self.pieces[self.at]
            size += len(text.encode())
            parts.append((place, quoted(text)))
        if within:
            raise ValueError(f'the mark "begin-{within}" is never closed')
        return _sheet(parts, size, fragments)

    def _fragment(self, name: str, fragments: dict[str, list[Sheet]]) -> str:
        """Take a fragment; return the place that it leaves."""
        if name not in FRAGMENTS:
            raise ValueError(f'no composer knows the mark "begin-{name}"')
        first = name not in fragments
        fragments.setdefault(name, []).append(self.sheet(name))
        return name if first else ""


def _place(name: str) -> str:
    if name not in PLACES:
        raise ValueError(f'no composer knows the mark "at-{name}"')
    return name


def _sheet(parts: list[tuple[str, bytes]], size: int, fragments: dict[str, list[Sheet]]) -> Sheet:
    joined: list[tuple[str, bytes]] = []
    for place, data in parts:
        if not place and joined:
            joined[-1] = (joined[-1][0], joined[-1][1] + data)
        elif place or data:
            joined.append((place, data))
    return Sheet(tuple(joined), size, {name: tuple(found) for name, found in fragments.items()})
