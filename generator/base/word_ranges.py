"""Where the index is cut: ranges of words of about equal weight, the same for all papers and for ever.

word_ranges.txt has the first letters of 2,048 ranges, in order; a range that would begin and end within one
frequent word stands there as often as the word would fill one. They are cut by the words of 213 papers, which
stand for scientific English; other scripts are cut evenly by letter. Were they cut by a site's own words, one
more paper would move them, and every old file with them.
"""

from functools import cache
from itertools import groupby
from pathlib import Path

FINEST = 2048
PAPERS_A_RANGE = 4
"""Papers of a segment for each range, before fat words are taken together."""


def sort_key(term: str) -> bytes:
    """Order strings as JavaScript does, by UTF-16."""
    return term.encode("utf-16-be")


def step_of(papers: int) -> int:
    """Return how many of the finest ranges make one in a segment of so many papers.

    More papers have more and narrower ranges, so that a file stays about as large.
    """
    step = 1
    while step < FINEST and papers * step < PAPERS_A_RANGE * FINEST:
        step *= 2
    return step


def ranges(papers: int) -> tuple[str, ...]:
    """Return what the first word of each range begins with, for so many papers; the first has ""."""
    return ("", *[start for start, _ in groupby(starts(step_of(papers)))][1:])


@cache
def starts(step: int) -> list[str]:
    """Return the beginning of every `step`-th range, those that repeat too."""
    table = Path(__file__).with_name("word_ranges.txt").read_text("utf-8").split()
    return table[::step]
