"""A real Chromium over a really built site, served with the strict policy that the guide recommends."""

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator.build.run import build
from generator.config.project import open_project
from tests.browser.papers import write_papers

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
REPOSITORY = Path(__file__).parents[2]


class Handler(SimpleHTTPRequestHandler):
    """A plain static host: index.html in folders, 404.html for what is not there, the site below `below`.

    It refuses, once each, files whose address holds one of `refused`.
    """

    def __init__(self, *args: Any, below: str, refused: set[str], **options: Any) -> None:
        self.below, self.refused = below, refused
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        hit = next((part for part in self.refused if part in self.path), None)
        if hit is None:
            return super().do_GET()
        self.refused.remove(hit)
        return self.send_error(503)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.below):
            return str(Path(self.directory) / "nowhere")
        return super().translate_path(path.removeprefix(self.below.rstrip("/")))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the output folder of a small digest that is searched by an engine."""

    @cache
    def built(engine: str) -> Path:
        root = tmp_path_factory.mktemp(engine)
        write_papers(root, engine)
        report = build(open_project(str(root)), jobs=1)
        assert report.problems == ()
        return root / "output"

    return built


@pytest.fixture(scope="session")
def site(sites: Callable[[str], Path]) -> Path:
    """The output folder of a small digest."""
    return sites("auto")


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the digest that this repository is."""
    root = tmp_path_factory.mktemp("whole")
    shutil.copytree(REPOSITORY / "content", root / "content")
    build(open_project(str(root)), jobs=1)
    return root / "output"


def serve(folder: Path, below: str, refused: set[str] | None = None) -> Iterator[str]:
    """Serve a folder on a free port; give the address of its root."""
    handler = partial(
        Handler, directory=str(folder), below=below, refused=set() if refused is None else refused
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{below}"
        server.shutdown()


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    yield from serve(site, "/digest/")


@pytest.fixture
def refused() -> set[str]:
    """Parts of addresses that the shaky host refuses once each."""
    return set()


@pytest.fixture
def shaky_home(site: Path, refused: set[str]) -> Iterator[str]:
    yield from serve(site, "/digest/", refused)


@pytest.fixture(scope="session")
def home_at_root(site: Path) -> Iterator[str]:
    yield from serve(site, "/")


@pytest.fixture(scope="session")
def whole_home(whole_site: Path) -> Iterator[str]:
    yield from serve(whole_site, "/digest/")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    fresh = browser.new_context()
    fresh.set_default_timeout(10_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    yield from watched_page(context)


@pytest.fixture(scope="module")
def open_page(browser: Browser, home: str) -> Iterator[Page]:
    """The front page, kept open for many tests: a new one each takes a second."""
    with browser.new_context() as shared:
        for page in watched_page(shared):
            page.goto(home)
            yield page


def watched_page(context: BrowserContext) -> Iterator[Page]:
    """Give a page; whatever it complains about fails the test: errors, what the policy refuses, dialogs."""
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    yield page
    assert complaints == []
