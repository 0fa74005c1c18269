"""Related papers: BM25 over titles and key phrases.

Rule that keeps old pages still: a paper is compared with those added on its own day or before, by the word
statistics of the year in which it was added. A paper that arrives later is never put on an older page, and
can only swap near ties on pages of its own year. Abstracts do not count: editing one changes no other page.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009); library bm25s.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from generator.model.library import Related
from generator.model.paper import Paper, PaperPage

CANDIDATES = 40
"""Nearest papers looked at: namesakes, weak ones and those of later days fall out."""

WEAK = 0.12
"""Least score, as a share of the paper's likeness to itself, for a pair that shares no key phrase."""


def related_papers(pages: Sequence[PaperPage], count: int) -> dict[str, tuple[Related, ...]]:
    """Return up to `count` related papers for each paper id, most alike first."""
    ordered = sorted(pages, key=lambda page: (page.paper.added, page.paper.id))
    words = [_words(page.paper) for page in ordered]
    found: dict[str, tuple[Related, ...]] = {}
    start = 0
    for _, of_year in groupby(ordered, key=lambda page: page.paper.added.year):
        end = start + sum(1 for _ in of_year)
        found.update(_related_of(ordered[:end], words[:end], start, count))
        start = end
    return found


def _related_of(
    known: Sequence[PaperPage], words: Sequence[list[str]], start: int, count: int
) -> dict[str, tuple[Related, ...]]:
    """Compare known[start:] with all that is known."""
    import bm25s  # numpy behind it: only builds pay

    if len(known) < 2 or not any(words):
        return {}
    ranker = bm25s.BM25()
    ranker.index(words, show_progress=False)
    width = min(len(known), CANDIDATES)
    hits, scores = ranker.retrieve(words[start:], k=width, show_progress=False)
    result = {}
    for page, row, row_scores in zip(known[start:], hits.tolist(), scores.tolist(), strict=True):
        ranked = sorted(
            ((round(score, 2), known[i]) for i, score in zip(row, row_scores, strict=True)),
            key=lambda hit: (-hit[0], hit[1].paper.id),
        )
        result[page.paper.id] = _choose(page, ranked, count)
    return result


def _choose(page: PaperPage, ranked: list[tuple[float, PaperPage]], count: int) -> tuple[Related, ...]:
    paper = page.paper
    enough = WEAK * max((score for score, _ in ranked), default=0.0)
    chosen = []
    for score, other in ranked:
        if other.paper.id == paper.id or other.paper.added > paper.added or score <= 0:
            continue
        shared = tuple(keyword for keyword in paper.keywords if keyword in other.paper.keywords)
        if shared or score >= enough:
            chosen.append(Related(other, shared))
    # Only whether a phrase is shared moves a pair ahead; the sort is stable, so likeness decides the rest.
    chosen.sort(key=lambda related: not related.shared)
    return tuple(chosen[:count])


def _words(paper: Paper) -> list[str]:
    """Words of the title, and each key phrase both whole and by word."""
    words = re.findall(r"\w[\w-]+", " ".join((paper.title, *paper.keywords)).casefold())
    return [word for word in words if word not in STOP_WORDS] + [k.casefold() for k in paper.keywords]


STOP_WORDS = frozenset(
    "an and are as at based be beyond by can do for from how in into is it its model models network networks "
    "new not novel of on or over that the their this through to toward towards under using via we what when "
    "where which with without".split()
)
