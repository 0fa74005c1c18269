"""Read trending listings: text pasted from a page that shows titles and abstracts in turn.

    Get trending papers in your email inbox once a day!
    Get trending papers in your email inbox!
    SubscribeThe Title of the First Paper
    The abstract of the first paper.
    The Title of the Second Paper
    …

Input:   seeds of this format; preamble and blank lines do not matter, lines may be wrapped at any width.
Output:  PaperRecords with title and abstract only, in the order listed.
Refuses: abstracts without a title before them.

Nothing marks what a line is, so all lines of a file are labelled at once: the cheapest sequence of title
lines and abstract lines wins (Viterbi, 1967). A line costs by its shape, a step from one line to the next by
what may follow what; so a missing abstract costs once and does not shift what follows.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct

from generator.errors import Location, Problem, Severity
from generator.model.record import PaperRecord, Seed, Source
from generator.readers.paragraphs import implausible, swallowed
from generator.readers.prose import STOPPED, paragraph_odds, word_odds
from generator.readers.seedfile import without_controls

NAME = "trending listing"

_PREAMBLE = re.compile(r"get trending papers in your (?:e-?mail )?inbox.*", re.IGNORECASE)
_SUBSCRIBE = re.compile(r"Subscribe(?=[^a-z\s.,;:!?]|$)")
_PREAMBLE_LINES = 10
"""Within so many lines from the top a glued "Subscribe" ends the preamble, whatever stands before it."""


class Label(Enum):
    """What a line is."""

    TITLE = "a title begins"
    TITLE_GOES_ON = "the title goes on"
    ABSTRACT = "the abstract begins"
    ABSTRACT_GOES_ON = "the abstract goes on"


class Line(Struct, frozen=True):
    """One line that is not blank."""

    number: int
    text: str
    """Without the "Subscribe" of the page and without control characters."""

    printed: str
    """As printed, for abstracts."""

    length: int
    """Characters as printed, which is what a line was wrapped by."""


def sniff(text: str) -> bool:
    """Tell whether a text has the preamble, or else titles and abstracts in turn throughout."""
    if any(_PREAMBLE.fullmatch(without_controls(line).strip()) for line in text.split("\n", 50)[:50]):
        return True
    lines = _lines(text)[:_SNIFFED]
    if sum(bool(_OTHER_FORMAT.match(line.text)) for line in lines) > len(lines) * _OTHERS_SHARE:
        return False
    groups = _groups(lines)
    whole = [(title, abstract) for title, abstract in groups if title and abstract]
    sure = [title for title, abstract in whole if _is_sure(title, abstract)]
    if len(groups) == 1:
        return len(sure) == 1 and _is_clean(*whole[0])
    return len(sure) >= max(2, _SURE_SHARE * len(whole)) and len(whole) >= _WHOLE_SHARE * len(groups)


_SHORTEST = 100
"""Characters of an abstract by which a listing is known."""

_LEAST_PROSE = 0.85
"""Share of letters and blanks in an abstract."""

NEEDS = (
    'the line "Get trending papers …" at the top, or nothing but titles, each on a line of its own, with'
    f" abstracts of at least {_SHORTEST} characters below them"
)
"""What makes a text a listing of this format."""

_SNIFFED = 400
"""Lines that are looked at; a file that begins otherwise is no listing."""

_SURE_SHARE, _WHOLE_SHARE, _OTHERS_SHARE = 0.8, 0.6, 0.05
_OTHER_FORMAT = re.compile(r"[#<{\[@>|*]|%[A-Z] |TY  - |---|\d+\. |- ")
"""How lines of Markdown, XML, JSON, BibTeX, RIS or EndNote begin, and no title in a listing."""


def _is_sure(title: Sequence[Line], abstract: Sequence[Line]) -> bool:
    text = _joined(abstract)
    if len(text) < _SHORTEST or paragraph_odds(_joined(title)) >= 0:
        return False
    return paragraph_odds(text) > 0 or _is_clean(title, abstract)


def _is_clean(title: Sequence[Line], abstract: Sequence[Line]) -> bool:
    """Tell whether a single pair is sure: a title of words on one line, and one paragraph of sentences."""
    head, text = _joined(title), _joined(abstract)
    in_one = all(b.number == a.number + 1 for a, b in pairwise(abstract))
    prose = sum(c.isalpha() or c.isspace() for c in text) >= _LEAST_PROSE * len(text)
    return (
        len(title) == 1 and in_one and prose and text.count(" ") >= 10 and word_odds(text) > 0
        and text[0].isupper() and bool(STOPPED.search(text))
        and head[0].isalnum() and head.count(" ") >= 2 and not head.endswith((".", ",", ";", ":"))
    )  # fmt: skip


def read(seeds: Sequence[Seed]) -> Iterator[PaperRecord | Problem]:
    """Read all seeds of this format."""
    for seed in seeds:
        yield from _read_one(seed)


def _read_one(seed: Seed) -> Iterator[PaperRecord | Problem]:
    for title, abstract in _groups(_lines(seed.text)):
        if not title:
            where = Location(seed.path, abstract[0].number)
            fault = f"an abstract without a title is left out: {abstract[0].text[:60]}…"
            yield Problem(where, Severity.ERROR, fault, "put the title on the line above")
            continue
        where = Location(seed.path, title[0].number)
        if not abstract:
            fault = "this title has no abstract"
            yield Problem(where, Severity.WARNING, fault, "add it below the title, if there is one")
        if odd := implausible([(line.number, line.text) for line in abstract]):
            yield swallowed(seed, odd)
        yield PaperRecord(
            source=Source(seed.name, title[0].number),
            title=_joined(title),
            abstract=" ".join(line.printed for line in abstract),
            captured=seed.captured,
        )


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _lines(text: str) -> list[Line]:
    """Return the lines that are not blank, without preambles and the word glued to the title behind one."""
    lines: list[Line] = []
    expected = True  # at the top, and directly behind a line of preamble
    for number, raw in enumerate(text.split("\n"), 1):
        printed = " ".join(raw.split())
        line = without_controls(printed)
        if not line:
            continue
        if _PREAMBLE.fullmatch(line):
            expected = True
            continue
        if _SUBSCRIBE.match(line) and (expected or len(lines) < _PREAMBLE_LINES):
            line = printed = line.removeprefix("Subscribe")
            if len(lines) < _PREAMBLE_LINES and all(_is_preamble(old.text) for old in lines):
                lines.clear()
        expected = False
        if line:
            lines.append(Line(number, line, printed, len(raw.strip())))
    return lines


def _is_preamble(line: str) -> bool:
    return len(line) < 120


# --- which line is what ---


def _groups(lines: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Group lines into (lines of a title, lines of its abstract)."""
    groups: list[tuple[list[Line], list[Line]]] = []
    for line, label in zip(lines, label_lines(lines), strict=True):
        if label is Label.TITLE or not groups:
            groups.append(([], []))
        groups[-1][label in (Label.ABSTRACT, Label.ABSTRACT_GOES_ON)].append(line)
    return groups


