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
from functools import cache
from pathlib import Path

from generator.base.fold import NO_SPACES, fold

PIECES_KEPT = 1 << 17
LONGEST_KEPT = 64
"""Pieces of text between blanks, and their letters, whose words a process remembers: most come again."""

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_JOINED = re.compile(r"[^\W_]+(?:[-‐‑.'’_][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_SIGN = re.compile(rf"[{NO_SPACES}]|[^{NO_SPACES}]+")
_ONE_SIGN = re.compile(rf"[{NO_SPACES}]")


def words(text: str) -> list[str]:
    """Return the index terms of `text`; see above."""
    return list(itertools.chain.from_iterable(map(_pieces().__getitem__, text.split())))


class _Pieces(dict[str, tuple[str, ...]]):
    """A piece of text without blanks → its words, each worked out once."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = tuple(_words_of(piece))
        if len(self) < PIECES_KEPT and len(piece) <= LONGEST_KEPT:
            self[piece] = found
        return found


@cache
def _pieces() -> _Pieces:
    return _Pieces()


def _words_of(piece: str) -> list[str]:
    folded = fold(piece)
    if folded.isascii() and folded.isalnum() and piece.isascii():
        return [folded]
    runs = _JOINED.findall(folded)
    found = [term for run in runs for term in _terms(run)]
    spelled = fold(unicodedata.normalize("NFC", piece.lower()).translate(_SPELLED))
    if spelled != folded:
        others = zip(runs, _JOINED.findall(spelled), strict=False)
        found += [term for run, other in others if run != other for term in _terms(other)]
    return found


def _terms(run: str) -> Iterator[str]:
    parts = [sign for part in _PART.findall(run) for sign in _SIGN.findall(part)]
    pairs = [a + b for a, b in itertools.pairwise(parts) if _ONE_SIGN.match(a) and _ONE_SIGN.match(b)]
    yield from parts
    yield from pairs
    whole = "".join(parts)
    if len(parts) > 1 and whole not in pairs:
        yield whole


@cache
def stop_words() -> frozenset[str]:
    """Return lunr's stop words: too frequent to be looked for in abstracts."""
    return frozenset(Path(__file__).with_name("stop_words.txt").read_text("ascii").split())
