"""What speaks for and against one reading of a glued line: named numbers for the choice in split.py.

Names of features: `end…` the end of the title, `at…` the border itself, `whole…` the glued word taken as one,
`context…` words of the title before it, `given… middle… family… first…` the first author, `other…` the
authors behind, `none…` the reading without authors. Most are 0 or 1; strengths and odds lie between −1 and 1.
"""

import re
from collections import defaultdict

from generator.readers.candidates import MOST_TOKENS, Candidate
from generator.readers.names import (
    ELIDED,
    PARTICLES,
    SUFFIXES,
    family_level,
    fold,
    given_level,
    is_mandarin,
    letter_odds,
    word_level,
)
from generator.readers.sight import Sight

Features = defaultdict[str, float]
"""Value by name; a name that is not there is 0."""

FUNCTION_WORDS = frozenset(
    "a an and are as at be between by can do does for from how in into is it its of on or over than that"
    " the their to toward towards under using via versus vs we what when where which why with within"
    " without".split()
)

_NAME_LETTERS = re.compile(r"[^\W\d_]+(?:['’ʼ`.‐‑–-]+[^\W\d_]+)*[.'’]?$")
_INNER = re.compile(r"[^\W\d_](?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_USUAL = r"(?:Mc|Mac|De|Di|Du|La|Le|Lo|Van|Von|Fitz|O['’]|D['’]|Al|El|Ben|St)"
_USUAL_INNER = re.compile(rf"{_USUAL}(?=[A-ZÀ-Þ])")
_USUAL_END = re.compile(rf"{_USUAL}$")
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])|\d+")
_STACKED = re.compile(r"[A-ZÀ-Þ]{2,}[a-zß-ÿ]")
_PLURAL = re.compile(r"[A-ZÀ-Þ]{2,}s")
_WITHIN = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]{2}")
_CLOSERS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«"}
_END_WORD = re.compile(r"[^\W_]+(?=[\W_]*$)")


def features(candidate: Candidate, sight: Sight) -> Features:
    """Return the features of one reading."""
    if candidate.border < 0:
        return _none(candidate.text)
    found = Features(float)
    _end_of_title(candidate, sight, found)
    _border(candidate, sight, found)
    _context(candidate, sight, found)
    _first_author(candidate, sight, found)
    found[f"other:{len(candidate.authors) - 1}"] = 1
    for name in candidate.authors[1:]:
        _other_author(name, sight, found)
    return found


def _none(text: str) -> Features:
    found = Features(float, none=1.0)
    found["none:length"] = min(len(text), 1000) / 500
    found["none:stop"] = text.endswith((".", ":", ";"))
    found["none:comma"] = "," in text[-60:]
    return found


# --- the title ---


def _end_of_title(candidate: Candidate, sight: Sight, found: Features) -> None:
    title = candidate.title
    match = _END_WORD.search(title)
    word = match[0] if match else ""
    lower = word.lower()
    found["end:own"] = lower in sight.own
    found["end:own odd"] = lower in sight.own and word[1:] != lower[1:]
    found["end:own variant"] = lower not in sight.own and (
        lower + "s" in sight.own or lower.removesuffix("s") in sight.own
    )
    found["end:corpus"] = sight.others.word(lower)
    level = word_level(word)
    found["end:word"] = level > 0
    found["end:level"] = level / 9
    if word.isdigit():
        found["end:number"] = 1
    elif not sight.strength(word):
        found[f"end:unknown {_shape(word)}"] = 1
        found["end:unknown odds"] = letter_odds(fold(word)) / 6
        pieces = _CAMEL.findall(word)
        found["end:compound"] = len(pieces) > 1 and all(sight.word(p) or p.isupper() for p in pieces)
        found["end:unknown length"] = min(len(word), 12) / 12
    if len(word) == 1:
        found["end:letter"] = 1
    found["end:function"] = lower in FUNCTION_WORDS
    last = re.split(r"[\s(\[/-]", title)[-1]
    found["end:name"] = sight.name(last) and not sight.strength(word)
    found["end:open"] = any(title.count(c) < title.count(o) for c, o in _CLOSERS.items())
    found["end:quote open"] = title.count('"') % 2
    found["end:close"] = any(title.count(c) > title.count(o) for c, o in _CLOSERS.items())
    words = title.split()
    found["title:words 1"] = len(words) == 1
    found["title:words 2"] = len(words) == 2
    found["title:formula open"] = title.count("$") % 2


