"""Fold text for comparing: no case, accents and compatibility forms. The rule of browser/src/words.js."""

import unicodedata

# Letters that Unicode does not take apart, as people type them on another keyboard.
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)


def fold(text: str) -> str:
    """Return `text` as search and rules compare it: "Müller" → "muller", "ﬁ" → "fi"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    return "".join(c for c in apart if not unicodedata.category(c).startswith("M")).lower()
