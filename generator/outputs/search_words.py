"""Cut text into the words that search knows: the same rule as in browser/src/words.js.

The text is folded (base.fold), and words are runs of letters and digits. A word of parts ("zero-shot") is
indexed by its parts and as a whole ("zeroshot"). Chinese and Japanese have no spaces: each sign is a word,
and so are any two neighbours, by which longer runs are found. Words with ä, ö, ü are also indexed as people
write them who have no such letters: "Müller" is "muller" and "mueller".
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from generator.base.fold import NO_SPACES, fold

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_JOINERS = "-.'_"
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in _JOINERS}
_JOINED = re.compile(r"[^\W_]+(?:[-‐‑.'’_][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_SIGN = re.compile(rf"[{NO_SPACES}]|[^{NO_SPACES}]+")
_ONE_SIGN = re.compile(rf"[{NO_SPACES}]")


def words(text: str) -> list[str]:
    """Return the index terms of `text`; see above."""
    folded = fold(text)
    if text.isascii():
        return _ascii_words(folded)
    runs = _JOINED.findall(folded)
    found = [term for run in runs for term in _terms(run)]
    spelled = fold(unicodedata.normalize("NFC", text.lower()).translate(_SPELLED))
    if spelled != folded:
        others = zip(runs, _JOINED.findall(spelled), strict=False)
        found += [term for run, other in others if run != other for term in _terms(other)]
    return found


def _ascii_words(folded: str) -> list[str]:
    """Return the same in half the time: most texts are ASCII, and most words have no parts."""
    found: list[str] = []
    for printed in folded.translate(_BLANKS).split():
        run = printed if printed.isalnum() else printed.strip(_JOINERS)
        if run.isalnum():
            found.append(run)
        else:
            for joined in _JOINED.findall(run):
                parts = _PART.findall(joined)
                found += parts
                if len(parts) > 1:
                    found.append("".join(parts))
    return found


def _terms(run: str) -> Iterator[str]:
    parts = [sign for part in _PART.findall(run) for sign in _SIGN.findall(part)]
    pairs = [a + b for a, b in itertools.pairwise(parts) if _ONE_SIGN.match(a) and _ONE_SIGN.match(b)]
    yield from parts
    yield from pairs
    whole = "".join(parts)
    if len(parts) > 1 and whole not in pairs:
        yield whole
