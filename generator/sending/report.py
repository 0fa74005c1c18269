"""What a run did: counted while it goes on, told at its end, and as JSON for other programs."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field

from generator.base.console import Progress
from generator.base.files import write_atomic
from generator.base.text import plural
from generator.model.mail import Outcome, State

BAR = 24
"""Signs of the progress bar."""


class Tally(Struct):
    """Counts of one run; what earlier runs did is not in it."""

    states: Counter[State] = field(default_factory=Counter)
    empty: int = 0
    """Subscribers for whom the issue held nothing."""
    left: int = 0
    """Subscribers who left while their mail was on its way, and got none."""

    def count(self, outcome: Outcome) -> None:
        """Count how a mail ended."""
        if outcome.state is not State.PENDING:
            self.states[outcome.state] += 1

    @property
    def done(self) -> int:
        """Deliveries that this run has dealt with."""
        return self.states.total() + self.empty + self.left


class Report(Struct, frozen=True):
    """How a run ended."""

    kind: str
    """"daily" or "weekly"."""
    name: str
    """"2026-05-28" or "2026-W22"."""
    deliveries: dict[State, int]
    """All deliveries of the issue by state, whoever made them so."""
    tally: Tally
    seconds: float
    why: str = ""
    """Why it ended before its time; "" when it did not."""
    next_retry: dt.datetime | None = None

    @property
    def rate(self) -> float:
        """Mails a second that this run handed over."""
        return self.tally.states[State.SENT] / self.seconds if self.seconds else 0.0

    def as_json(self) -> str:
        """Return it for other programs; no address is in it."""
        data = {
            "kind": self.kind,
            "issue": self.name,
            "deliveries": {state.value: count for state, count in self.deliveries.items()},
            "this_run": {state.value: self.tally.states[state] for state in State if self.tally.states[state]}
            | {"nothing_to_send": self.tally.empty, "left": self.tally.left},
            "seconds": round(self.seconds, 3),
            "mails_a_second": round(self.rate, 2),
            "why_ended": self.why,
            "next_retry": self.next_retry.isoformat() if self.next_retry else None,
        }
        return json.dumps(data, indent=2) + "\n"

    def write(self, path: Path) -> None:
        """Write it as JSON, in one step."""
        write_atomic(path, self.as_json().encode())

    def __str__(self) -> str:
        now = self.tally
        parts = [f"{now.states[state]:,} {state.value}" for state in State if now.states[state]]
        parts += [
            f"{count:,} {what}"
            for count, what in ((now.empty, "without papers"), (now.left, "left"))
            if count
        ]
        speed = f" in {self.seconds:.1f} s, {self.rate:,.1f} a second" if now.states[State.SENT] else ""
        total = sum(self.deliveries.values())
        all_in_all = ", ".join(f"{count:,} {state.value}" for state, count in self.deliveries.items())
        lines = [
            f"{self.name} ({self.kind}): {', '.join(parts) or 'nothing to do'}{speed}",
            f"all in all: {plural(total, 'delivery', 'deliveries')}" + (f": {all_in_all}" if total else ""),
        ]
        return "\n".join(lines)


def watcher(progress: Progress, total: int) -> Callable[[Tally], None]:
    """Return what shows a run's counts while it goes on; `total` deliveries were waiting when it began."""

    def watch(tally: Tally) -> None:
        done = min(tally.done, total)
        filled = BAR * done // total if total else BAR
        others = [f"{count:,} {state}" for state, count in tally.states.items() if state is not State.SENT]
        progress.show("sending", done, total, " ".join(["━" * filled + "─" * (BAR - filled), *others]))

    return watch
