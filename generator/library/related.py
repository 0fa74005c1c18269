"""Related papers: BM25 over titles and key phrases.

Rule that keeps old pages still: a paper is compared with those added on its own day or before, by the word
statistics of that day. A paper that arrives later therefore never changes an older page, and since abstracts
do not count, editing one changes no other page.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009); library bm25s.
"""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby

from generator.model.library import Related
from generator.model.paper import Paper, PaperPage

CANDIDATES = 4
"""Candidates looked at per wanted paper: namesakes and weak ones fall out."""

WEAK = 0.12
"""Least score, as a share of the paper's likeness to itself, for a pair that shares no key phrase."""


def related_papers(pages: Sequence[PaperPage], count: int) -> dict[str, tuple[Related, ...]]:
    """Return up to `count` related papers for each paper id, most alike first."""
    ordered = sorted(pages, key=lambda page: (page.paper.added, page.paper.id))
    found: dict[str, tuple[Related, ...]] = {}
    known: list[PaperPage] = []
    for _, batch in groupby(ordered, key=_added):
        new = list(batch)
        known.extend(new)
        found.update(_related_of(new, known, count))
    return found


def _added(page: PaperPage) -> dt.date:
    return page.paper.added


def _related_of(new: list[PaperPage], known: list[PaperPage], count: int) -> dict[str, tuple[Related, ...]]:
    import bm25s  # numpy behind it: only builds pay

    words = [_words(page.paper) for page in known]
    if len(known) < 2 or not any(words):
        return {}
    ranker = bm25s.BM25()
    ranker.index(words, show_progress=False)
    queries = words[len(known) - len(new) :]
    width = min(len(known), count * CANDIDATES + 1)
    hits, scores = ranker.retrieve(queries, k=width, show_progress=False, sorted=True)
    result = {}
    for page, row, row_scores in zip(new, hits, scores, strict=True):
        ranked = sorted(
            ((round(float(score), 4), known[int(i)]) for i, score in zip(row, row_scores, strict=True)),
            key=lambda hit: (-hit[0], hit[1].paper.id),
        )
        result[page.paper.id] = _choose(page, ranked, count)
    return result


def _choose(page: PaperPage, ranked: list[tuple[float, PaperPage]], count: int) -> tuple[Related, ...]:
    itself = max((score for score, _ in ranked), default=0.0)
    chosen = []
    for score, other in ranked:
        shared = tuple(k for k in page.paper.keywords if k in other.paper.keywords)
        if other.paper.id != page.paper.id and score > 0 and (shared or score >= WEAK * itself):
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
