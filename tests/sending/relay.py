"""A relay that misbehaves on order: a real SMTP server, each of whose replies may be spoilt."""

import asyncio
import base64
import contextlib
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from generator.sending.replies import Stage

REPLIES = {
    "4xx": "451 4.3.0 try later",
    "421": "421 4.3.2 too many of you",
    "5xx": "550 5.1.1 no such user",
    "refuse": "550 5.7.1 we want nothing of you",
    "garbage": "\x00\xff lorem ipsum",
}
GOOD = {
    Stage.CONNECT: "220 relay.test ESMTP",
    Stage.TLS: "220 go on",
    Stage.LOGIN: "235 2.7.0 welcome",
    Stage.SENDER: "250 2.1.0 ok",
    Stage.RECIPIENT: "250 2.1.5 ok",
    Stage.DATA: "354 go ahead",
    Stage.DOT: "250 2.0.0 queued",
}
DRIP = 0.3
"""Seconds between two bytes of a slow reply."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the relay vouches for."""

    sender: str
    to: str
    data: bytes


class _HangUpError(Exception):
    """The server ends the connection."""


@dataclass
class Relay:
    """A server in a thread of its own; faults are used up one by one, each at its stage."""

    tls: ssl.SSLContext | None = None
    implicit: bool = False
    extensions: tuple[str, ...] = ("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "AUTH PLAIN")
    login: tuple[str, str] | None = None
    taken: list[Taken] = field(default_factory=list)
    sessions: int = 0
    commands: list[str] = field(default_factory=list)
    faults: dict[Stage, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    port: int = 0
    news: threading.Condition = field(default_factory=threading.Condition)

    def spoil(self, stage: Stage, *faults: str) -> Self:
        """Let the next replies of a stage be these.

        A key of REPLIES, "drop", "hang", "drip", "ok", "taken, then dropped", or any other reply.
        """
        self.faults[stage].extend(faults)
        return self

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._end = asyncio.Event()
        context = self.tls if self.implicit else None
        server = await asyncio.start_server(self._session, "127.0.0.1", self.port, ssl=context)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._end.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sessions += 1
        with contextlib.suppress(_HangUpError, OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._answer(writer, Stage.CONNECT)
            sender = to = ""
            while line := await reader.readline():
                command = line.decode("ascii").rstrip("\r\n")
                self.commands.append(command.split(" ")[0].upper())
                match command.upper().split(":")[0].split():
                    case ["EHLO", *_]:
                        await self._greet(writer)
                    case ["STARTTLS"] if self.tls:
                        if await self._answer(writer, Stage.TLS):
                            await writer.start_tls(self.tls)
                    case ["AUTH", *_]:
                        await self._login(reader, writer, command)
                    case ["MAIL", "FROM"]:
                        sender = _address(command) if await self._answer(writer, Stage.SENDER) else ""
                    case ["RCPT", "TO"]:
                        good = sender != "" and await self._answer(writer, Stage.RECIPIENT)
                        to = _address(command) if good else ""
                        if not sender:
                            await self._say(writer, "503 5.5.1 MAIL first")
                    case ["DATA"]:
                        await self._data(reader, writer, sender, to)
                        sender = to = ""
                    case ["RSET"]:
                        sender = to = ""
                        await self._say(writer, "250 2.0.0 ok")
                    case ["QUIT"]:
                        break
                    case _:
                        await self._say(writer, "500 5.5.2 what?")
        with contextlib.suppress(Exception):
            writer.close()

    async def _greet(self, writer: asyncio.StreamWriter) -> None:
        secure = writer.get_extra_info("ssl_object") is not None
        extensions = [*self.extensions, *(["STARTTLS"] if self.tls and not secure else [])]
        lines = ["relay.test", *extensions]
        shown = [f"250{' ' if line == lines[-1] else '-'}{line}" for line in lines]
        await self._answer(writer, Stage.EHLO, "\r\n".join(shown))

    async def _login(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: str) -> None:
        _, mechanism, given = command.split(" ")
        user = base64.b64decode(given).decode()
        if mechanism == "PLAIN":
            _, user, password = user.split("\0")
        else:
            await self._say(writer, "334 UGFzc3dvcmQ6")
            password = base64.b64decode(await reader.readline()).decode()
        if self.login and (user, password) != self.login:
            await self._say(writer, "535 5.7.8 wrong")
        else:
            await self._answer(writer, Stage.LOGIN)

    async def _data(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sender: str, to: str
    ) -> None:
        if not to:
            await self._say(writer, "503 5.5.1 no valid recipients")
            return
        if not await self._answer(writer, Stage.DATA):
            return
        text = await reader.readuntil(b"\r\n.\r\n")
        data = text[: -len(b".\r\n")].replace(b"\r\n..", b"\r\n.")
        mail = Taken(sender, to, data[1:] if data.startswith(b"..") else data)
        if self.faults[Stage.DOT] and self.faults[Stage.DOT][0] == "taken, then dropped":
            self._take(mail)
        elif not self.faults[Stage.DOT] or self.faults[Stage.DOT][0] in ("ok", GOOD[Stage.DOT]):
            self._take(mail)  # a mail counts before its reply leaves
        await self._answer(writer, Stage.DOT)

    def _take(self, mail: Taken) -> None:
        with self.news:
            self.taken.append(mail)
            self.news.notify_all()

    def has(self, count: int) -> bool:
        """Wait until so many mails have come; False when they do not."""
        with self.news:
            return self.news.wait_for(lambda: len(self.taken) >= count, timeout=120)

    async def _answer(self, writer: asyncio.StreamWriter, stage: Stage, good: str = "") -> bool:
        """Give the stage's reply, or the fault that is due; return whether it was a good one."""
        good = good or GOOD[stage]
        fault = self.faults[stage].popleft() if self.faults[stage] else "ok"
        if "drop" in fault:
            raise _HangUpError
        if fault == "hang":
            await self._end.wait()
            raise _HangUpError
        if fault == "drip":
            for byte in good + "\r\n":
                await asyncio.sleep(DRIP)
                await self._say(writer, byte, end="")
            return False
        await self._say(writer, good if fault == "ok" else REPLIES.get(fault, fault))
        if fault == "421":
            raise _HangUpError
        return fault == "ok"

    async def _say(self, writer: asyncio.StreamWriter, text: str, end: str = "\r\n") -> None:
        writer.write((text + end).encode("latin-1"))
        await writer.drain()


def _address(command: str) -> str:
    return command[command.index("<") + 1 : command.index(">")]


def addresses(taken: Iterable[Taken]) -> list[str]:
    return [mail.to for mail in taken]