def _shape(word: str) -> str:
    if not word:
        return "empty"
    if any(c.isdigit() for c in word):
        return "digits"
    if word.islower():
        return "lower"
    if word.isupper():
        return "capitals"
    if word[1:].islower():
        return "capital"
    return "acronym" if word[:-1].isupper() and word.endswith("s") else "mixed"


_HIDES_PARTICLE = re.compile(rf"[A-ZÀ-Þ]{{1,2}}s?(?:(?:{'|'.join(sorted(PARTICLES))})$|{ELIDED.pattern})")
"""The end of an acronym glued to a particle: "Avan" in "PCAvan den Berg", "Sd'" in "iOSd'Alembert"."""


def _border(candidate: Candidate, sight: Sight, found: Features) -> None:
    text, place = candidate.text, candidate.border
    before, first = text[place - 1], text[place]
    found[f"at:{_kind(before)}{_kind(first)}"] = 1
    found["at:new script"] = _is_uncased(first) and not _is_uncased(before)
    _capitals(text, place, found)
    start, end = max(text.rfind(" ", 0, place), -1) + 1, text.find(" ", place)
    chunk = text[start : end if end >= 0 else len(text)].strip(",.;:?!")
    left = re.search(r"[^\W_]*$", text[start:place])
    right = re.match(r"[^\W_]*", text[place:])
    whole = (left[0] if left else "") + (right[0] if right else "")
    found["whole:acronym"] = bool(_PLURAL.fullmatch(whole))
    if before.isalnum():
        lower = whole.lower()
        found["whole:own"] = lower in sight.own or lower.removesuffix("s") in sight.own
        found["whole:corpus"] = sight.others.word(lower)
        found["whole:word"] = word_level(whole) > 0
    folded = fold(chunk)
    found["whole:name corpus"] = max(sight.others.given(folded), sight.others.family(folded))
    found["whole:name"] = given_level(chunk) > 0 or family_level(chunk) > 0
    found["at:usual inner"] = first.isupper() and bool(_USUAL_END.search(text, start, place))


def _capitals(text: str, place: int, found: Features) -> None:
    """Weigh a border beside capitals: few names begin within a run of them ("Q|LoRATim", "i|OSIvan")."""
    before, first, following = text[place - 1], text[place], text[place + 1 : place + 2]
    if before.isupper() and first.isupper():
        found["at:UU" + ("l" if following.islower() else "u")] = 1
        found["at:UU alone"] = not text[max(place - 2, 0) : place - 1].isupper()
    elif before.islower() and first.isupper() and following.isupper():
        found["at:lUU"] = 1


def _is_uncased(c: str) -> bool:
    return c.isalpha() and not (c.islower() or c.isupper())


def _kind(c: str) -> str:
    if c.isalpha():
        return "l" if c.islower() else "U" if c.isupper() else "x"
    if c.isdigit():
        return "d"
    if c in "'’‘`":
        return "'"
    return c if c in "?).!:" else '"' if c in '"”»' else "p"


def _context(candidate: Candidate, sight: Sight, found: Features) -> None:
    """Weigh the title's words before the glued one: a name among them means that the border is too late."""
    text = candidate.text
    for chunk in text[: text.rfind(" ", 0, candidate.border) + 1].split()[-MOST_TOKENS:]:
        core = chunk.strip("\"'“”‘’()[]{},.;:?!")
        strength = max((sight.strength(part) for part in re.findall(r"[^\W_]+", core)), default=1.0)
        if strength:
            continue
        found[f"context:{_shape(core)}"] += 1
        found["context:glued"] += bool(_INNER.search(core))
        found["context:name"] += sight.name(core)


# --- the authors ---


