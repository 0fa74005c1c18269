"""Noun phrases of a text: the phrases that could be key phrases, each counted.

Parts of speech come from TextBlob's tagger (the rules and lexicon of pattern.en, after Brill 1992). What is
counted are longest runs of adjectives and nouns that end in a noun (Justeson and Katz, Natural Language
Engineering 1, 1995), without the words that every abstract has at their ends ("our novel method").
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.ingest.terms import Key, Token, is_acronym, singular

BOILERPLATE_FILE = Path(__file__).with_name("boilerplate.txt")

LONGEST = 4
"""Words of a phrase; what is longer is a description, not a term."""

LONGEST_WORD = 40
"""Letters; what is longer is no word."""

_NOUN_ENDING_IN_ING = frozenset(
    """aging clustering computing engineering farming forecasting imaging learning lensing marketing mining
    modeling modelling monitoring parsing planning pricing processing programming ranking reasoning sampling
    scattering scheduling screening sensing sequencing spending splicing tracking training""".split()
)
_HEADS = frozenset("analysis function model network process space structure system theory".split())
"""Nouns that name something only with the words before them: "mixture model"."""

_BEFORE_VERBS = frozenset("i we they who can could may might must shall should will would not".split())
_ADJECTIVE_ENDINGS = ("able", "al", "ar", "ary", "ian", "ible", "ic", "ive", "less", "oid", "ous")
"""Of words that the tagger does not know, and would call nouns."""

_NOT = ("n't", "n’t")
_DETERMINERS = ("DT", "PDT", "PRP", "PRP$", "WDT", "EX")
_NAMES = frozenset(
    """banach bayesian bessel boltzmann boolean bose bregman brownian carlo coulomb cox darwinian dirac
    dirichlet einstein euclidean euler fermi feynman fourier french galerkin galois gaussian gibbs granger
    hamiltonian hausdorff hebbian hermitian hessian hilbert hubble ising jaccard kalman keynesian lagrangian
    langevin laplace laplacian legendre levy lie lipschitz lyapunov markov maxwell monte newton newtonian
    nash nyquist pareto petri planck poisson raman ramsey riemann riemannian rydberg schrodinger shannon
    shapley sobolev stokes taylor turing wasserstein wiener zeeman""".split()
)
"""Words that keep their capital even where the text shows them in capitalised titles only."""


class Phrase(Struct, frozen=True):
    """A noun phrase as the text has it, without case, plural and hyphens."""

    key: Key

    start: int
    """First token of its first place."""

    behind: int
    """The token behind its first place."""

    count: int
    """Places in the text, also inside longer phrases."""


def find_phrases(tokens: Sequence[Token], names: frozenset[str]) -> list[Phrase]:
    """Return the noun phrases of one to four words, in the order of their first places.

    `names` holds what capital_words says of the whole text.
    """
    spans = [span for span in _spans(tokens, names) if span[1] - span[0] <= LONGEST]
    firsts: dict[Key, tuple[int, int]] = {}
    for start, behind in spans:
        firsts.setdefault(_key(tokens, start, behind), (start, behind))
    places: dict[str, list[int]] = {}
    for i, token in enumerate(tokens):
        places.setdefault(token.form, []).append(i)
    return [Phrase(key, *place, _count(tokens, key, places[key[0]])) for key, place in firsts.items()]


def capital_words(tokens: Sequence[Token], in_title: int) -> frozenset[str]:
    """Return names in lower case: words known as such, or with a capital amid small words of the abstract."""
    body = tokens[in_title:]
    found = {token.text for token in tokens if token.text.istitle() and token.text in _lexicon()}
    for before, token, after in zip(body, body[1:], body[2:], strict=False):
        alone = not (after.phrase == token.phrase and after.text.istitle())  # no "Optical Flow (OF)"
        if before.phrase == token.phrase and before.text.islower() and token.text.istitle() and alone:
            found.add(token.text)
    found = {name.lower() for name in found if name.isalpha()}
    common = {token.text for token in body}
    return frozenset(name for name in found - common if _lexicon().get(name, "NNP") == "NNP") | _NAMES


def printed(tokens: Sequence[Token], start: int, behind: int, names: frozenset[str]) -> str:
    """Return a phrase in the singular and in lower case but for names and acronyms, with its hyphens."""
    pieces: list[str] = []
    for n, token in enumerate(tokens[start:behind], start):
        text = token.text
        if text.lower() in names:
            text = text.capitalize()
        elif text.lower() in ("2d", "3d", "4d"):
            text = text.upper()
        elif not is_acronym(text) and not any(sign.isdigit() for sign in text):
            text = text.lower()
        if n == behind - 1 and not is_acronym(text):
            text = singular(text)
        pieces.append(("-" if token.hyphenated else " ") + text if n > start else text)
    return "".join(pieces)


@cache
def boilerplate() -> frozenset[str]:
    """Return the words that tell nothing of what a paper is about, in the singular and lower case."""
    lines = BOILERPLATE_FILE.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _spans(tokens: Sequence[Token], names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield (first token, token behind) of the longest noun phrases, their ends trimmed."""
    units = list(_units(tokens))
    tags = _tags(tokens, units, names)
    first = 0
    while first < len(units):
        last = first
        while last < len(units) and _goes_on(tokens, units, tags, first, last):
            last += 1
        # two noun phrases do not meet: in "the model splits the text" the second word is a verb
        open_end = last < len(units) and tokens[units[last][0]].phrase == tokens[units[first][0]].phrase
        end = last - 1 if last > first and open_end and tags[last] in _DETERMINERS else last
        yield from _trimmed(tokens, units[first:end], tags[first:end])
        first = max(last, first + 1)


