"""Somebody who enters the addresses of others again and again."""

from pathlib import Path

from tests.project import make_project
from tests.service.conftest import run_service

POSTS, ADDRESSES = 120, 8
"""The whole of it, 10,000 posts for 500 addresses, is measured by benchmarks/mail."""


def test_an_address_gets_one_mail_a_day_however_often_it_is_entered(tmp_path: Path) -> None:
    limits = "[mail.limits]\nnetwork = 10000\ntotal = 10000\n"
    with run_service(make_project(tmp_path), limits) as running:
        running.join("known@example.org")
        answers = set()
        for number in range(POSTS):
            name = "known" if number % ADDRESSES == 0 else f"a{number % ADDRESSES}"
            form = {"address": f"{name}@example.org", "stamp": running.stamp()}
            answer = running.send("subscribe", form)
            del answer.headers["date"]
            answers.add((answer.status_code, answer.content, *answer.headers.items()))
            if number % 40 == 0:
                running.post.work_off()
        running.post.work_off()
        assert (
            len({(*answer[:2], *(pair for pair in answer[2:] if pair[0] != "date")) for answer in answers})
            == 1
        )
        assert sorted(running.mailbox.to) == sorted(
            f"{name}@example.org" for name in ["known", *(f"a{n}" for n in range(1, ADDRESSES))]
        )
