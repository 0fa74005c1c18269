"""`digest service` as it runs: a process, a real relay, signals; and what is told when it cannot."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from generator.build.run import build
from generator.cli import main
from generator.config.project import Project, open_project
from generator.sending.replies import Stage
from generator.service.current import Current
from generator.service.run import listen
from tests.project import make_project, paper_text
from tests.sending.relay import Relay
from tests.service.conftest import write_site


@contextmanager
def digest_service(root: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Start the command; give the process and the address that it prints."""
    command = [sys.executable, "-m", "generator.cli", "service", "--project", str(root), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().partition(" ")[0]
        finally:
            process.kill()


def wait_for_mail(relay: Relay) -> bytes:
    """Wait until the relay has one; pytest's own timeout is the only other end."""
    while not relay.taken:
        time.sleep(0.02)
    return relay.taken[0].data


POST = (
    b"POST /mail/%s HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 90\r\n\r\n"
)
PART = b"--c\r\nContent-Disposition: eve@example.org\r\n"
RUDE = (
    b"eve@example.org\r\n\r\n",
    POST % b"leave/1.x" + b"List-Unsub",
    POST % b"subscribe" + b"address=eve@example.org",
    POST % b"subscribe" + PART + b"x" * (90 - len(PART)),
    b"GET /mail/?address=eve@example.org HTTP/1.1\r\n\r\n",
    b"GET /mail/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
    b"GET /mail/" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
)
"""What ends before its end, or is no HTTP."""


def test_a_reader_subscribes_through_the_whole_machine(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0).socket as free:
        port = free.getsockname()[1]
    with Relay() as relay:
        smtp = f'[mail.smtp]\nhost = "127.0.0.1"\nport = {relay.port}\nsecurity = "none"\n'
        write_site(make_project(tmp_path), port, f"{smtp}[mail.limits]\nfill = 0\n")
        with digest_service(tmp_path, "--port", str(port)) as (process, url), httpx.Client() as client:
            assert url == f"http://127.0.0.1:{port}/mail/"
            own = {"Origin": f"http://127.0.0.1:{port}"}
            stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(url).text)
            assert stamp
            form = {"address": "ann@example.org", "stamp": stamp[1]}
            assert client.post(f"{url}subscribe", data=form, headers=own).status_code == 303
            mail = wait_for_mail(relay).decode()
            link = re.search(rf"{url}confirm/\S+", mail)
            assert link
            wish = re.search(r'name="wish" value="(\d+)"', client.get(link[0]).text)
            assert wish
            confirmed = client.post(link[0], data={"wish": wish[1]}, headers=own)
            assert "You are subscribed" in confirmed.text
            assert "leads nowhere" in client.get(f"{url}confirm/{'a' * 40}?address=ann@example.org").text
            for data in RUDE:
                with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                    connection.sendall(data)
                    connection.shutdown(socket.SHUT_WR)
                    connection.recv(1000)
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=30)
        assert process.returncode == 0
    assert said == ("", "stopped\n")  # no address, no token, no line a request
    assert (tmp_path / "private/subscribers.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_wish_outlives_the_end_of_the_service_while_the_relay_is_silent(
    how: signal.Signals, tmp_path: Path
) -> None:
    with listen("127.0.0.1", 0).socket as free:
        port = free.getsockname()[1]
    with Relay().spoil(Stage.CONNECT, "hang") as relay:
        smtp = f'[mail.smtp]\nhost = "127.0.0.1"\nport = {relay.port}\nsecurity = "none"\n'
        write_site(make_project(tmp_path), port, f"{smtp}[mail.limits]\nfill = 0\n")
        with digest_service(tmp_path, "--port", str(port)) as (process, url), httpx.Client() as client:
            stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(url).text)
            assert stamp
            form = {"address": "ann@example.org", "stamp": stamp[1]}
            client.post(f"{url}subscribe", data=form, headers={"Origin": url.removesuffix("/mail/")})
            while not relay.sessions:
                time.sleep(0.02)
            process.send_signal(how)
            said = process.communicate(timeout=40)  # the relay would keep us waiting for 60 seconds
        assert said == ("", "stopped\n" if how is signal.SIGTERM else "")
        with digest_service(tmp_path, "--port", str(port)):
            assert b"ann@example.org" in wait_for_mail(relay)


def test_new_papers_show_after_a_build(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    write_site(root, 8100)
    build(open_project(str(root)), jobs=1)
    current = Current(Project(root), "/mail/")
    assert not current.refresh()
    assert "cs.RO" not in {topic.code for topic in current.pages().today.topics}
    text = paper_text("Robot Arms", "2026-05-28", ["Ana Li"], "cs.RO", 50.0, "About robots.")
    (root / "content/papers/2026/robots.md").write_text(text, "utf-8")
    assert not current.refresh()  # not built yet, so the site does not show it either
    site = root / "content/site.toml"
    site.write_text(f"{site.read_text('utf-8')}[theme_options]\naccent = '#0b6e4f'\n", "utf-8")
    build(open_project(str(root)), jobs=1)
    styles = set(current.pages().today.assets)
    assert current.refresh()
    assert not styles >= set(current.pages().today.assets)
    assert all(current.pages().asset(path) for path in styles | set(current.pages().today.assets))
    assert "cs.RO" in {topic.code for topic in current.pages().today.topics}
    assert not current.refresh()


def test_a_site_that_breaks_leaves_the_service_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_project(tmp_path)
    write_site(root, 8100)
    build(open_project(str(root)), jobs=1)
    current = Current(Project(root), "/mail/")
    pages = current.pages()
    (root / "content/site.toml").write_text("title = 7\n", "utf-8")
    (root / ".digest/build.db").touch()
    assert current.refresh()
    assert current.pages() is pages
    assert "content/site.toml:1: error" in capsys.readouterr().err


WRONG = [
    (["--port", "70000"], 2, "--port is 70000"),
    (["--proxy", "-1"], 2, "--proxy is -1"),
    ([], 1, 'there is no "service" in [mail]'),
]


@pytest.mark.parametrize(("arguments", "code", "fault"), WRONG)
def test_wrong_usage(
    arguments: list[str], code: int, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["service", "--project", str(make_project(tmp_path)), *arguments]) == code
    assert fault in capsys.readouterr().err


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0).socket as taken:
        port = taken.getsockname()[1]
        write_site(make_project(tmp_path), port)
        assert main(["service", "--project", str(tmp_path), "--port", str(port)]) == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in capsys.readouterr().err
