"""Exactly so many mails a second, fewer when the relay is busy, and pauses that grow."""

import datetime as dt
import io
import itertools
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.console import Progress
from generator.model.mail import Outcome, State
from generator.sending.clock import Clock
from generator.sending.pace import FIRST_PAUSE, LONGEST_PAUSE, PATIENCE, SLOWEST, Pace, pause
from generator.sending.report import Tally, watcher
from tests.sending.clocks import QuickClock


@given(st.integers(1, 200), st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_no_second_has_more_mails_than_the_rate(rate: int, work: list[float]) -> None:
    clock = QuickClock()
    pace = Pace(rate, clock)
    left = []
    for seconds in work:
        pace.wait()
        left.append(clock.seconds())
        clock.wait(seconds)
    for begin in left:
        assert sum(begin <= moment < begin + 1 - 1e-6 for moment in left) <= rate


def test_quick_mails_leave_at_the_rate_exactly() -> None:
    clock = QuickClock()
    pace = Pace(8, clock)
    for _ in range(81):
        pace.wait()
    assert clock.seconds() == pytest.approx(10)


def test_without_a_rate_nobody_waits_until_the_relay_asks_for_it() -> None:
    clock = QuickClock()
    pace = Pace(0, clock)
    for _ in range(1000):
        pace.wait()
    assert (clock.seconds(), pace.rate) == (0, 0)
    pace.slow_down()
    assert pace.rate == 5


def test_busy_relay_gets_half_and_later_all_again() -> None:
    pace = Pace(64, QuickClock())
    rates = []
    for _ in range(8):
        pace.slow_down()
        rates.append(pace.rate)
    assert rates == [32, 16, 8, 4, 2, 1, 1, 1]
    for _ in range(6 * PATIENCE - 1):
        pace.taken()
    assert pace.rate == 32
    pace.taken()
    assert pace.rate == 64
    assert SLOWEST == 64


def test_pauses_grow_and_differ() -> None:
    pauses = [pause(attempt, "ada") for attempt in range(1, 12)]
    assert FIRST_PAUSE <= pauses[0] <= 1.25 * FIRST_PAUSE
    assert all(LONGEST_PAUSE <= last <= 1.25 * LONGEST_PAUSE for last in pauses[6:])
    assert all(2 * one < 1.25 * two for one, two in itertools.pairwise(pauses[:5]))
    assert pauses == [pause(attempt, "ada") for attempt in range(1, 12)]
    assert len({pause(1, str(seed)) for seed in range(100)}) > 90
    assert pause(10_000, "x") <= 1.25 * LONGEST_PAUSE


def test_clock_stops_waiting_at_a_signal() -> None:
    clock = Clock()
    before = signal.signal(signal.SIGUSR1, lambda *_: clock.stop())
    try:
        signal.raise_signal(signal.SIGUSR1)
        begun = clock.seconds()
        clock.wait(3600)
        assert clock.stopped
        assert clock.seconds() - begun < 60
    finally:
        signal.signal(signal.SIGUSR1, before)
        clock.close()


def test_clock_tells_utc() -> None:
    assert Clock().now().utcoffset() == dt.timedelta(0)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_sees_how_far_it_is() -> None:
    stream, tally = Terminal(), Tally()
    tally.count(Outcome(State.SENT))
    tally.count(Outcome(State.DEFERRED))
    tally.count(Outcome(State.PENDING))
    tally.empty = 1
    watcher(Progress(stream), 12)(tally)
    assert stream.getvalue().endswith(f"sending 3/12 {'━' * 6}{'─' * 18} 1 deferred")
