"""Issues composed from real projects, read back as a mail program would."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from lxml import html as lxml_html

from generator.cli import main
from generator.errors import InputError
from generator.mail.compose import HTML_BUDGET
from generator.mail.issue import Issue, compose_issue, write_issue
from generator.mail.printed import TEXT_WIDTH, wrap_text
from generator.plan.desk import make_desk
from tests.mail.letters import add_paper, post_of

HOSTILE = [
    "</title><script>alert(1)</script>",
    'x" onload="alert(1)',
    "{{ 7 * 7 }} {% raw %}",
    "line\u2028break\r\nBcc: victim@example.org",
    "=?utf-8?q?Bcc=3A?= <!-- --> ]]>",
    "Deep $\\mathcal{O}(n^2)$ Learning",
    "深度学习 للرؤية Größe 🧪",
    ".\n.\n--",
    "W" * 300,
]


def compose(root: Path, day: str = "") -> Issue:
    post = post_of(root)
    desk = make_desk(post.site.library, post.site.config, post.site.words)
    return compose_issue(desk, post.site.context, post.daily(day))


def parts(issue: Issue) -> tuple[EmailMessage, str, str]:
    """Return the message, its text and its HTML."""
    message = message_from_bytes(issue.message, policy=policy.default)
    assert isinstance(message, EmailMessage)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return message, str(text.get_content()), str(html.get_content())


def test_text_and_html_tell_the_same(project: Path) -> None:
    message, text, html = parts(compose(project))
    shown = " ".join(lxml_html.fromstring(html).text_content().split())
    for title in ["Vision Tracker", "Skin Lesions", "Client Selection", "Heart Sounds", "Ada Lovelace"]:
        assert title in text
        assert title in shown
    assert message["Subject"] == "Vision Tracker and 3 more papers"
    assert message["Date"] == "Thu, 28 May 2026 06:00:00 +0000"
    assert message["List-Archive"] == "<https://papers.lab.test/digest/digests/2026-05-28/>"
    order = [
        text.index(title) for title in ["Vision Tracker", "Skin Lesions", "Client Selection", "Heart Sounds"]
    ]
    assert order == sorted(order)


def test_the_mail_needs_nothing_from_elsewhere(project: Path) -> None:
    html = parts(compose(project))[2]
    page = lxml_html.fromstring(html)
    assert page.xpath("//img | //script | //link | //iframe | //object | //form") == []
    assert not re.search(r"url\(|@import|@font-face", html)
    links = [str(link) for link in page.xpath("//a/@href")]
    assert links
    assert all(link.startswith(("https://papers.lab.test/digest/", "mailto:")) for link in links)
    # programs that drop <style> keep the look
    assert len(page.xpath("//a[not(@style)]")) == 0


def test_the_encoding_stands_where_browsers_look_for_it(project: Path) -> None:
    html = compose(project).html
    assert html.count('<meta charset="utf-8">') == 1
    assert html.index('<meta charset="utf-8">') < 1024


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(project: Path, title: str) -> None:
    add_paper(project, "hostile", title)
    message, text, html = parts(compose(project))
    assert message.keys() == parts(compose(project, "2026-05-28"))[0].keys()
    assert "\n" not in str(message["Subject"])
    page = lxml_html.fromstring(html)
    assert page.xpath("//script | //@onload") == []
    shown = " ".join(page.find("body").text_content().split())
    for word in re.findall(r"\w{3,20}|7 \* 7", title)[:1]:
        assert word in text
        assert word in shown
    assert max(map(len, compose(project).message.split(b"\r\n"))) <= 78


def test_composing_again_gives_the_same_bytes(project: Path) -> None:
    folder = write_issue(compose(project), project / ".digest/mail")
    files = sorted(path.name for path in folder.iterdir())
    assert files == ["digest.eml", "preview.html", "text.txt"]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())]
    again = write_issue(compose(project), project / ".digest/mail")
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(again.iterdir())] == before


def test_a_long_day_shows_as_many_papers_as_fit(project: Path) -> None:
    (project / "content/site.toml").write_text("[mail]\nmax_papers = 1000\n")
    for number in range(160):
        add_paper(project, f"paper-{number}", f"Paper {number}", body="Ωμέγα lorem ipsum. " * 30)
    issue = compose(project, "2026-06-01")
    assert (issue.total, issue.shown) == (160, issue.html.count('class="entry"'))
    assert HTML_BUDGET - 10_000 < len(issue.html.encode()) <= HTML_BUDGET
    assert f"And {160 - issue.shown} more papers" in issue.html
    assert f"And {160 - issue.shown} more papers" in issue.text


def test_max_papers_is_kept(project: Path) -> None:
    (project / "content/site.toml").write_text('[mail]\nmax_papers = 3\npostal_address = "1 Main St <b>"\n')
    issue = compose(project)
    assert (issue.shown, issue.total) == (3, 4)
    assert "1 more paper" in issue.html
    assert "1 Main St &lt;b&gt;" in issue.html
    assert "1 Main St <b>" in issue.text


def test_a_day_without_papers_is_told(project: Path) -> None:
    with pytest.raises(InputError) as caught:
        compose(project, "2026-05-27")
    assert str(caught.value) == (
        "content/papers: error: no paper was added on 2026-05-27\n"
        "    fix: the newest days with papers: 2026-05-28"
    )


def test_a_site_without_papers_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(InputError) as caught:
        compose(tmp_path)
    assert caught.value.problem.fault == "there are no papers to tell about"


WRAPPED = [
    ("short", "short"),
    ("aaa bbb ccc ddd", "aaa bbb\nccc ddd"),
    ("  aaa bbb ccc", "  aaa bbb\n  ccc"),
    ("see https://papers.example/papers/x/ now", "see\nhttps://papers.example/papers/x/\nnow"),
    ("a\n\n\nb", "a\n\n\nb"),
    ("zero-shot well-known", "zero-shot\nwell-known"),
]


@pytest.mark.parametrize(("text", "expected"), WRAPPED)
def test_wrap_text(text: str, expected: str) -> None:
    assert wrap_text(text, 9) == expected


def test_text_lines_are_short(project: Path) -> None:
    add_paper(project, "long", "Long " * 40, body="Words and more words. " * 20)
    lines = compose(project).text.split("\n")
    assert all(len(line) <= TEXT_WIDTH for line in lines if "https://" not in line)


COMMANDS = [
    # arguments                exit code, stdout or stderr holds
    ([], 0, "Vision Tracker and 3 more papers\n2026-05-28: 4 of 4 papers, "),
    (["--day", "2026-05-28"], 0, "digest.eml\n"),
    (["--day", "2020-01-01"], 1, "error: no paper was added on 2020-01-01"),
    (["--day", "yesterday"], 2, "--day is 'yesterday'\n    fix: write it like 2026-05-28"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), COMMANDS)
def test_command(
    project: Path, arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["issue", "--project", str(project), *arguments]) == code
    captured = capsys.readouterr()
    assert told in (captured.err if code else captured.out)


def test_a_weekly_issue_calls_itself_weekly(project: Path) -> None:
    assert main(["issue", "--project", str(project), "--weekly"]) == 0
    (folder,) = (project / ".digest/mail").glob("*-W*")
    for name in ("text.txt", "preview.html"):
        told = " ".join((folder / name).read_text("utf-8").split())
        assert "you asked for the weekly digest" in told
        assert "daily" not in told


def test_a_german_mail(project: Path) -> None:
    with (project / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write('language = "de"\npaper_language = "en"\n')
    message, text, html = parts(compose(project))
    assert message["Content-Language"] == "de"
    assert message["Subject"].endswith("und 3 weitere Arbeiten")
    assert "Donnerstag, 28. Mai 2026\r\n4 neue Arbeiten" in text
    assert "Wertung 91,2" in text
    assert "Sie erhalten diese E-Mail" in text
    assert "Wertung 91,2" in html
    assert '<html lang="de" dir="ltr">' in html
    assert html.count(' lang="en"') == 8  # a title and an abstract each


def test_the_command_composes_in_the_language_of_the_site(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (project / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write('language = "de"\n')
    assert main(["issue", "--project", str(project)]) == 0
    assert capsys.readouterr().out.startswith("Vision Tracker und 3 weitere Arbeiten\n")


TEMPLATES = [
    # what a theme's mail.txt says           what is wrong with it
    ("{{ view.begin.paper }}", "view.begin.paper is never closed"),
    ("{{ view.end.note }}", "view.end.note closes nothing"),
    ("{{ view.begin.why }}{{ view.end.note }}", "view.end.note closes nothing"),
    ("no papers", "of 4 papers it marks 0"),
    ("{{ view.at.price }}", "has no attribute 'price'"),
]


@pytest.mark.parametrize(("template", "fault"), TEMPLATES)
def test_a_wrong_template_is_told_of(project: Path, template: str, fault: str) -> None:
    theme = project / "themes/own"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n')
    (theme / "templates/mail.txt").write_text(template)
    with (project / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write('theme = "own"\n')
    with pytest.raises(InputError) as caught:
        compose(project)
    assert fault in caught.value.problem.fault
    assert "templates/mail.txt" in str(caught.value.problem.where)
