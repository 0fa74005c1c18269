"""Pages for what a reader keeps in the browser: starred papers, and rules with papers to try them on."""

from functools import partial
from itertools import chain, islice

from generator.library.permalinks import RULES, STARRED, page_file
from generator.model.artifact import Sketch
from generator.model.page_views import RulesView, StarredView
from generator.model.views import Meta
from generator.plan.desk import Desk, site_feeds

RULES_PAPERS = 150
"""Newest papers on the page of rules, the only one that changes with them."""


def reader_artifacts(desk: Desk) -> list[Sketch]:
    """Plan starred/ and rules/. Search engines are asked to pass them by: without a reader they are empty."""
    return [
        Sketch(page_file(STARRED), "html", partial(_starred_view, desk), "starred.html"),
        Sketch(page_file(RULES), "html", partial(_rules_view, desk), "rules.html"),
    ]


def _starred_view(desk: Desk) -> StarredView:
    title = desk.words.gettext("Starred papers")
    said = desk.words.gettext("The papers that you starred in this browser.")
    return StarredView(Meta("starred", title, said, STARRED, (), site_feeds(desk.config), indexed=False))


def _rules_view(desk: Desk) -> RulesView:
    title = desk.words.gettext("Rules")
    said = desk.words.gettext("Which papers shall be pointed out to you.")
    meta = Meta("rules", title, said, RULES, (), site_feeds(desk.config), indexed=False)
    newest = islice(chain.from_iterable(issue.papers for issue in desk.library.issues), RULES_PAPERS)
    return RulesView(meta, desk.entries_of(newest))
