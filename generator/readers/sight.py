"""What one record can know of words and names: its own abstract, the other records, and the model."""

from msgspec import Struct

from generator.readers.evidence import OtherEvidence
from generator.readers.names import family_level, fold, given_level, is_mandarin, word_level


class Sight(Struct, frozen=True):
    """One record's view on words and names: its own abstract, what other records show, and the model."""

    own: frozenset[str]
    """Words of the record's own abstract, in lower case."""

    others: OtherEvidence

    def strength(self, word: str) -> float:
        """Tell how well known a word (any case) is as a word, 0 to 1."""
        lower = word.lower()
        if lower in self.own:
            return 1.0
        if lower + "s" in self.own or lower.removesuffix("s") in self.own:
            return 0.8
        level = word_level(word)
        return max(self.others.word(lower), (3 + level) / 12 if level else 0.0)

    def word(self, word: str) -> bool:
        """Tell whether this is a word, in any case."""
        return word_level(word) > 0 or word.lower() in self.own or self.others.word(word.lower()) > 0

    def given(self, name: str) -> bool:
        """Tell whether this is a given name, in any case."""
        return given_level(name) > 0 or is_mandarin(fold(name)) or self.others.given(fold(name)) > 0

    def name(self, token: str) -> bool:
        """Tell whether this is a given or family name, with a capital."""
        folded = fold(token)
        if len(folded) < 2 or not token[:1].isupper():
            return False
        if given_level(token) or family_level(token):
            return True
        return self.others.given(folded) > 0 or self.others.family(folded) > 0
