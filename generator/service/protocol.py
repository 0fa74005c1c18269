"""HTTP/1.1 with an end to patience: whoever is slow on purpose holds no connection for long ("Slowloris").

uvicorn waits without end for the next byte of a request, and for whoever does not take an answer. Here a
request has SECONDS from its connection's start, or from the end of the answer before, until its own answer
is taken.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 30.0
"""For one request, to the last byte of its answer; longer than uvicorn waits for the next request (5)."""


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, but each request has a deadline."""

    seconds = SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count: who connects must ask."""
        super().connection_made(transport)
        self._count()

    def on_response_complete(self) -> None:
        """Count anew: the next request may be here already (pipelining), or nobody takes this answer."""
        super().on_response_complete()
        self._count()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop counting."""
        self._stop()
        super().connection_lost(exc)

    def _count(self) -> None:
        self._stop()
        self._deadline = self.loop.call_later(self.seconds, self._give_up)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        self.transport.abort()
