"""Mails of subscribers: who gets which papers, in which order, and why; the way out; the same bytes again."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from msgspec import structs

from generator.base.text import clean
from generator.errors import InputError
from generator.library.choices import checked
from generator.mail.compose import HTML_BUDGET, Composer
from generator.mail.edition import decode_edition, encode_edition
from generator.mail.links import Links
from generator.mail.period import daily, weekly
from generator.model.mail import Choices, Recipient
from generator.model.rules import Rule
from tests.mail.letters import (
    LINKS,
    Post,
    add_paper,
    assert_clean,
    parse,
    part,
    post_of,
    someone,
    text_and_html,
)
from tests.project import make_project

TITLES = ["Vision Tracker", "Skin Lesions", "Client Selection", "Heart Sounds"]

WISHES = [
    # choices                                                 titles in their order, reasons of the first
    (Choices(), TITLES, ""),
    (Choices(topics=("cs.cv",)), ["Vision Tracker", "Skin Lesions"], "topic cs.cv"),
    (Choices(topics=("cs.*",), most=2), ["Vision Tracker", "Skin Lesions"], "topic cs.*"),
    # 80.5 + 30 + 5 for the author and the topic, and 30 without a score, against 91.2 + 5
    (
        Choices(topics=("cs.CV",), authors=("Ada Lovelace",)),
        ["Skin Lesions", "Vision Tracker", "Heart Sounds"],
        "author Ada Lovelace, topic cs.CV",
    ),
    (Choices(keywords=("deep learn*",), score=50), TITLES[:2], "keyword deep learn*"),
    (Choices(score=50), TITLES[:2], ""),
    (Choices(rules=(Rule("My heart", words=("heart",)),)), ["Heart Sounds"], "rule My heart"),
    (Choices(keywords=("tracker",), organisations=("Tongji",)), ["Vision Tracker"], "keyword tracker"),
]


@pytest.mark.parametrize(("choices", "titles", "why"), WISHES)
def test_each_reader_gets_what_matches(post: Post, choices: Choices, titles: list[str], why: str) -> None:
    message = post.composer().compose(someone(choices=choices))
    text, html = text_and_html(message)
    assert message is not None
    assert message.papers == len(titles)
    page = lxml_html.fromstring(html)
    shown = [p.text_content() for p in page.xpath("//p[@class='lead' or @class='title']")]
    assert shown == titles
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    reasons = [p.text_content() for p in page.xpath("//p[@class='why']")]
    assert reasons[:1] == ([f"For you: {why}"] if why else [])
    assert len(reasons) == text.count("For you: ") == (len(titles) if why else 0)


def test_how_many_match_is_said(post: Post) -> None:
    text, html = text_and_html(post.composer().compose(someone(choices=Choices(topics=("cs.CV",), most=1))))
    for told in (text, html):
        assert "2 of 4 new papers for you" in told
        assert "And 1 more paper on the web" in told
    text, _ = text_and_html(post.composer().compose(someone()))
    assert "\n4 new papers\n" in text


@pytest.mark.parametrize(
    ("most", "subject"), [(1, "Vision Tracker"), (3, "Vision Tracker and 2 more papers")]
)
def test_the_subject_counts_what_the_mail_shows(post: Post, most: int, subject: str) -> None:
    message = post.composer().compose(someone(choices=Choices(most=most)))
    assert message
    assert parse(message.data)["Subject"] == subject


def test_a_paper_without_a_topic_is_not_said_to_have_one(project: Path) -> None:
    add_paper(project, "stray", "A Stray Paper", added="2026-06-02")
    add_paper(project, "tame", "A Tame Paper", added="2026-06-02", topics=["cs.CV"])
    for told in text_and_html(post_of(project).composer().compose(someone())):
        assert "A Stray Paper" in told
        assert "cs.CV · added" in told
        assert "nclassified" not in told


@pytest.mark.parametrize(
    ("choices", "papers"), [(Choices(keywords=("none",)), None), (Choices(code=True), None)]
)
def test_without_a_match_there_is_no_mail(post: Post, choices: Choices, papers: None) -> None:
    assert post.composer().compose(someone(choices=choices)) is papers


def test_a_note_comes_once_a_week(project: Path) -> None:
    nothing = someone(choices=Choices(keywords=("none",), note=True))
    for day in (1, 2, 3):  # Monday to Wednesday
        add_paper(project, f"p{day}", f"Paper {day}", added=f"2026-06-0{day}")
    post = post_of(project)
    days = ["2026-05-28", "2026-06-01", "2026-06-02", "2026-06-03"]
    sent = [Composer(post.edition(post.daily(day)), LINKS).compose(nothing) for day in days]
    assert [message is not None for message in sent] == [True, True, False, False]
    text, html = text_and_html(sent[1])
    assert sent[1] is not None
    assert (sent[1].papers, parse(sent[1].data)["Subject"]) == (0, "Nothing new matches what you chose")
    for told in (text, html):
        assert "None of them matches what you chose." in told
        assert "1 new paper" in told
        assert LINKS.address("choose", 7) in told


def test_the_way_out_is_in_headers_and_parts(post: Post) -> None:
    message = post.composer().compose(someone(123456))
    assert message is not None
    leave, choose = LINKS.address("leave", 123456), LINKS.address("choose", 123456)
    assert f"\r\nList-Unsubscribe: <{leave}>\r\n".encode() in message.data
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in message.data
    parsed = parse(message.data)
    assert parsed["To"] == message.to == "reader123456@example.org"
    for told in (part(parsed, "plain"), part(parsed, "html")):
        assert leave in told
        assert choose in told
    sent = LINKS.open_message(parsed["Message-ID"].strip("<>").partition("@")[0])
    assert (sent and (sent.issue, sent.number)) == ("2026-05-28", 123456)


@pytest.mark.parametrize(
    ("inbox", "sender"),
    [
        ("", "digest@papers.example"),
        ("bounces@lab.test", "bounces@lab.test"),
        ("bounces+*@lab.test", f"bounces+{LINKS.name_message('2026-05-28', 7)}@lab.test"),
    ],
)
def test_bounces_go_where_the_inbox_is(project: Path, inbox: str, sender: str) -> None:
    with (project / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write(f'[mail.inbox]\naddress = "{inbox}"\n')
    message = post_of(project).composer().compose(someone())
    assert message is not None
    assert message.sender == sender


def test_composing_again_gives_the_same_bytes_and_no_two_readers_the_same(post: Post) -> None:
    one, again, other = (post.composer().compose(someone(n)) for n in (7, 7, 8))
    assert one == again
    assert one is not None
    assert other is not None
    boundaries = {parse(message.data).get_boundary() for message in (one, other)}
    assert len(boundaries) == 2
    edition = post.edition()
    later = Links(LINKS.service, {1: b"k" * 32, 2: b"n" * 32}, key=edition.key)
    assert Composer(edition, later).compose(someone(7)) == one


def test_an_edition_of_another_version_is_told_of(post: Post) -> None:
    other = structs.replace(post.edition(), version=0)
    for data in (encode_edition(other), b"", b"\x80"):
        with pytest.raises(InputError, match="another version of the program froze this issue"):
            decode_edition(data)


def test_an_address_that_is_none_is_not_repeated(post: Post) -> None:
    with pytest.raises(ValueError, match=r"^this is no mail address$"):
        post.composer().compose(Recipient(1, "a@example.org>\r\nBcc: b@example.org", Choices()))


def test_a_week_is_told_together(project: Path) -> None:
    add_paper(project, "monday", "Monday Paper", added="2026-05-25", score=95.5)
    add_paper(project, "next", "Next Week", added="2026-06-01")
    post = post_of(project)
    period = weekly(post.site.library, dt.date(2026, 5, 27), 3)
    assert (period.name, len(period.papers), period.sent_on) == ("2026-W22", 5, dt.date(2026, 6, 3))
    message = Composer(post.edition(period), LINKS).compose(someone())
    text, html = text_and_html(message)
    assert message is not None
    parsed = parse(message.data)
    assert parsed["Subject"] == "Monday Paper and 4 more papers"
    assert parsed["Date"] == "Wed, 03 Jun 2026 06:00:00 +0000"
    assert parsed["List-Archive"] == "<https://papers.lab.test/digest/digests/2026-w22/>"
    for told in (text, html):
        assert "Week of 25–31 May 2026" in told
        assert "weekly digest of" in told
        assert "Next Week" not in told
    with pytest.raises(InputError, match="no paper was added in the week 2026-W01"):
        weekly(post.site.library, dt.date(2026, 1, 1), 1)
    assert daily(post.site.library, None, 1).name == "2026-06-01"


def test_what_a_day_lacked_is_said(project: Path) -> None:
    gap = '["a.txt"]\nday = 2026-05-28\nnote = "Half of <cs.CV> is missing."\n'
    (project / "content/gaps.toml").write_text(gap)
    text, html = text_and_html(post_of(project).composer().compose(someone()))
    assert "Not complete: Half of <cs.CV> is missing.\n" in text
    assert "Not complete: Half of &lt;cs.CV&gt; is missing.</p>" in html


def test_the_last_papers_give_way_to_the_budget(project: Path) -> None:
    (project / "content/site.toml").write_text("[mail]\nmax_papers = 1000\ntop = 100\n")
    for number in range(160):
        title = f"Paper {number} " + "Ωμέγα " * 40
        add_paper(project, f"paper-{number}", title, body="Ωμέγα lorem ipsum. " * 30, score=50)
    composer = post_of(project).composer()
    choices = Choices(keywords=("paper", "ωμεγα*", "ω* ωμεγα"), authors=("nobody",), most=100)
    message = composer.compose(someone(choices=choices))
    text, html = text_and_html(message)
    assert message is not None
    assert HTML_BUDGET - 10_000 < len(html.encode()) <= HTML_BUDGET
    assert message.papers == html.count('class="entry"') == text.count("For you: ") < 100
    assert f"And {160 - message.papers} more papers on the web" in html
    assert html.rstrip().endswith("</html>")
    assert LINKS.address("leave", 7) in html


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    """One composer for all examples of Hypothesis."""
    return post_of(make_project(tmp_path_factory.mktemp("shared"))).composer()


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(names, names)
def test_what_a_reader_typed_stays_text(shared: Composer, name: str, rule: str) -> None:
    wanted = Choices(keywords=("heart", f"heart {name}"), rules=(Rule(clean(rule), words=("heart",)),))
    choices, _ = checked(wanted)
    message = shared.compose(someone(choices=choices))
    text, html = text_and_html(message)
    assert message is not None
    assert_clean(message.data)
    told = f"For you: rule {clean(rule)}, keyword heart"
    (why,) = lxml_html.fromstring(html).xpath("//p[@class='why']")
    assert why.text_content().startswith(told)
    assert "".join(told.split()) in "".join(text.split())
