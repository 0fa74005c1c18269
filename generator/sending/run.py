"""Send one frozen issue: claim → compose → hand over → settle, until everybody has it or its time is over.

A mail counts from the commit just before its final dot (Journal.begin), which also settles the mail before:
one synced commit a mail. Whatever ends a run, from Ctrl-C to a power cut, leaves a journal with which the
next run goes on; what was on its way at a crash is settled by mail.on_ambiguous.
"""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, field

from generator.model.mail import Claim, Message, Outcome, Recipient, State
from generator.sending.clock import Clock
from generator.sending.connection import AwayError, RefusedError
from generator.sending.pace import Pace, pause
from generator.sending.replies import Verdict
from generator.sending.report import Tally
from generator.sending.transport import Transport
from generator.subscribers.journal import Journal

BATCH = 500
"""Deliveries in hand at once."""

LOST_IN_ROW = 5
"""Mails in a row whose connection was lost; then the relay is given up for now."""

AWAY_PAUSES = (5, 10, 20, 40, 80, 160, 300)
"""Seconds between attempts to reach a relay that is away; then the run ends."""

A_MOMENT = 0.2
"""Seconds. A longer wait first settles the mail before: a crash while waiting then leaves no doubt."""

LONGEST_WAIT = 60.0
"""Seconds between two looks at what has become due."""


class Composes(Protocol):
    """What the run wants of mail/: a subscriber's mail."""

    def compose(self, recipient: Recipient) -> Message | None:
        """Return the mail of a frozen issue, None where it holds nothing for this subscriber."""
        ...


class Terms(Struct, frozen=True):
    """How a run is to go."""

    on_ambiguous: str
    """mail.on_ambiguous: "hold", "resend" or "drop"."""

    limit: int = 0
    """Most mails handed over; 0 for all."""

    wait: bool = True
    """Stay until deferred mails are due again; False ends when nothing is left to do at once."""


class GivenUpError(Exception):
    """The run cannot go on; the deliveries in hand are given back."""

    def __init__(self, fault: str, fix: str) -> None:
        self.fault, self.fix = fault, fix
        super().__init__(fault)


