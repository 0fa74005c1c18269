"""The real service on a free port: uvicorn in a thread, a real database, real pages; mails go into a list."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from generator.config.load import base_url, load_config
from generator.config.project import Project
from generator.model.mail import Message, Outcome, State
from generator.service.app import Service
from generator.service.hall import Hall
from generator.service.pages import Pages
from generator.service.post import Bell, Post
from generator.service.run import lifespan, listen, make_server
from generator.service.today import read_today
from generator.subscribers.database import Database, open_database
from generator.subscribers.requests import Request
from tests.project import make_project

NOON = dt.datetime(2026, 5, 28, 12, tzinfo=dt.UTC)


@dataclass
class Clock:
    """A clock that stands until it is told to go on."""

    at: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


@dataclass
class Mailbox:
    """Where confirming mails go; `outcome` is what the relay says to each."""

    links: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    outcome: Outcome = field(default_factory=lambda: Outcome(State.SENT))

    def deliver(self, message: Message, begin: Callable[[], bool]) -> Outcome:
        if self.outcome.state in (State.SENT, State.HELD):
            assert begin()
        if self.outcome.state is State.SENT:
            self.to.append(message.to)
            self.links.append(message.data.decode())
        return self.outcome


@dataclass
class Running:
    """A service that answers."""

    url: str
    hall: Hall
    post: Post
    mailbox: Mailbox
    clock: Clock
    client: httpx.Client

    @property
    def database(self) -> Database:
        return self.hall.database

    @property
    def origin(self) -> dict[str, str]:
        parts = urlsplit(self.url)
        return {"Origin": f"{parts.scheme}://{parts.netloc}"}

    def send(self, path: str, fields: dict[str, object], **more: object) -> httpx.Response:
        """POST a form as the service's own page does."""
        return self.client.post(self.url + path, data=fields, headers=self.origin, **more)  # type: ignore[arg-type]

    def stamp(self) -> str:
        """A form's stamp, given out ten seconds ago."""
        return self.hall.links().token("form", int(self.clock().timestamp()) - 10)

    def confirm(self, link: str) -> httpx.Response:
        """Press the button of the page to which a mail's link leads."""
        wish = self.client.get(link).text.partition('name="wish" value="')[2].partition('"')[0]
        return self.client.post(link, data={"wish": wish}, headers=self.origin)

    def join(self, address: str, **fields: object) -> str:
        """Subscribe and confirm; return the path of the choices."""
        self.send("subscribe", {"address": address, "stamp": self.stamp(), **fields})
        self.post.work_off()
        answer = self.confirm(self.mailbox.links[-1])
        assert "You are subscribed" in answer.text
        return answer.text.split('href="/mail/choose/')[1].split('"')[0]


def write_site(root: Path, port: int, more: str = "") -> None:
    site = root / "content" / "site.toml"
    service = f'[mail]\nservice = "http://127.0.0.1:{port}/mail/"\n'
    site.write_text(f"{site.read_text('utf-8')}{service}{more}", "utf-8")


@contextlib.contextmanager
def run_service(root: Path, more: str = "") -> Iterator[Running]:
    """Answer for the project in `root` until the end of the block."""
    listening = listen("127.0.0.1", 0)
    write_site(root, listening.socket.getsockname()[1], more)
    project, config = Project(root), load_config(root)
    clock, mailbox, bell = Clock(), Mailbox(), Bell()
    with open_database(project, config.mail) as database, httpx.Client() as client:
        pages = Pages(read_today(project), "/mail/")
        hall = Hall(database, config.mail, config.mail.service, lambda: pages, clock)
        hall.links()

        def compose(request: Request, _: dt.datetime) -> Message:
            return Message(
                "s@x.test", request.address, hall.links().address("confirm", request.id).encode(), 0
            )

        post = Post(database, compose, mailbox.deliver, clock)
        app = Service(hall, base_url(config), bell.ring).app(lifespan([], bell))
        server = make_server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening.socket]})
        thread.start()
        try:
            yield Running(config.mail.service, hall, post, mailbox, clock, client)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = make_project(tmp_path_factory.mktemp("service"))
    with run_service(root, "[mail.limits]\nnetwork = 10000\ntotal = 10000\n") as running:
        yield running
