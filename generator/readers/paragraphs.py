"""Paragraphs of author listings: where wrapped titles end, where abstracts end, what no abstract can be."""

import re
from collections.abc import Sequence

from generator.errors import Location, Problem, Severity
from generator.model.record import Seed
from generator.readers.seedfile import without_controls

Line = tuple[int, str]
"""Number in the file, from 1, and text without blanks around it."""

Lines = Sequence[Line]
"""Lines that are not blank: where a number is left out, a blank line stands."""

LONGEST_TITLE_LINE = 600
"""Characters; the longest titles have some 250, three authors and an organisation some 120."""

MOST_LINES = 60
MOST_CHARACTERS = 10_000
MOST_PARAGRAPHS = 6
"""Of an abstract that can be one: the longest have some 4 000 characters, those with headings six parts."""

# A title line within an abstract: a capital glued to a letter, digit or mark, and names up to the end.
STRAY = re.compile(
    r"""[a-z0-9)?!"”][A-ZÀ-Þ][\w.'’-]*(?:[ ][\w.'’-]+){1,5}
        (?:,[ ][\w.'’ -]+){0,2}(?:[ ]et[ ]al\.)?(?:[ ]·[ ].+)?$""",
    re.VERBOSE,
)
_STOPS = (".", "!", "?", ")", "/")
_AUTHORS_END = re.compile(r" et al\.(?: · .+)?$")
_MOST_TITLE_LINES = 6
_LONG_WORD = 12
_WIDEST_WRAP = 250
"""Characters; lines beyond are not wrapped, so where one ends a paragraph ends."""


def wrapped_titles(blocks: Sequence[Lines]) -> bool:
    """Tell whether a whole listing was wrapped: then no title is wider than the abstracts' widest line."""
    titles = max((len(lines[0][1]) for lines in blocks if lines), default=0)
    others = max((len(text) for lines in blocks for _, text in lines[1:]), default=0)
    return titles <= others + _LONG_WORD <= _WIDEST_WRAP


def title_lines(lines: Lines) -> int:
    """Return how many lines a wrapped title line takes."""
    width = max(len(text) for _, text in lines)
    complete = 0
    for n in range(1, min(len(lines), _MOST_TITLE_LINES + 1)):
        text = joined(lines[:n])
        if _AUTHORS_END.search(text) or _has_room(lines[n - 1][1], lines[n][1], width):
            return n
        if not complete and STRAY.search(text):
            complete = n
    return complete or 1


def joined(lines: Lines) -> str:
    """Return the lines as one, without control characters."""
    return without_controls(" ".join(text for _, text in lines))


def _has_room(before: str, line: str, width: int) -> bool:
    """Tell whether a line's first word had room in the line before: then a paragraph ends between them."""
    return len(before) + 1 + len(line.split()[0]) <= width or len(before) > _WIDEST_WRAP


def cut_stray(lines: Lines) -> tuple[Lines, Line | None]:
    """Cut an abstract at a line that must be the title of a record without metadata; return that one too."""
    width = max((len(line) for _, line in lines), default=0)
    texts = [text for _, text in lines]
    for n in range(1, len(lines)):
        # the bound keeps the pattern from trying every pair of places in a long line
        if len(texts[n]) > LONGEST_TITLE_LINE or not texts[n - 1].endswith(_STOPS):
            continue
        if not STRAY.search(texts[n]):
            continue
        pairs = zip(texts[n - 1 : n + 1], texts[n : n + 2], strict=False)
        if any(_has_room(before, text, width) for before, text in pairs):  # it is a paragraph of its own
            return lines[:n], lines[n]
    return lines, None


def implausible(lines: Lines) -> int:
    """Return the number of the line from which on these cannot be one abstract; 0 when they can."""
    gaps = [n for n in range(1, len(lines)) if lines[n][0] > lines[n - 1][0] + 1]
    # where a blank line follows each line, it separates nothing
    if MOST_PARAGRAPHS <= len(gaps) < len(lines) - 1:
        return lines[gaps[0]][0]
    characters = 0
    for n, (number, text) in enumerate(lines):
        characters += len(text) + 1
        if n >= MOST_LINES or characters > MOST_CHARACTERS + 1:
            return number
    return 0


def swallowed(seed: Seed, line: int) -> Problem:
    """Warn that an abstract goes on where none can, so that it may hold what is no part of the listing."""
    fault = "from this line on, the abstract before it is longer than any; it may hold what is no part of it"
    fix = "remove from the file what is no record of the listing"
    return Problem(Location(seed.path, line), Severity.WARNING, fault, fix)
