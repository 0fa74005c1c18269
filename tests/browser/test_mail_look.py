"""Mails as a program shows them that knows CSS: phone and desktop, light and dark; axe; nothing is loaded."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.mail.confirm import Confirming
from generator.model.mail import Choices
from generator.model.rules import Rule
from tests.browser.test_accessibility import AXE, FAULTS
from tests.mail.letters import LINKS, add_paper, post_of, someone, text_and_html
from tests.project import make_project

pytestmark = pytest.mark.browser

LONGEST = "Größe-" * 30 + "W" * 120
SIZES = [(390, "light"), (390, "dark"), (640, "light")]


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = make_project(tmp_path_factory.mktemp("mail"))
    add_paper(root, "long", LONGEST, added="2026-05-28", authors=["A" * 90], score=99)
    add_paper(root, "arabic", "التعلم العميق للرؤية", added="2026-05-28", score=98, language="ar")
    gap = '["a.txt"]\nday = 2026-05-28\nnote = "Half of it is missing."\n'
    (root / "content/gaps.toml").write_text(gap)
    with (root / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write('[mail]\ntop = 2\npostal_address = "1 Lab Street"\n')
    post = post_of(root)
    rule = Rule("W" * 100, words=("vision", "skin"))
    some = Choices(topics=("cs.*",), rules=(rule,), keywords=("groß*", "التعلم"), most=4)
    note = Choices(keywords=("none",), note=True)
    composer, site = post.composer(), post.site
    confirming = Confirming(site.config, site.words, site.context, 7)
    made = {
        "all": composer.compose(someone()),
        "some": composer.compose(someone(choices=some)),
        "note": composer.compose(someone(choices=note)),
        "confirm": confirming.compose(LINKS, 3, "ada@example.org", "daily", composer.edition.date),
    }
    return {name: text_and_html(message)[1] for name, message in made.items()}


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_mails_fit_and_can_be_read(
    browser: Browser, mails: dict[str, str], width: int, scheme: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    axe, faults = AXE.read_text("utf-8"), []
    for name, html in mails.items():
        file = tmp_path / f"{name}.html"
        file.write_text(html, "utf-8")
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.evaluate(axe)
        faults += [f"{name}: {fault}" for fault in page.evaluate(FAULTS)]
    page.close()
    assert faults == []
    assert len(asked) == len(mails)


def test_mails_use_only_what_mail_programs_know(mails: dict[str, str]) -> None:
    for html in mails.values():
        for unknown in (
            "var(",
            "<svg",
            "<img",
            "url(",
            "@import",
            "flex",
            "grid",
            "position:",
            "<link",
            "<script",
        ):
            assert unknown not in html
