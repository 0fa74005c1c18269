"""A listmonk of the tests' own: its API as documented, with everything in memory."""

import base64
import contextlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Data = dict[str, Any]


class FailedError(Exception):
    def __init__(self, status: int, message: str) -> None:
        self.status, self.message = status, message


class Listmonk:
    """What an installation knows; each request counts, so that a test can let it die at any of them."""

    def __init__(self, lists: tuple[int, ...] = (1,)) -> None:
        self.lists, self.user, self.token = lists, "digest", "secret"
        self.people: dict[int, Data] = {}
        self.campaigns: dict[int, Data] = {}
        self.templates: list[Data] = [{"id": 1, "name": "Default template", "type": "campaign", "body": "…"}]
        self.requests: list[str] = []
        self.started: list[int] = []
        self.dies_after: int | None = None
        """Requests that are answered; later ones do their work, and the connection ends without a word."""

    def put(self, email: str, status: str = "confirmed", enabled: str = "enabled", number: int = 1) -> int:
        new = len(self.people) + 1
        lists = {number: status} if status else {}
        self.people[new] = {"id": new, "email": email, "name": "x", "status": enabled, "lists": lists}
        return new

    def on(self, number: int = 1) -> dict[str, str]:
        """Addresses of a list, with the state of each."""
        return {p["email"]: p["lists"][number] for p in self.people.values() if number in p["lists"]}

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Data) -> Any:
        match method, *path.removeprefix("/api/").split("/"):
            case "GET", "subscribers":
                return self._search(query)
            case "POST", "subscribers":
                return self._add(body)
            case "PUT", "subscribers", "lists":
                return self._change(body)
            case "GET", "campaigns":
                tags = set(query.get("tags", []))
                return {"results": [c for c in self.campaigns.values() if tags <= set(c["tags"])]}
            case "POST", "campaigns":
                if not (body["name"] and body["subject"] and set(body["lists"]) <= set(self.lists)):
                    raise FailedError(400, "Unknown list.")
                new = len(self.campaigns) + 1
                self.campaigns[new] = {**body, "id": new, "status": "draft"}
                return self.campaigns[new]
            case "PUT", "campaigns", number, "status":
                campaign = self.campaigns[int(number)]
                if body["status"] == "running" and campaign["status"] not in ("draft", "paused"):
                    raise FailedError(400, "Only paused campaigns and drafts can be started.")
                campaign["status"] = body["status"]
                self.started.append(int(number))
                return campaign
            case "GET", "templates":
                return self.templates
            case "POST", "templates":
                assert re.search(r"{{\s*template\s+\"content\"\s+\.\s*}}", body["body"])
                self.templates.append({**body, "id": len(self.templates) + 1})
                return [self.templates[-1]]
        raise FailedError(404, "Not found.")

    def _search(self, query: dict[str, list[str]]) -> Data:
        found = list(self.people.values())
        if "list_id" in query:
            found = [p for p in found if int(query["list_id"][0]) in p["lists"]]
        if "query" in query:
            wanted = re.fullmatch(r"subscribers\.email = '((?:[^']|'')*)'", query["query"][0])
            assert wanted
            found = [p for p in found if p["email"] == wanted[1].replace("''", "'")]
        size, page = int(query.get("per_page", ["20"])[0]), int(query.get("page", ["1"])[0])
        shown = found[size * (page - 1) : size * page]
        return {"results": [{**p, "lists": self._lists(p)} for p in shown], "total": len(found)}

    def _lists(self, person: Data) -> list[Data]:
        return [{"id": n, "subscription_status": status} for n, status in person["lists"].items()]

    def _add(self, body: Data) -> Data:
        if any(p["email"] == body["email"] for p in self.people.values()):
            raise FailedError(409, "E-mail already exists.")
        status = "confirmed" if body.get("preconfirm_subscriptions") else "unconfirmed"
        return self.people[self.put(body["email"], status, body["status"], body["lists"][0])]

    def _change(self, body: Data) -> bool:
        for number in body["ids"]:
            for target in body["target_list_ids"]:
                if body["action"] == "add":
                    self.people[number]["lists"][target] = body["status"]
                else:
                    self.people[number]["lists"].pop(target, None)
        return True


@contextlib.contextmanager
def running(listmonk: Listmonk) -> Iterator[str]:
    """Give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.respond()

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        def respond(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size) or b"{}")
            address = urlsplit(self.path)
            listmonk.requests.append(f"{self.command} {address.path}")
            expected = base64.b64encode(f"{listmonk.user}:{listmonk.token}".encode()).decode()
            try:
                if self.headers.get("Authorization") != f"Basic {expected}":
                    raise FailedError(403, "invalid API credentials")
                data, status = listmonk.answer(self.command, address.path, parse_qs(address.query), body), 200
                told: Data = {"data": data}
            except FailedError as error:
                told, status = {"message": error.message}, error.status
            if listmonk.dies_after is not None and len(listmonk.requests) > listmonk.dies_after:
                self.connection.close()
                return
            answer = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
