"""What templates make of permalinks, addresses, days and numbers."""

from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.weblinks import web
from generator.base.words import ENGLISH
from generator.outputs import filters
from tests.outputs.conftest import BASE_URL

LINKS = [
    # page, permalink, address
    ("index.html", "papers/x/", "papers/x/"),
    ("index.html", "", "./"),
    ("papers/x/index.html", "", "../../"),
    ("papers/x/index.html", "papers/y/", "../../papers/y/"),
    ("topics/cs-cv/2024/index.html", "assets/style.1f.css", "../../../assets/style.1f.css"),
    ("index.html", "javascript:alert(1)", "./javascript:alert(1)"),
    ("index.html", "//evil.example/", ".///evil.example/"),
    ("index.html", "\\\\evil.example", "%5C%5Cevil.example"),
    ("about/index.html", "papers/ü x/", "../papers/%C3%BC%20x/"),
    ("about/index.html", "a\"b'c", "../a%22b%27c"),
    ("about/index.html", "papers/a%20b/", "../papers/a%20b/"),
]


@pytest.mark.parametrize(("page", "permalink", "address"), LINKS)
def test_link(page: str, permalink: str, address: str) -> None:
    assert filters.place_of(page).link(permalink) == address


@given(st.text(), st.integers(0, 4))
@example("//evil.example", 0)
@example("http://evil.example", 0)
@example("data:text/html,x", 0)
def test_no_permalink_leaves_the_site(permalink: str, depth: int) -> None:
    page = "a/" * depth + "index.html"
    address = urljoin(BASE_URL + page, filters.place_of(page).link(permalink))
    assert address.startswith("https://lab.example/")


def test_a_page_served_anywhere_links_from_the_root() -> None:
    assert filters.root_place(BASE_URL).link("") == "/digest/"
    assert filters.root_place("https://lab.example/").link("search/") == "/search/"


WEB = [
    ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
    ("HTTP://example.org", "HTTP://example.org"),
    ("javascript:alert(1)", ""),
    ("java\nscript:alert(1)", ""),
    ("data:text/html,x", ""),
    ("https://exa mple.org", ""),
    ("https://", ""),
    ("//example.org", ""),
    ("http://[", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "kept"), WEB)
def test_only_web_addresses_become_links(address: str, kept: str) -> None:
    assert web(address) == kept


WORDS = [
    (filters.day("2026-05-28"), "28 May 2026"),
    (filters.day("2026-05-01"), "1 May 2026"),
    (filters.day("2026-05"), "May 2026"),
    (filters.day("2026-13-01"), "2026-13-01"),
    (filters.day("2026-٠٥"), "2026-٠٥"),
    (filters.day("Part 2"), "Part 2"),
    (filters.long_day("2026-05-28"), "Thursday 28 May 2026"),
    (filters.long_day("2026-02-30"), "2026-02-30"),
    (ENGLISH.number(1213), "1,213"),
    (ENGLISH.number(86.64), "86.6"),
    (ENGLISH.number(100.0), "100.0"),
    (filters.step(86.6), 85),
    (filters.step(250), 100),
    (filters.step(-3), 0),
    (filters.step(3, 0), 0),
    (filters.host("https://www.Example.org/x"), "example.org"),
    (filters.bare("http://dx.doi.org/10.1000%2FX/"), "doi.org/10.1000/x"),
    (filters.bare("https://www.arxiv.org/abs/2605.01234v2"), "arxiv.org/abs/2605.01234"),
    (filters.bare("https://example.org/v2?id=1"), "example.org/v2?id=1"),
    (filters.bare("javascript:alert(1)"), ""),
    (filters.contact_link("desk@lab.example"), "mailto:desk@lab.example"),
    (filters.contact_link("https://lab.example/"), "https://lab.example/"),
    (filters.contact_link("you&me@lab.example"), "mailto:you%26me@lab.example"),
    (filters.contact_link("javascript:x@y"), ""),
    (filters.contact_link("a@b?cc=c@d"), ""),
    (filters.direction("ar-EG"), "rtl"),
    (filters.direction("en"), "ltr"),
]


@pytest.mark.parametrize(("said", "expected"), WORDS)
def test_words(said: object, expected: object) -> None:
    assert said == expected