_IMPOSSIBLE = 1e9
_STEPS: dict[tuple[Label, Label], float] = {
    (Label.TITLE, Label.TITLE): 3.5,  # an abstract is missing
    (Label.TITLE, Label.TITLE_GOES_ON): 1.0,
    (Label.TITLE, Label.ABSTRACT): 0.0,
    (Label.TITLE_GOES_ON, Label.TITLE): 3.5,
    (Label.TITLE_GOES_ON, Label.TITLE_GOES_ON): 2.0,
    (Label.TITLE_GOES_ON, Label.ABSTRACT): 0.0,
    (Label.ABSTRACT, Label.ABSTRACT_GOES_ON): 0.0,
    (Label.ABSTRACT, Label.TITLE): 0.0,  # in a wrapped file more, see _join_cost
    (Label.ABSTRACT_GOES_ON, Label.ABSTRACT_GOES_ON): 0.0,
    (Label.ABSTRACT_GOES_ON, Label.TITLE): 0.0,
}
"""Costs of one line following another; what is not here cannot be."""

_BEFORE = {label: [(old, cost) for (old, new), cost in _STEPS.items() if new is label] for label in Label}
"""What may stand before each label, and at which cost."""

_STARTS = {Label.TITLE: 0.0, Label.ABSTRACT: 8.0}


