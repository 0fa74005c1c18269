"""Split a title from the first author that is printed directly behind it.

Every reading of a line (candidates.py) gets a score, the weighted sum of what speaks for and against it
(features.py); the reading of the highest score is chosen. This is a conditional log-linear model
(Berger et al., 1996): the softmax of the scores is the probability of each reading, and that of the chosen
one is our confidence. The weights in split.tsv are fitted by tools/train_split.py.

The corpus is read several times: names and words of lines that are split with certainty are evidence for
the others (evidence.py).
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct
from msgspec.structs import replace

from generator.readers.candidates import MOST_AUTHORS, MOST_TOKENS, Candidate, Glued, candidates
from generator.readers.evidence import Evidence, Sighting, words_of
from generator.readers.features import features
from generator.readers.names import PARTICLES
from generator.readers.sight import Sight

ROUNDS = 3
"""After the third reading of a corpus nothing changes any more that is worth the time."""

CERTAIN = 0.9
"""Names of a line that is split with this confidence are evidence for others."""

SETTLED = 0.9999
"""A line that is split with this confidence is not read again."""

MOST_MORE = 20
"""Authors beyond those that listings print; a person may have added them."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")

SURE = 0.98
"""A line that is split with less confidence may be split otherwise: people should look at it."""

WORTH_TELLING = 0.02
"""Alternatives less probable than this are not told."""

MOST_ALTERNATIVES = 3


class Split(Struct, frozen=True):
    """The chosen reading of one line."""

    title: str
    authors: tuple[str, ...]
    """Empty when the line is not a title with authors."""

    confidence: float
    """Probability of this reading, 0 to 1."""

    alternatives: tuple[str, ...]
    """Other readings that may be right, best first: "Title | First Author"."""


@cache
def weights() -> dict[str, float]:
    """Load the weight of each feature."""
    table = files("generator.readers").joinpath("split.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def split_all(lines: Sequence[Glued], weigh: Mapping[str, float] | None = None) -> list[Split]:
    """Split all lines of a corpus, each in the light of the others."""
    reader = CorpusReader(lines, weights() if weigh is None else weigh)
    for _ in range(ROUNDS):
        if not reader.read_again():
            break
    return [reader.split(n) for n in range(len(lines))]


class CorpusReader:
    """The state of reading one corpus several times."""

    def __init__(self, lines: Sequence[Glued], weigh: Mapping[str, float]) -> None:
        self._lines = lines
        self._weigh = weigh
        self._own = [words_of(line.abstract) for line in lines]
        self._evidence = Evidence()
        self._sightings = [self._first_sight(n) for n in range(len(lines))]
        self._evidence.add(self._sightings)
        self._scored: list[list[tuple[float, Candidate]]] = [[] for _ in lines]

    def _first_sight(self, n: int) -> Sighting:
        """Take from an unread line what is clear: the words of its abstract, and names before "et al."."""
        line = self._lines[n]
        names = tuple(part.strip() for part in line.text.split(", ")[1:][-2:]) if line.et_al else ()
        return Sighting(self._own[n], tuple(name for name in names if name))

    def sight(self, n: int) -> Sight:
        """Return what line `n` can know."""
        return Sight(self._own[n], self._evidence.without(self._sightings[n]))

    def readings(self, n: int) -> list[Candidate]:
        """Return the candidates of line `n`."""
        return candidates(self._lines[n], self.sight(n))

    def read_again(self) -> bool:
        """Score lines with the evidence so far, then renew the evidence; return False when none changed."""
        for n, scored in enumerate(self._scored):
            if not scored or scored[0][0] < SETTLED:
                sight = self.sight(n)
                self._scored[n] = self._probabilities(candidates(self._lines[n], sight), sight)
        changed = False
        for n, scored in enumerate(self._scored):
            probability, best = scored[0]
            if probability >= CERTAIN and best.border >= 0:
                changed |= self.renew(n, Sighting(self._own[n] | words_of(best.title), best.authors))
        return changed

    def renew(self, n: int, sighting: Sighting) -> bool:
        """Replace what line `n` tells others; return False when it told the same before."""
        if sighting == self._sightings[n]:
            return False
        self._evidence.add([self._sightings[n]], -1)
        self._evidence.add([sighting])
        self._sightings[n] = sighting
        return True

    def _probabilities(self, readings: list[Candidate], sight: Sight) -> list[tuple[float, Candidate]]:
        """Return the readings with their probability, best first."""
        scores = [score(features(candidate, sight), self._weigh) for candidate in readings]
        top = max(scores)
        odds = [math.exp(s - top) for s in scores]
        total = sum(odds)
        shares = [(o / total, candidate) for o, candidate in zip(odds, readings, strict=True)]
        return sorted(shares, key=lambda pair: (-pair[0], pair[1].border, len(pair[1].authors)))

    def split(self, n: int) -> Split:
        """Return the best reading of line `n`."""
        split = _split(self._scored[n])
        if not split.authors or split.confidence < SURE:
            longer = self._with_more_authors(n)
            if longer and not (split.authors and split.confidence > longer.confidence):
                return longer
        return split

    def _with_more_authors(self, n: int) -> Split | None:
        """Read a line that names more authors than listings do: clear names behind a line that is clear."""
        line, sight = self._lines[n], self.sight(n)
        more: tuple[str, ...] = ()
        while len(more) < MOST_MORE:
            text, _, name = line.text.rpartition(", ")
            if not text or not _is_clear_name(name, sight):
                return None
            line, more = replace(line, text=text), (name.strip(), *more)
            split = _split(self._probabilities(candidates(line, sight), sight))
            if len(split.authors) == MOST_AUTHORS and split.confidence >= CERTAIN:
                return replace(split, authors=split.authors + more)
        return None


def _split(scored: Sequence[tuple[float, Candidate]]) -> Split:
    (probability, best), *rest = scored
    others = (f"{c.title} | {c.authors[0]}" for p, c in rest if p >= WORTH_TELLING and c.border >= 0)
    alternatives = tuple(others)[:MOST_ALTERNATIVES]
    return Split(best.title.strip(), best.authors, round(probability, 4), alternatives)


def _is_clear_name(name: str, sight: Sight) -> bool:
    """Tell whether nobody would take this for anything but a name: "Rosa Lindqvist", "J. van der Berg"."""
    tokens = name.split()
    return 2 <= len(tokens) <= MOST_TOKENS and all(
        sight.name(token) or token in PARTICLES or _INITIALS.fullmatch(token) for token in tokens
    )


def score(found: Mapping[str, float], weigh: Mapping[str, float]) -> float:
    """Return the weighted sum of features."""
    return sum(value * weigh.get(name, 0.0) for name, value in found.items() if value)
