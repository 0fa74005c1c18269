"""Cut printed names into family name, given names, particle and suffix, as citations and indexes need them.

Input:   one name as printed: "Laurens van der Maaten", "Smith, John, Jr.", "ATLAS Collaboration", "欧阳修".
Output:  a Name; its parts hold every word of the printed one, except for commas.
Never raises. A cut can be wrong ("Gabriel García Márquez" has two family names): authors.toml corrects it.

The rules, of which the first that fits decides:

1. Groups stay whole: a word such as Collaboration, Team or Consortium says so.
2. Commas: "Family, Given" and "Family, Given, Jr."; behind the only comma may be a suffix: "John Smith, Jr.".
3. Han and Hangul without a space: one sign of family name (two where it is one of the known double ones),
   then at most two of given name; what is longer stays whole. With a space: the family name is first.
4. One word stays whole: "OpenAI", "Plato".
5. Initials last ("Wang L.") and one word in capitals first ("DUPONT Jean"): the family name is first.
6. Otherwise the family name is the last word, what "y" joins to it ("Ortega y Gasset"), and the particles
   before it. A particle in small letters is kept apart ("van der"); with a capital it belongs to the family
   name ("El Naqa"). The first word is a given name, unless it is such a particle.

The library nameparser was measured against the names of the reader's tests and lost some: it takes the given
names Prince, King and Sir for titles, and cuts groups and Han names like Western ones.
"""

import re
from functools import lru_cache

from msgspec.structs import replace

from generator.model.citation import Name

PARTICLES = frozenset(
    "af al bin bint da dal de degli dei del della den der di do dos du e el ibn la las le los ten ter van"
    " vande vanden ver von zu zum zur".split()
)
"""In small letters part of a family name."""

_CAPITAL = frozenset("al da de del della den der di dos du el la le ter van von".split())
"""Also with a capital; the others are given names of East Asia then ("Hao Bin Wang")."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

_GROUP = re.compile(
    r"\b(?:collaborations?|consorti(?:um|a)|teams?|groups?|committee|task force|initiative|network|project"
    r"|investigators|association|society|foundation|institute|university|laborator(?:y|ies)|labs?|council"
    r"|company|corporation|inc|ltd|gmbh|organi[sz]ation|alliance|community|contributors)\b\.?$"
    r"|\b(?:collaboration|consortium|working group|research group)\b|^on behalf of |.\s(?:research|deepmind)$"
    r"|.\s(?-i:AI)$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f々"
_HAN_NAME = re.compile(rf"[{_HAN}]+")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]+")
_EASTERN = re.compile(rf"[{_HAN}\uac00-\ud7a3\u3040-\u30ff\s]+")
_DOUBLE = frozenset(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 夏侯 东方 東方 令狐 长孙 長孫 宇文"
    " 端木 独孤 獨孤 남궁 황보 제갈 사공 선우 독고".split()
)
_MOST_GIVEN = 2


@lru_cache(maxsize=200_000)
def split_name(printed: str) -> Name:
    """Return the parts of a name as printed; see the rules above."""
    printed = " ".join(printed.split())
    if not printed or _GROUP.search(printed):
        return Name("", literal=printed)
    if "," in printed:
        return _from_commas(printed)
    if _EASTERN.fullmatch(printed):
        return _eastern(printed)
    words = printed.split(" ")
    if len(words) == 1:
        return Name("", literal=printed)
    if len(words) > 2 and _is_suffix(words[-1]):
        return replace(_western(words[:-1]), suffix=words[-1])
    return _western(words)


def _from_commas(printed: str) -> Name:
    parts = [part for part in re.split(r"\s*,\s*", printed) if part]
    if len(parts) < 2:
        return split_name(parts[0]) if parts else Name("", literal=printed)
    *others, last = parts
    suffix = last if _is_suffix(last) else ""
    given = " ".join(others[1:] if suffix else parts[1:])
    if not given:
        name = split_name(parts[0])
        return replace(name, suffix=f"{name.suffix} {suffix}".strip())
    particle, family = _particle(parts[0].split(" "))
    return Name(family, given, particle, suffix)


def _eastern(printed: str) -> Name:
    family, _, given = printed.partition(" ")
    if given:
        return Name(family, given)
    if not (_HAN_NAME.fullmatch(printed) or _HANGUL_NAME.fullmatch(printed)):
        return Name("", literal=printed)
    length = 2 if printed[:2] in _DOUBLE and len(printed) > 2 else 1
    family, given = printed[:length], printed[length:]
    return Name(family, given) if 0 < len(given) <= _MOST_GIVEN else Name("", literal=printed)


def _western(words: list[str]) -> Name:
    """Cut the words of a name without comma and suffix; there are two at least."""
    if len(words[0]) > 2 and all(map(_is_initials, words[1:])):
        return Name(words[0], " ".join(words[1:]))
    if _is_shouted(words[0]) and not any(map(_is_shouted, words[1:])) and not _is_initials(words[-1]):
        return Name(words[0], " ".join(words[1:]))
    start = len(words) - 1
    if start > 2 and words[start - 1] in ("y", "e", "i"):
        start -= 2
    while start > 1 and _is_particle(words[start - 1]):
        start -= 1
    if start == 1 and words[0] in PARTICLES:
        start = 0
    particle, family = _particle(words[start:])
    return Name(family, " ".join(words[:start]), particle)


def _particle(words: list[str]) -> tuple[str, str]:
    """Return the particles in small letters at the beginning, and the rest, which is never empty."""
    end = 0
    while end < len(words) - 1 and words[end] in PARTICLES:
        end += 1
    return " ".join(words[:end]), " ".join(words[end:])


def _is_particle(word: str) -> bool:
    return word in PARTICLES or (word.istitle() and word.casefold() in _CAPITAL)


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").casefold() in SUFFIXES


def _is_initials(word: str) -> bool:
    """Tell whether a word is "L.", "J.-P." or "JP": few single letters, in capitals."""
    return bool(_INITIALS.fullmatch(word)) and word == word.upper() and ("." in word or len(word) < 3)


def _is_shouted(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word == word.upper() != word.lower()


def family_name(printed: str) -> str:
    """Return the part by which a name is sorted: "van der Maaten", "Smith Jr."; all of a group's name."""
    name = split_name(printed)
    return name.literal or " ".join(filter(None, (name.particle, name.family, name.suffix)))


@lru_cache(maxsize=200_000)  # most authors stand on several papers
def inverted(name: Name) -> str:
    """Return a name as programs divide it: "van der Maaten, Laurens", "King, Martin Luther Jr.".

    A group, and whoever has one name only, ends with a comma, so that nobody cuts it: "ATLAS Collaboration,".
    Signs that divide authors are taken out of the parts.
    """
    parts = ((name.literal, name.particle, name.family), (name.given, name.suffix))
    family, given = (" ".join(re.sub("[,;،]", " ", " ".join(part)).split()) for part in parts)
    return f"{family}, {given}".strip() if family else ""
