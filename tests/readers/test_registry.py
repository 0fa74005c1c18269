"""Formats are told apart by content; one bad file stops nothing."""

from datetime import date

import pytest

from generator.errors import Severity
from generator.model.record import Seed
from generator.readers.registry import infer_capture, read_seeds, reader_of, readers

AUTHOR = "CVMay 28\nFew-Shot Skin Lesion RecognitionWenqing Zhou, Yifan Xu\nWe study lesions of the skin.\n"
TRENDING = (
    "Get trending papers in your email inbox!\nSubscribeParsing with Fewer Trees\n"
    "We parse with fewer trees than ever.\n"
)
SHORT = (
    "A tenth of the trees is enough to train a parser, as long as they differ. We show how to choose them.\n"
)
TODAY = date(2026, 7, 1)


def seed(name: str, text: str) -> Seed:
    return Seed(name, f"seeds/{name}", text, TODAY)


FORMATS = [
    (AUTHOR, "author listing"),
    ("\n\n" + AUTHOR.replace("\n", "\n\n"), "author listing"),
    (TRENDING, "trending listing"),
    ("", None),
    ("Parsing with Fewer Trees\n" + SHORT, "trending listing"),
    ("\nParsing with Fewer Trees\n\n" + SHORT, "trending listing"),
    ("Parsing with Fewer Trees\nWe parse.\n", None),
    ("Parsing with Fewer Trees\n" + SHORT + "\n" + SHORT, None),
    ("MIT License\n\n" + SHORT + "\n" + SHORT, None),
    ("Parsing with Fewer Trees.\n" + SHORT, None),
    ("Dear diary,\nnothing happened today.\n", None),
    ("\x00\x01\x02", None),
]


@pytest.mark.parametrize(("text", "name"), FORMATS)
def test_format_by_content(text: str, name: str | None) -> None:
    reader = reader_of(seed("misleading.bib", text))
    assert (reader.name if reader else None) == name


def test_records_come_in_the_order_of_the_seeds() -> None:
    seeds = [seed("t.txt", TRENDING), seed("a.txt", AUTHOR), seed("b.txt", TRENDING)]
    reading = read_seeds(seeds)
    assert [record.source.seed for record in reading.records] == ["t.txt", "a.txt", "b.txt"]
    assert reading.problems == ()


def test_an_unknown_file_is_an_error_and_the_rest_is_read() -> None:
    reading = read_seeds([seed("x.txt", "What is this?\n"), seed("a.txt", AUTHOR), seed("e.txt", " \n")])
    assert len(reading.records) == 1
    assert [(p.where.path, p.severity) for p in reading.problems] == [
        ("seeds/e.txt", Severity.ERROR),
        ("seeds/x.txt", Severity.ERROR),
    ]
    assert reading.problems[0].fault == "this file is empty"
    assert all(f"{reader.name} ({reader.needs})" in reading.problems[1].fix for reader in readers())
    assert "like 53.2CVMay 28" in reading.problems[1].fix
    assert "at least 100 characters" in reading.problems[1].fix


def test_infer_capture() -> None:
    assert infer_capture(seed("a.txt", AUTHOR), date(2026, 7, 1)) == date(2026, 7, 1)
    assert infer_capture(seed("a.txt", AUTHOR), date(2026, 1, 1)) == date(2025, 12, 31)
    assert infer_capture(seed("t.txt", TRENDING), date(2026, 1, 1)) == date(2026, 1, 1)
    assert infer_capture(seed("x.txt", "?"), date(2026, 1, 1)) == date(2026, 1, 1)
