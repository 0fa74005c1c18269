"""Build the site model from what the content folder holds."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from generator.base.words import ENGLISH, Words
from generator.config.schema import Config
from generator.library.citations import citation_keys, citations
from generator.library.order import best_of_newest, day_of, moments, newest_first
from generator.library.people import author_terms, person_slugs
from generator.library.recall import Recall
from generator.library.related import Memory, related_papers
from generator.library.terms import keyword_terms, organisation_terms, topic_terms
from generator.model.library import Day, Gap, Library
from generator.model.paper import Paper, PaperPage, TextPage
from generator.model.people import Person


def build_library(
    papers: Iterable[PaperPage],
    texts: Sequence[TextPage],
    people: Sequence[Person],
    config: Config,
    words: Words = ENGLISH,
    memory: Memory | None = None,
    recall: Recall | None = None,
    gaps: Iterable[Gap] = (),
) -> Library:
    """Return the Library of these pages; drafts stay out. Equal input, equal library.

    `memory` is that of related_papers, `recall` what an equal call left.
    """
    recall = recall or Recall()
    pages = newest_first(page for page in papers if not page.paper.draft)
    slugs = person_slugs(pages, people)
    keys = citation_keys(pages, people, slugs, recall)
    return Library(
        papers=pages,
        texts=tuple(texts),
        topics=topic_terms(pages, words),
        authors=author_terms(pages, people, slugs, recall),
        keywords=keyword_terms(pages, config.lists.keyword_min_papers, recall),
        organisations=organisation_terms(pages, recall),
        days=group_days(pages, day_of),
        issues=group_days(pages, lambda paper: paper.added),
        related=related_papers(pages, config.lists.related, memory),
        times=moments(pages),
        person_slugs=slugs,
        citations=citations(pages, people, slugs, config, keys),
        citation_keys=keys,
        gaps=_gaps_by_day(gaps),
    )


def _gaps_by_day(gaps: Iterable[Gap]) -> dict[dt.date, tuple[str, ...]]:
    found: dict[dt.date, tuple[str, ...]] = {}
    for gap in gaps:
        if gap.note:
            found[gap.day] = (*found.get(gap.day, ()), gap.note)
    return found


def group_days(pages: Iterable[PaperPage], day: Callable[[Paper], dt.date]) -> tuple[Day, ...]:
    """Group papers, newest first, by a day of theirs: newest day first, best paper of a day first."""
    groups: dict[dt.date, list[PaperPage]] = defaultdict(list)
    for page in pages:
        groups[day(page.paper)].append(page)
    return tuple(Day(date, best_of_newest(groups[date])) for date in sorted(groups, reverse=True))
