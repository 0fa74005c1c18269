"""Checks of what papers tell about themselves."""

import datetime as dt

import pytest
from msgspec import structs

from generator.check.content import check_papers
from generator.model.paper import Body, Paper, PaperPage
from generator.model.record import Source

DAY = dt.date(2026, 5, 28)
WHOLE = Paper("title:1", "x", "A Title", DAY, authors=("A. Author",), date=DAY, topics=("cs.CV",))
SEED = (Source("a.txt", 1),)


def page(name: str = "x", teaser: str = "An abstract.", **changes: object) -> PaperPage:
    paper = structs.replace(WHOLE, **changes)  # type: ignore[arg-type]
    return PaperPage(paper, Body(f"papers/2026/{name}.md", "0"), teaser)


def told(*pages: PaperPage) -> list[str]:
    return [str(problem).split("\n")[0] for problem in check_papers(pages)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (page(), []),
        (page(authors=()), ["content/papers/2026/x.md: warning: this paper has no authors"]),
        (page(date=None), ["content/papers/2026/x.md: warning: this paper has no date"]),
        (page(teaser=""), ["content/papers/2026/x.md: warning: this paper has no abstract"]),
        (page(topics=("cs.CVV",)), ['content/papers/2026/x.md: error: arXiv has no category "cs.CVV"']),
        (page(title=r"Scaling $\mu$P to 200\degree"),
         ["content/papers/2026/x.md: warning: "
          r"the title holds TeX that readers will see as it is: '\\degree'"]),
        (page(title=r"From $O(n^2)$ to $O(n)$: costs"), []),
        (page(title="Unbalanced {brace"),
         ["content/papers/2026/x.md: warning: the title holds TeX that readers will see as it is: '{'"]),
    ],
)  # fmt: skip
def test_one_paper(page: PaperPage, expected: list[str]) -> None:
    assert told(page) == expected


def test_what_seeds_do_not_say_is_one_counted_note() -> None:
    pages = [page(name, topics=(), sources=SEED) for name in "cab"]
    assert told(*pages, page("d", topics=())) == [
        "content/papers: note: 3 papers have no topics, because the seeds do not say; "
        "the first is content/papers/2026/a.md",
        "content/papers/2026/d.md: warning: this paper has no topics",
    ]


def test_an_unknown_topic_names_the_nearest() -> None:
    (problem,) = check_papers([page(topics=("cs.cv",))])
    assert problem.fix == 'did you mean "cs.CV"?'