def _units(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield (first token, token behind) of words, where hyphens make one word."""
    start = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or not tokens[i].hyphenated:
            yield start, i
            start = i


def _tags(tokens: Sequence[Token], units: Sequence[tuple[int, int]], names: frozenset[str]) -> list[str]:
    """Return the part of speech of each word (Penn Treebank); hyphenated words are adjectives."""
    words: list[str] = []
    places: list[int] = []
    for start, behind in units:
        if start and tokens[start].phrase != tokens[start - 1].phrase:
            words.append(",")
        places.append(len(words))
        words.append("-".join(_for_tagger(token.text, names) for token in tokens[start:behind]))
    found = _tag(words)
    tags: list[str] = []
    for (start, behind), place in zip(units, places, strict=True):
        before = tags[-1] if start and tokens[start].phrase == tokens[start - 1].phrase else ""
        after = tokens[start - 1].text.lower() if before else ""
        tags.append("JJ" if behind - start > 1 else _mended(found[place], tokens[start].text, before, after))
    return tags


def _mended(tag: str, text: str, before: str, after: str) -> str:
    """Return a better tag of a word than the tagger's; it stands after the word `after`, tagged `before`."""
    word = text.lower()
    if word in _NOUN_ENDING_IN_ING:
        return "NN"
    if after in _BEFORE_VERBS:
        return "VB"
    if word.endswith(_ADJECTIVE_ENDINGS) and word not in _lexicon():
        return "JJ"
    return "NN" if tag in ("VB", "VBP") and before == "JJ" else tag  # "parental leave"


def _for_tagger(text: str, names: frozenset[str]) -> str:
    """Titles write all words with capitals; only a name is to be read as one."""
    return text if is_acronym(text) or text.lower() in names else text.lower()


def _tag(words: list[str]) -> list[str]:
    if not words:
        return []
    from textblob.en import tag  # heavy: brings nltk

    found: list[tuple[str, str]] = tag(" ".join(words), tokenize=False)
    return [part for _, part in found]


@cache
def _lexicon() -> dict[str, str]:
    """Return the tagger's words with their usual parts of speech."""
    from textblob.en import lexicon

    return dict(lexicon.items())


def _goes_on(
    tokens: Sequence[Token], units: Sequence[tuple[int, int]], tags: Sequence[str], first: int, at: int
) -> bool:
    """Tell whether the word at `at` continues the noun phrase that starts at `first`."""
    start = units[at][0]
    if tokens[start].phrase != tokens[units[first][0]].phrase:
        return False
    word = tokens[start].text.lower()
    if units[at][1] - start == 1 and (
        not 1 < len(word) <= LONGEST_WORD or word.isdigit() or word.endswith(_NOT)
    ):
        return False
    participle = tags[at] in ("VBN", "VBD") and at == first
    return tags[at] in ("JJ", "NN", "NNS", "NNP", "NNPS") or tags[at].startswith("NNP-") or participle


def _trimmed(
    tokens: Sequence[Token], units: Sequence[tuple[int, int]], tags: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield the phrase without empty words at its ends, if a noun is left last."""
    first, behind = 0, len(units)
    while first < behind and (_is_empty(tokens, *units[first]) or _is_learning(tokens, *units[first])):
        first += 1
    while behind > first and _is_empty(tokens, *units[behind - 1]):
        behind -= 1
    alone = behind - first == 1 and tokens[units[first][0]].form in _HEADS
    if behind > first and tags[behind - 1].startswith("NN") and not alone:
        yield units[first][0], units[behind - 1][1]


def _is_empty(tokens: Sequence[Token], start: int, behind: int) -> bool:
    words = [token.text.lower() for token in tokens[start:behind]]
    return all(word in boilerplate() or singular(word) in boilerplate() for word in words)


def _is_learning(tokens: Sequence[Token], start: int, behind: int) -> bool:
    """Tell whether a phrase starts with "learning" or "training": there they are verbs mostly."""
    return behind - start == 1 and tokens[start].form in ("learning", "training")


def _key(tokens: Sequence[Token], start: int, behind: int) -> Key:
    return tuple(token.form for token in tokens[start:behind])


def _count(tokens: Sequence[Token], key: Key, places: Sequence[int]) -> int:
    """Count the places of a phrase among those of its first word."""
    ends = ((i, i + len(key)) for i in places if i + len(key) <= len(tokens))
    return sum(tokens[i].phrase == tokens[end - 1].phrase and _key(tokens, i, end) == key for i, end in ends)
