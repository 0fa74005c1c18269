"""The server over real sockets."""

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.serve.live import EVENTS_URL, SCRIPT_URL, Live, State
from generator.serve.server import SiteServer, is_safe_host


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    for name in ["index.html", "papers/x/index.html", "404.html"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<!doctype html><title>ü</title><body>{name}</BODY></html>\n")
    (tmp_path / "feed.xml").write_text("<rss/>")
    live = Live(State("one"))
    with SiteServer("127.0.0.1", 0, tmp_path, "/", live) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        live.close()
        running.shutdown()


def ask(
    server: SiteServer, target: str, method: str = "GET", host: str = "localhost"
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, target, headers={"Host": host})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_pages_carry_the_reload_script_and_files_do_not(server: SiteServer) -> None:
    response, body = ask(server, "/papers/x/")
    assert response.status == 200
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert response.getheader("Content-Length") == str(len(body))
    head, _, tail = body.partition(f'<script src="{SCRIPT_URL}"'.encode())
    assert head.endswith(b"papers/x/index.html")
    assert b'data-build="one"' in tail
    assert tail.endswith(b"</BODY></html>\n")
    assert b"script" not in (server.root / "papers/x/index.html").read_bytes()
    assert ask(server, "/feed.xml")[1] == b"<rss/>"


def test_missing_pages_get_the_sites_own_404(server: SiteServer, capsys: pytest.CaptureFixture[str]) -> None:
    response, body = ask(server, "/nothing/")
    assert response.status == 404
    assert b"404.html" in body
    assert capsys.readouterr().err == "404 '/nothing/'\n"
    (server.root / "404.html").unlink()
    response, body = ask(server, "/nothing/")
    assert (response.status, body) == (404, b"Nothing here.\n")


def test_a_folder_without_slash_redirects(server: SiteServer) -> None:
    response, body = ask(server, "/papers/x?q=1")
    assert (response.status, response.getheader("Location"), body) == (301, "/papers/x/?q=1", b"")


def test_head_is_get_without_body(server: SiteServer) -> None:
    got, body = ask(server, "/")
    response, empty = ask(server, "/", "HEAD")
    assert (response.status, empty) == (200, b"")
    assert response.getheader("Content-Length") == got.getheader("Content-Length") == str(len(body))


def test_other_methods_are_refused(server: SiteServer) -> None:
    assert ask(server, "/", "POST")[0].status == 501


def test_foreign_host_names_are_refused(server: SiteServer) -> None:
    response, body = ask(server, "/", host="evil.example")
    assert (response.status, body) == (421, b"This server answers to localhost only.\n")


@pytest.mark.parametrize(
    ("header", "safe"),
    [
        ("localhost", True),
        ("LOCALHOST:8000", True),
        ("127.0.0.1:8000", True),
        ("192.168.1.7", True),
        ("[::1]:8000", True),
        ("digest.localhost:8000", True),
        ("lab-machine:8000", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("[evil.example]", False),
        ("", False),
        (None, False),
    ],
)
def test_is_safe_host(header: str | None, safe: bool) -> None:
    assert is_safe_host(header, "lab-machine") is safe


def test_the_stream_tells_each_state_and_ends(server: SiteServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", EVENTS_URL, headers={"Host": "localhost"})
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream"

    def event() -> object:
        line = response.readline()
        assert response.readline() == b"\n"
        return json.loads(line.removeprefix(b"data: "))

    assert event() == {"build": "one", "problems": []}
    server.live.publish(State("two", ("a.md:1: error: ü\n    fix: x",)))
    assert event() == {"build": "two", "problems": ["a.md:1: error: ü\n    fix: x"]}
    server.live.close()
    assert response.read() in (b"", b": still here\n\n")
    connection.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_in_use_is_told(tmp_path: Path, host: str) -> None:
    live = Live(State("one"))
    try:
        first = SiteServer(host, 0, tmp_path, "/", live)
    except UsageError:
        pytest.skip(f"this machine has no {host}")
    with first:
        port = first.server_address[1]
        with pytest.raises(UsageError) as caught:
            SiteServer(host, port, tmp_path, "/", live)
    assert caught.value.fault == f"cannot listen on {host}, port {port}: Address already in use"
    assert caught.value.fix == f"try another: digest serve --port {port + 1}"


@pytest.mark.parametrize(("host", "port"), [("no-such-host.invalid", 8000), ("127.0.0.1", 99999)])
def test_a_host_or_port_that_cannot_be_is_told(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(UsageError) as caught:
        SiteServer(host, port, tmp_path, "/", Live(State("one")))
    assert caught.value.fault.startswith(f"cannot listen on {host}, port {port}: ")
