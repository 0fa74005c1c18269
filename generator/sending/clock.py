"""The time of day and waiting, as the senders see them: one object, so that a run can be told when to stop.

A test gives a clock of its own, whose hours pass at once.
"""

import contextlib
import datetime as dt
import select
import signal
import socket
import time
from collections.abc import Iterator
from types import FrameType


class Clock:
    """The machine's clock, whose waits end early when the run is asked to stop."""

    def __init__(self) -> None:
        # a handler of signals may run while a lock is held, so threading.Event could wait for itself
        self._ear, self._bell = socket.socketpair()
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether somebody asked the run to stop."""
        return self._stopped

    def stop(self) -> None:
        """Ask the run to stop after the mail in hand; may be called from a signal's handler."""
        if not self._stopped:
            self._stopped = True
            self._bell.send(b"!")

    def now(self) -> dt.datetime:
        """Return the time, in UTC."""
        return dt.datetime.now(dt.UTC)

    def seconds(self) -> float:
        """Return seconds since some moment; never goes back."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until the run is asked to stop."""
        if seconds > 0:
            select.select([self._ear], [], [], seconds)

    def close(self) -> None:
        """Free what waiting took."""
        self._ear.close()
        self._bell.close()


@contextlib.contextmanager
def stopped_by_signals(clock: Clock) -> Iterator[None]:
    """Let SIGINT and SIGTERM ask the run to stop; a second one interrupts it at once."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        if clock.stopped:
            raise KeyboardInterrupt
        clock.stop()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
