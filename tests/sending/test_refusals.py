"""A relay that refuses: us, or one domain. Nobody waits for ever behind somebody who is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.mail import Message
from generator.sending.replies import Stage, Verdict, judge, make_reply
from tests.sending.offices import office, send_issue


@dataclass
class Picky:
    """Takes every mail but those to some domains, which it refuses at a stage."""

    domains: tuple[str, ...]
    stage: Stage = Stage.RECIPIENT
    tried: list[str] = field(default_factory=list)

    def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
        self.tried.append(message.to)
        if message.to.rpartition("@")[2] in self.domains:
            return judge(make_reply(550, b"5.7.1 we want nothing of you"), self.stage, message.to)
        assert begin()
        return Verdict("sent", "250 ok")

    def close(self) -> None:
        pass


def test_neighbours_at_a_domain_that_blocks_us_keep_nobody_waiting(tmp_path: Path) -> None:
    with office(tmp_path, ("ada", "a@no.test", "b@no.test", "c@no.test", "eve")) as database:
        ended = send_issue(database, Picky(("no.test",)))
        assert ended.states == {"ada": "sent", "a": "failed", "b": "failed", "c": "failed", "eve": "sent"}
        assert ended.why == ""


def test_who_was_refused_is_tried_last(tmp_path: Path) -> None:
    """The first two of a run prove it when the relay has taken nothing; the next run begins with others."""
    people = ("a@no.test", "b@no.test", "c@never.test", "ada", "eve")
    with office(tmp_path, people) as database:
        relay = Picky(("no.test", "never.test"))
        ended = send_issue(database, relay)
        assert "the relay refuses our mail" in ended.why
        assert set(ended.states.values()) == {"pending"}
        ended = send_issue(database, relay)
        assert relay.tried[2:5] == ["c@never.test", "ada@lab.test", "eve@lab.test"]
        assert (ended.states["ada"], ended.states["eve"], ended.states["c"]) == ("sent", "sent", "failed")
        # no other mail came behind these, so they keep the place, and a person is told
        assert (ended.states["a"], ended.states["b"]) == ("pending", "pending")
        assert "the relay refuses our mail" in ended.why


def test_two_domains_in_a_row_stop_a_run(tmp_path: Path) -> None:
    with office(tmp_path, ("ada", "a@no.test", "b@never.test", "eve", "joe")) as database:
        relay = Picky(("no.test", "never.test"))
        ended = send_issue(database, relay)
        assert ended.states == {
            "ada": "sent",
            "a": "pending",
            "b": "pending",
            "eve": "pending",
            "joe": "pending",
        }
        assert "the relay refuses our mail" in ended.why
        ended = send_issue(database, relay)
        assert relay.tried[3:5] == ["eve@lab.test", "joe@lab.test"]
        assert (ended.states["eve"], ended.states["joe"]) == ("sent", "sent")


def test_refusal_behind_the_text_is_about_us_whatever_the_domain(tmp_path: Path) -> None:
    with office(tmp_path, ("ada", "a@no.test", "b@no.test", "eve")) as database:
        ended = send_issue(database, Picky(("no.test",), Stage.DOT))
        assert ended.states == {"ada": "sent", "a": "pending", "b": "pending", "eve": "pending"}
        assert "the relay refuses our mail" in ended.why