def label_lines(lines: Sequence[Line]) -> list[Label]:
    """Return what each line is: the cheapest sequence of labels."""
    if not lines:
        return []
    width = wrap_width(lines)
    odds = _odds(lines[0].text, width)
    costs = {label: _STARTS.get(label, _IMPOSSIBLE) + _shape_cost(label, odds) for label in Label}
    came_from: list[dict[Label, Label]] = []
    for before, line in pairwise(lines):
        odds = _odds(line.text, width)
        best: dict[Label, tuple[float, Label]] = {}
        for label, olds in _BEFORE.items():
            joined = (
                (costs[old] + step + _join_cost(old, label, before, line, width), old) for old, step in olds
            )
            cost, old = min(joined, key=itemgetter(0))
            best[label] = (cost + _shape_cost(label, odds), old)
        costs = {label: cost for label, (cost, _) in best.items()}
        came_from.append({label: old for label, (_, old) in best.items()})
    label = min(Label, key=lambda label: costs[label])
    labels = [label]
    for step in reversed(came_from):
        labels.append(step[labels[-1]])
    return labels[::-1]


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width in characters at which a file is wrapped; 0 when its lines are whole paragraphs.

    In a wrapped file many lines end within a word's length of the width, and most of them within a sentence.
    """
    lengths = sorted(line.length for line in lines)
    width = lengths[int(len(lengths) * 0.97)]  # what is longer is a word that could not be broken
    full = [line for line in lines if line.length >= width - 15]
    broken = [line for line in full if not STOPPED.search(line.text)]
    wrapped = width < 400 and len(full) >= 0.25 * len(lines) and len(broken) >= 0.6 * len(full)
    return width if wrapped else 0


_GOES_ON = (Label.TITLE_GOES_ON, Label.ABSTRACT_GOES_ON)


def _join_cost(old: Label, label: Label, before: Line, line: Line, width: int) -> float:
    """Return what it costs to take two neighbouring lines as one paragraph, or as two."""
    stopped = bool(STOPPED.search(before.text))
    if label in _GOES_ON:
        # a line is only broken where the next word has no room, so what has room begins a paragraph
        word = line.text.split(" ", 1)[0]
        if width == 0 or before.length + 1 + len(word) <= width:
            return 8.0 if stopped or label is Label.TITLE_GOES_ON else 6.0
        return 0.0
    cost = 0.0
    if line.text[0].islower():
        cost += 4.0 if width else 1.0
    if old in (Label.TITLE, Label.TITLE_GOES_ON):
        return cost + 3.0 * before.text.endswith(".")
    if old is Label.ABSTRACT and width:
        cost += 1.5  # few abstracts fit into one line of a wrapped file
    last = before.text[-1]
    return cost + (0.0 if stopped else 2.5 if last in ')]}:/"”' or last.isdigit() else 4.0)


def _odds(line: str, width: int) -> float:
    return word_odds(line) if width else paragraph_odds(line)


def _shape_cost(label: Label, odds: float) -> float:
    if label in _GOES_ON:
        odds /= 3  # the part of a paragraph tells less than its beginning
    return max(0.0, odds) if label in (Label.TITLE, Label.TITLE_GOES_ON) else max(0.0, -odds)
