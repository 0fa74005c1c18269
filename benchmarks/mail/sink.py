"""A relay that takes every mail and forgets it: python -m benchmarks.mail.sink.

As fast as Python allows, so that what is measured is the sender. Prints "port N", and when its standard input
ends how many mails it took, how many of them differ, and how many addresses they went to.
"""

import asyncio
import re
import sys
from hashlib import blake2b

_BEFORE_BODY = re.compile(
    rb"(?:MAIL FROM:<[^>]*>|RCPT TO:<([^>]*)>|DATA|EHLO [^\r]*|RSET|QUIT)\r\n", re.IGNORECASE
)


class Sink(asyncio.Protocol):
    """One connection."""

    def __init__(self, seen: set[bytes], to: set[bytes], count: list[int]) -> None:
        self._seen, self._to, self._count = seen, to, count
        self._buffer, self._body = b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer all commands that have come, and each mail."""
        self._buffer += data
        while self._buffer and (self._take_body() if self._body else self._take_command()):
            pass

    def _take_body(self) -> bool:
        body, dot, rest = self._buffer.partition(b"\r\n.\r\n")
        if not dot:
            return False
        self._buffer, self._body = rest, False
        self._count[0] += 1
        self._seen.add(blake2b(body.partition(b"\r\n\r\n")[2], digest_size=12).digest())
        self._transport.write(b"250 2.0.0 taken\r\n")
        return True

    def _take_command(self) -> bool:
        found = _BEFORE_BODY.match(self._buffer)
        if not found:
            return False
        self._buffer = self._buffer[found.end() :]
        verb = found[0][:4].upper()
        if found[1]:
            self._to.add(blake2b(found[1], digest_size=12).digest())
        replies = {
            b"EHLO": b"250-sink\r\n250 PIPELINING\r\n",
            b"DATA": b"354 go\r\n",
            b"QUIT": b"221 bye\r\n",
        }
        self._transport.write(replies.get(verb, b"250 2.0.0 ok\r\n"))
        self._body = verb == b"DATA"
        return True


async def main() -> None:
    """Serve until standard input ends."""
    seen: set[bytes] = set()
    to: set[bytes] = set()
    count = [0]
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Sink(seen, to, count), "127.0.0.1", 0)
    print(f"port {server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(count[0], len(seen), len(to), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
