"""How topics go: papers of the last days against those of as many days before.

Counted back from the newest day of the site, not from today, so that a build does not depend on the clock.
Only the front page shows this: nothing else changes when a day passes.
"""

import datetime as dt
from itertools import takewhile

from generator.library.order import day_of
from generator.model.library import Term
from generator.model.page_views import TopicTrend
from generator.plan.desk import term_count

SPAN = 30
"""Days of a span."""

SPANS = 12
"""Spans that the small picture shows."""


def topic_trend(term: Term, newest: dt.date) -> TopicTrend:
    """Count a topic's dated papers, span by span, back from the site's newest day."""
    course = [0] * SPANS
    days = (day_of(page.paper) for page in term.papers if page.paper.date)
    ages = ((newest - day).days // SPAN for day in days)
    for age in takewhile(lambda age: age < SPANS, ages):
        course[-1 - age] += 1
    return TopicTrend(term_count(term), SPAN, tuple(course))
