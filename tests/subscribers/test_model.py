"""The journal against a model: whatever happens in whatever order, nobody is mailed twice or forgotten.

A run is a sequence of enrolling, claiming, beginning, settling, leaving, dying and recovering. The model
knows only what the outside world saw: whose mail had its final dot sent. "Resend" alone may send a second
one, and only to whom was on the way when a sender died.
"""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from generator.model.mail import Claim, Outcome, State
from generator.subscribers import people, suppress, tally
from generator.subscribers.database import Database
from generator.subscribers.journal import Journal, open_journal
from generator.subscribers.schema import METADATA
from tests.subscribers.people import DAY, HOUR, NOW, opened, subscribe

PEOPLE = 5
EXPIRES = NOW + 20 * HOUR
DONE = {State.SENT, State.FAILED, State.SKIPPED}
ENDINGS = st.sampled_from([State.SENT, State.SENT, State.DEFERRED, State.FAILED])


class Sending(RuleBasedStateMachine):
    """One sender after the other, on one issue."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        with self.database.writing() as connection:
            for table in reversed(METADATA.sorted_tables):
                if table.name != "keys":
                    connection.execute(table.delete())
        self.people = subscribe(self.database, *(f"p{number}" for number in range(PEOPLE)))
        self.now = NOW
        self.dots: dict[int, int] = dict.fromkeys(self.people, 0)
        self.deaths: dict[int, int] = dict.fromkeys(self.people, 0)
        self.gone: set[int] = set()
        self.hand: list[Claim] = []
        self.under_way: Claim | None = None
        self.begin_sender()

    def begin_sender(self) -> None:
        self.opening = open_journal(self.database, self.now)
        self.journal: Journal = self.opening.__enter__()

    def teardown(self) -> None:
        try:
            self.finish()
        finally:
            self.opening.__exit__(None, None, None)

    @initialize()
    def enrol(self) -> None:
        self.issue = self.journal.freeze("daily", "2026-05-28", b"", EXPIRES, self.now).id
        assert self.journal.enrol(self.issue, self.now) == PEOPLE

    @rule()
    def enrol_again(self) -> None:
        assert self.journal.enrol(self.issue, self.now) == PEOPLE

    @rule(most=st.integers(1, 3))
    def claim(self, most: int) -> None:
        claims = self.journal.claim(self.issue, most, self.now)
        assert not {claim.recipient.id for claim in claims} & self.gone
        self.hand += claims

    @precondition(lambda self: self.hand)
    @rule(ending=ENDINGS)
    def send(self, ending: State) -> None:
        """The next in hand is begun, the one before settled with it, and then its dot leaves."""
        before = self.under_way and (self.under_way, self.outcome(ending))
        claim = self.hand.pop(0)
        begun = self.journal.begin(claim, self.now, before)
        assert begun == (claim.recipient.id not in self.gone)
        self.under_way = None
        if begun:
            self.under_way = claim
            self.dots[claim.recipient.id] += 1

    @precondition(lambda self: self.under_way)
    @rule(ending=ENDINGS)
    def settle(self, ending: State) -> None:
        assert self.under_way
        self.journal.settle(self.under_way, self.outcome(ending), self.now)
        self.under_way = None

    def outcome(self, ending: State) -> Outcome:
        assert self.under_way
        if ending is not State.SENT:  # the server has refused it: nothing has arrived
            self.dots[self.under_way.recipient.id] -= 1
        return Outcome(ending, "said", self.now + HOUR if ending is State.DEFERRED else None)

    @precondition(lambda self: self.hand)
    @rule()
    def release(self) -> None:
        self.journal.release(self.hand, self.now)
        self.hand = []

    @rule(minutes=st.integers(10, 90))
    def wait(self, minutes: int) -> None:
        self.now = min(self.now + dt.timedelta(minutes=minutes), EXPIRES - HOUR)

    @rule(who=st.integers(0, PEOPLE - 1), how=st.sampled_from(["leave", "erase", "complain"]))
    def go(self, who: int, how: str) -> None:
        number = self.people[who]
        self.gone.add(number)
        if how == "leave":
            people.leave(self.database, number, self.now)
        elif how == "erase":
            people.erase(self.database, number, self.now)
        else:
            with self.database.writing() as connection:
                suppress.complained(connection, number, self.now)

    @rule(policy=st.sampled_from(["hold", "resend", "drop"]))
    def die(self, policy: str) -> None:
        """The sender is gone with all that it knew; the dot of what was under way may have arrived."""
        self.opening.__exit__(None, None, None)
        if self.under_way and policy == "resend":
            self.deaths[self.under_way.recipient.id] += 1
        self.hand, self.under_way = [], None
        self.begin_sender()
        self.journal.recover(self.issue, policy, self.now)

    @rule(arrived=st.booleans())
    def decide(self, arrived: bool) -> None:
        with self.database.writing() as connection:
            for one in list(tally.held_of(connection)):
                tally.decide(connection, arrived, self.now, (one.delivery,))
                if not arrived and one.address:  # a person takes the risk, as "resend" does
                    self.deaths[self.number_of(one.address)] += 1

    def number_of(self, address: str) -> int:
        return self.people[int(address[1 : address.index("@")])]

    @invariant()
    def nobody_is_mailed_twice(self) -> None:
        assert all(self.dots[who] <= 1 + self.deaths[who] for who in self.people), (self.dots, self.deaths)

    @invariant()
    def every_delivery_is_somewhere(self) -> None:
        if hasattr(self, "issue"):
            assert sum(self.journal.counts(self.issue).values()) == PEOPLE

    def finish(self) -> None:
        """Send to the end without another fault: then everybody has it, has left, or is held or refused."""
        if not hasattr(self, "issue"):
            return
        self.die("hold")
        self.now += DAY / 2
        with self.database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE issues SET expires = '{self.now + DAY:%Y-%m-%d %H:%M:%S}'")
        while claims := self.journal.claim(self.issue, 2, self.now):
            for claim in claims:
                assert self.journal.begin(claim, self.now)
                self.dots[claim.recipient.id] += 1
                self.journal.settle(claim, Outcome(State.SENT), self.now)
        self.nobody_is_mailed_twice()
        self.nobody_is_forgotten()

    def nobody_is_forgotten(self) -> None:
        counts: dict[Any, int] = self.journal.counts(self.issue)
        assert set(counts) <= DONE | {State.HELD}, counts
        with self.database.reading() as connection:
            states = dict(  # type: ignore[arg-type]
                connection.exec_driver_sql("SELECT subscriber, state FROM deliveries").all()
            )
        for who in set(self.people) - self.gone:
            if self.dots[who] == 0:
                assert states[who] in ("failed", "held", "skipped", "sent"), (who, states)


def explore(database: Database, examples: int, steps: int) -> None:
    machine = type("Machine", (Sending,), {"database": database})
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=steps))


def test_the_journal_keeps_its_promise_on_sqlite(tmp_path: Path) -> None:
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path  # a real file, but no slow disk
    with tempfile.TemporaryDirectory(dir=memory) as folder, opened(Path(folder)) as database:
        explore(database, 60, 40)


def test_the_journal_keeps_its_promise_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    with opened(tmp_path, postgresql) as database:
        explore(database, 15, 40)
