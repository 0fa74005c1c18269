"""Values that hold what else parts them, or what nobody sees, in lists, rules and search."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

SITE = 'title = "Names"\nbase_url = "https://papers.lab.test/"\n'
PAPERS = {
    "odd": "authors: [Ada O|Neil]\ntopics: [my topic, cs.CV]\nkeywords: ['a|b', 'c \"d']\nscore: 90\n",
    "near": "authors: [Ada O, Neil]\ntopics: [my, topic]\nkeywords: [a, b]\nscore: 80\n",
    **{f"other-{n}": "authors: []\ntopics: [cs.LG]\nkeywords: [e]\nscore: 70\n" for n in range(6)},
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("names")
    (root / "content/papers").mkdir(parents=True)
    (root / "content/site.toml").write_text(SITE, "utf-8")
    for slug, lines in PAPERS.items():
        text = f"---\ntitle: Study {slug}\n{lines}added: 2026-05-28\n---\n\nSome words.\n"
        (root / f"content/papers/{slug}.md").write_text(text, "utf-8")
    assert build(open_project(str(root)), jobs=1).problems == ()
    yield from serve(root / "output", "/")


def titles(page: Page) -> list[str]:
    return page.locator(".list .entry:visible .title a").all_inner_texts()


@pytest.mark.parametrize("choice", ["topic=my topic", "keyword=a|b", 'keyword=c "d'])
def test_filters_take_a_value_whole(choice: str, page: Page, address: str) -> None:
    page.goto(f"{address}digests/2026-05-28/?{choice}")
    expect(page.locator(".filters [role=status]")).to_have_text("1 of 8 papers")
    assert titles(page) == ["Study odd"]


def test_filters_offer_it_whole(page: Page, address: str) -> None:
    page.goto(f"{address}digests/2026-05-28/")
    for label, value in (("Topic", "my topic"), ("Keyword", "a|b")):
        option = page.get_by_label(label, exact=True).locator(f'option[value="{value}"]')
        expect(option).to_have_text(f"{value} (1)")


RULES = [
    ({"topics": ["my topic"]}, ["odd"]),
    ({"topics": ["topic"]}, ["near"]),
    ({"words": ["a b"]}, ["odd"]),
    ({"authors": ["o neil"]}, ["odd"]),
]


@pytest.mark.parametrize(("rule", "slugs"), RULES)
@pytest.mark.parametrize(
    "where", ["digests/2026-05-28/", "", "search/?q=study"], ids=["list", "home", "search"]
)
def test_rules_compare_it_whole(
    rule: dict[str, list[str]], slugs: list[str], where: str, page: Page, address: str
) -> None:
    page.goto(address)
    page.evaluate(
        "(rules) => localStorage.setItem('paper-digest/1/', JSON.stringify({ rules }))",
        [{"name": "x", **rule}],
    )
    page.goto(address + where)
    shown = page.locator("main .entry", has_text=re.compile("Study (odd|near)"))
    expect(shown.first).to_be_visible()
    caught = page.locator("main .entry", has=page.locator(".rule")).locator(".title a")
    assert {*caught.evaluate_all("(links) => links.map((link) => link.textContent)")} == {
        f"Study {slug}" for slug in slugs
    }
