"""Measure the built site with Lighthouse on a simulated phone: `make lighthouse`, after `make site`.

Serves output/ as a good host would (compressed, hashed files cached, the guide's security policy), asks
Lighthouse for home, a paper, the largest topic and search, prints their scores and fails below the aims.
Needs npm, which fetches Lighthouse at first use, and Chromium.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LIGHTHOUSE = "lighthouse@13.5.0"
AIMS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
COMPRESSED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt")


class Host(SimpleHTTPRequestHandler):
    """A static host with the headers that the guide recommends."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b"not here"
        packed = found and path.suffix in COMPRESSED
        body = gzip.compress(body, 6) if packed else body
        self.send_response(200 if found else 404)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packed else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        hashed = re.search(r"\.[0-9a-f]{10}\.\w+$", path.name)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if hashed else "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def main() -> int:
    """Measure the four pages; return 1 when one misses an aim."""
    output = Path("output")
    if not (output / "index.html").is_file():
        print("there is no site in output/\n    fix: make site", file=sys.stderr)
        return 2
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(output))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        missed = [page for page in pages(output) if not good(measure(home + page), page)]
        server.shutdown()
    return 1 if missed else 0


def pages(output: Path) -> tuple[str, ...]:
    """Return the pages to measure: home, the paper with the largest page, the largest topic, search."""
    return (
        "",
        f"papers/{largest(output / 'papers')}/",
        f"topics/{largest(output / 'topics')}/",
        "search/",
    )


def largest(folder: Path) -> str:
    """Return the name of the folder with the largest page."""
    return max(folder.glob("*/index.html"), key=lambda page: page.stat().st_size).parent.name


def measure(address: str) -> dict[str, int]:
    """Return Lighthouse's four scores of a page, 0 to 100."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}"]
        environment = {"CHROME_PATH": os.environ.get("CHROMIUM") or "/usr/bin/chromium", **os.environ}
        subprocess.run([*command, f"--chrome-flags={FLAGS}"], check=True, env=environment)
        found = json.loads(report.read_text("utf-8"))["categories"]
    return {name: round(100 * found[name]["score"]) for name in AIMS}


def good(scores: dict[str, int], page: str) -> bool:
    """Print the scores of a page; tell whether they meet the aims."""
    print(" / ".join(f"{score:3}" for score in scores.values()), page or "home", flush=True)
    return all(scores[name] >= aim for name, aim in AIMS.items())


if __name__ == "__main__":
    sys.exit(main())
