"""Make docs/picture.png, the README's picture, from the built site: `make picture`, after `make site`.

The front page on a desktop by day, and a paper on a phone by night beside it.
"""

import base64
import os
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

OUTPUT, PICTURE = Path("output"), Path("docs/picture.png")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FRAME = """<!doctype html><style>
body {{ margin: 0; padding: 40px; inline-size: 1320px; display: flex; gap: 40px; background: #d9d4c8 }}
img {{ display: block; border-radius: 10px; box-shadow: 0 2px 24px #0003 }}
</style><img src="{desktop}" width="960" height="720"><img src="{phone}" width="320" height="692">"""


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def main() -> int:
    """Write the picture; return 2 when there is no site yet."""
    if not (OUTPUT / "index.html").is_file():
        print("there is no site in output/\n    fix: make site", file=sys.stderr)
        return 2
    paper = max((OUTPUT / "papers").glob("*/index.html"), key=lambda page: page.stat().st_size).parent.name
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(OUTPUT))) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        desktop = shoot(browser, home, (1280, 960), "light")
        phone = shoot(browser, f"{home}papers/{paper}/", (390, 844), "dark")
        page = browser.new_page(viewport={"width": 1400, "height": 800})
        page.set_content(FRAME.format(desktop=desktop, phone=phone), wait_until="load")
        page.screenshot(path=PICTURE, full_page=True)
        browser.close()
        server.shutdown()
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1000} kB")
    return 0


def shoot(browser: Browser, address: str, size: tuple[int, int], scheme: str) -> str:
    """Return a screenshot as a data address."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address, wait_until="networkidle")
    picture = base64.b64encode(page.screenshot()).decode()
    page.close()
    return f"data:image/png;base64,{picture}"


if __name__ == "__main__":
    sys.exit(main())
