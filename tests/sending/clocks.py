"""A clock whose hours pass at once."""

import datetime as dt

from generator.sending.clock import Clock


class QuickClock(Clock):
    """Waiting moves it on, and nothing else does."""

    def __init__(self, start: dt.datetime = dt.datetime(2026, 5, 28, 6, tzinfo=dt.UTC)) -> None:
        super().__init__()
        self.start, self.passed = start, 0.0

    def now(self) -> dt.datetime:
        return self.start + dt.timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> None:
        if not self.stopped:
            self.passed += max(0.0, seconds)
