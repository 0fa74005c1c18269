"""How fast mails leave: exactly n a second, and slower for a while when the relay asks for it.

Also how long a refused mail waits: longer each time, and not all at the same moment.
"""

import datetime as dt

from generator.base.hashing import digest_value
from generator.sending.clock import Clock

SLOWEST = 64
"""Divides the rate at most."""

PATIENCE = 50
"""Mails taken in a row before a slowed pace is doubled again."""

UNHURRIED = 10.0
"""Mails a second that a slowed pace starts from where the configuration sets no rate."""

FIRST_PAUSE = dt.timedelta(minutes=5)
"""Greylisting servers want to be asked again after some five minutes (RFC 6647, 4.4)."""

LONGEST_PAUSE = dt.timedelta(hours=2)


class Pace:
    """Gives each mail its moment: in no second more than `rate`, and no catching up after a delay."""

    def __init__(self, rate: float, clock: Clock) -> None:
        self._rate, self._clock = rate, clock
        self._next = clock.seconds()
        self._divisor, self._good = 1, 0

    @property
    def rate(self) -> float:
        """Mails a second at present; 0 for as many as the relay takes."""
        return self._rate if self._divisor == 1 else (self._rate or UNHURRIED) / self._divisor

    def due_in(self) -> float:
        """Return the seconds until the next mail may leave; 0.0 when it may now."""
        return max(0.0, self._next - self._clock.seconds()) if self.rate else 0.0

    def wait(self) -> None:
        """Wait for the next mail's moment, and take it."""
        self._clock.wait(self.due_in())
        if self.rate:
            self._next = max(self._next, self._clock.seconds()) + 1 / self.rate

    def slow_down(self) -> None:
        """The relay is busy: halve the rate."""
        self._divisor, self._good = min(self._divisor * 2, SLOWEST), 0

    def taken(self) -> None:
        """The relay took a mail: after some of them in a row the rate is doubled, up to the full one."""
        self._good += 1
        if self._divisor > 1 and self._good >= PATIENCE:
            self._divisor, self._good = self._divisor // 2, 0


def pause(attempts: int, seed: str) -> dt.timedelta:
    """Return how long to wait after so many attempts (1 and more), with a jitter that the seed decides.

    Five minutes, ten, twenty … two hours; each a quarter longer at most.
    """
    grown = min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)
    share = int(digest_value((seed, attempts))[:8], 16) / 0xFFFF_FFFF
    return grown * (1 + share / 4)
