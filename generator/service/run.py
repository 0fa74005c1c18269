"""`digest service` from start to end: listen, read the site, open the database, answer, post."""

import asyncio
import contextlib
import datetime as dt
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from msgspec import Struct
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.types import StatelessLifespan

from generator.config.load import base_url, load_config
from generator.config.mail import service_url
from generator.config.project import Project
from generator.config.schema import Config
from generator.errors import InputError, Location, UsageError
from generator.service.app import Service
from generator.service.confirming import make_post
from generator.service.current import Current
from generator.service.hall import Hall
from generator.service.post import Bell, keep_posting
from generator.service.protocol import PatientProtocol
from generator.service.telling import tell
from generator.subscribers import requests
from generator.subscribers.database import open_database

MOST_AT_ONCE = 256
"""Connections; more are told to come back (503)."""

LARGEST_HEAD = 16 * 1024
"""Bytes of a request before its body."""

A_DAY = 24 * 3600.0

BEHIND_ONE = """\
note: mail.service is https, so a proxy stands before this service: limits count all of its readers as one
    fix: digest service --proxy 1, or [mail.limits] proxies = 1, if it sets X-Forwarded-For (docs/mail.md)"""


class Listening(Struct, frozen=True):
    """A socket that listens."""

    socket: socket.socket
    host: str

    @property
    def url(self) -> str:
        """Where the service answers on this machine, without its path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.socket.getsockname()[1]}"


def listen(host: str, port: int) -> Listening:
    """Listen on this address; raises UsageError when that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # from the protocol's name asyncio knows that this is TCP, where an answer's last packet must not wait
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        fix = f"try another: digest service --port {min(port + 1, 65535)}"
        raise UsageError(f"cannot listen on {host}, port {port}: {reason}", fix) from None
    return Listening(listening, host)


def checked_config(project: Project, proxies: int | None) -> Config:
    """Return the configuration; raises InputError when it names no service."""
    config = load_config(project.root)
    if proxies is not None:
        limits = replace(config.mail.limits, proxies=proxies)
        config = replace(config, mail=replace(config.mail, limits=limits))
    if not config.mail.service:
        fix = 'say where readers will find it: [mail], service = "https://lab.example/mail/"'
        raise InputError(Location("content/site.toml"), 'there is no "service" in [mail]', fix)
    return config


def now() -> dt.datetime:
    """Return the moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def serve(project: Project, host: str, port: int, proxies: int | None = None) -> None:
    """Answer until Ctrl-C or SIGTERM; `proxies` is what [mail.limits] says where it is None.

    Raises UsageError when the address is taken, InputError when the site or the database cannot be read.
    """
    config = checked_config(project, proxies)
    listening = listen(host, port)
    service = service_url(config)
    if service.startswith("https:") and not config.mail.limits.proxies:
        print(BEHIND_ONE, file=sys.stderr)
    current = Current(project, urlsplit(service).path)
    with open_database(project, config.mail) as database:
        hall = Hall(database, config.mail, service, current.pages, now)
        hall.links()  # the first key is made now, not when the first two readers come at once
        bell = Bell()
        work = (
            keep_posting(make_post(project, config, hall), bell),
            current.keep_up(),
            _keep_forgetting(lambda: requests.forget_old(database, now())),
        )
        app = Service(hall, base_url(config), bell.ring).app(lifespan(work, bell))
        print(f"{listening.url}{current.pages().prefix} – Ctrl-C ends", flush=True)
        # uvicorn ends well at either signal, and then raises it once more
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            make_server(app).run(sockets=[listening.socket])
    print("stopped", file=sys.stderr)


def lifespan(work: Sequence[Coroutine[Any, Any, None]], bell: Bell) -> StatelessLifespan[Starlette]:
    """Return what begins this work in the background with the service, and ends it so."""

    @contextlib.asynccontextmanager
    async def during(_: Starlette) -> AsyncIterator[None]:
        bell.hang()
        tasks = [asyncio.create_task(each) for each in work]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    return during


def make_server(app: Starlette) -> uvicorn.Server:
    """Return uvicorn, told to be patient with nobody and silent about everybody."""
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL + 1)  # it tells of each form that is none
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=PatientProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",  # what strangers send is no news; service.telling says what fails here
            access_log=False,  # addresses of pages hold secrets
            proxy_headers=False,  # service.guard looks at those
            server_header=False,
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=10,
            h11_max_incomplete_event_size=LARGEST_HEAD,
        )
    )


async def _keep_forgetting(work: Callable[[], object]) -> None:
    """Delete, once a day, what nobody has confirmed."""
    while True:
        try:
            await asyncio.to_thread(work)
        except Exception as error:  # the database is away: told, and tried again
            tell(error)
        await asyncio.sleep(A_DAY)
