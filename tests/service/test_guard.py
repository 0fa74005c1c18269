"""Who asks, and from where; what the service never lets a browser do."""

import pytest

from generator.service.guard import asker, network_of, origin_of, policy, sent_from

ORIGINS = [
    ("https://lab.example/mail/", "https://lab.example"),
    ("https://lab.example:443/", "https://lab.example"),
    ("http://lab.example:8080/x", "http://lab.example:8080"),
    ("https://LAB.example/", "https://lab.example"),
    ("http://[2001:db8::1]:80/", "http://[2001:db8::1]"),
    ("http://[2001:db8::1]:81/", "http://[2001:db8::1]:81"),
]


@pytest.mark.parametrize(("url", "origin"), ORIGINS)
def test_origin_of(url: str, origin: str) -> None:
    assert origin_of(url) == origin


OWN = "https://lab.example"
FORMS = [
    # Origin, Sec-Fetch-Site, whether the form counts
    (OWN, "same-origin", True),
    (OWN, None, True),  # browsers of before 2023
    ("https://papers.example", "cross-site", False),
    ("https://lab.example.evil.test", "cross-site", False),
    ("http://lab.example", None, False),
    ("null", "cross-site", False),  # a sandboxed frame, a file
    ("null", "same-origin", True),
    ("null", None, False),
    (None, "same-origin", True),
    (None, "same-site", False),
    (None, "none", False),
    (None, None, False),  # no browser
    ("", "same-origin", False),
]


@pytest.mark.parametrize(("origin", "site", "counts"), FORMS)
def test_only_our_own_forms_count(origin: str | None, site: str | None, counts: bool) -> None:
    sent = {"origin": origin, "sec-fetch-site": site}
    assert sent_from({name: value for name, value in sent.items() if value is not None}, {OWN}) is counts


ASKERS = [
    # lines of X-Forwarded-For, proxies, who asks; the peer is 10.0.0.1
    ([], 0, "10.0.0.1"),
    (["203.0.113.9"], 0, "10.0.0.1"),
    (["203.0.113.9"], 1, "203.0.113.9"),
    (["1.1.1.1, 203.0.113.9"], 1, "203.0.113.9"),  # the first was written by who asks
    (["1.1.1.1", "203.0.113.9"], 1, "203.0.113.9"),  # the proxy added a line of its own
    (["1.1.1.1, 203.0.113.9", "198.51.100.7"], 2, "203.0.113.9"),
    (["1.1.1.1, 203.0.113.9, 198.51.100.7"], 2, "203.0.113.9"),
    (["203.0.113.9"], 2, "10.0.0.1"),  # fewer than there should be
    ([" , ,", ""], 1, "10.0.0.1"),
    ([], 3, "10.0.0.1"),
]


@pytest.mark.parametrize(("lines", "proxies", "who"), ASKERS)
def test_who_asks_is_told_by_our_own_proxies(lines: list[str], proxies: int, who: str) -> None:
    assert asker(lines, "10.0.0.1", proxies) == who


NETWORKS = [
    ("192.0.2.77", "192.0.2.0/24"),
    ("192.0.2.1", "192.0.2.0/24"),
    ("192.0.3.1", "192.0.3.0/24"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::", "2001:db8:1:2::/64"),
    ("::ffff:192.0.2.7", "192.0.2.0/24"),
    ("fe80::1%eth0", "fe80::/64"),
    ("", "?"),
    ("unix:", "?"),
    ("192.0.2.77; DROP TABLE", "?"),
]


@pytest.mark.parametrize(("address", "network"), NETWORKS)
def test_network_of(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_policy_lets_forms_go_to_the_site_and_nothing_come_from_elsewhere() -> None:
    headers = policy("https://papers.example")
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self' https://papers.example; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Cache-Control"] == "no-store"
