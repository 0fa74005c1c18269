"""What a corpus of listings knows: the names and words that its records show clearly.

Every record is judged by what the *others* say, so a wrong first guess cannot confirm itself.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from generator.readers.names import fold

_WORD = re.compile(r"[^\W_]+")
_MOST = 7
"""Sightings beyond these make nothing more certain."""


class Sighting(Struct, frozen=True):
    """What one record shows clearly; empty parts say nothing."""

    words: frozenset[str] = frozenset()
    """Words of title and abstract, in lower case."""

    names: tuple[str, ...] = ()
    """Authors as printed."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case; "vision-language" gives two."""
    return frozenset(_WORD.findall(text.lower()))


def name_parts(name: str) -> tuple[str, str]:
    """Return the folded given name and family name of an author as printed."""
    tokens = name.split()
    return fold(tokens[0]), fold(tokens[-1])


class Evidence(Struct):
    """In how many records each word and name is sighted."""

    words: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)

    def add(self, sightings: Iterable[Sighting], times: int = 1) -> None:
        """Count sightings; with `times` −1 take them back."""
        for sighting in sightings:
            for word in sighting.words:
                self.words[word] += times
            for name in sighting.names:
                given, family = name_parts(name)
                self.names[name] += times
                self.given[given] += times
                self.family[family] += times

    def without(self, own: Sighting) -> "OtherEvidence":
        """Return what the records other than `own`'s say."""
        parts = [name_parts(name) for name in own.names]
        return OtherEvidence(
            self, own, Counter(given for given, _ in parts), Counter(family for _, family in parts)
        )


class OtherEvidence(Struct, frozen=True):
    """The corpus as one record sees it: strengths from 0 (not sighted elsewhere) to 1 (often)."""

    all: Evidence
    own: Sighting
    own_given: Counter[str]
    own_family: Counter[str]

    def word(self, word: str) -> float:
        """Tell how often other records use a word (lower case), in singular or plural."""
        strengths = (
            _strength(count - (form in self.own.words))
            for form in (word, word.removesuffix("s"), word + "s")
            if (count := self.all.words.get(form, 0))
        )
        return max(strengths, default=0.0)

    def name(self, name: str) -> float:
        """Tell how often other records have this author."""
        return _strength(self.all.names[name] - self.own.names.count(name))

    def given(self, folded: str) -> float:
        """Tell how often authors of other records have this given name."""
        return _strength(self.all.given[folded] - self.own_given[folded])

    def family(self, folded: str) -> float:
        """Tell how often authors of other records have this family name."""
        return _strength(self.all.family[folded] - self.own_family[folded])


def _strength(count: int) -> float:
    return math.log2(1 + min(count, _MOST)) / 3 if count > 0 else 0.0