class Run(Struct):
    """One run of one sender through one issue."""

    journal: Journal
    issue: int
    expires: dt.datetime
    composer: Composes
    transport: Transport
    pace: Pace
    clock: Clock
    terms: Terms
    watch: Callable[[Tally], None]
    tally: Tally = field(default_factory=Tally)
    _unsettled: tuple[Claim, Outcome] | None = None
    """The mail before, which the next commit settles."""
    _suspects: list[tuple[Claim, Verdict]] = field(default_factory=list)
    """Mails refused one after the other as if we were not wanted; the next show whom the relay means."""
    _lost: int = 0
    _handed: int = 0

    def go(self) -> None:
        """Send until nothing is left, the time is over, or somebody says stop. Raises GivenUpError."""
        try:
            self._recover()
            while not self.clock.stopped and not self._enough():
                now = self.clock.now()
                claims = self.journal.claim(self.issue, self._room(), now)
                if claims:
                    self._send_all(claims)
                elif not self._more_later(now):
                    break
            if self._suspects:
                raise self._unwanted()
        finally:
            self.transport.close()
            self._forget_suspects()
            self._settle()
        self.journal.expire(self.issue, self.clock.now())

    def _enough(self) -> bool:
        return 0 < self.terms.limit <= self._handed

    def _room(self) -> int:
        return min(BATCH, self.terms.limit - self._handed) if self.terms.limit else BATCH

    def _recover(self) -> bool:
        """Take up what dead senders left; tell whether some of it is to be sent."""
        found = self.journal.recover(self.issue, self.terms.on_ambiguous, self.clock.now())
        return State.PENDING in found

    def _more_later(self, looked: dt.datetime) -> bool:
        """Nothing was due when we looked. Tell whether something will be, having waited for it."""
        if self._recover():
            return True
        retry = self.journal.next_retry(self.issue)
        # what was due, but was not given to us, another sender has in hand
        if retry is None or not self.terms.wait or retry <= looked or retry >= self.expires:
            return False
        self.watch(self.tally)
        self.transport.close()
        self.clock.wait(min((retry - self.clock.now()).total_seconds(), LONGEST_WAIT))
        return True

    def _send_all(self, claims: list[Claim]) -> None:
        """Send these; what could not be begun is given back, whatever happens."""
        waiting, empty = list(reversed(claims)), []
        try:
            while waiting and not self.clock.stopped:
                try:
                    message = self.composer.compose(waiting[-1].recipient)
                except ValueError as error:  # an address that no header can hold
                    self._end(waiting.pop(), Outcome(State.FAILED, str(error)))
                    continue
                if message is None:
                    empty.append(waiting.pop())
                elif self._send(waiting[-1], message):
                    waiting.pop()
                self.watch(self.tally)
        finally:
            now = self.clock.now()
            self._settle()
            self.journal.skip(empty, "nothing in it for these choices", now)
            self.tally.empty += len(empty)
            self.journal.release(list(reversed(waiting)), now)

    def _send(self, claim: Claim, message: Message) -> bool:
        """Send one mail as soon as it may leave; False when the run was stopped before."""
        for seconds in (*AWAY_PAUSES, None):
            if self.pace.due_in() > A_MOMENT:
                self._settle()
            self.pace.wait()
            if self.clock.stopped:
                return False
            try:
                self._note(claim, self.transport.send(message, lambda: self._begin(claim)))
                return True
            except RefusedError as error:
                raise GivenUpError(error.fault, error.fix) from None
            except AwayError as error:
                self._settle()
                if error.busy:
                    self.pace.slow_down()
                if seconds is None:
                    fix = "look at the relay and at [mail.smtp], then run again: nothing is lost"
                    raise GivenUpError(f"the relay is away: {error}", fix) from None
                self.clock.wait(seconds)
        raise AssertionError("the last attempt returns or raises")

    def _begin(self, claim: Claim) -> bool:
        settled, self._unsettled = self._unsettled, None
        try:
            return self.journal.begin(claim, self.clock.now(), settled)
        except BaseException:
            self._unsettled = settled  # nothing was committed, and it may work in a moment
            raise

    def _settle(self) -> None:
        """Write down how the mail before ended."""
        settled, self._unsettled = self._unsettled, None
        if settled:
            self.journal.settle(*settled, self.clock.now())

    def _end(self, claim: Claim, outcome: Outcome) -> None:
        """Keep how a mail ended; only what was sent may wait for the next commit."""
        self._settle()
        self._unsettled = (claim, outcome)
        if outcome.state is not State.SENT:
            self._settle()
        self.tally.count(outcome)

    def _note(self, claim: Claim, verdict: Verdict) -> None:
        """Make of a verdict what it means for the mail, and for the run."""
        self._handed += 1
        lost = verdict.kind in ("lost", "unknown")
        self._lost = self._lost + 1 if lost else 0
        if verdict.slow:
            self.pace.slow_down()
        match verdict.kind:
            case "sent":
                self.pace.taken()
                self._end(claim, Outcome(State.SENT, verdict.reply))
                self._acquit()
            case "refused":
                self._end(claim, Outcome(State.FAILED, verdict.reply, bounce=verdict.bounce))
            case "policy":
                self._suspect_of(claim, verdict)
            case "unknown":
                self._end(claim, self._ambiguous(claim, verdict.reply))
            case "left":
                self.tally.left += 1  # the journal has skipped it
            case _:
                self._end(claim, self._deferred(claim, verdict.reply))
        if self._lost >= LOST_IN_ROW:
            fault = f"the relay loses one connection after the other: {verdict.reply}"
            raise GivenUpError(fault, "look at the relay, then run again: nothing is lost")

    def _deferred(self, claim: Claim, reply: str) -> Outcome:
        wait = pause(claim.attempts + 1, f"{self.issue}.{claim.delivery}")
        return Outcome(State.DEFERRED, reply, self.clock.now() + wait)

    def _ambiguous(self, claim: Claim, reply: str) -> Outcome:
        if self.terms.on_ambiguous == "resend":
            return self._deferred(claim, reply)
        return Outcome(State.HELD if self.terms.on_ambiguous == "hold" else State.SKIPPED, reply)

    def _suspect_of(self, claim: Claim, verdict: Verdict) -> None:
        """A refusal of us, not of the address, ends the run; but one alone does not prove it.

        Nor do several at RCPT for one domain, when the relay has taken other mail: a stubborn filter would
        keep the issue from everybody behind it.
        """
        self._suspects.append((claim, verdict))
        at_one_domain = len({claim.recipient.address.rpartition("@")[2] for claim, _ in self._suspects}) == 1
        spared = at_one_domain and verdict.of_recipient and self.tally.states[State.SENT]
        if len(self._suspects) > 1 and not spared:
            unwanted = self._unwanted()
            self._forget_suspects()  # now: the run gives back what was not sent, and this was tried
            raise unwanted

    def _acquit(self) -> None:
        """The relay takes other mail: it was those addresses that it did not want."""
        suspects, self._suspects = self._suspects, []
        for claim, verdict in suspects:
            self._end(claim, Outcome(State.FAILED, verdict.reply))

    def _unwanted(self) -> GivenUpError:
        fix = "ask who runs the relay; everybody keeps the place, run again when it is mended"
        return GivenUpError(f"the relay refuses our mail: {self._suspects[-1][1].reply}", fix)

    def _forget_suspects(self) -> None:
        """Leave the mails that were refused to the next run, which tries them last (Journal.claim)."""
        suspects, self._suspects = self._suspects, []
        for claim, _ in suspects:
            self._end(claim, Outcome(State.PENDING))
