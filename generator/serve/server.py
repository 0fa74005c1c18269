"""A small web server for looking at the site while one works on it; not for the internet.

It listens on this machine unless told otherwise, and answers only to names that a hostile web page cannot
point at it (DNS rebinding): IP addresses, localhost, and the host it was started with.
"""

import ipaddress
import re
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.base.media import content_type
from generator.errors import UsageError
from generator.serve.files import find_answer
from generator.serve.live import EVENTS_URL, SCRIPT_URL, Live, add_script, live_script

HEARTBEAT = 15.0
"""Seconds of silence after which a stream speaks up; that also finds pages that have gone."""


class SiteServer(ThreadingHTTPServer):
    """Serves the folder `root` at the path `base` ("/" or "/digest/")."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, root: Path, base: str, live: Live) -> None:
        self.root, self.base, self.live, self.host = root, base, live, host
        if not host:
            fix = "name an address: --host 127.0.0.1, or 0.0.0.0 for every network of this machine"
            raise UsageError("--host is empty", fix)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), SiteHandler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            fault = f"cannot listen on {host}, port {port}: {reason}"
            raise UsageError(fault, f"try another: digest serve --port {min(port + 1, 65535)}") from None

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the site."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_address[1]}{self.base}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that was closed while it loaded is no error; anything else is told in full."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


_HOST = re.compile(r"(\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9.-]+))(:\d{1,5})?")


def is_safe_host(header: str | None, bound: str) -> bool:
    """True when a Host header names this machine in a way that no foreign name server decides about."""
    found = _HOST.fullmatch((header or "").strip().lower())
    if not found:
        return False
    name = found["v6"] or found["name"]
    if name in ("localhost", bound.lower()) or name.endswith(".localhost"):
        return name != ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    timeout = 60
    server_version = "paper-digest"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a file of the site, the reload script, or the stream of events."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not is_safe_host(hosts[0], self.server.host):
            body = b"This server answers to localhost only.\n"
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", body)
        elif self.path == EVENTS_URL:
            self._stream_events()
        elif self.path == SCRIPT_URL:
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", live_script())
        else:
            self._send_page()

    do_HEAD = do_GET  # noqa: N815  # _send leaves the body out

    def _send_page(self) -> None:
        answer = find_answer(self.server.root, self.server.base, self.path)
        if answer.location:
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain; charset=utf-8", b"", answer.location)
            return
        if answer.file and self._send_file(HTTPStatus.OK, answer.file):
            return
        if not self._send_file(HTTPStatus.NOT_FOUND, self.server.root / "404.html"):
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"Nothing here.\n")

    def _send_file(self, status: HTTPStatus, file: Path) -> bool:
        """Send a file; False when it is not there (any more)."""
        # asked before the file is read: a page replaced in between reloads once too often, not too seldom
        state = self.server.live.state
        try:
            body = file.read_bytes()
        except OSError:
            return False
        kind = content_type(file)
        self._send(status, kind, add_script(body, state) if kind.startswith("text/html") else body)
        return True

    def _send(self, status: HTTPStatus, kind: str, body: bytes, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream_events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        live, seen = self.server.live, None
        while self.command != "HEAD" and not live.closed:
            state = live.next_state(seen, HEARTBEAT)
            self.wfile.write(state.as_event() if state else b": still here\n\n")
            seen = state or seen

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        """Say what is missing; what was found needs no line."""
        if isinstance(code, HTTPStatus) and code >= HTTPStatus.BAD_REQUEST:
            # a request line that could not be read leaves no path
            asked = getattr(self, "path", self.requestline)
            print(f"{code.value} {asked[:200]!r}", file=sys.stderr)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet about connections that broke off."""
