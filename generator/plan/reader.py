"""Pages for what a reader keeps in the browser: starred papers, and rules with papers to try them on."""

from itertools import chain, islice

from generator.library.permalinks import RULES, STARRED, page_file
from generator.model.artifact import Artifact
from generator.model.page_views import RulesView, StarredView
from generator.model.views import Meta
from generator.plan.desk import Desk, site_feeds

RULES_PAPERS = 150
"""Newest papers on the page of rules, the only one that changes with them."""


def reader_artifacts(desk: Desk) -> list[Artifact]:
    """Plan starred/ and rules/. Search engines are asked to pass them by: without a reader they are empty."""
    words = desk.words
    feeds = site_feeds(desk.config)
    starred = Meta(
        "starred",
        words.gettext("Starred papers"),
        words.gettext("The papers that you starred in this browser."),
        STARRED,
        (),
        feeds,
        indexed=False,
    )
    rules = Meta(
        "rules",
        words.gettext("Rules"),
        words.gettext("Which papers shall be pointed out to you."),
        RULES,
        (),
        feeds,
        indexed=False,
    )
    newest = islice(chain.from_iterable(issue.papers for issue in desk.library.issues), RULES_PAPERS)
    return [
        Artifact(page_file(STARRED), "html", StarredView(starred), "starred.html"),
        Artifact(page_file(RULES), "html", RulesView(rules, desk.entries_of(newest)), "rules.html"),
    ]
