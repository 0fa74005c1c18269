"""Fold text for comparing: no case, accents and compatibility forms. The rule of browser/src/words.js."""

import re
import unicodedata

NO_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese and Japanese signs, which are cut one by one; for within the brackets of a pattern."""

# Letters that Unicode does not take apart, as people type them on another keyboard.
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
# A Japanese sign and its voicing, which makes another sign of it: "デ" is no "テ".
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_VOICED = re.compile("(?s:.)[\u3099\u309a]")


def fold(text: str) -> str:
    """Return `text` as search and rules compare it: "Müller" → "muller", "ﬁ" → "fi", "デ" stays."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    apart = _VOICED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), apart)
    bare = _NOT_ASCII.sub(lambda c: "" if unicodedata.category(c[0]).startswith("M") else c[0], apart)
    return bare.lower().translate(_FOLDED)  # last, for some signs are made of these letters
