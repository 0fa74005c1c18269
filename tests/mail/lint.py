"""Many made-up messages, each parsed back and held against what went into it.

Titles, names and wishes are drawn from all of Unicode, with what breaks mail most: long words, blanks where
lines fold, text that looks like an encoded word, a boundary or a header, scripts from right to left, control
signs.
"""

import datetime as dt
import random
from email.message import EmailMessage

from lxml import html as lxml_html

from generator.base.text import clean, shorten
from generator.library.build import build_library
from generator.library.rules import subject_of
from generator.mail.compose import HTML_BUDGET, SUBJECT_LENGTH, Composer
from generator.mail.edition import SLOT
from generator.mail.freeze import freeze
from generator.mail.period import daily
from generator.mail.select import Pick
from generator.model.mail import Choices, Recipient
from generator.model.paper import PaperPage
from generator.model.rules import Rule
from generator.plan.desk import make_desk
from tests.mail.letters import LINKS, Post, assert_clean, part
from tests.samples import ADDED, make_page

PIECES = [
    *("a", "é", "ß", "ﬁ", "深", "学", "한", "ا", "ש", "ก", "\U0001f9ea", "\U0001d49c", "e\u0301", "\u200d"),
    *(
        " ",
        " ",
        " ",
        "=",
        "=?utf-8?q?x?=",
        "=_",
        "--",
        ".",
        "\r\nBcc: x@example.org",
        "\n",
        "\t",
        "\u2028",
        "\0",
    ),
    *("<b>", "&amp;", '"', "'", "\\", "{{ x }}", "From ", "word", "Attention", "z" * 80, "\ufffc", "%(num)s"),
]


def made_up(chance: random.Random, most: int = 60) -> str:
    """Return some text as content gives it: cleaned, never empty."""
    pieces = [
        chance.choice(PIECES) if chance.random() < 0.8 else chr(chance.randrange(1, 0xD800))
        for _ in range(chance.randrange(1, most))
    ]
    return clean("".join(pieces)) or "x"


def made_up_papers(seed: int, count: int) -> list[PaperPage]:
    """Return papers with odd titles and names; the one of number n alone has the key phrase "k<n>"."""
    chance = random.Random(seed)
    return [
        make_page(
            made_up(chance),
            id=f"file:{number}",
            slug=f"paper-{number}",
            added=ADDED,
            date=chance.choice((None, dt.date(2026, 5, chance.randrange(1, 28)))),
            authors=tuple(made_up(chance, 12) for _ in range(chance.randrange(1, 9))),
            organisations=(made_up(chance, 12),),
            keywords=(f"k{number}",),
            score=chance.choice((None, float(chance.randrange(100)))),
        )
        for number in range(count)
    ]


class Lint:
    """One issue of made-up papers, and what its mails must hold."""

    def __init__(self, post: Post, seed: int, count: int) -> None:
        config = post.site.config
        library = build_library(made_up_papers(seed, count), (), [], config)
        period = daily(library, None, 1)
        self.papers = period.papers
        self.titles = [subject_of(page.paper).title for page in period.papers]
        desk = make_desk(library, config, post.site.words)
        self.composer = Composer(freeze(desk, post.site.context, period, key=1), LINKS)

    def check(self, number: int) -> int:
        """Compose the mail of this reader and assert that nothing was lost or added; return its bytes."""
        chance = random.Random(number)
        wanted = chance.sample(range(len(self.papers)), min(len(self.papers), chance.randrange(1, 7)))
        phrases = tuple(self.papers[n].paper.keywords[0] for n in wanted)
        rule = Rule(made_up(chance, 20)[:100], words=(phrases[0],))
        choices = Choices(keywords=phrases, rules=(rule,), most=chance.randrange(1, 7))
        message = self.composer.compose(Recipient(number, f"r{number}@example.org", choices))
        assert message is not None
        leave = f"\r\nList-Unsubscribe: <{LINKS.address('leave', number)}>\r\n"
        assert message.data.count(leave.encode()) == 1
        self._compare(assert_clean(message.data), number, self.composer.pick(choices), rule)
        return len(message.data)

    def _compare(self, parsed: EmailMessage, number: int, pick: Pick, rule: Rule) -> None:
        titles = [self.titles[n] for n, _ in pick.papers]
        authors = [self.papers[n].paper.authors[0] for n, _ in pick.papers]
        best = self.composer.edition.phrases.subject[len(pick.papers) - 1]
        assert parsed["Subject"] == best.replace(SLOT, shorten(titles[0], SUBJECT_LENGTH), 1)
        assert parsed["Bcc"] is None
        html, text = part(parsed, "html"), part(parsed, "plain")
        assert len(html.encode()) <= HTML_BUDGET
        page = lxml_html.document_fromstring(html)
        assert page.xpath("//script | //b | //img") == []
        assert [
            link.text_content() for link in page.xpath("//p[@class='lead' or @class='title']/a")
        ] == titles
        squeezed = _squeezed(text)
        assert all(_squeezed(said) in squeezed for said in (*titles, *authors))
        reasons = " ".join(found.text_content() for found in page.xpath("//p[@class='why']"))
        assert (f"rule {rule.name}" in reasons) == (_squeezed(f"rule {rule.name}") in squeezed)
        for address in (LINKS.address(purpose, number) for purpose in ("choose", "leave")):
            assert address in text
            assert address in page.xpath("//a/@href")


def _squeezed(text: str) -> str:
    """Lines of text are folded at blanks."""
    return "".join(text.split())
