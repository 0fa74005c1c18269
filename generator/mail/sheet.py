"""A rendered template, cut where readers differ and encoded: a mail is put together by joining bytes.

Input:   what a template printed for a MailView, with its marks: "at" is a place; what stands between "begin"
         and "end" is a fragment, and leaves a place where the first of its name stood.
Output:  Sheet: quoted-printable bytes between places, and fragments by name, which are Sheets.
Refuses: fragments that do not close (ValueError; whoever renders tells which template).

Places:     "titles" (the preheader), "count" (how many papers), "reasons" (in the fragment "why"), "more" (in
            "more"), "choose" and "leave" (addresses, in "personal").
Fragments:  "paper" (one for each), in it "full" and "brief" (how it is told among the best and among the
            others), in these "why"; "lead" and "rest" (headings before the best and the others), "more"
            (leads to papers that are not shown), "note" (no paper matches), "personal" (for a subscriber),
            "general" (for the issue as it is shown to anybody).
"""

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from generator.mail.quoted import quoted

PLACES = frozenset({"titles", "count", "reasons", "more", "choose", "leave"})
FRAGMENTS = frozenset(
    {"paper", "full", "brief", "why", "lead", "rest", "more", "note", "personal", "general"}
)


class Marks(Struct, frozen=True):
    """What a template prints where its text is to be cut; `key` stands nowhere else in it."""

    key: str

    def of(self, kind: Literal["at", "begin", "end"]) -> dict[str, str]:
        """Return the marks of a kind by name."""
        names = PLACES if kind == "at" else FRAGMENTS
        return {name: f"{self.key}-{kind}-{name}-" for name in sorted(names)}

    def split(self, text: str) -> list[str]:
        """Return text, kind, name, text, kind, name, text …; the newline behind "begin" and "end" is gone."""
        found = re.split(rf"{re.escape(self.key)}-(?:(at)-(\w+)-|(begin|end)-(\w+)-\n?)", text)
        return [piece for piece in found if piece is not None]


class Sheet(Struct, frozen=True):
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


def cut(text: str, marks: Marks) -> Sheet:
    """Cut a printed template at its marks. Raises ValueError for a fragment that is not closed."""
    return _Cutter(marks.split(text)).sheet("")


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
                    raise ValueError(f"view.end.{name} closes nothing")
                return _sheet(parts, size, fragments)
            place = name if kind == "at" else self._fragment(name, fragments)
            text = self.pieces[self.at]
            size += len(text.encode())
            parts.append((place, quoted(text)))
        if within:
            raise ValueError(f"view.begin.{within} is never closed")
        return _sheet(parts, size, fragments)

    def _fragment(self, name: str, fragments: dict[str, list[Sheet]]) -> str:
        """Take a fragment; return the place that it leaves."""
        first = name not in fragments
        fragments.setdefault(name, []).append(self.sheet(name))
        return name if first else ""


def _sheet(parts: list[tuple[str, bytes]], size: int, fragments: dict[str, list[Sheet]]) -> Sheet:
    joined: list[tuple[str, bytes]] = []
    for place, data in parts:
        if not place and joined:
            joined[-1] = (joined[-1][0], joined[-1][1] + data)
        elif place or data:
            joined.append((place, data))
    return Sheet(tuple(joined), size, {name: tuple(found) for name, found in fragments.items()})
