"""What pages of daily and of weekly digests share."""

from collections.abc import Sequence

from generator.base.words import Words
from generator.library.permalinks import DIGESTS
from generator.model.page_views import IssueGroup
from generator.model.paper import PaperPage
from generator.model.views import Ref
from generator.plan.desk import Desk, topic_ref


def digests_ref(words: Words) -> Ref:
    """Return the link to the index of digests."""
    return Ref(words.gettext("Digests"), DIGESTS)


def topic_groups(desk: Desk, pages: Sequence[PaperPage]) -> tuple[IssueGroup, ...]:
    """Group by the primary topic, largest first; papers without one come last."""
    groups: dict[str, list[PaperPage]] = {}
    for page in pages:
        groups.setdefault(page.paper.topics[0] if page.paper.topics else "", []).append(page)
    order = sorted(groups, key=lambda code: (not code, -len(groups[code]), code))
    return tuple(IssueGroup(topic_ref(code, desk.words), desk.entries_of(groups[code])) for code in order)
