"""What choices would have brought with the newest issue: picked as the mail picks."""

from collections.abc import Mapping

from generator.mail.select import Selector
from generator.model.mail import Choices, Frequency
from generator.model.service_views import PreviewEntry, PreviewView
from generator.service.today import Issue


class Previews:
    """The newest issues, ready to be picked from. Threads may share it."""

    def __init__(self, issues: Mapping[Frequency, Issue]) -> None:
        """Index the papers of these issues."""
        self._issues = {name: (issue, Selector(issue.edition)) for name, issue in issues.items()}

    def of(self, choices: Choices) -> PreviewView | None:
        """Return what these choices would have brought; None while there is no issue at all."""
        if choices.frequency not in self._issues:
            return None
        issue, selector = self._issues[choices.frequency]
        pick = selector.pick(choices)
        entries = tuple(
            PreviewEntry(issue.entries[number], issue.edition.phrases.explain(reasons))
            for number, reasons in pick.papers
        )
        return PreviewView(issue.page, len(issue.entries), pick.matching, entries)
