import datetime as dt
import random

from generator.library.related import FEW, related_papers
from tests.samples import make_page

DAY_1, DAY_2, NEXT_YEAR = dt.date(2026, 5, 1), dt.date(2026, 5, 2), dt.date(2027, 1, 1)


def pages():
    return [
        make_page("Skin lesion recognition with prompts", added=DAY_1, keywords=("skin lesion", "prompts")),
        make_page("Skin lesion segmentation", added=DAY_1, keywords=("skin lesion", "segmentation")),
        make_page(
            "Heart segmentation in ultrasound", added=DAY_1, keywords=("segmentation", "echocardiography")
        ),
        make_page("Federated client selection", added=DAY_1, keywords=("federated learning",)),
    ]


def titles(found):
    return [related.page.paper.title for related in found]


def test_likest_paper_comes_first_and_names_what_is_shared():
    papers = pages()
    found = related_papers(papers, 5)
    first = found[papers[0].paper.id][0]
    assert first.page is papers[1]
    assert first.shared == ("skin lesion",)
    assert papers[0] not in [related.page for related in found[papers[0].paper.id]]


def test_a_paper_that_comes_later_is_put_on_no_older_page():
    papers = pages()
    late = make_page("Skin lesion clustering", added=DAY_2, keywords=("skin lesion",))
    after = related_papers([late, *papers], 3)
    assert late not in [related.page for paper in papers for related in after[paper.paper.id]]
    assert sorted(titles(after[late.paper.id])[:2]) == [
        "Skin lesion recognition with prompts",
        "Skin lesion segmentation",
    ]


def test_a_paper_of_another_year_changes_no_older_page():
    papers = pages()
    before = related_papers(papers, 3)
    late = make_page("Skin lesion clustering", added=NEXT_YEAR, keywords=("skin lesion",))
    after = related_papers([late, *papers], 3)
    assert {key: after[key] for key in before} == before


def test_order_of_papers_does_not_matter():
    papers = pages()
    assert related_papers(papers, 3) == related_papers(papers[::-1], 3)


def test_nothing_is_related_to_a_lonely_paper():
    alone = make_page("Alone")
    assert related_papers([alone], 5) == {alone.paper.id: ()}
    assert related_papers([], 5) == {}


def test_papers_without_any_common_word_are_not_related():
    papers = pages()
    assert "Skin lesion segmentation" not in titles(related_papers(papers, 5)[papers[3].paper.id])


def many(day, count, seed):
    """Return papers whose titles and key phrases share words."""
    dice = random.Random(seed)
    words = [f"word{number}" for number in range(60)]
    return [
        make_page(
            " ".join(dice.sample(words, 5)),
            added=day,
            slug=f"p{seed}-{i}",
            keywords=tuple(dice.sample(words, 2)),
        )
        for i in range(count)
    ]


def names_of(found):
    return {key: [related.page.paper.id for related in chosen] for key, chosen in found.items()}


def test_one_more_paper_changes_the_pages_that_name_it_and_no_others():
    papers = [*many(DAY_1, FEW, seed=1), *many(DAY_2, 150, seed=2)]
    before, named = names_of(related_papers(papers, 5)), set()
    for new in many(DAY_2, 8, seed=3):
        after = names_of(related_papers([new, *papers], 5))
        naming = {key for key in before if new.paper.id in after[key]}
        assert {key for key in before if before[key] != after[key]} == naming
        named |= naming
    assert named


def test_a_paper_of_a_later_day_changes_nothing():
    papers, late = many(DAY_1, 40, seed=1), many(DAY_2, 1, seed=2)
    before, after = related_papers(papers, 5), related_papers([*late, *papers], 5)
    assert {key: after[key] for key in before} == before


class Asked(dict):
    """A memory that counts the days that it is told anew."""

    def update(self, other):
        self.anew = [name for name in other if name not in self.before]
        super().update(other)

    def clear(self):
        self.before = set(self)
        super().clear()


def test_what_is_remembered_is_what_would_be_found():
    """Whatever comes, goes or changes between two calls; days before the change are not compared again."""
    chance = random.Random(4)
    words = "skin lesion heart sound vision language client mask token graph".split()

    def some_page(day):
        title = " ".join(chance.choices(words, k=4)) + f" {chance.randrange(10**6)}"
        return make_page(title, added=day, keywords=tuple(chance.sample(words, 2)))

    days = [DAY_1 + dt.timedelta(days=n) for n in range(60)]
    papers = [some_page(day) for day in days for _ in range(FEW // 50)]
    memory = Asked()
    assert related_papers(papers, 3, memory) == related_papers(papers, 3)
    assert len(memory.anew) == len(days)
    for _ in range(12):
        change = chance.choice(("add", "remove", "edit", "nothing"))
        at = chance.randrange(len(papers))
        changed = papers[at].paper.added
        if change in ("remove", "edit"):
            del papers[at]
        if change in ("add", "edit"):
            papers.append(some_page(changed))
        assert related_papers(papers, 3, memory) == related_papers(papers, 3)
        later = {page.paper.added for page in papers if page.paper.added >= changed}
        assert len(memory.anew) == (0 if change == "nothing" else len(later))
    assert related_papers(papers, 2, memory) == related_papers(papers, 2)
