"""The confirming mail: no list, no words of strangers, one link."""

import datetime as dt

import pytest

from generator.mail.confirm import Confirming
from generator.model.mail import Frequency
from tests.mail.letters import LINKS, Post, assert_clean, parse, part

NOW = dt.datetime(2026, 5, 28, 13, 7, 9, tzinfo=dt.UTC)


def confirming(post: Post) -> Confirming:
    return Confirming(post.site.config, post.site.words, post.site.context, 7)


def test_it_is_no_list_mail_and_has_one_link(post: Post) -> None:
    message = confirming(post).compose(LINKS, 12, "ada@example.org", "daily", NOW)
    assert_clean(message.data)
    parsed = parse(message.data)
    assert not [name for name in parsed if name.lower().startswith("list-")]
    assert (message.to, message.papers, parsed["To"]) == ("ada@example.org", 0, "ada@example.org")
    assert parsed["Subject"] == "Please confirm: Test Digest by mail"
    assert parsed["Date"] == "Thu, 28 May 2026 13:07:09 +0000"
    assert parsed["Auto-Submitted"] == "auto-generated"
    link = LINKS.address("confirm", 12)
    text, html = part(parsed, "plain"), part(parsed, "html")
    assert f"\n{link}\n" in text
    assert html.count(f'href="{link}"') == 2
    assert "works for 7 days" in " ".join(text.split())
    sent = LINKS.open_message(parsed["Message-ID"].strip("<>").partition("@")[0])
    assert (sent and (sent.issue, sent.number)) == ("confirm", 12)


@pytest.mark.parametrize(
    ("frequency", "known", "told"),
    [
        ("daily", False, "asked for the daily digest of Test Digest"),
        ("weekly", False, "asked for the weekly digest of Test Digest"),
        ("daily", True, "You get it already"),
    ],
)
def test_what_it_says(post: Post, frequency: Frequency, known: bool, told: str) -> None:
    message = confirming(post).compose(LINKS, 12, "ada@example.org", frequency, NOW, known)
    for kind in ("plain", "html"):
        assert told in " ".join(part(parse(message.data), kind).split())
    assert confirming(post).compose(LINKS, 12, "ada@example.org", frequency, NOW, known) == message


def test_an_address_that_is_none_is_not_repeated(post: Post) -> None:
    with pytest.raises(ValueError, match=r"^this is no mail address$"):
        confirming(post).compose(LINKS, 1, "a@example.org>\r\nBcc: b@example.org", "daily", NOW)
