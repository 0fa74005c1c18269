"""Make generator/readers/names.txt, the model of names against words that helps to split titles from authors.

Run again (it is deterministic; only needed to change the model):

    python3 -m venv /tmp/names && /tmp/names/bin/pip install \\
        anyascii==0.3.3 better-profanity==0.7.0 faker==40.54.0 names==0.3.0 networkx==3.6.1 \\
        pypinyin==0.55.0 scikit-learn==1.9.1 symspellpy==6.10.1
    /tmp/names/bin/python tools/train_names.py generator/readers/names.txt seeds/*.txt

Sources, all free to use and to pass on:
    faker (MIT)          given and family names of 70 countries, romanised here where they are not Latin
    names (MIT)          names of the US census of 1990 (public domain) with their frequency
    pypinyin (MIT)       the syllables of Chinese
    symspellpy (MIT)     English words by frequency (from Google Books n-grams, CC BY 3.0)
    better-profanity (MIT)   obscene words, which are left out of the English ones
    scikit-learn, networkx, scipy, numpy (BSD)   technical words of their documentation
    the listings given   technical words of titles and abstracts, as long as at least three records use them

The file has one section a line kind, see generator/readers/names.py.
"""

import importlib
import math
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from anyascii import anyascii

WORDS, TECHNICAL, GIVEN, FAMILY = 13_000, 4_000, 11_000, 11_000
LEVELS = 9
SMOOTHING = 3.0
"""Pseudo-counts that pull a rare trigram's odds towards even."""

RARE_TRIGRAM = 4
"""Trigrams seen less often say nothing reliable and are left to the back-off, even odds."""

HARMLESS = frozenset(
    "breasts ejaculation enlargement erection gay gays god herpes kill knob lesbians murder oral penetration"
    " penis pot sexual slave stupid thrust urine vagina valium virgin".split()
)
"""Words on the list of obscene ones that papers on medicine and society have in their titles."""

Weights = Counter[str]


def folded(text: str) -> str:
    """Return Latin lower-case letters only, as names.fold does for the names of a listing."""
    return re.sub(r"[^a-z]", "", anyascii(text).lower())


def romanised(name: str, locale: str) -> str:
    """Write a name in Latin letters the way its bearer would in a paper."""
    if locale.startswith("zh"):
        from pypinyin import lazy_pinyin

        return folded("".join(lazy_pinyin(name)))
    if locale.startswith("ko"):
        return folded("".join(korean(c) for c in name))
    return folded(name)


