"""Confirming mails: a queue in the database, worked off by one task in the background.

A wish to subscribe is one row; whether a mail follows, and when, is decided here, out of sight of whoever
asked: the answer to a form tells nothing, by its words or its time.
"""

import asyncio
import contextlib
import datetime as dt
import functools
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from generator.model.mail import Message, Outcome, State
from generator.service.telling import tell
from generator.subscribers import requests
from generator.subscribers.database import Database

Compose = Callable[[requests.Request, dt.datetime], Message]
Deliver = Callable[[Message, Callable[[], bool]], Outcome]
Clock = Callable[[], dt.datetime]
T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 60, 4 * 3600
"""Seconds before a mail is tried again; each further pause is twice as long."""

LOOK_AGAIN = 30.0
"""Seconds after which the queue is looked at though nobody asked: for those who wait for their retry."""

GRACE = 5.0
"""Seconds that a mail on its way gets when the service is told to stop."""


def pause_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts, at least one."""
    return dt.timedelta(seconds=min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE))


class Post:
    """Sends confirming mails, one worker at a time."""

    def __init__(
        self,
        database: Database,
        compose: Compose,
        deliver: Deliver,
        clock: Clock,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        """`compose` makes a mail of a wish, `deliver` hands it to the relay, `rest` closes the connection."""
        self._stopped = False
        self._database, self._clock = database, clock
        self._compose, self._deliver, self._rest = compose, deliver, rest

    def work_off(self) -> int:
        """Send the mails that are due; return how many were sent.

        Ends early when one could not be sent for now: the relay may be away, and the rest fare alike.
        """
        sent = 0
        try:
            while not self._stopped and (request := requests.take(self._database, self._clock())):
                outcome = self._send(request)
                requests.settle(self._database, request, outcome, self._clock())
                if outcome.state is State.DEFERRED:
                    told = f"a confirming mail could not be sent and is tried again: {outcome.reply}"
                    print(told, file=sys.stderr)
                    break
                sent += outcome.state is State.SENT
        finally:
            self._rest()
        return sent

    def stop(self) -> None:
        """Begin no other mail."""
        self._stopped = True

    def _send(self, request: requests.Request) -> Outcome:
        try:
            message = self._compose(request, self._clock())
            outcome = self._deliver(message, lambda: requests.begin(self._database, request, self._clock()))
        except Exception as error:  # a broken template, a full disk: mended soon, and then it is sent
            tell(error)
            outcome = Outcome(State.DEFERRED, type(error).__name__)
        if outcome.state is State.HELD:  # perhaps sent; to send it twice would be worse than not at all
            return replace(outcome, state=State.SENT)
        if outcome.state is State.DEFERRED:
            return replace(outcome, retry_at=self._clock() + pause_after(request.attempts + 1))
        return outcome


class Bell:
    """Tells the worker, from any thread, that there is something to do."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def hang(self) -> None:
        """Say in which loop the worker listens; called from within it."""
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        """Wake the worker."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> None:
        """Wait for the bell, or for so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()


async def keep_posting(post: Post, bell: Bell) -> None:
    """Work off the queue whenever the bell rings, and from time to time, until cancelled.

    Then a mail on its way has a moment to end well, and the program ends without it: a relay may be silent
    for minutes, and what was not committed goes on waiting.
    """
    while True:
        work = asyncio.ensure_future(_aside(post.work_off))
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            post.stop()
            with contextlib.suppress(Exception):  # TimeoutError, or what would have been told
                await asyncio.wait_for(work, GRACE)
            raise
        except Exception as error:  # the database is away, or a fault of ours: told, and tried again
            tell(error)
        await bell.wait(LOOK_AGAIN)


async def _aside(work: Callable[[], T]) -> T:
    """Do this in a thread for which the end of the program does not wait, as it does for asyncio's own."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(answer: Callable[[], None]) -> None:
        if not future.done():  # somebody still waits
            answer()

    def run() -> None:
        try:
            done = work()
            answer = functools.partial(future.set_result, done)
        except Exception as error:
            answer = functools.partial(future.set_exception, error)
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, answer)

    threading.Thread(target=run, daemon=True).start()
    return await future
