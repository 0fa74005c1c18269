import pytest

from generator.base.weblinks import find_links, trim

TRIMMED = [
    ("https://a.bc/d.", "https://a.bc/d"),
    ("https://a.bc/d).", "https://a.bc/d"),
    ("https://a.bc/d_(e)", "https://a.bc/d_(e)"),
    ("https://a.bc/d_(e)).,)", "https://a.bc/d_(e)"),
    ("https://a.bc/(d", "https://a.bc/(d"),
    (".,", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), TRIMMED)
def test_trim(url: str, expected: str) -> None:
    assert trim(url) == expected


@pytest.mark.parametrize("behind", [")", "(", "()", "_", ".)"])
def test_a_flood_behind_a_link_takes_no_longer_than_prose(behind: str) -> None:
    text = "https://a.bc/d" + behind * (400_000 // len(behind))
    assert [start for start, _ in find_links(text)] == [0]
