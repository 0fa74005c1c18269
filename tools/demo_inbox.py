"""A relay that keeps what it gets, and an inbox in the browser that shows it. For `make demo-mail` only."""

import asyncio
import re
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{refresh}"><style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }}
iframe {{ inline-size: 100%; block-size: 75vh; border: 1px solid #8888 }}
table {{ border-collapse: collapse; inline-size: 100% }}
td {{ padding: .3rem .6rem; border-top: 1px solid #8884 }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: 1rem }}
</style>{body}"""


class Inbox:
    """All mails that came, in their order."""

    def __init__(self, about: str) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self._about = about

    def put(self, to: str, data: bytes) -> None:
        """Keep one mail."""
        self.mails.append((to, data))

    def page(self, path: str) -> str | None:
        """Return a page of the inbox, None for one that there is not."""
        if path == "/":
            return self._list()
        found = re.fullmatch(r"/(\d+)(/html)?", path)
        if not found or int(found[1]) >= len(self.mails):
            return None
        return self._html(int(found[1])) if found[2] else self._mail(int(found[1]))

    def _list(self) -> str:
        rows = "".join(
            f'<tr><td>{escape(to)}<td><a href="/{number}">{escape(str(_parsed(data)["Subject"]))}</a>'
            for number, (to, data) in reversed(list(enumerate(self.mails)))
        )
        return PAGE.format(refresh=5, body=f"{self._about}<table>{rows}</table>")

    def _mail(self, number: int) -> str:
        to, data = self.mails[number]
        mail = _parsed(data)
        heads = "".join(f"{escape(name)}: {escape(str(value))}\n" for name, value in mail.items())
        plain = mail.get_body(("plain",))
        text = escape(str(plain.get_content())) if plain else ""
        return PAGE.format(
            refresh=86400,
            body=f'<p><a href="/">Inbox</a></p><h1>{escape(to)}</h1>'
            f'<iframe src="/{number}/html" title="The mail" sandbox="allow-popups"></iframe>'
            f"<h2>Headers</h2><pre>{heads}</pre><h2>Text part</h2><pre>{text}</pre>",
        )

    def _html(self, number: int) -> str:
        html = _parsed(self.mails[number][1]).get_body(("html",))
        text = str(html.get_content()) if html else "<p>There is no HTML part."
        return text.replace("<head>", '<head><base target="_blank">', 1)


def _parsed(data: bytes) -> EmailMessage:
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def serve_inbox(inbox: Inbox) -> ThreadingHTTPServer:
    """Show the inbox on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = inbox.page(self.path)
            data = (page or "not found").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def serve_relay(inbox: Inbox) -> int:
    """Take mail by SMTP on a port of this machine, which is returned."""
    ready: list[int] = []
    started = threading.Event()

    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 demo ESMTP\r\n")
        to = ""
        while line := await reader.readline():
            command = line.decode("ascii", "replace").strip()
            match command[:4].upper():
                case "EHLO":
                    writer.write(b"250-demo\r\n250 PIPELINING\r\n")
                case "RCPT":
                    to = command[command.index("<") + 1 : -1]
                    writer.write(b"250 2.1.5 ok\r\n")
                case "DATA":
                    writer.write(b"354 go ahead\r\n")
                    data = await reader.readuntil(b"\r\n.\r\n")
                    inbox.put(to, data[:-3].replace(b"\r\n..", b"\r\n."))
                    writer.write(b"250 2.0.0 taken\r\n")
                case "QUIT":
                    break
                case _:
                    writer.write(b"250 2.0.0 ok\r\n")
            await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(session, "127.0.0.1", 0)
        ready.append(server.sockets[0].getsockname()[1])
        started.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    started.wait()
    return ready[0]
