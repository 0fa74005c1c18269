"""Words and established terms: what spellings have in common, and which known terms a text holds.

Data: terms.txt beside this module, a controlled vocabulary of all fields, such as libraries keep; it says how
to read it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

TERMS_FILE = Path(__file__).with_name("terms.txt")

Key = tuple[str, ...]
"""A phrase without case, plural and hyphens: ("vision", "language", "model")."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENS = ("-", "‐", "‑")
_JOINED = re.compile(r"[-‐‑ ]")  # between two words of one phrase; anything else separates phrases
_SAME_IN_PLURAL = frozenset("series species analysis basis diagnosis prognosis lens bias gas physics".split())
_SPELLINGS = {"tumour": "tumor", "colour": "color", "modelling": "modeling", "grey": "gray"}
_IRREGULAR = {
    "analyses": "analysis", "atlases": "atlas", "axes": "axis", "biases": "bias", "criteria": "criterion",
    "diagnoses": "diagnosis", "gases": "gas", "hypotheses": "hypothesis", "indices": "index",
    "lenses": "lens", "matrices": "matrix", "prognoses": "prognosis", "vertices": "vertex",
    "viruses": "virus",
}  # fmt: skip
_NO_PLURAL = ("ss", "us", "is", "ics", "itis", "ous")


class Token(Struct, frozen=True):
    """One word of a text."""

    text: str
    form: str
    """What other spellings of the word share: "Models" → "model"; acronyms keep their capitals."""

    phrase: int
    """Number of the phrase: words with something else than a blank or hyphen between them differ in it."""

    hyphenated: bool
    """A hyphen ties the word to the one before it."""


class Term(Struct, frozen=True):
    """An established term."""

    name: str
    """As it is to be printed."""

    wide: bool
    """Too wide to tell papers apart."""


def tokenize(text: str) -> list[Token]:
    """Cut a text into words; hyphens separate words but not phrases."""
    tokens: list[Token] = []
    phrase = end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        if tokens and not _JOINED.fullmatch(between):
            phrase += 1
        tokens.append(Token(match.group(), form(match.group()), phrase, between in _HYPHENS))
        end = match.end()
    return tokens


def form(word: str) -> str:
    """Return the word without plural and case; an acronym ("GANs") only loses its plural."""
    word = re.sub(r"['’]s?\Z", "", word)
    if is_acronym(word):
        return word[:-1] if word[-1] == "s" and word[:-1].isupper() else word
    lower = word.lower()
    return _SPELLINGS.get(singular(lower), singular(lower))


def is_acronym(word: str) -> bool:
    """Tell whether a word holds more than one capital: "CLIP", "GANs", "rPPG"."""
    return not word[1:].islower() and sum(map(str.isupper, word)) > 1


def singular(word: str) -> str:
    """Return the singular of an English noun in lower case; other words come back as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word in _SAME_IN_PLURAL or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def phrase_key(text: str) -> Key:
    """Return the key of a phrase."""
    return tuple(form(match.group()) for match in _TOKEN.finditer(text))


@cache
def established_terms() -> dict[Key, Term]:
    """Return all forms of all established terms."""
    found: dict[Key, Term] = {}
    for line in TERMS_FILE.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, *others = (part.strip() for part in line.removeprefix("~").split(" = "))
        term = Term(name, line.startswith("~"))
        for text in (name, *others):
            found.setdefault(phrase_key(text), term)
    return found


@cache
def _longest_term() -> int:
    return max(map(len, established_terms()))


def find_terms(tokens: Sequence[Token]) -> Iterator[tuple[Term, int, int]]:
    """Yield (term, first token, token behind it) for each established term, the longest at each place."""
    known, longest = established_terms(), _longest_term()
    i = 0
    while i < len(tokens):
        for j in range(min(len(tokens), i + longest), i, -1):
            if tokens[i].phrase == tokens[j - 1].phrase:
                term = known.get(tuple(token.form for token in tokens[i:j]))
                if term:
                    yield term, i, j
                    i = j - 1
                    break
        i += 1
