import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import clean, plural, shorten
from generator.base.weblinks import find_links, is_web_link

CLEAN = [
    ("  a\t b\r\nc\u2028d\u0085e ", "a b c d e"),
    ("safe\u202egpj.exe\u2066\u200f", "safegpj.exe"),
    (
        "nul\x00, bell\x07, bom\ufeff, private\ue000\U000f0000, lone\udc80",
        "nul, bell, bom, private, lone\ufffd",
    ),
    ("e\u0301 \u0645\u06cc\u200c\u062e", "é \u0645\u06cc\u200c\u062e"),
]


@pytest.mark.parametrize(("text", "expected"), CLEAN)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")


MARKS = ["\u0301", "\u0301\u0316", "\u0344", "\u0f73", "\u1dc0", "\u03b0"]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("letter", ["", "a", "\u1f82", "\ud55c"])
@pytest.mark.parametrize("count", [1, 14, 15, 16, 31, 2000])
def test_no_letter_keeps_more_than_thirty_marks(marks: str, letter: str, count: int) -> None:
    """Some characters (U+0344, U+0F73) are two marks, and letters bring marks of their own (U+1F82)."""
    cleaned = clean(letter + marks * count)
    assert clean(cleaned) == cleaned
    runs = "".join(
        "m" if unicodedata.combining(c) else " " for c in unicodedata.normalize("NFD", cleaned)
    ).split()
    assert max(map(len, runs), default=0) <= 30


def test_letters_of_all_scripts_stay() -> None:
    text = "한국어로쓴아주아주긴제목입니다 Достопримечательностями ἀρχιεπισκοποπληκτικός ひらがなばかりの"
    assert clean(text) == unicodedata.normalize("NFC", text)


SHORTEN = [
    ("short", 10, "short"),
    ("exactly 10", 10, "exactly 10"),
    ("cut at, a word", 9, "cut at…"),
    ("cut behind a word", 11, "cut behind…"),
    ("x" * 50, 10, "x" * 9 + "…"),
]


@pytest.mark.parametrize(("text", "longest", "expected"), SHORTEN)
def test_shorten(text: str, longest: int, expected: str) -> None:
    assert shorten(text, longest) == expected


LINKS = [
    ("at https://github.com/x/y.", ["https://github.com/x/y"]),
    ("(https://a.bc/d_(e)), https://a.bc/f;", ["https://a.bc/d_(e)", "https://a.bc/f"]),
    ("http://a.bc:8080/g!", ["http://a.bc:8080/g"]),
    ("https://a.bc/BCP}. “https://a.bc/d” ", ["https://a.bc/BCP", "https://a.bc/d"]),
    ("javascript:alert(1) ftp://a.bc https:// http://x https://user@a.bc/", []),
    ("https://-a.bc https://a.bc:99999/", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_find_links(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_links(text)] == expected


@given(st.text(alphabet='htps:/.abc@)(<>"[]&;_*`\\ %é', max_size=40).map(lambda rest: "https://" + rest))
def test_what_is_found_is_a_link(text: str) -> None:
    for start, end in find_links(text):
        assert is_web_link(text[start:end])
        assert not set(text[start:end]) & set(' <>"[]`\\')


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (plural(0, "paper"), "0 papers"),
        (plural(1, "paper"), "1 paper"),
        (plural(1204, "paper"), "1,204 papers"),
        (plural(1, "person", "people"), "1 person"),
        (plural(2, "person", "people"), "2 people"),
    ],
)
def test_plural(said: str, expected: str) -> None:
    assert said == expected
