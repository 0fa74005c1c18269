"""From the form on the site to a confirmed subscriber, over HTTP, with a clock that we move."""

import json
import re
from pathlib import Path

import pytest

from generator.model.mail import Choices, Outcome, State
from generator.subscribers.people import find_address
from generator.subscribers.suppress import suppress
from tests.project import make_project
from tests.service.conftest import Running, run_service
from tests.subscribers.people import waiting

SITE = {"Origin": "https://papers.lab.test", "Sec-Fetch-Site": "cross-site"}
RULES = '{"version": 1, "rules": [{"name": "Retina", "words": ["retina*"]}]}'


def stamp_in(page: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found
    return found[1]


def test_from_the_form_on_the_site_to_the_first_choices(shared: Running) -> None:
    asked = shared.client.post(shared.url, data={"address": "Ann@Example.org", "website": ""}, headers=SITE)
    assert asked.status_code == 200
    assert 'value="Ann@Example.org"' in asked.text
    assert waiting(shared.database) == 0  # nothing is written yet
    shared.clock.pass_by(seconds=5)
    form = {"address": "Ann@Example.org", "stamp": stamp_in(asked.text), "topics": ["cs.CV", "eess.*"]}
    form |= {"authors": "lin wang\nada lovelace", "frequency": "weekly", "note": "yes", "score": "12.5"}
    done = shared.send("subscribe", form, files={"rules": ("rules.json", RULES, "application/json")})
    assert (done.status_code, done.headers["location"], done.content) == (303, "/mail/sent", b"")
    assert "Check your mail" in shared.client.get(shared.url + "sent").text
    assert find_address(shared.database, "ann@example.org") is None
    assert shared.post.work_off() == 1
    assert shared.mailbox.to[-1] == "Ann@example.org"
    link = shared.mailbox.links[-1]
    page = shared.client.get(link)
    assert 'method="post"' in page.text
    assert find_address(shared.database, "ann@example.org") is None  # a GET confirms nothing
    for told in ("Once a week", "cs.CV, eess.*", "lin wang", "12.5", "Retina: retina*", "A short note"):
        assert told in re.sub(r"</?span[^>]*>", "", page.text)
    unseen = shared.client.post(link, headers=shared.origin)
    assert "Confirm your subscription" in unseen.text  # what nobody was shown is not confirmed
    assert find_address(shared.database, "ann@example.org") is None
    confirmed = shared.confirm(link)
    assert "You are subscribed" in confirmed.text
    person = find_address(shared.database, "ANN@example.org")
    assert person
    assert person.active
    assert person.choices == Choices(
        frequency="weekly",
        topics=("cs.CV", "eess.*"),
        authors=("lin wang", "ada lovelace"),
        rules=person.choices.rules,
        score=12.5,
        note=True,
    )
    assert [rule.name for rule in person.choices.rules] == ["Retina"]
    assert 'href="/mail/choose/' in confirmed.text


def test_the_preview_shows_what_would_come_and_why(shared: Running) -> None:
    form = {"stamp": shared.stamp(), "topics": "cs.CV", "authors": "ada lovelace", "most": "2"}
    page = shared.send("preview", form)
    assert page.status_code == 200
    shown = re.findall(r'<h3 class="title"><a href="([^"]+)"', page.text)
    root = "https://papers.lab.test/digest/papers/"
    assert shown == [f"{root}skin-lesions/", f"{root}vision-tracker/"]
    assert "For you: author ada lovelace, topic cs.CV" in page.text
    assert "3 of 4 papers" in page.text
    assert "And 1 more" in page.text
    assert stamp_in(page.text) == form["stamp"]  # who has previewed has had time
    assert waiting(shared.database) == 0
    none = shared.send("preview", {"stamp": shared.stamp(), "keywords": "nothing like this"})
    assert "No paper of this issue matches" in none.text


def test_a_weekly_preview_shows_the_week(shared: Running) -> None:
    page = shared.send("preview", {"stamp": shared.stamp(), "frequency": "weekly"})
    assert "Digest of 25–31 May 2026" in page.text
    assert "4 of 4 papers" in page.text


def test_whoever_is_quicker_than_people_is_asked_once_more(shared: Running) -> None:
    form = {"address": "quick@example.org", "stamp": stamp_in(shared.client.get(shared.url).text)}
    early = shared.send("subscribe", form)
    assert early.status_code == 422
    assert "quicker than people" in early.text
    shared.clock.pass_by(seconds=3)
    assert shared.send("subscribe", form | {"stamp": stamp_in(early.text)}).status_code == 303
    shared.clock.pass_by(hours=25)
    assert "lain open for long" in shared.send("subscribe", form).text
    shared.post.work_off()


def test_a_program_that_fills_in_what_people_do_not_see_writes_nothing(shared: Running) -> None:
    form = {"address": "bot@example.org", "stamp": shared.stamp(), "website": "https://spam.example"}
    answer = shared.send("subscribe", form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mail/sent")
    assert waiting(shared.database) == 0
    page = shared.client.post(shared.url, data=form, headers=SITE)
    assert "bot@example.org" not in page.text


FOREIGN = [
    ("subscribe", SITE),  # of the site counts only the first step
    ("subscribe", {"Origin": "https://evil.test"}),
    ("subscribe", {}),
    ("subscribe", {"Origin": "null", "Sec-Fetch-Site": "cross-site"}),
    ("preview", SITE),
    ("", {"Origin": "https://evil.test"}),
    ("confirm/1.aaaaaaaaaaaaaaaaaaaaaaaaaa", {"Origin": "https://evil.test"}),
    ("choose/1.aaaaaaaaaaaaaaaaaaaaaaaaaa", SITE),
    ("erase/1.aaaaaaaaaaaaaaaaaaaaaaaaaa", SITE),
]


@pytest.mark.parametrize(("path", "headers"), FOREIGN)
def test_forms_of_other_pages_do_not_count(shared: Running, path: str, headers: dict[str, str]) -> None:
    form = {"address": "eve@example.org", "stamp": shared.stamp()}
    answer = shared.client.post(shared.url + path, data=form, headers=headers)
    assert answer.status_code == 403
    assert "This form came from another page" in answer.text
    assert waiting(shared.database) == 0


@pytest.mark.parametrize("where", ["confirm", "choose", "leave", "export", "erase"])
def test_a_token_opens_one_door_only(shared: Running, where: str) -> None:
    links = shared.hall.links()
    doors = {"export": "choose", "erase": "choose"}
    for purpose in ("confirm", "choose", "leave", "form"):
        if purpose != doors.get(where, where):
            token = links.token(purpose, 1)
            assert shared.client.get(f"{shared.url}{where}/{token}").status_code == 404
    for token in ("1", "1.", "x.y", "../1", "1.aaaaaaaaaaaaaaaaaaaaaaaaaa", "%00", "1" * 5000):
        assert shared.client.get(f"{shared.url}{where}/{token}").status_code == 404


def test_the_mail_of_a_suppressed_address_is_not_sent_and_nobody_can_tell(shared: Running) -> None:
    with shared.database.writing() as connection:
        suppress(connection, shared.database.digest("dead@example.org"), "bounce", shared.clock())
    sent = len(shared.mailbox.to)
    answers = [
        shared.send("subscribe", {"address": address, "stamp": shared.stamp()})
        for address in ("dead@example.org", "fresh@example.org", "fresh@example.org")
    ]
    assert {(a.status_code, a.headers["location"], a.content) for a in answers} == {(303, "/mail/sent", b"")}
    shared.post.work_off()
    assert shared.mailbox.to[sent:] == ["fresh@example.org"]


def test_limits_of_a_network_and_of_all(tmp_path: Path) -> None:
    limits = "[mail.limits]\nnetwork = 2\ntotal = 5\nproxies = 1\n"
    with run_service(make_project(tmp_path), limits) as running:

        def ask(network: int, host: int) -> int:
            form = {"address": f"a{network}{host}@example.org", "stamp": running.stamp()}
            headers = [*running.origin.items(), ("X-Forwarded-For", f"6.6.6.{host}")]
            headers.append(("X-Forwarded-For", f"192.0.{network}.{host}"))
            return running.client.post(f"{running.url}subscribe", data=form, headers=headers).status_code

        assert [ask(1, host) for host in range(3)] == [303, 303, 429]
        assert [ask(network, 1) for network in range(2, 6)] == [303, 303, 303, 429]
        assert waiting(running.database) == 5
        refused = running.send("subscribe", {"address": "b@example.org", "stamp": running.stamp()})
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
        previews = {running.send("preview", {}).status_code for _ in range(20)}
        assert (previews, running.send("preview", {}).status_code) == ({200}, 429)
        running.clock.pass_by(hours=1)
        assert ask(1, 3) == 303
        assert running.send("preview", {}).status_code == 200


def test_a_relay_that_is_away_delays_a_mail_and_a_refusal_ends_it(
    shared: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    shared.post.work_off()
    shared.send("subscribe", {"address": "late@example.org", "stamp": shared.stamp()})
    shared.mailbox.outcome = Outcome(State.DEFERRED, "451 try later")
    assert shared.post.work_off() == 0
    assert "451 try later" in capsys.readouterr().err
    shared.mailbox.outcome = Outcome(State.SENT)
    assert shared.post.work_off() == 0  # not before its time
    shared.clock.pass_by(minutes=1)
    assert shared.post.work_off() == 1
    assert shared.mailbox.to[-1] == "late@example.org"
    shared.send("subscribe", {"address": "gone@example.org", "stamp": shared.stamp()})
    shared.mailbox.outcome = Outcome(State.FAILED, "550 no such user", bounce="hard")
    assert shared.post.work_off() == 0
    shared.mailbox.outcome = Outcome(State.SENT)
    shared.clock.pass_by(days=2)
    shared.send("subscribe", {"address": "gone@example.org", "stamp": shared.stamp()})
    assert shared.post.work_off() == 0  # it has bounced
    shared.send("subscribe", {"address": "perhaps@example.org", "stamp": shared.stamp()})
    shared.mailbox.outcome = Outcome(State.HELD, "the relay did not say")
    assert shared.post.work_off() == 1  # perhaps sent; not twice
    shared.mailbox.outcome = Outcome(State.SENT)
    shared.send("subscribe", {"address": "perhaps@example.org", "stamp": shared.stamp()})
    assert shared.post.work_off() == 0


def test_a_subscriber_changes_takes_and_deletes(shared: Running) -> None:
    token = shared.join("mia@example.org", topics="cs.CV", most="5")
    page = shared.client.get(f"{shared.url}choose/{token}")
    assert "mia@example.org" in page.text
    assert 'value="cs.CV" checked' in page.text
    saved = shared.send(f"choose/{token}", {"keywords": "retina*", "code": "yes", "most": "7"})
    assert "Your choices are saved." in saved.text
    person = find_address(shared.database, "mia@example.org")
    assert person
    assert person.choices == Choices(keywords=("retina*",), code=True, most=7)
    wrong = shared.send(f"choose/{token}", {"most": "seven"})
    assert wrong.status_code == 422
    shown = shared.send(f"choose/{token}/preview", {"topics": "cs.SD"})
    assert "1 of 4 papers" in shown.text
    assert find_address(shared.database, "mia@example.org") == person
    taken = shared.client.get(f"{shared.url}export/{token}")
    assert taken.headers["content-disposition"] == 'attachment; filename="paper-digest.json"'
    told = json.loads(taken.content)
    assert (told["address"], told["choices"]["keywords"]) == ("mia@example.org", ["retina*"])
    assert shared.client.get(f"{shared.url}erase/{token}").status_code == 200
    assert find_address(shared.database, "mia@example.org")
    assert "Your data is deleted" in shared.send(f"erase/{token}", {}).text
    assert find_address(shared.database, "mia@example.org") is None
    for gone in (f"choose/{token}", f"export/{token}", f"erase/{token}"):
        assert shared.client.get(shared.url + gone).status_code == 404


def test_who_is_subscribed_sees_that_other_choices_would_replace_the_present_ones(shared: Running) -> None:
    shared.join("owner@example.org", topics="cs.CV")
    shared.clock.pass_by(days=2)
    for keyword in ("stranger", "<b>own</b>"):
        form = {"address": "owner@example.org", "stamp": shared.stamp(), "keywords": keyword}
        shared.send("subscribe", form)
    assert shared.post.work_off() == 1
    link = shared.mailbox.links[-1]
    page = shared.client.get(link).text
    assert "takes the place of what you chose before" in page
    assert "&lt;b&gt;own&lt;/b&gt;" in page
    assert "stranger" not in page
    assert "You are subscribed" in shared.confirm(link).text
    person = find_address(shared.database, "owner@example.org")
    assert person
    assert person.choices == Choices(keywords=("<b>own</b>",))


@pytest.mark.parametrize("wish", ["", "0", "-1", "x", "1" * 5000, "٣"])
def test_a_button_of_no_page_confirms_nothing(shared: Running, wish: str) -> None:
    name = f"button{len(wish)}{wish[:1].isascii()}{wish[:1]}".replace("-", "m").encode("ascii", "replace")
    shared.send("subscribe", {"address": f"{name.hex()}@example.org", "stamp": shared.stamp()})
    shared.post.work_off()
    link = shared.mailbox.links[-1]
    answer = shared.client.post(link, data={"wish": wish}, headers=shared.origin)
    assert "Confirm your subscription" in answer.text
    assert find_address(shared.database, f"{name.hex()}@example.org") is None
