"""Which file answers which request."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.base.media import content_type
from generator.serve.files import MISSING, Answer, find_answer


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "secret.txt").write_text("outside")
    site = folder / "output"
    for name in [
        "index.html",
        "404.html",
        "papers/a b/index.html",
        "topics/feed.xml",
        ".build.tmp",
        ".git/config",
    ]:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    (site / "escape.txt").symlink_to(folder / "secret.txt")
    return site


TARGETS = [
    # base        target                          file below the root, redirect, or ""
    ("/", "/", "index.html"),
    ("/", "/index.html", "index.html"),
    ("/", "/?q=x", "index.html"),
    ("/", "/papers/a%20b/", "papers/a b/index.html"),
    ("/", "/papers/a%20b/?q=1", "papers/a b/index.html"),
    ("/", "/papers/a%20b", "→ /papers/a%20b/"),
    ("/", "/papers/a%20b?q=1&r=%26", "→ /papers/a%20b/?q=1&r=%26"),
    ("/", "/papers/", ""),
    ("/", "/topics/feed.xml", "topics/feed.xml"),
    ("/", "/topics/feed.xml/", ""),
    ("/", "/nothing", ""),
    ("/", "/../secret.txt", ""),
    ("/", "/papers/../../secret.txt", ""),
    ("/", "/%2e%2e/secret.txt", ""),
    ("/", "/..%2fsecret.txt", ""),
    ("/", "/..%5csecret.txt", ""),
    ("/", "//etc/passwd", ""),
    ("/", "/%2Fetc/passwd", ""),
    ("/", "/escape.txt", ""),
    ("/", "/.build.tmp", ""),
    ("/", "/.git/config", ""),
    ("/", "/index.html%00.txt", ""),
    ("/", "/" + "a" * 5000, ""),
    ("/", "/%ff%fe", ""),
    ("/", "*", ""),
    ("/digest/", "/digest/", "index.html"),
    ("/digest/", "/digest", "→ /digest/"),
    ("/digest/", "/", "→ /digest/"),
    ("/digest/", "/index.html", ""),
    ("/digest/", "/digest/papers/a%20b", "→ /digest/papers/a%20b/"),
    ("/digest/", "/digest//evil.example/", ""),
]


@pytest.mark.parametrize(("base", "target", "expected"), TARGETS)
def test_find_answer(root: Path, base: str, target: str, expected: str) -> None:
    if expected.startswith("→ "):
        wanted = Answer(location=expected[2:])
    else:
        wanted = Answer(root / expected) if expected else MISSING
    assert find_answer(root, base, target) == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["/", "..", ".", "%2e", "%2f", "\\", "secret.txt", "papers", "a b", "\0", "?"]))
)
def test_no_request_leaves_the_folder(root: Path, parts: list[str]) -> None:
    answer = find_answer(root, "/", "/" + "".join(parts))
    assert answer.file is None or answer.file.is_relative_to(root)
    assert not answer.location.startswith("//")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/rss+xml"),
        ("atom.xml", "application/atom+xml"),
        ("feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("cs-cv.ris", "application/x-research-info-systems; charset=utf-8"),
        ("site.bundle.1f0c.JS", "text/javascript; charset=utf-8"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_content_type(name: str, expected: str) -> None:
    assert content_type(Path(name)) == expected
