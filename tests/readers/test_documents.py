"""The listings that README.md and the guide show are read as they say."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from generator.model.record import Seed
from generator.readers.registry import read_seeds, reader_of

PROJECT = Path(__file__).parents[2]
BLOCK = re.compile(r"(?m)^(?:(?: {4,}\S.*)\n)+")

EXAMPLES = [
    # what the example begins with   format               titles
    (
        "86.6CVMar 18Code",
        "author listing",
        ["DrawnLesions: Learning from Sketches of Skin", "Parsing with Fewer Trees"],
    ),
    (
        "EchoNet-3",
        "trending listing",
        ["EchoNet-3: What a Foundation Model Sees in Ultrasound", "Gossip Converges in Logarithmic Time"],
    ),
]


@pytest.mark.parametrize("document", ["README.md", "docs/guide.md"])
@pytest.mark.parametrize(("beginning", "name", "titles"), EXAMPLES)
def test_examples_are_read(document: str, beginning: str, name: str, titles: list[str]) -> None:
    blocks = [dedent(block) for block in BLOCK.findall((PROJECT / document).read_text("utf-8"))]
    (text,) = [block for block in blocks if block.startswith(beginning)]
    from_both_ends = [text, "\n".join(text.splitlines()[: len(text.splitlines()) // 2]) + "\n"]
    for number, listing in enumerate(from_both_ends):  # the second: its first paper alone
        seed = Seed("x.txt", "seeds/x.txt", listing, None)
        reader = reader_of(seed)
        assert reader
        assert reader.name == name
        records = read_seeds([seed]).records
        assert [record.title for record in records] == titles[: len(titles) - number]
        assert all(100 < len(record.abstract) < 150 for record in records)


def test_examples_name_authors() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    (listing,) = [dedent(b) for b in BLOCK.findall(text) if b.lstrip().startswith("86.6CVMar 18Code")]
    first, second = read_seeds([Seed("x.txt", "seeds/x.txt", listing, None)]).records
    assert first.authors == ("Tanvi Rao", "Jan de Boer", "Mei-Ling Huang")
    assert (first.authors_complete, first.organisations) == (False, ("some-lab",))
    assert (second.authors, second.authors_complete) == (("Óscar Núñez", "Ada Lind"), True)


def test_a_document_is_no_listing_and_that_is_told() -> None:
    """README's first example reads on into README: the place where that begins is named."""
    text = (PROJECT / "README.md").read_text("utf-8")
    lines = text.splitlines()
    (problem,) = [
        p
        for p in read_seeds([Seed("README.md", "README.md", text, None)]).problems
        if "longer than any" in p.fault
    ]
    assert "trending listing" in lines[problem.where.line - 1]