def _first_author(candidate: Candidate, sight: Sight, found: Features) -> None:
    name = candidate.authors[0]
    tokens = [t for t in name.split() if t.strip(",").lower() not in SUFFIXES] or [name]
    found[f"first:tokens {min(len(tokens), 6)}"] = 1
    seen = sight.others.name(name)
    found["first:known"] = seen > 0
    found["first:known often"] = seen
    _faults(tokens, "first", found)
    given, family = tokens[0], tokens[-1]
    found["first:particle"] = given in PARTICLES or bool(ELIDED.match(given))
    before = candidate.text[candidate.border - 1]
    hides = _HIDES_PARTICLE.match(given) if before.isupper() or before.isdigit() else None
    if hides and (len(tokens) > 1 or hides.end() < len(given)):
        known = given_level(given) > 0 or sight.others.given(fold(given)) > 0
        found["first:hides particle" + (" known" if known else "")] = 1
    found["first:mixed case"] = given[0].isupper() and family.islower() and family not in PARTICLES
    if len(tokens) == 1:
        _token(
            family,
            "single",
            max(sight.others.family(fold(family)), sight.others.given(fold(family))),
            sight,
            found,
        )
        return
    _token(given, "given", sight.others.given(fold(given)), sight, found)
    _token(family, "family", sight.others.family(fold(family)), sight, found)
    for token in tokens[1:-1]:
        if token in PARTICLES:
            found["middle:particle"] += 1
        elif _is_initial(token):
            found["middle:initial"] += 1
        elif given_level(token) or family_level(token) or is_mandarin(fold(token)):
            found["middle:name"] += 1
        else:
            found["middle:word" if sight.strength(token) else "middle:unknown"] += 1


def _is_initial(token: str) -> bool:
    """Tell whether a part of a name is initials: "A.", "J.-P.", "MD"."""
    letters = [c for c in token if c.isalpha()]
    return (
        len(letters) <= 3 and all(c.isupper() for c in letters) and not token.strip("".join(letters) + ".-‐")
    )


def _token(token: str, part: str, corpus: float, sight: Sight, found: Features) -> None:
    """Weigh one part of the first author's name."""
    folded = fold(token)
    if _is_initial(token):
        found[f"{part}:initial"] = 1
        found[f"{part}:initial bare"] = "." not in token
        found[f"{part}:initials joined"] = token[:2].isalpha()
        return
    level = max(given_level(token) if part != "family" else 0, family_level(token) if part != "given" else 0)
    found[f"{part}:corpus"] = corpus
    found[f"{part}:known"] = level > 0
    found[f"{part}:level"] = level / 9
    pieces = [fold(piece) for piece in re.split(r"[-‐‑–]", token)]
    mandarin = len(folded) > 1 and all(is_mandarin(piece) for piece in pieces)
    found[f"{part}:mandarin"] = mandarin
    if not level and not corpus:
        found[f"{part}:unknown"] = 1
        found[f"{part}:odds"] = letter_odds(folded) / 6
    if not corpus:
        strength = sight.strength(token)
        found[f"{part}:word"] = strength if not level else 0
        found[f"{part}:name and word"] = strength if level else 0
    found[f"{part}:stacked"] = bool(_STACKED.match(token))
    found[f"{part}:stacked high"] = bool(_STACKED.match(token)) and token[:3].isupper()
    found[f"{part}:capitals within"] = bool(_WITHIN.search(token))
    found[f"{part}:capitals"] = token.isupper() and len(token) > 1
    found[f"{part}:short"] = len(folded) < 3 and not corpus and not level
    found[f"{part}:lower"] = token.islower()
    found[f"{part}:hyphen"] = "-" in token
    inner = _INNER.search(token)
    found[f"{part}:inner"] = bool(inner) and not _USUAL_INNER.match(token)
    found[f"{part}:usual inner"] = bool(inner) and bool(_USUAL_INNER.match(token))


def _faults(tokens: list[str], who: str, found: Features) -> None:
    """Count what names do not have."""
    for token in tokens:
        if any(c.isdigit() for c in token):
            found[f"{who}:digit"] += 1
        elif token in FUNCTION_WORDS and token not in PARTICLES:
            found[f"{who}:function"] += 1
        elif not _NAME_LETTERS.match(token):
            found[f"{who}:marks"] += 1
            found[f"{who}:stop"] += any(c in "!?:;" for c in token)
        elif token.islower() and token not in PARTICLES and who == "other":
            found["other:lower"] += 1


def _other_author(name: str, sight: Sight, found: Features) -> None:
    tokens = [t for t in name.split() if t.strip(",").lower() not in SUFFIXES] or [name]
    found["other:known"] += sight.others.name(name) > 0
    found["other:single"] += len(tokens) == 1
    found["other:long"] += len(tokens) > 4
    _faults(tokens, "other", found)
    for token in (tokens[0], tokens[-1]):
        level = max(given_level(token), family_level(token))
        if level or is_mandarin(fold(token)) or _is_initial(token):
            found["other:name"] += 1
        else:
            found["other:word" if sight.strength(token) else "other:unknown"] += 1
            found["other:odds"] += letter_odds(fold(token)) / 6
    found["other:glued"] += any(_INNER.search(t) and not _USUAL_INNER.match(t) for t in tokens)
