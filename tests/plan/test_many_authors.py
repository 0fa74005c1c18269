"""A paper of very many authors names them all on its own page only: else a site grows by their square."""

from msgspec.structs import replace

from generator.config.schema import Config
from generator.library.build import build_library
from generator.model.file_views import LONGEST_ABSTRACT, NAMED_AUTHORS
from generator.model.paper import PaperPage
from generator.model.views import LISTED_AUTHORS, Ref
from generator.plan.desk import Desk, make_desk
from generator.plan.feeds import feed_artifacts
from generator.plan.papers import paper_artifacts
from generator.plan.terms import term_artifacts
from tests.samples import make_page

NAMES = tuple(f"Person Number{n}" for n in range(100))


def desk_of(*pages: PaperPage) -> Desk:
    return make_desk(build_library(pages, (), [], Config()), Config())


def test_lists_name_the_first_and_count_the_rest() -> None:
    desk = desk_of(make_page("Many", authors=NAMES))
    lists = [artifact.view for artifact in term_artifacts(desk)]
    assert len(lists) == len(NAMES) + 1
    for view in lists:
        (entry,) = view.entries
        assert [ref.name for ref in entry.authors] == list(NAMES[:LISTED_AUTHORS])
        assert entry.more_authors == len(NAMES) - LISTED_AUTHORS
        assert entry.authors_complete


def test_lists_know_an_abstract_that_they_do_not_hold() -> None:
    for size in (LONGEST_ABSTRACT, LONGEST_ABSTRACT + 1):
        page = replace(make_page("Long", authors=NAMES), size=size)
        for artifact in term_artifacts(desk_of(page)):
            assert artifact.view.entries[0].long_abstract == (size > LONGEST_ABSTRACT)


def test_the_page_of_a_paper_names_all() -> None:
    (artifact,) = paper_artifacts(desk_of(make_page("Many", authors=NAMES)))
    assert [ref.name for ref in artifact.view.authors] == list(NAMES)
    assert artifact.view.authors[99] == Ref("Person Number99", "authors/person-number99/")


def test_few_authors_are_all_named_everywhere() -> None:
    page = make_page("Few", authors=NAMES[:LISTED_AUTHORS])
    (entry,) = desk_of(page).entries_of([page])
    assert (len(entry.authors), entry.more_authors) == (LISTED_AUTHORS, 0)


def test_feeds_say_et_al_of_those_whom_they_leave_out() -> None:
    cases = {
        "Many": (NAMES, True),
        "Enough": (NAMES[:NAMED_AUTHORS], True),
        "Cut": (NAMES[:2], False),
        "Of nobody": ((), False),
    }
    pages = [make_page(t, authors=names, authors_complete=whole) for t, (names, whole) in cases.items()]
    items = {item.title: item for item in feed_artifacts(desk_of(*pages))[0].view.items}
    said = {title: (len(item.authors), item.authors_complete) for title, item in items.items()}
    assert said == {"Many": (30, False), "Enough": (30, True), "Cut": (2, False), "Of nobody": (0, True)}
