"""What the server itself lets nobody do: slowness, size, other methods; and what it never says."""

import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from generator.service.protocol import PatientProtocol
from generator.subscribers import requests
from tests.project import make_project
from tests.service.conftest import Running, run_service
from tests.subscribers.people import waiting

ANSWERS = [
    ("GET", "", 200),
    ("HEAD", "", 200),
    ("GET", "sent", 200),
    ("GET", "nowhere", 404),
    ("GET", "confirm/x", 404),
    ("GET", "assets/..%2f..%2fsite.toml", 404),
    ("GET", "subscribe", 303),
    ("HEAD", "preview", 303),
    ("GET", "choose/1.x/preview", 303),
    ("PUT", "", 405),
    ("DELETE", "subscribe", 405),
    ("OPTIONS", "", 405),
    ("TRACE", "leave/1.x", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_has_the_policy(shared: Running, method: str, path: str, status: int) -> None:
    answer = shared.client.request(method, shared.url + path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert answer.headers["referrer-policy"] == "strict-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    assert not {"set-cookie", "server", "access-control-allow-origin"} & answer.headers.keys()
    assert "<style" not in answer.text
    assert not re.search(r"<script(?! src=\"/mail/assets/)|\son\w+=|\sstyle=", answer.text)


RESTORED = [
    # what a browser asks for again, where it is led
    ("preview", ""),
    ("subscribe", ""),
    ("choose/1.x/preview", "choose/1.x"),
    ("choose/%2F%2Fevil.test/preview", None),
    ("choose/%0d%0aX:y/preview", "choose/%0D%0AX%3Ay"),
]


@pytest.mark.parametrize(("path", "form"), RESTORED)
def test_a_restored_tab_leads_to_its_form(shared: Running, path: str, form: str | None) -> None:
    answer = shared.client.get(shared.url + path)
    assert answer.headers.get("location") == (None if form is None else f"/mail/{form}")


def test_the_address_without_its_last_sign_leads_to_the_form(shared: Running) -> None:
    answer = shared.client.get(shared.url.removesuffix("/"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/mail/")


KINDS = ("text/css", "text/javascript", "image/svg+xml")


def test_pages_find_their_styles_and_scripts(shared: Running) -> None:
    page = shared.client.get(shared.url).text
    found = re.findall(r'(?:href|src)="(/mail/assets/[^"]+)"', page)
    assert len(found) >= 4
    for path in found:
        answer = shared.client.get(shared.origin["Origin"] + path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"].partition(";")[0] in (
            "text/css",
            "text/javascript",
            "image/svg+xml",
        )


BODIES = [
    # content type, body, status
    ("application/x-www-form-urlencoded", b"a=" + b"x" * 300_000, 413),
    ("multipart/form-data; boundary=b", b"--b\r\n" + b"x" * 300_000, 413),
    ("multipart/form-data", b"--b\r\n", 400),
    ("multipart/form-data; boundary=b", b"nonsense", 400),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(500)), 400),
    ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", 400),
    ("application/json", b'{"address": "a@example.org"}', 422),
    ("application/x-www-form-urlencoded", b"address=%ff%fe&stamp=%00", 422),
    ("application/x-www-form-urlencoded", "address=ä".encode("latin-1"), 422),
    ("", b"", 422),
]


@pytest.mark.parametrize(("kind", "body", "status"), BODIES)
def test_what_is_no_form_is_refused(shared: Running, kind: str, body: bytes, status: int) -> None:
    headers = shared.origin | ({"Content-Type": kind} if kind else {})
    answer = shared.client.post(f"{shared.url}subscribe", content=body, headers=headers)
    assert answer.status_code == status
    assert waiting(shared.database) == 0


def test_a_body_of_unknown_length_is_limited_too(shared: Running) -> None:
    def endless() -> Iterator[bytes]:
        yield b"address="
        for _ in range(300):
            yield b"x" * 1000

    headers = shared.origin | {"Content-Type": "application/x-www-form-urlencoded"}
    answer = shared.client.post(f"{shared.url}subscribe", content=endless(), headers=headers)
    assert answer.status_code in (400, 413)


@contextmanager
def raw_connection(url: str) -> Iterator[socket.socket]:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        yield connection


ASKED = b"GET /mail/sent HTTP/1.1\r\nHost: lab.test\r\n\r\n"
HEAD = b"POST /mail/leave/1.x HTTP/1.1\r\nHost: lab.test\r\n"
SLOW = [
    b"",
    b"GET /mail/ HT",
    HEAD,
    HEAD + b"Content-Length: 100\r\n\r\n",
    HEAD + b"Content-Length: 100\r\n\r\nList-Unsubscribe",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nList-\r\n",
    ASKED + HEAD + b"Content-Length: 100\r\n\r\n",  # behind a request that is answered
    ASKED + ASKED + HEAD,
]


@pytest.mark.parametrize("drips", [b"", b"X"])
@pytest.mark.parametrize("begun", SLOW)
def test_who_is_slow_on_purpose_is_hung_up_on(
    shared: Running, begun: bytes, drips: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatientProtocol, "seconds", 0.2)
    with raw_connection(shared.url) as connection:
        connection.sendall(begun)
        end = threading.Event()

        def keep_dripping() -> None:
            while not end.wait(0.05):
                try:
                    connection.sendall(drips)
                except OSError:
                    return

        thread = threading.Thread(target=keep_dripping, daemon=True)
        thread.start()
        told = b""
        try:
            while read := connection.recv(65536):
                told += read
        except ConnectionResetError:
            pass
        finally:
            end.set()
            thread.join()
        assert set(re.findall(rb"HTTP/1.1 (\d+)", told)) <= {b"200", b"400"}
        assert told.count(b"HTTP/1.1 200") <= begun.count(ASKED)


def test_a_connection_serves_several_requests(shared: Running) -> None:
    request = b"GET /mail/sent HTTP/1.1\r\nHost: lab.test\r\n\r\n"
    with raw_connection(shared.url) as connection:
        connection.sendall(request * 2)
        told = b""
        while told.count(b"HTTP/1.1 200 OK") < 2 or not told.endswith(b"</html>\n"):
            told += connection.recv(65536)
        connection.sendall(request)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 OK")


def test_a_fault_of_ours_names_its_place_and_nobodys_address(
    shared: Running, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("eve@example.org")

    monkeypatch.setattr(requests, "ask", fail)
    answer = shared.send("subscribe", {"address": "eve@example.org", "stamp": shared.stamp()})
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    said = "".join(capfd.readouterr())
    assert said.startswith("error: RuntimeError in newcomers.py:")
    assert "eve" not in said
    assert "Traceback" not in said


def test_the_pages_keep_their_looks_while_the_database_is_locked(tmp_path: Path) -> None:
    with run_service(make_project(tmp_path)) as running:
        style = re.findall(r'href="(/mail/assets/[^"]+\.css)"', running.client.get(running.url).text)[0]
        address, headers = running.origin["Origin"] + style, running.origin
        forms = [{"address": f"a{number}@x.example", "stamp": running.stamp()} for number in range(40)]
        with ThreadPoolExecutor(40) as threads:
            with running.database.writing():  # nobody else writes
                asked = [
                    threads.submit(httpx.post, f"{running.url}subscribe", data=form, headers=headers)
                    for form in forms
                ]
                answer = running.client.get(address, timeout=20)
                waiting = [each for each in asked if not each.done()]
            assert answer.status_code == 200
            assert len(waiting) == 40
            assert {each.exception() for each in asked} == {None}