def korean(syllable: str) -> str:
    """Romanise one Hangul syllable (Revised Romanisation, Unicode's arithmetic)."""
    initials = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
    vowels = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
    finals = " k k ks n nj nh t l lg lm lb ls lt lp lh m p ps t t ng t t k t p t".split(" ")
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11172:
        return ""
    return initials[index // 588] + vowels[index % 588 // 28] + finals[index % 28]


def faker_names() -> tuple[Weights, Weights]:
    """Count in how many locales each given and family name occurs."""
    import faker.providers.person as people

    given, family = Counter[str](), Counter[str]()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for attribute in sorted(dir(provider)):
            values = getattr(provider, attribute)
            if callable(values) or isinstance(values, str) or not hasattr(values, "__iter__"):
                continue
            target = given if attribute.startswith("first") else family if "last" in attribute else None
            if target is None or "kana" in attribute or "pairs" in attribute or "suffix" in attribute:
                continue
            names = {romanised(v, module.name) for v in values if isinstance(v, str) and " " not in v}
            target.update(n for n in names if len(n) > 1)
    return given, family


def census_names() -> tuple[Weights, Weights]:
    """Return names of the US census by frequency in parts per hundred thousand."""
    import names

    def read(*lists: str) -> Weights:
        found = Counter[str]()
        for name in lists:
            for line in Path(names.__file__).with_name(name).read_text().splitlines():
                word, share = line.split()[:2]
                found[folded(word)] += round(float(share) * 1000) or 1
        return found

    return read("dist.male.first", "dist.female.first"), read("dist.all.last")


def merged(locales: Weights, census: Weights) -> Weights:
    """Weigh a name by its locales and by the census; one locale counts as much as one in 20 000 Americans."""
    names = Counter({name: 5 * n for name, n in locales.items()})
    for name, n in census.items():
        names[name] += n
    return names


def pinyin_syllables() -> list[str]:
    """Return the syllables of Mandarin as written in names, without tones."""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    common = (chr(code) for code in PINYIN_DICT if 0x4E00 <= code <= 0x9FA5)
    found = Counter(folded(pinyin(c, style=Style.NORMAL)[0][0]) for c in common)
    vowelled = (s for s, n in found.items() if n > 2 and re.search("[aeiou]", s))
    return sorted(s.replace("v", "u") for s in vowelled if len(s) > 1 or s in "ae")


def english_words() -> Weights:
    """Return English words by frequency."""
    table = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    rows = (line.split() for line in table.splitlines())
    return Counter({word: int(count) for word, count in rows if word.isalpha() and word.isascii()})


def obscene_words() -> set[str]:
    """Return words that a file in everybody's hands need not hold."""
    listed = files("better_profanity").joinpath("profanity_wordlist.txt").read_text("utf-8")
    return {word for word in listed.split("\n") if word.isalpha()} - HARMLESS


def technical_words(listings: Iterable[Path]) -> Weights:
    """Count lower-case words of technical documentation and of listings by the documents that use them."""
    import networkx
    import numpy
    import scipy
    import sklearn

    found = Counter[str]()
    for text in [*_documentation(networkx, numpy, scipy, sklearn), *_abstracts(listings)]:
        found.update(set(re.findall(r"(?<![\w.\\])[a-z]{3,20}(?![\w(=])", text)))
    return found


def _documentation(*packages: ModuleType) -> Iterator[str]:
    for package in packages:
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            if "tests" not in path.parts:
                yield "\n".join(re.findall(r'"""(.*?)"""', path.read_text("utf-8"), re.DOTALL))


def _abstracts(listings: Iterable[Path]) -> Iterator[str]:
    for path in listings:
        yield from (line for line in path.read_text("utf-8").splitlines() if len(line) > 300)


def trigram_odds(names: Mapping[str, float], words: Mapping[str, float]) -> dict[str, int]:
    """Return, in quarters of a nat, log P(third letter | two before it; name) / P(…; word).

    A letter is weighed by the root of its name's or word's frequency: between counting types and tokens.
    """

    def counts(source: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        trigrams, contexts = defaultdict[str, float](float), defaultdict[str, float](float)
        for text, weight in source.items():
            marked = f"^{text}$"
            for i in range(len(marked) - 2):
                trigrams[marked[i : i + 3]] += weight
                contexts[marked[i : i + 2]] += weight
        return trigrams, contexts

    (n3, n2), (w3, w2) = counts(names), counts(words)
    odds = {}
    for trigram in sorted(n3.keys() | w3.keys()):
        if n3[trigram] + w3[trigram] < RARE_TRIGRAM:
            continue
        context = trigram[:2]
        even = (n3[trigram] + w3[trigram]) / (n2[context] + w2[context])
        name = (n3[trigram] + SMOOTHING * even) / (n2[context] + SMOOTHING)
        word = (w3[trigram] + SMOOTHING * even) / (w2[context] + SMOOTHING)
        odds[trigram] = max(-9, min(9, round(4 * math.log(name / word))))
    return {trigram: value for trigram, value in odds.items() if value}


def levels(weights: Weights, most: int) -> dict[str, int]:
    """Keep the `most` frequent entries and give each a level, 9 for the top, evenly in log weight."""
    kept = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most])
    top, bottom = math.log(max(kept.values())), math.log(min(kept.values()))
    step = (top - bottom) / LEVELS or 1.0
    return {word: min(LEVELS, 1 + int((math.log(n) - bottom) / step)) for word, n in kept.items()}


def section(name: str, table: Mapping[str, int]) -> list[str]:
    """Write one section: a line for each value, its keys in order behind it."""
    lines = [f"[{name}]"]
    for value in sorted(set(table.values()), reverse=True):
        lines.append(f"{value} " + " ".join(sorted(key for key, v in table.items() if v == value)))
    return lines


def main() -> None:
    """Train on what is installed and on the listings named; write the model."""
    target, *listings = map(Path, sys.argv[1:])
    (faker_given, faker_family), (census_given, census_family) = faker_names(), census_names()
    given, family = merged(faker_given, census_given), merged(faker_family, census_family)
    syllables = pinyin_syllables()
    words, technical = english_words(), technical_words(listings)

    for word in sorted(obscene_words() - technical.keys()):
        del words[word]
    known = levels(words, WORDS)
    new = Counter({w: n for w, n in technical.items() if w not in known and n >= 3 and len(w) > 3})
    known |= dict.fromkeys(levels(new, TECHNICAL), 2)

    names = {n: math.sqrt(min(w, 100)) for n, w in (given + family).items()}
    pairs = {a + b: 0.05 for a in syllables for b in syllables if len(a + b) > 3}
    usual = {w: math.sqrt(level) for w, level in known.items() if w not in given and w not in family}
    odds = trigram_odds(Counter(names) + Counter(pairs), usual)

    tables = (
        ("given", levels(given, GIVEN)),
        ("family", levels(family, FAMILY)),
        ("words", known),
        ("syllables", dict.fromkeys(syllables, 1)),
        ("trigrams", odds),
    )
    lines = ["# Made by tools/train_names.py; do not edit."]
    for name, table in tables:
        lines += section(name, table)
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{target}: {target.stat().st_size} bytes,", ", ".join(f"{len(t)} {n}" for n, t in tables))


if __name__ == "__main__":
    main()
