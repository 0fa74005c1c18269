"""The daily mail on one machine: `make demo-mail` shows everything in the browser, and nothing leaves it.

A copy of the digest in a folder of its own, the site, `digest service`, a relay that keeps all mails, some
made-up subscribers, and the newest issue sent to them. Subscribe with any address, and look into the inbox.
Ctrl-C ends.
"""

import datetime as dt
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import webbrowser
from pathlib import Path

from demo_inbox import Inbox, serve_inbox, serve_relay

HOUSE = Path(__file__).resolve().parents[1]
SETTINGS = """
[mail]
sender = "Paper Digest <digest@papers.example>"
postal_address = "Paper Digest, 1 Library Street, Springfield"
service = "http://127.0.0.1:{service}/mail/"
rate = 0
[mail.smtp]
host = "127.0.0.1"
port = {relay}
security = "none"
[mail.inbox]
address = "bounces+*@papers.example"
[mail.limits]
fill = 1
"""
PEOPLE = """\
address,frequency,topics,keywords,score,most
all@reader.example,daily,,,,
vision@reader.example,daily,cs.CV;eess.IV,,,15
medicine@reader.example,daily,q-bio.*,retina*;medical;tumor,,
best@reader.example,daily,,,60,5
monday@reader.example,weekly,cs.LG,,,
"""
ABOUT = """<h1>Inbox of everybody</h1><p>Nothing of this has left the machine.
<a href="{site}">The site</a>, with the form at its end · <a href="{service}">digest service</a></p>"""


def main() -> int:
    """Run until Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="demo-mail-") as folder:
        root = Path(folder)
        shutil.copytree(HOUSE / "content", root / "content")
        site, service = free_port(), free_port()
        inbox = Inbox(
            ABOUT.format(site=f"http://127.0.0.1:{site}/", service=f"http://127.0.0.1:{service}/mail/")
        )
        configure(root, site, service, serve_relay(inbox))
        (root / "people.csv").write_text(PEOPLE)
        digest(root, "subscribers", "import", str(root / "people.csv"), "--consent", "a demonstration")
        servers = [start(root, "serve", site), start(root, "service", service)]
        try:
            for day in ((), ("--weekly",)):
                digest(root, "send", "--day", newest_day(root), *day)
            address = f"http://127.0.0.1:{serve_inbox(inbox).server_port}/"
            print(f"\ninbox:   {address}\nsite:    http://127.0.0.1:{site}/\nCtrl-C ends", flush=True)
            if not os.environ.get("DEMO_QUIET"):
                webbrowser.open(address)
            while all(server.poll() is None for server in servers):
                time.sleep(0.5)
        except KeyboardInterrupt:
            print("\nall of it is gone again")
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    return 0


def configure(root: Path, site: int, service: int, relay: int) -> None:
    """Give the copy settings of its own for the mail, and links that stay on this machine."""
    path = root / "content/site.toml"
    text = path.read_text("utf-8") if path.is_file() else ""
    if "mail" in tomllib.loads(text):
        text = ""
    text = f'base_url = "http://127.0.0.1:{site}/"\n' + re.sub(r"(?m)^base_url.*\n", "", text)
    path.write_text(text + SETTINGS.format(service=service, relay=relay), "utf-8")


def newest_day(root: Path) -> str:
    """Return the day on which papers were added last."""
    lines = (
        line.partition(":")[2].strip()
        for path in (root / "content/papers").rglob("*.md")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("added:")
    )
    return max((day for day in lines), default=dt.date(2000, 1, 1).isoformat())


def digest(root: Path, verb: str, *more: str) -> None:
    """Run one command to its end, and show it."""
    print(f"$ digest {verb} {' '.join(more)}", flush=True)
    subprocess.run([*command(verb, root), *more], cwd=HOUSE, check=False)


def start(root: Path, verb: str, port: int) -> "subprocess.Popen[bytes]":
    """Start a server, and wait until it answers."""
    print(f"$ digest {verb} --port {port}", flush=True)
    process = subprocess.Popen([*command(verb, root), "--port", str(port)], cwd=HOUSE)
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.2)
    return process


def command(verb: str, root: Path) -> list[str]:
    """Return the command line of a verb."""
    return [sys.executable, "-m", "generator.cli", verb, "--project", str(root)]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
