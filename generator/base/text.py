"""Make text from outside safe to print: one line, no control characters, nothing that turns lines around.

Unicode's bidirectional controls let a title reorder what stands beside it ("Trojan Source", CVE-2021-42574),
so they are dropped; letters of right-to-left scripts need none of them.
"""

import re
import unicodedata
from collections.abc import Iterator

# C0, C1, soft hyphen, bidi marks, embeddings, overrides and isolates, BOM, interlinear marks, tags, private
# use, noncharacters. Zero-width (non-)joiners stay: Persian and Indic spelling needs them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MANY = 15
_PERHAPS_MARKS = re.compile(
    f"[^\x00-\u02ff]{{{_MANY}}}"
)  # some characters are two marks, and letters bring three
_MOST_MARKS = 30
"""Marks on one letter: the bound of Unicode's stream-safe text (UAX #15). Putting them in order takes time
that grows with their square."""


def clean(text: str) -> str:
    """Return `text` as one line in Unicode normal form C, without what cannot be seen; idempotent.

    White space of any kind becomes one blank; lone surrogates become U+FFFD.
    """
    printable = text.isprintable()  # then it has no white space but blanks, and nothing unwanted
    if printable and text.isascii():
        return " ".join(text.split()) if "  " in text else text.strip()
    kept = text if printable else _UNWANTED.sub("", _SURROGATE.sub("\ufffd", text))
    if len(kept.encode()) - len(kept) >= _MANY and _PERHAPS_MARKS.search(kept):
        kept = "".join(_few_marks(kept))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        for sign in unicodedata.normalize("NFD", character):
            marks = marks + 1 if unicodedata.combining(sign) else 0
            if marks <= _MOST_MARKS:
                yield sign


def shorten(text: str, longest: int) -> str:
    """Return `text`, cut at a word and closed with "…" when it has more than `longest` characters."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    cut = head.rfind(" ") if not text[longest - 1].isspace() else len(head)
    return head[: cut if cut > longest // 2 else len(head)].rstrip(" ,;:.–—-") + "…"


def plural(count: int, noun: str, many: str = "") -> str:
    """Return "1 paper", "2 papers", "1,204 papers"; `many` is a plural that takes no "s": "people"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {many or noun + 's'}"
