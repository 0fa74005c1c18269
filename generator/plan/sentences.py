"""What a topic, a person or a day is, in one sentence made of its own numbers.

"58 papers from 2020 to 2026, 17 with code, most often by Lin Wang." Each clause is one message, so that a
language may order its words as it likes.
"""

from collections import Counter
from collections.abc import Sequence

from generator.base.words import Words
from generator.library.terms import topic_label
from generator.model.library import Day, Term
from generator.model.paper import PaperPage
from generator.model.views import TermCount
from generator.plan.desk import Desk

OFTEN = 2
"""With fewer papers together, nobody is named in the sentence."""


def term_sentence(desk: Desk, term: Term, companions: Sequence[TermCount]) -> str:
    """Say how much a term holds, from when, and who wrote most of it (with an author: with whom)."""
    clauses = [*_papers(desk.words, term.papers), *_coded(desk.words, term.papers)]
    if companions and companions[0].count >= OFTEN:
        by = desk.words.gettext("most often with %(name)s", name=companions[0].name)
        if term.taxonomy != "author":
            by = desk.words.gettext("most often by %(name)s", name=companions[0].name)
        clauses.append(by)
    return _sentence(desk.words, clauses)


def day_sentence(desk: Desk, day: Day) -> str:
    """Say how many papers a day has, how many of them with code, and what most of them are about."""
    words = desk.words
    undated = sum(1 for page in day.papers if not page.paper.date)
    dated = len(day.papers) - undated
    clauses = [words.ngettext("%(num)s paper", "%(num)s papers", dated)] if dated or not undated else []
    if undated:
        clauses.append(
            words.ngettext(
                "%(num)s undated paper added on this day",
                "%(num)s undated papers added on this day",
                undated,
            )
        )
    clauses += _coded(words, day.papers)
    topics = Counter(page.paper.topics[0] for page in day.papers if page.paper.topics)
    if len(topics) > 1:
        topic = min(topics, key=lambda code: (-topics[code], code))
        clauses.append(words.gettext("most in %(topic)s", topic=topic_label(topic)))
    return _sentence(words, clauses)


def span_papers(words: Words, papers: Sequence[PaperPage], span: str) -> str:
    """Say how many papers a year or month ("May 2026") has, and how many only as they were added in it."""
    said = words.ngettext("%(num)s paper", "%(num)s papers", len(papers))
    undated = sum(1 for page in papers if not page.paper.date)
    if not undated:
        return said
    if undated == len(papers):
        return words.ngettext(
            "%(num)s undated paper, added in %(span)s",
            "%(num)s undated papers, added in %(span)s",
            undated,
            span=span,
        )
    return words.ngettext(
        "%(papers)s, %(num)s of them undated and added in %(span)s",
        "%(papers)s, %(num)s of them undated and added in %(span)s",
        undated,
        papers=said,
        span=span,
    )


def _papers(words: Words, papers: Sequence[PaperPage]) -> list[str]:
    """Say how many papers there are, and from when; a year is never said of a paper without a date."""
    years = [page.paper.date.year for page in papers if page.paper.date]
    count = len(papers)
    if 0 < len(years) < count:
        return [words.ngettext("%(num)s paper", "%(num)s papers", count), _dated(words, years)]
    if not years:
        return [words.ngettext("%(num)s paper", "%(num)s papers", count)]
    first, last = str(min(years)), str(max(years))
    if first == last:
        from_year = words.ngettext(
            "%(num)s paper from %(year)s", "%(num)s papers from %(year)s", count, year=first
        )
        return [from_year]
    from_to = words.ngettext(
        "%(num)s paper from %(first)s to %(last)s",
        "%(num)s papers from %(first)s to %(last)s",
        count,
        first=first,
        last=last,
    )
    return [from_to]


def _dated(words: Words, years: Sequence[int]) -> str:
    first, last = str(min(years)), str(max(years))
    if first == last:
        return words.ngettext(
            "%(num)s of them dated %(year)s", "%(num)s of them dated %(year)s", len(years), year=first
        )
    return words.ngettext(
        "%(num)s of them dated %(first)s to %(last)s",
        "%(num)s of them dated %(first)s to %(last)s",
        len(years),
        first=first,
        last=last,
    )


def _coded(words: Words, papers: Sequence[PaperPage]) -> list[str]:
    """Say how many have code, where some do."""
    coded = sum(1 for page in papers if page.paper.publishes_code)
    if coded == len(papers) == 1:
        return [words.gettext("with code")]
    return [words.ngettext("%(num)s with code", "%(num)s with code", coded)] if coded else []


def _sentence(words: Words, clauses: Sequence[str]) -> str:
    return words.gettext("%(clauses)s.", clauses=words.gettext(", ").join(clauses))
