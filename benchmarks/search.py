"""Measure search: what its data costs to build, and what a first query costs a reader.

python -m benchmarks.search --sizes 213,2000,10000

The data: seconds, growth of memory, files and bytes of search/ alone, after the plan.
A first query: bytes that a real Chromium with an empty cache asks of a server on this machine that compresses
by gzip, of all that a query needs beyond the page and its own script: script of search, manifest, words,
facets, rows of the results and abstracts in sight. And the time from the key to the results, then and for the
next key.
"""

import argparse
import gzip
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.corpus import Language, Made, make
from benchmarks.measure import run
from benchmarks.projects import LIKE_FOR_LIKE, lay_out_digest, without, write_digest
from benchmarks.search_data import measure_data

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
BUILD = [sys.executable, "-m", "generator.cli", "build"]
QUERIES = 15
OF_SEARCH = re.compile(r"/search/.*\.js$|/(?:search|words)\.bundle\.")
LONGEST = 3
"""Words of a query."""

ASK = """async (query) => {
  const box = document.querySelector("input[type=search]");
  const status = document.getElementById("search-status");
  const start = performance.now();
  box.value = query;
  box.dispatchEvent(new Event("input"));
  const heading = () => document.querySelector("#search-heading q")?.textContent;
  const isShown = () => heading() === query && /found$/.test(status.textContent);
  while (!isShown()) await new Promise((done) => setTimeout(done, 2));
  return performance.now() - start;
}"""


@cache
def compressed(file: Path) -> bytes:
    """Return a file as the server sends it; worked out once, as hosts do."""
    return gzip.compress(file.read_bytes())


class Handler(SimpleHTTPRequestHandler):
    """A host that compresses, and counts the bytes that it sends of search."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece: in two, the second may wait 40 ms for a word about the first
    disable_nagle_algorithm = True

    def __init__(self, *args: Any, sent: dict[str, int], **options: Any) -> None:
        self.sent = sent
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Send one file."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        data = compressed(file) if file.is_file() else b""
        if OF_SEARCH.search(self.path):
            self.sent[self.path] = len(data)
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, sent: dict[str, int]) -> Iterator[str]:
    """Serve a folder on a free port; give the address of its root."""
    handler = partial(Handler, directory=str(folder), sent=sent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def queries_of(papers: Sequence[Made]) -> list[str]:
    """Return queries of one to three words of titles, each of another paper."""
    chosen = papers[:: max(1, len(papers) // QUERIES)][:QUERIES]
    long = [[word for word in paper.title.lower().split() if len(word) > 4] for paper in chosen]
    return [" ".join(words[: 1 + n % LONGEST]) for n, words in enumerate(long) if words]


def first_queries(site: Path, queries: Sequence[str]) -> list[tuple[int, int, float, float]]:
    """Return of each query, with an empty cache: bytes, files, ms to the results, ms after the next key."""
    from playwright.sync_api import sync_playwright

    sent: dict[str, int] = {}
    found = []
    with served(site, sent) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for query in queries:
            for _ in ("once for the server", "once for the reader"):
                sent.clear()
                with browser.new_context() as context:
                    asked = _ask(context.new_page(), f"{home}search/", query)
            found.append((sum(sent.values()), len(sent), *asked))
        browser.close()
    return found


def _ask(page: "Page", address: str, query: str) -> tuple[float, float]:
    """Ask for the query but for its last letter, then for all of it; return the ms of both."""
    page.goto(address)
    page.focus("input[type=search]")
    first = page.evaluate(ASK, query[:-1])
    page.wait_for_load_state("networkidle")
    return first, page.evaluate(ASK, query)


def measure(size: int, folder: Path) -> None:
    """Lay out, build and print the two rows of a size."""
    project = folder / str(size)
    papers = list(make(size, Language(ROOT / "content" / "papers")))
    lay_out_digest(project, without(LIKE_FOR_LIKE))
    write_digest(papers, project)
    run(BUILD, project)
    data = measure_data(project, folder / "data")
    print(
        f"{size:>7,}  data: {data.wall:.2f} s (cpu {data.cpu:.2f} s), {data.memory / 1e6:.0f} MB more "
        f"than the plan's {data.before / 1e6:.0f} MB, {data.files:,} files, {data.size / 1e6:.1f} MB"
    )
    asked = first_queries(project / "output", queries_of(papers))
    sizes, files, first, then = (sorted(column) for column in zip(*asked, strict=True))
    print(
        f"{size:>7,}  first query: {median(sizes) / 1e3:.0f} kB in {median(files):.0f} files "
        f"({sizes[0] / 1e3:.0f} to {sizes[-1] / 1e3:.0f} kB), {median(first):.0f} ms (to {first[-1]:.0f}), "
        f"next key {median(then):.0f} ms (to {then[-1]:.0f})",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument(
        "--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[213, 2_000, 10_000]
    )
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="paper-digest-search-"))
    try:
        for size in options.sizes:
            measure(size, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
